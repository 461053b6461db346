//! Training: seats, attendance, results, certificates, hours, trainers, and who may not.
mod certificate;
mod enrol;
mod hours;
mod result;
pub mod town;
mod trainers;
