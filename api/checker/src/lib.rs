//! Recomputes at home what was announced: rankings and draws, from plain files and without any server.
//!
//! Every check ends in one of three ways: the same, not the same (with file, row and first difference), or could
//! not tell (with the reasons).

mod compare;
mod draw;
mod message;
mod outcomes;
mod participants;
mod rank;
mod rulings;
mod table;
mod trace;
mod vacancies;
mod verdict;

pub use draw::{DRAW, DRAWN, Finished, LIST, ORDER, draw};
pub use message::Message;
pub use rank::{Rank, rank};
pub use verdict::{Difference, Fault, Verdict};
