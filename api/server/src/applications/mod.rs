//! Applications: draft, pre-check, submission, receipt, withdrawal; and the SSCASN door.
//!
//! Rooms above call [`participants`], [`handed_in`], [`facts()`], [`findings`] [`applied()`] and [`is_of`]; they never read the tables.
mod answer;
mod applied;
mod attach;
mod draft;
mod evidence;
mod facts;
mod form;
mod list;
mod model;
mod nik_key;
mod post;
mod problem;
mod read;
mod receipt;
mod seal;
pub mod sscasn;
mod store;
mod submit;
mod told;
mod withdraw;

pub use applied::{Applied, applied};
pub use facts::{facts, findings};
pub use form::Form;
pub use model::{Answers, Applicant, FrozenDocument, Snapshot};
pub use nik_key::{ExchangeNikKey, NikKeyProgress, exchange_step, nik_key_progress};
pub use read::{HandedIn, Participant, count_submitted, handed_in, is_of, participants};
pub use seal::{SealRegistrations, seal_newcomers, seal_once};

pub use crate::kernel::moment;

use crate::http::Routes;

pub fn routes(routes: &mut Routes) {
    list::routes(routes);
    draft::routes(routes);
    attach::routes(routes);
    submit::routes(routes);
    withdraw::routes(routes);
    receipt::routes(routes);
    evidence::routes(routes);
    sscasn::routes(routes);
}
