//! How a fact is written: row, audit, leaf and jobs in one transaction. The only opener of write transactions.
//!
//! Three classes of writes: a *fact* leaves audit and leaf, an *audited* write leaves audit, a *plain* one neither.
mod fact;
pub mod log;
mod milestone;
mod once;
mod personal_read;
mod sequencer;
mod store;
mod turn;
mod write;

pub use fact::{Fact, Milestone};
pub use log::{
    refusal::Refusal,
    round::{Ended, Round},
    tree::Fence,
};
pub use milestone::{MilestoneLeaf, milestone};
pub use once::{Once, write_once};
pub use personal_read::{PersonalRead, log_personal_read};
pub use sequencer::{sequence, sequence_as};
pub use turn::Turn;
pub use write::{Actor, Write, write};
