//! The leaves of one's own application. What a verdict or a mark says stays closed until it is announced, here as
//! everywhere.
use actix_web::{HttpResponse, web};
use diesel_async::AsyncPgConnection;
use ledger::Kind;
use uuid::Uuid;

use super::answer::{self, OwnCard, OwnProofs};
use crate::{
    announcements::{self, Told},
    applications,
    http::{Answer, Place},
    identity::Guard,
    kernel::{Problem, State, permission::ApplicationOwn, problem::NOT_FOUND},
    record::log::proof::{self, Known},
};

/// What one did oneself may be seen at once; the rest once it was announced.
fn is_open(known: &Known, told: &Told) -> bool {
    let own = [Kind::ApplicationSubmitted, Kind::ApplicationCorrected, Kind::ApplicationWithdrawn];
    own.iter().any(|kind| kind.as_str() == known.kind) || told.covers(known.id, &known.kind, known.at)
}

async fn open_leaves(
    connection: &mut AsyncPgConnection,
    agency: &str,
    application: Uuid,
    person: Uuid,
) -> Result<Vec<Known>, Problem> {
    if !applications::is_of(connection, agency, application, person).await? {
        return Err(Problem::new(&NOT_FOUND));
    }
    let told = announcements::told(connection, agency, application).await?;
    let mut leaves = proof::of_subject(connection, agency, application).await?;
    leaves.retain(|known| is_open(known, &told));
    Ok(leaves)
}

/// List what the record holds about your application.
///
/// Every fact about it that you may see, and how far it has come into the public log. Verdicts and marks are in the list
/// once their stage is announced.
#[utoipa::path(get, path = "/api/v1/agencies/{agency}/applications/{application}/proofs", operation_id = "own_proofs",
    tag = "record", params(("agency" = String, Path, example = "5473"), ("application" = Uuid, Path)),
    responses((status = 200, body = OwnProofs, description = "Leaves of the application")))]
pub async fn own_proofs(
    guard: Guard<ApplicationOwn>,
    state: web::Data<State>,
    place: Place<(String, Uuid)>,
) -> Result<Answer<OwnProofs>, Problem> {
    let (agency, application) = place.0;
    let mut connection = state.read().await?;
    let leaves = open_leaves(&mut connection, &agency, application, guard.person_id()?).await?;
    answer::list(&state, &mut connection, &agency, leaves).await
}

/// Download the proof of one fact.
///
/// A proof file (C2SP tlog-proof) with what opens the commitment: keep it, and anybody can check it without us. It tells
/// what the fact says, so show it only to whom you want to know.
#[utoipa::path(get, path = "/api/v1/agencies/{agency}/applications/{application}/proofs/{leaf}",
    operation_id = "own_proof", tag = "record",
    params(("agency" = String, Path, example = "5473"), ("application" = Uuid, Path), ("leaf" = Uuid, Path)),
    responses((status = 200, description = "The proof file", content((String = "text/plain")))))]
pub async fn own_proof(
    guard: Guard<ApplicationOwn>,
    state: web::Data<State>,
    place: Place<(String, Uuid, Uuid)>,
) -> Result<HttpResponse, Problem> {
    let (agency, application, leaf) = place.0;
    let mut connection = state.read().await?;
    let leaves = open_leaves(&mut connection, &agency, application, guard.person_id()?).await?;
    answer::file(&state, &mut connection, &agency, &answer::one(leaves, leaf)?).await
}

/// Show the card of one fact.
///
/// The log's promise, and the place once there is one, as a text and as a square code for paper. It tells nothing of
/// what the fact says.
#[utoipa::path(get, path = "/api/v1/agencies/{agency}/applications/{application}/proofs/{leaf}/card",
    operation_id = "own_card", tag = "record",
    params(("agency" = String, Path, example = "5473"), ("application" = Uuid, Path), ("leaf" = Uuid, Path)),
    responses((status = 200, body = OwnCard, description = "The card")))]
pub async fn own_card(
    guard: Guard<ApplicationOwn>,
    state: web::Data<State>,
    place: Place<(String, Uuid, Uuid)>,
) -> Result<Answer<OwnCard>, Problem> {
    let (agency, application, leaf) = place.0;
    let mut connection = state.read().await?;
    let leaves = open_leaves(&mut connection, &agency, application, guard.person_id()?).await?;
    answer::card(&state, &mut connection, &agency, answer::one(leaves, leaf)?).await
}
