//! Results: runs of the engine, rulings, comparison with the national result, and why each result is what it is.
mod announce;
mod approve;
mod difference;
mod inputs;
mod make;
mod model;
mod national;
mod publish;
mod ruling;
mod see;
mod store;
mod why;

pub use announce::{Announceable, AnnouncementRow, announceable, rows_for_announcement};
pub use publish::{ALL_WITHHELD, Disclosed, FILES_DIFFER, Published, identity, published};
pub use why::{OtherVacancy, ResultLegendEntry, Why, legend, why};

use crate::{exams::STAGE_UNKNOWN, http::Routes};

/// Registers the routes of this room.
pub fn routes(routes: &mut Routes) {
    routes.add(
        make::__path_make_run,
        make::make_run,
        &[&model::MARKS_MISSING, &model::MARKS_INCOMPLETE, &model::INPUTS_REFUSED, &STAGE_UNKNOWN],
    );
    routes.add(see::__path_list_runs, see::list_runs, &[]);
    routes.add(see::__path_see_run, see::see_run, &[]);
    routes.add(see::__path_list_outcomes, see::list_outcomes, &[]);
    routes.add(see::__path_see_outcome, see::see_outcome, &[]);
    routes.add(
        approve::__path_approve_run,
        approve::approve_run,
        &[
            &model::RUN_BY_SAME_OFFICER,
            &model::RUN_APPROVED_TWICE,
            &model::RUN_NOT_NEWEST,
            &model::RUN_UNDECIDED,
        ],
    );
    routes.add(
        national::__path_import_national_result,
        national::import_national_result,
        &[&model::NOT_NATIONAL, &model::NATIONAL_FILE_REFUSED],
    );
    routes.add(difference::__path_list_differences, difference::list_differences, &[]);
    routes.add(
        difference::__path_explain_differences,
        difference::explain_differences,
        &[&model::ALREADY_EXPLAINED],
    );
    routes.add(ruling::__path_record_ruling, ruling::record_ruling, &[&model::RULING_WITHOUT_TIE]);
    routes.add(
        ruling::__path_confirm_ruling,
        ruling::confirm_ruling,
        &[&model::RULING_CONFIRMED, &model::RULING_BY_SAME_OFFICER],
    );
    routes.add(ruling::__path_list_rulings, ruling::list_rulings, &[]);
    routes.add(announce::__path_list_status_codes, announce::list_status_codes, &[]);
}
