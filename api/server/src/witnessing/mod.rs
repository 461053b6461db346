//! The record as outsiders see it: checkpoint, tiles and policy of each log, and how it stands.
//!
//! What lies below `/ledger/` is C2SP's protocol (tlog-tiles) and not ours: everybody's programs know these addresses, so
//! they stand beside the API and its document, as the site map does. They have no guard: what they show is public for
//! everybody, always, and what a witness brings is let in by its signature.
mod cosign;
mod files;
mod key_answers;
mod keys;
mod policies;
mod status;

use actix_web::web;

use crate::http::Routes;

pub fn routes(routes: &mut Routes) {
    status::routes(routes);
    policies::routes(routes);
    keys::routes(routes);
    routes.beside(&cosign::PROBLEMS);
}

/// Serves the addresses of the protocol.
pub fn configure(config: &mut web::ServiceConfig) {
    files::configure(config);
    config.route("/ledger/{agency}/cosignatures", web::post().to(cosign::cosignatures));
}
