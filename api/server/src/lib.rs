//! The Terang server: one folder a domain, arrows as `docs/MAP.md` draws them.
pub mod api;
pub mod catalog;
pub mod config;
pub mod database;
pub mod documentation;
pub mod exams;
pub mod employees;
pub mod generate;
pub mod health;
pub mod http;
pub mod identity;
pub mod kernel;
pub mod load;
pub mod notices;
pub mod record;
pub mod results;
pub mod rounds;
#[rustfmt::skip]
pub mod schema;
pub mod serve;
pub mod site;
pub mod start;
pub mod verification;
pub mod training;
pub mod worker;
