//! The leaves of one's own seat in a course: enrolment, result, certificate. Each is told to its owner at once.
use actix_web::{HttpResponse, web};
use diesel_async::AsyncPgConnection;
use uuid::Uuid;

use super::answer::{self, OwnCard, OwnProofs};
use crate::{
    http::{Answer, Place},
    identity::Guard,
    kernel::{Problem, State, permission::EmployeeOwn, problem::NOT_FOUND},
    record::log::proof::{self, Known},
    training,
};

async fn own_leaves(
    connection: &mut AsyncPgConnection,
    agency: &str,
    enrolment: Uuid,
    person: Uuid,
) -> Result<Vec<Known>, Problem> {
    if !training::is_of(connection, agency, enrolment, person).await? {
        return Err(Problem::new(&NOT_FOUND));
    }
    proof::of_subject(connection, agency, enrolment).await
}

/// List what the record holds about your seat in a course.
///
/// Enrolment, result and certificate, and how far each has come into the public log.
#[utoipa::path(get, path = "/api/v1/agencies/{agency}/enrolments/{enrolment}/proofs", operation_id = "own_training_proofs",
    tag = "record", params(("agency" = String, Path, example = "5473"), ("enrolment" = Uuid, Path)),
    responses((status = 200, body = OwnProofs, description = "Leaves of the enrolment")))]
pub async fn own_training_proofs(
    guard: Guard<EmployeeOwn>,
    state: web::Data<State>,
    place: Place<(String, Uuid)>,
) -> Result<Answer<OwnProofs>, Problem> {
    let (agency, enrolment) = place.0;
    let mut connection = state.read().await?;
    let leaves = own_leaves(&mut connection, &agency, enrolment, guard.person_id()?).await?;
    answer::list(&state, &mut connection, &agency, leaves).await
}

/// Download the proof of one fact of your training.
///
/// A proof file (C2SP tlog-proof) with what opens the commitment: keep it, and anybody can check it without us. It tells
/// what the fact says, so show it only to whom you want to know.
#[utoipa::path(get, path = "/api/v1/agencies/{agency}/enrolments/{enrolment}/proofs/{leaf}",
    operation_id = "own_training_proof", tag = "record",
    params(("agency" = String, Path, example = "5473"), ("enrolment" = Uuid, Path), ("leaf" = Uuid, Path)),
    responses((status = 200, description = "The proof file", content((String = "text/plain")))))]
pub async fn own_training_proof(
    guard: Guard<EmployeeOwn>,
    state: web::Data<State>,
    place: Place<(String, Uuid, Uuid)>,
) -> Result<HttpResponse, Problem> {
    let (agency, enrolment, leaf) = place.0;
    let mut connection = state.read().await?;
    let leaves = own_leaves(&mut connection, &agency, enrolment, guard.person_id()?).await?;
    answer::file(&state, &mut connection, &agency, &answer::one(leaves, leaf)?).await
}

/// Show the card of one fact of your training.
///
/// The log's promise, and the place once there is one, as a text and as a square code for paper. It tells nothing of
/// what the fact says.
#[utoipa::path(get, path = "/api/v1/agencies/{agency}/enrolments/{enrolment}/proofs/{leaf}/card",
    operation_id = "own_training_card", tag = "record",
    params(("agency" = String, Path, example = "5473"), ("enrolment" = Uuid, Path), ("leaf" = Uuid, Path)),
    responses((status = 200, body = OwnCard, description = "The card")))]
pub async fn own_training_card(
    guard: Guard<EmployeeOwn>,
    state: web::Data<State>,
    place: Place<(String, Uuid, Uuid)>,
) -> Result<Answer<OwnCard>, Problem> {
    let (agency, enrolment, leaf) = place.0;
    let mut connection = state.read().await?;
    let leaves = own_leaves(&mut connection, &agency, enrolment, guard.person_id()?).await?;
    answer::card(&state, &mut connection, &agency, answer::one(leaves, leaf)?).await
}
