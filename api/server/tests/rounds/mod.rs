//! Rounds: search, preparation, publication, amendments.
mod amend;
pub mod committee;
mod notice;
mod publish;
mod search;
