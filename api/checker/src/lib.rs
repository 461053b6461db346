//! Recomputes at home what was announced: rankings and draws, from plain files and without any server. Checks
//! receipts and whole public records, and is the program of a witness.
//!
//! Every check ends in one of three ways: the same, not the same (with file, row and first difference), or could
//! not tell (with the reasons).

mod card;
mod compare;
mod draw;
mod log;
mod message;
mod outcomes;
mod participants;
mod rank;
mod receipt;
mod rulings;
mod source;
mod table;
mod trace;
mod trust;
mod vacancies;
mod verdict;
mod witness;

pub use draw::{DRAW, DRAWN, Finished, LIST, ORDER, draw};
pub use log::{Log, log};
pub use message::Message;
pub use rank::{Rank, rank};
pub use receipt::{Proven, Receipt, receipt, verify_proof};
pub use trust::{Witnessed, read_policy};
pub use verdict::{Difference, Fault, Verdict};
pub use witness::{Witness, witness};
