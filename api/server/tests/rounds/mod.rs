//! Rounds: search, preparation, publication, amendments.
mod amend;
mod committee;
mod index;
mod kept_page;
mod notice;
mod publish;
mod search;
