//! Rounds: search, preparation, publication, amendments.
mod amend;
mod calendar;
pub mod committee;
mod competition;
mod feed;
mod first_html;
mod index;
mod kept_page;
mod notice;
mod publish;
mod rule_documents;
mod saved;
mod search;
mod sitemap;
