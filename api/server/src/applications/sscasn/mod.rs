//! The SSCASN door, first level: the applicant export of 49 columns comes in as applications of a national round.
//!
//! Check and apply are two acts. A checked file has been read whole and matched to vacancies; nothing of it counts
//! before an officer applies it, in one transaction. The verdict sheet goes out from [`rows_for_export`]: the room
//! that knows verdicts puts them beside with `interchange::applicants::verdict_sheet`.
mod apply;
mod check;
mod export;
mod import;
mod matching;
mod store;

pub use export::{ExportRow, rows_for_export};

use crate::http::Routes;

pub fn routes(routes: &mut Routes) {
    import::routes(routes);
    apply::routes(routes);
}
