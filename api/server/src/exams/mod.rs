//! Exams, first level: marks come in by sheet, a second officer approves them, corrections supersede.
//!
//! A mark is what the newest approved sheet says of that person and component; earlier ones stay as they were.
mod approve;
mod import;
mod leaves;
mod list;
mod marks;
mod model;
pub mod originals;
pub mod sheet;
mod store;

pub use leaves::{MarkLeaf, mark_leaves};
pub use marks::{CurrentMark, Presence, current_marks, first_marks, marks_number};
pub use model::{Round, STAGE_UNKNOWN};
pub use store::{names, round};

use crate::http::Routes;

/// Registers the routes of this room.
pub fn routes(routes: &mut Routes) {
    routes.add(
        import::__path_import_marks,
        import::import_marks,
        &[&model::STAGE_UNKNOWN, &model::CORRECTION_NEEDS_REASON],
    );
    routes.add(
        approve::__path_approve_marks,
        approve::approve_marks,
        &[
            &model::SAME_OFFICER,
            &model::ALREADY_APPROVED,
            &model::SHEET_REFUSED,
            &model::CORRECTION_NEEDS_REASON,
        ],
    );
    routes.add(list::__path_list_mark_imports, list::list_mark_imports, &[]);
    routes.add(list::__path_see_mark_import, list::see_mark_import, &[]);
    routes.add(list::__path_list_marks_of_import, list::list_marks_of_import, &[]);
    routes.add(list::__path_list_mark_stages, list::list_mark_stages, &[]);
}
