//! Announcements: prepared by one, published by another at one instant for everybody, corrected by new versions.
mod ancestry;
mod answer;
mod content;
mod decision;
mod disclosed;
mod download;
mod files;
pub mod model;
mod page;
mod prepare;
mod profile;
mod publish;
mod ranked;
mod store;
mod tell;
mod told;
mod value_names;
mod withheld;

pub use answer::{AnnouncementDetail, CountOfStatus, LegendEntry};
pub use disclosed::WithheldPart;
pub use page::public_announcement;
pub use tell::TellParticipants;
pub use told::{Told, told};

use crate::{
    announcements::model::Refusal,
    http::Routes,
    kernel::{Code, Problem, problem::INTERNAL},
    record, results,
};

pub static OWN_PREPARATION: Code = Code::new(
    "own_preparation",
    409,
    "Anda sendiri yang menyiapkan pengumuman ini. Minta anggota panitia lain menerbitkannya.",
    "You prepared this announcement yourself. Ask another member of the committee to publish it.",
);
pub static NOT_PREPARED: Code = Code::new(
    "not_prepared",
    409,
    "Pengumuman ini sudah diterbitkan atau dibatalkan. Muat ulang untuk melihat keadaannya sekarang.",
    "This announcement is published or discarded already. Reload to see where it is now.",
);

/// The problem that a refusal of the state machine becomes.
fn refused(refusal: Refusal) -> Problem {
    Problem::new(match refusal {
        Refusal::OwnPreparation => &OWN_PREPARATION,
        Refusal::NotPrepared => &NOT_PREPARED,
    })
}

/// The state that a row is in.
fn standing(row: &store::AnnouncementRow) -> Result<model::State, Problem> {
    model::State::of(&row.state)
        .ok_or_else(|| Problem::new(&INTERNAL).inside("announcement in an unknown state"))
}

/// The routes of this room.
pub fn routes(routes: &mut Routes) {
    let prepares: &[&'static Code] = &[
        &content::NOTHING_TO_ANNOUNCE,
        &content::VERDICTS_MISSING,
        &ranked::RUN_NOT_ANNOUNCEABLE,
        &prepare::ALREADY_PREPARED,
        &profile::PROFILE_BEYOND_ROUND,
        &results::FILES_DIFFER,
        &results::ALL_WITHHELD,
    ];
    let publishes: &[&'static Code] = &[
        &content::NOTHING_TO_ANNOUNCE,
        &content::VERDICTS_MISSING,
        &ranked::RUN_NOT_ANNOUNCEABLE,
        &publish::ANNOUNCEMENT_OUTDATED,
        &profile::ROWS_STAND_ALONE,
        &OWN_PREPARATION,
        &NOT_PREPARED,
    ];
    routes.add(page::__path_latest_announcements, page::latest_announcements, &[]);
    routes.add(page::__path_list_announcements, page::list_announcements, &[]);
    routes.add(page::__path_announcement_csv, page::announcement_csv, &[]);
    routes.add(download::__path_announcement_bundle, download::announcement_bundle, &[]);
    routes.add(
        download::__path_announcement_file,
        download::announcement_file,
        &[&record::log::proof::PROOF_NOT_YET],
    );
    routes.add(page::__path_announcement_rows, page::announcement_rows, &[]);
    routes.add(page::__path_read_announcement, page::read_announcement, &[]);
    routes.add(prepare::__path_prepare_announcement, prepare::prepare_announcement, prepares);
    routes.add(prepare::__path_list_announcement_drafts, prepare::list_announcement_drafts, &[]);
    routes.add(prepare::__path_preview_announcement, prepare::preview_announcement, &[]);
    routes.add(prepare::__path_discard_announcement, prepare::discard_announcement, &[&NOT_PREPARED]);
    routes.add(publish::__path_publish_announcement, publish::publish_announcement, publishes);
    routes.add(withheld::__path_open_withheld, withheld::open_withheld, &[&withheld::NOTHING_WITHHELD]);
    routes.add(decision::__path_own_decisions, decision::own_decisions, &[]);
}
