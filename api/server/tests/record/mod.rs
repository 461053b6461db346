//! The record: what a fact leaves behind, what nobody can undo, and how the public reads it.
pub mod fact;
mod failures;
mod keys;
pub mod observer;
mod public_log;
mod restored;
mod restricted_role;
mod sequencer;
pub mod store;
mod turns;
pub mod witnesses;
