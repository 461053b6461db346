//! The record: what a fact leaves behind, and what nobody can undo.
pub mod fact;
mod restricted_role;
mod sequencer;
