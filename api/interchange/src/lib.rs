//! Foreign files <-> typed rows: applicant exports, mark sheets and result lists, as XLSX or CSV.
//!
//! Pure: bytes in, rows and findings out. A file is either refused as a whole ([`Refusal`]) or read into
//! rows with findings by row and column ([`Report`]). Neither ever holds the value that was rejected.

pub mod applicants;
mod cell;
pub mod dates;
pub mod decimals;
mod finding;
pub mod identifiers;
pub mod marks;
pub mod panselnas;
pub mod sheet;
pub mod write;

pub use cell::{Cell, CellKind};
pub use finding::{Code, ColumnPlace, Finding, Refusal, Report, Severity};
