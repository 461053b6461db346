//! Recomputes at home what was announced: rankings and draws, from plain files and without any server.
//!
//! Every check ends in one of three ways: the same, not the same (with file, row and first difference), or could
//! not tell (with the reasons).

mod draw;
mod files;
mod rank;

// The formats are those that the server publishes with: one implementation, in the crate `bundle`.
use bundle::{message, table, verdict};

pub use bundle::message::Message;
pub use bundle::verdict::{Difference, Fault, Verdict};
pub use draw::{DRAW, DRAWN, Finished, LIST, ORDER, draw};
pub use rank::{Rank, rank};
