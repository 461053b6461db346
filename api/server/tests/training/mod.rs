//! Training: seats, attendance, results, certificates, hours, and who may not.
mod certificate;
mod enrol;
mod hours;
mod result;
pub mod town;
