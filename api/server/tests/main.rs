//! The server's tests: one program, one PostgreSQL, a fresh database for each test.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "a test may stop on what cannot be"
)]
mod announcements;
mod applications;
mod catalog;
mod cluster;
mod documents;
mod draws;
mod employees;
mod exams;
mod house;
mod identity;
mod kernel;
mod kills;
mod notices;
mod opendata;
mod operation;
mod plans;
mod proofs;
mod record;
mod results;
mod rounds;
mod support;
mod training;
mod verification;
