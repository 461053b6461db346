//! Proof files: what the record holds about one's own application, to keep and to check without us.
mod own;

use crate::{http::Routes, record::log::proof::PROOF_NOT_YET};

pub fn routes(routes: &mut Routes) {
    routes.add(own::__path_own_proofs, own::own_proofs, &[]);
    routes.add(own::__path_own_proof, own::own_proof, &[&PROOF_NOT_YET]);
    routes.add(own::__path_own_card, own::own_card, &[&PROOF_NOT_YET]);
}
