//! The SSCASN applicant export of 49 columns: read into rows, and written back as the verdict sheet.

mod columns;
mod read;
mod verdicts;

pub use columns::{Column, Handling};
pub use read::{ApplicantRow, read};
pub use verdicts::{Verdict, VerdictRow, verdict_sheet};
