//! Rounds: search, preparation, publication, amendments.
mod amend;
mod committee;
mod index;
mod notice;
mod publish;
mod search;
