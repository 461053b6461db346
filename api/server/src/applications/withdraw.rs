//! Withdrawing a submitted application while registration is open.
use actix_web::web;
use ledger::Kind;
use serde_json::json;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{
    answer::{ApplicationAnswer, Opened},
    draft::{allowed, changing},
    model::Command,
    problem::{CHANGES, NATIONAL_DOOR},
    store,
    submit::Submission,
};
use crate::{
    http::{Answer, Arrival, IdempotencyKey, IfMatch, Json, Place, Routes},
    identity::Guard,
    kernel::{Problem, State, permission::ApplicationOwn},
    record::{Fact, Once, write_once},
};

/// Withdraw an application.
///
/// It takes no part any more. While registration is open you may begin a new one.
#[utoipa::path(post, path = "/api/v1/agencies/{agency}/applications/{application}/withdrawals",
    operation_id = "withdraw_application", tag = "applications", request_body = Submission,
    params(("agency" = String, Path, description = "Agency code", example = "5473"),
        ("application" = Uuid, Path, description = "Application id")),
    responses((status = 201, body = ApplicationAnswer, description = "Withdrawn")))]
pub async fn withdraw_application(
    guard: Guard<ApplicationOwn>,
    state: web::Data<State>,
    place: Place<(String, Uuid)>,
    seen: IfMatch,
    key: IdempotencyKey,
    arrival: Arrival,
    body: Json<Submission>,
) -> Result<Answer<ApplicationAnswer>, Problem> {
    let (Place((agency, id)), person) = (place, guard.person_id()?);
    let body_hash = Sha256::new().chain_update(id.as_bytes()).chain_update(body.hash).finalize().into();
    let once = Once { operation: "withdraw_application", key: &key, body_hash };
    write_once(&state, guard.actor(), once, async |write| {
        let mut row = changing(write.connection(), &agency, id, person, seen).await?;
        allowed(write.connection(), &row, Command::Withdraw, arrival, guard.language).await?;
        row.state = "withdrawn".into();
        row.withdrawn_at = Some(arrival.0);
        row.version += 1;
        row.updated_at = write.now;
        store::update(write.connection(), &row).await?;
        write
            .fact(Fact {
                agency: &agency,
                kind: Kind::ApplicationWithdrawn,
                round: Some(row.round_id),
                noun: "application",
                subject: row.id,
                payload: json!({"snapshot": row.snapshot_number, "vacancy": row.vacancy_id}),
            })
            .await?;
        let version = row.version;
        let opened = Opened::load(&state, write.connection(), row).await?;
        super::told::withdrawn(&state, write, &opened).await?;
        Ok(Answer::created(opened.answer(write.connection(), arrival.0).await?).version(version))
    })
    .await
}

pub fn routes(routes: &mut Routes) {
    let problems: Vec<_> = CHANGES.iter().copied().chain([&NATIONAL_DOOR]).collect();
    routes.add(__path_withdraw_application, withdraw_application, &problems);
}
