//! A supervisor releases a verdict, gives it back, or lets somebody else read again.
use actix_web::web;
use ledger::Kind;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{
    answer::RETURNED_NOTE,
    give::{ReadingState, fact},
    model::{Command, Event, State as Standing, decide},
    refused,
    store::{self, ReadingRow},
};
use crate::{
    http::{Answer, IfMatch, Json, Place},
    identity::{Guard, Scope},
    kernel::{Problem, State, new_id, permission::VerdictRelease},
    record::{self, Write},
};

/// Release a verdict.
///
/// It stands from now on, but the applicant sees it only when the stage is announced. Nobody releases his own.
#[utoipa::path(
    post, path = "/api/v1/agencies/{agency}/rounds/{round}/verification/readings/{reading}/release",
    operation_id = "release_verdict", tag = "verification",
    params(("agency" = String, Path), ("round" = Uuid, Path), ("reading" = Uuid, Path)),
    responses((status = 200, body = ReadingState, description = "The verdict is released"))
)]
pub async fn release_verdict(
    guard: Guard<VerdictRelease>,
    state: web::Data<State>,
    place: Place<(String, Uuid, Uuid)>,
    version: IfMatch,
) -> Result<Answer<ReadingState>, Problem> {
    let (agency, round, id) = place.0;
    guard.covers(Scope::Round(round))?;
    let supervisor = guard.account_id()?;
    record::write(&state, guard.actor(), async |write| {
        let mut row = store::lock(write.connection(), &agency, round, id).await?;
        version.check(row.version)?;
        decide(&row.standing()?, Command::Release, supervisor, write.now).map_err(refused)?;
        row.state = Standing::Released.code().into();
        row.released_by = Some(supervisor);
        row.released_at = Some(write.now);
        let now = write.now;
        store::save(write.connection(), &mut row, now).await?;
        let items = store::items(write.connection(), &row).await?;
        write.fact(fact(&row, Kind::VerdictReleased, &items)).await?;
        Ok(ReadingState::of(&row))
    })
    .await
}

#[derive(Debug, Deserialize, Serialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct SendBack {
    /// What must be looked at again.
    #[schema(example = "Periksa lagi tanggal pada STR.")]
    #[validate(length(
        min = 5,
        max = 1000,
        code = "reason_length",
        message = "Tulis alasan dengan 5 sampai 1.000 huruf.|Write a reason of 5 to 1,000 letters."
    ))]
    pub reason: String,
    /// True: somebody else reads it afresh. A released verdict can only be read again by somebody else.
    #[schema(example = false)]
    pub by_another: bool,
}

/// Send a verdict back.
///
/// To the same verifier, or to another one who reads afresh; the earlier reading is kept.
#[utoipa::path(
    post, path = "/api/v1/agencies/{agency}/rounds/{round}/verification/readings/{reading}/send-back",
    operation_id = "send_back_verdict", tag = "verification", request_body = SendBack,
    params(("agency" = String, Path), ("round" = Uuid, Path), ("reading" = Uuid, Path)),
    responses((status = 200, body = ReadingState, description = "The verdict was sent back"))
)]
pub async fn send_back_verdict(
    guard: Guard<VerdictRelease>,
    state: web::Data<State>,
    place: Place<(String, Uuid, Uuid)>,
    version: IfMatch,
    json: Json<SendBack>,
) -> Result<Answer<ReadingState>, Problem> {
    let (agency, round, id) = place.0;
    guard.covers(Scope::Round(round))?;
    let supervisor = guard.account_id()?;
    let SendBack { reason, by_another } = json.value;
    record::write(&state, guard.actor(), async |write| {
        let mut row = store::lock(write.connection(), &agency, round, id).await?;
        version.check(row.version)?;
        let command = if by_another { Command::ReadAgain } else { Command::Return };
        let event = decide(&row.standing()?, command, supervisor, write.now).map_err(refused)?;
        row.returned_by = Some(supervisor);
        row.returned_at = Some(write.now);
        row.returned_note_sealed = Some(state.keys().seal_text(RETURNED_NOTE, reason.trim())?);
        let now = write.now;
        if let Event::Superseded { reversed } = event {
            supersede(write, &mut row, reversed).await?;
        } else {
            row.state = Standing::Returned.code().into();
            store::save(write.connection(), &mut row, now).await?;
            write.audit(&agency, "verdict_sent_back", row.application_id).await?;
        }
        Ok(ReadingState::of(&row))
    })
    .await
}

/// Closes the reading and opens a further one for somebody else.
async fn supersede(write: &mut Write<'_>, row: &mut ReadingRow, reversed: bool) -> Result<(), Problem> {
    let now = write.now;
    row.state = Standing::Superseded.code().into();
    store::save(write.connection(), row, now).await?;
    let next = ReadingRow {
        id: new_id(),
        ordinal: row.ordinal + 1,
        state: Standing::Waiting.code().into(),
        reader: None,
        first_reader: row.reader,
        lease_until: None,
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
        ..row.clone()
    };
    store::insert(write.connection(), &next).await?;
    if reversed {
        let items = store::items(write.connection(), row).await?;
        write.fact(fact(row, Kind::VerdictReversed, &items)).await?;
    } else {
        write.audit(&row.agency_id, "verdict_read_again", row.application_id).await?;
    }
    Ok(())
}
