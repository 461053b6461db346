//! Rounds: search, preparation, publication, amendments.
mod amend;
mod committee;
mod notice;
mod publish;
mod search;
