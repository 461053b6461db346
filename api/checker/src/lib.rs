//! Recomputes at home what was announced: rankings and draws, from plain files and without any server. Checks
//! receipts and whole public records, and is the program of a witness.
//!
//! Every check ends in one of three ways: the same, not the same (with file, row and first difference), or could
//! not tell (with the reasons).

mod card;
mod draw;
mod files;
mod handover;
mod log;
mod rank;
mod receipt;
mod result;
mod said;
mod source;
mod trust;
mod witness;

// The formats are those that the server publishes with: one implementation, in the crate `bundle`.
use bundle::table;

pub use bundle::message::Message;
pub use bundle::verdict::{Difference, Fault, Verdict};
pub use draw::{DRAW, DRAWN, Finished, LIST, ORDER, draw};
pub use log::{Log, log};
pub use rank::{Rank, rank};
pub use receipt::{Proven, Receipt, receipt, verify_proof};
pub use result::{ResultFiles, result};
pub use trust::{Witnessed, read_policy};
pub use witness::{Witness, witness};
