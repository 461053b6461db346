//! A verifier takes the next application. Two verifiers never get the same one.
use actix_web::web;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    model::{Command, Event, State as Standing, decide},
    refused,
    schedule::schedule,
    store::{self, ReadingRow},
};
use crate::{
    http::{Answer, IdempotencyKey, Place},
    identity::{Guard, Scope},
    kernel::{Problem, State, new_id, permission::VerdictGive, problem::STILL_RUNNING},
    record::{Once, Write, write_once},
};

/// How often a lost race is tried again.
const TRIES: usize = 8;

#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct Claimed {
    /// The reading to open, or nothing when the queue is empty.
    #[schema(example = "0193a5b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b")]
    pub reading: Option<Uuid>,
}

/// Take the next application to verify.
///
/// Gives what the caller already holds or got back, else the longest waiting one, for 30 minutes.
#[utoipa::path(
    post, path = "/api/v1/agencies/{agency}/rounds/{round}/verification/claim", operation_id = "claim_reading",
    tag = "verification", params(("agency" = String, Path), ("round" = Uuid, Path)),
    responses((status = 200, body = Claimed, description = "The reading, if any"))
)]
pub async fn claim_reading(
    guard: Guard<VerdictGive>,
    state: web::Data<State>,
    place: Place<(String, Uuid)>,
    key: IdempotencyKey,
) -> Result<Answer<Claimed>, Problem> {
    let (agency, round) = place.0;
    guard.covers(Scope::Round(round))?;
    let reader = guard.account_id()?;
    let mut connection = state.read().await?;
    schedule(&mut connection, &agency, round).await?.open_for_verification(state.clock().now())?;
    drop(connection);
    let once = Once { operation: "claim_reading", key: &key, body_hash: [0; 32] };
    write_once(&state, guard.actor(), once, async |write| {
        let reading = take(write, &agency, round, reader).await?;
        Ok(Answer::ok(Claimed { reading }))
    })
    .await
}

async fn take(
    write: &mut Write<'_>,
    agency: &str,
    round: Uuid,
    reader: Uuid,
) -> Result<Option<Uuid>, Problem> {
    let now = write.now;
    let held = store::mine(write.connection(), agency, round, reader, now).await?;
    if let Some(mut row) = held {
        return assign(write, &mut row, reader).await.map(Some);
    }
    if let Some(mut row) = store::next_open(write.connection(), agency, round, reader, now).await? {
        return assign(write, &mut row, reader).await.map(Some);
    }
    for _ in 0..TRIES {
        let Some(unread) = store::next_unread(write.connection(), agency, round).await? else {
            return Ok(None);
        };
        let row = ReadingRow {
            agency_id: agency.to_owned(),
            id: new_id(),
            round_id: round,
            application_id: unread.id,
            snapshot_number: unread.snapshot_number,
            ordinal: 1,
            state: Standing::Assigned.code().into(),
            reader: Some(reader),
            first_reader: None,
            lease_until: Some(now + chrono::Duration::minutes(super::model::LEASE_MINUTES)),
            attempt: 0,
            outcome: None,
            given_at: None,
            returned_by: None,
            returned_at: None,
            returned_note_sealed: None,
            released_by: None,
            released_at: None,
            version: 1,
            created_at: now,
            updated_at: now,
        };
        // Whoever committed between our look and our lock has it; the next look no longer sees it.
        if store::insert(write.connection(), &row).await? {
            write.audit(agency, "reading_claimed", row.id).await?;
            return Ok(Some(row.id));
        }
    }
    Err(Problem { retry_after: Some(1), ..Problem::new(&STILL_RUNNING) })
}

async fn assign(write: &mut Write<'_>, row: &mut ReadingRow, reader: Uuid) -> Result<Uuid, Problem> {
    let event = decide(&row.standing()?, Command::Claim, reader, write.now).map_err(refused)?;
    if let Event::Assigned { lease_until } = event {
        // Given back stays so until the new verdict: the list must show what waits for correction.
        if row.state != Standing::Returned.code() {
            row.state = Standing::Assigned.code().into();
            row.lease_until = Some(lease_until);
        }
        row.reader = Some(reader);
    }
    let now = write.now;
    store::save(write.connection(), row, now).await?;
    write.audit(&row.agency_id, "reading_claimed", row.id).await?;
    Ok(row.id)
}
