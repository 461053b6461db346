//! Draws: an order that nobody could choose, made of secrets that three offices fixed before they knew the others'.
//!
//! The list is in the public record first, then the commitments, then the reveals; `selection::Ceremony` makes the
//! order of them, here as on anybody's own machine.
mod answer;
mod candidates;
mod files;
mod finish;
mod fix;
pub mod model;
mod page;
mod standing;
mod store;
mod take_part;

use crate::{
    draws::model::Refusal,
    http::Routes,
    kernel::{Code, Problem, Text, problem::NOT_FOUND},
    record,
};

pub static DRAW_NOT_RECORDED: Code = Code::new(
    "draw_not_recorded",
    409,
    "Langkah sebelumnya belum tercatat dalam catatan publik. Tunggu satu menit, muat ulang, lalu ulangi.",
    "The step before is not in the public record yet. Wait a minute, reload and try again.",
);
pub static DRAW_NOT_YET: Code = Code::new(
    "draw_not_yet",
    409,
    "Belum waktunya. Tunggu sampai semua pengundi selesai dengan langkah sebelumnya atau tenggatnya lewat, lalu muat ulang.",
    "It is not time yet. Wait until all drawers are done with the step before or its deadline has passed, then reload.",
);
pub static DRAW_TURN_OVER: Code = Code::new(
    "draw_turn_over",
    409,
    "Waktu untuk langkah ini sudah lewat. Muat ulang untuk melihat keadaan undian; cadangan menggantikan yang diam.",
    "The time for this step is over. Reload to see where the draw stands; stand-ins replace who stayed silent.",
);
pub static DRAW_STEP_DONE: Code = Code::new(
    "draw_step_done",
    409,
    "Anda sudah melakukan langkah ini, dan itu tidak dapat diganti. Muat ulang untuk melihatnya.",
    "You have done this step already, and it cannot be replaced. Reload to see it.",
);
pub static DRAW_OVER: Code = Code::new(
    "draw_over",
    409,
    "Undian ini sudah selesai atau gagal. Muat ulang untuk melihat hasilnya.",
    "This draw is finished or has failed. Reload to see its end.",
);

/// The problem that a refusal of the state machine becomes.
fn refused(refusal: Refusal) -> Problem {
    match refusal {
        Refusal::NotRecorded => Problem { retry_after: Some(60), ..Problem::new(&DRAW_NOT_RECORDED) },
        Refusal::NotYet => Problem::new(&DRAW_NOT_YET),
        Refusal::TooLate => Problem::new(&DRAW_TURN_OVER),
        Refusal::Done => Problem::new(&DRAW_STEP_DONE),
        Refusal::Over => Problem::new(&DRAW_OVER),
    }
}

/// What the order of a draw decides.
fn purpose(code: &str) -> Text {
    match code {
        "reading_order" => {
            Text::new("Urutan pembacaan berkas lamaran", "Order in which applications are read")
        }
        _ => Text::new("Undian", "Draw"),
    }
}

/// The routes of this room.
pub fn routes(routes: &mut Routes) {
    let turns: &[&'static Code] =
        &[&DRAW_NOT_RECORDED, &DRAW_NOT_YET, &DRAW_TURN_OVER, &DRAW_STEP_DONE, &DRAW_OVER];
    let commits = [turns, &[&take_part::COMMITMENT_TAKEN]].concat();
    let reveals = [turns, &[&take_part::SECRET_DOES_NOT_OPEN]].concat();
    let fixes = [
        &fix::NOTHING_TO_DRAW,
        &fix::DRAW_EXISTS,
        &fix::DRAWER_NOT_ELIGIBLE,
        &crate::verification::VERIFICATION_NOT_OPEN,
    ];
    routes.add(page::__path_list_draws, page::list_draws, &[]);
    routes.add(files::__path_draw_bundle, files::draw_bundle, &[]);
    routes.add(files::__path_draw_file, files::draw_file, &[&NOT_FOUND, &record::log::proof::PROOF_NOT_YET]);
    routes.add(page::__path_read_draw, page::read_draw, &[]);
    routes.add(candidates::__path_draw_candidates, candidates::draw_candidates, &[]);
    routes.add(fix::__path_fix_draw, fix::fix_draw, &fixes);
    routes.add(take_part::__path_own_draws, take_part::own_draws, &[]);
    routes.add(take_part::__path_commit_to_draw, take_part::commit_to_draw, &commits);
    routes.add(take_part::__path_reveal_for_draw, take_part::reveal_for_draw, &reveals);
    routes.add(
        finish::__path_finish_draw,
        finish::finish_draw,
        &[&DRAW_NOT_RECORDED, &DRAW_NOT_YET, &DRAW_OVER],
    );
}
