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
mod exams;
mod employees;
mod house;
mod identity;
mod notices;
mod record;
mod results;
mod support;
mod verification;
mod training;
