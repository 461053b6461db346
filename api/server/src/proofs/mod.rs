//! Proof files: what the record holds about one's own application or training, to keep and to check without us.
mod answer;
mod application;
mod training;

use crate::{http::Routes, record::log::proof::PROOF_NOT_YET};

pub fn routes(routes: &mut Routes) {
    routes.add(application::__path_own_proofs, application::own_proofs, &[]);
    routes.add(application::__path_own_proof, application::own_proof, &[&PROOF_NOT_YET]);
    routes.add(application::__path_own_card, application::own_card, &[&PROOF_NOT_YET]);
    routes.add(training::__path_own_training_proofs, training::own_training_proofs, &[]);
    routes.add(training::__path_own_training_proof, training::own_training_proof, &[&PROOF_NOT_YET]);
    routes.add(training::__path_own_training_card, training::own_training_card, &[&PROOF_NOT_YET]);
}
