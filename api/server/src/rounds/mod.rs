//! Selection rounds: rules, timetable, vacancies, publication, public search.
pub mod archive;
mod model;

pub use model::{STEPS, StatusCode, Step, status_codes, step_name};
