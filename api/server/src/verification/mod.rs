//! Verification: readings of applications, verdicts on each requirement, and the supervisor's release.
//!
//! Verdicts stay inside until `announcements` announces the stage; nothing here is shown to an applicant.
mod answer;
mod claim;
mod evidence;
mod give;
pub mod model;
mod order;
mod outcome;
mod queue;
pub mod reason;
mod schedule;
mod sheet;
mod store;
mod supervise;

pub use answer::BothLanguages;
pub use order::{read_in_order, sealed_and_waiting, waiting};
pub use outcome::{DecisionItem, Released, decision, released, unfinished};
pub use schedule::{Schedule, VERIFICATION_NOT_OPEN, schedule};

use crate::{
    http::Routes,
    kernel::{Code, Problem, problem::STILL_RUNNING},
    verification::model::Refusal,
};

pub static READING_TAKEN: Code = Code::new(
    "reading_taken",
    409,
    "Berkas ini sedang diperiksa verifikator lain. Ambil berkas berikutnya dari antrean.",
    "Another verifier is reading this application. Take the next one from the queue.",
);
pub static READ_BEFORE: Code = Code::new(
    "read_before",
    409,
    "Anda sudah membaca berkas ini sebelumnya. Verifikator lain yang membacanya lagi; ambil berkas berikutnya dari antrean.",
    "You have read this application before. Another verifier reads it again; take the next one from the queue.",
);
pub static OWN_READING: Code = Code::new(
    "own_reading",
    409,
    "Anda sendiri yang memeriksa berkas ini. Minta supervisor lain memutuskannya, dan pilih berkas lain.",
    "You read this application yourself. Ask another supervisor to decide, and choose another application.",
);
pub static READING_NOT_READY: Code = Code::new(
    "reading_not_ready",
    409,
    "Berkas ini sudah berpindah tahap. Muat ulang untuk melihat keadaannya sekarang.",
    "This application has moved on. Reload to see where it is now.",
);

/// The problem that a refusal of the state machine becomes.
fn refused(refusal: Refusal) -> Problem {
    Problem::new(match refusal {
        Refusal::Taken => &READING_TAKEN,
        Refusal::ReadBefore => &READ_BEFORE,
        Refusal::OwnReading => &OWN_READING,
        Refusal::NotNow => &READING_NOT_READY,
    })
}

/// The routes of this room.
pub fn routes(routes: &mut Routes) {
    let decides = &[&OWN_READING, &READING_NOT_READY, &READ_BEFORE, &READING_TAKEN];
    routes.add(queue::__path_verification_reasons, queue::verification_reasons, &[]);
    routes.add(queue::__path_verification_queue, queue::verification_queue, &[]);
    routes.add(queue::__path_list_readings, queue::list_readings, &[]);
    routes.add(
        claim::__path_claim_reading,
        claim::claim_reading,
        &[&VERIFICATION_NOT_OPEN, &STILL_RUNNING, &READING_TAKEN, &READ_BEFORE],
    );
    routes.add(sheet::__path_verdict_sheet_file, sheet::verdict_sheet_file, &[]);
    routes.add(give::__path_open_reading, give::open_reading, &[]);
    routes.add(give::__path_give_verdicts, give::give_verdicts, decides);
    routes.add(supervise::__path_release_verdict, supervise::release_verdict, decides);
    routes.add(supervise::__path_send_back_verdict, supervise::send_back_verdict, decides);
}
