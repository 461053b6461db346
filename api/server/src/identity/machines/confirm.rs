//! A second administrator confirms a machine client; either of them ends it.
use actix_web::web;
use ledger::Kind;
use uuid::Uuid;

use super::{MachineClient, Reader, SAME_PROPOSER, SETTLED, fact, state as state_of};
use crate::{
    http::{Answer, IfMatch, Place},
    identity::{
        Guard, Scope,
        store::machines::{self as store, MachineRow},
    },
    kernel::{Problem, State, permission::MachineGive},
    record::{Write, write},
};

/// Confirm a proposed machine client.
#[utoipa::path(post, path = "/api/v1/agencies/{agency}/machines/{machine}/confirm", operation_id = "confirm_machine",
    tag = "identity",
    params(("agency" = String, Path, description = "Agency code"), ("machine" = Uuid, Path, description = "Id of the client")),
    responses((status = 200, body = MachineClient, description = "It is in force, and waits for its first secret")))]
pub async fn confirm_machine(
    guard: Guard<MachineGive>,
    state: web::Data<State>,
    place: Place<(String, Uuid)>,
    version: IfMatch,
) -> Result<Answer<MachineClient>, Problem> {
    change(&guard, &state, place.0, version, async |write, row, me| {
        if state_of(row, write.now) != "waiting" {
            return Err(Problem::new(&SETTLED));
        }
        if row.proposed_by == me {
            return Err(Problem::new(&SAME_PROPOSER));
        }
        row.confirmed_by = Some(me);
        row.confirmed_at = Some(write.now);
        fact(write, Kind::MachineGiven, row).await
    })
    .await
}

/// End a machine client, or withdraw a proposed one.
///
/// Its secrets and its tokens stop at once, also those given out a moment ago.
#[utoipa::path(post, path = "/api/v1/agencies/{agency}/machines/{machine}/end", operation_id = "end_machine",
    tag = "identity",
    params(("agency" = String, Path, description = "Agency code"), ("machine" = Uuid, Path, description = "Id of the client")),
    responses((status = 200, body = MachineClient, description = "It is over")))]
pub async fn end_machine(
    guard: Guard<MachineGive>,
    state: web::Data<State>,
    place: Place<(String, Uuid)>,
    version: IfMatch,
) -> Result<Answer<MachineClient>, Problem> {
    change(&guard, &state, place.0, version, async |write, row, _me| {
        let before = state_of(row, write.now);
        if before == "over" {
            return Err(Problem::new(&SETTLED));
        }
        row.ended_at = Some(write.now);
        match before {
            "waiting" => write.audit(&row.agency_id, "machine_withdrawn", row.id).await,
            _ => fact(write, Kind::MachineEnded, row).await,
        }
    })
    .await
}

async fn change(
    guard: &Guard<MachineGive>,
    state: &State,
    (agency, id): (String, Uuid),
    version: IfMatch,
    act: impl AsyncFnOnce(&mut Write<'_>, &mut MachineRow, Uuid) -> Result<(), Problem>,
) -> Result<Answer<MachineClient>, Problem> {
    guard.covers(Scope::Agency)?;
    let me = guard.account_id()?;
    write(state, guard.actor(), async |write| {
        let now = write.now;
        let mut row = store::find_locked(write.connection(), &agency, id).await?;
        version.check(row.version)?;
        act(write, &mut row, me).await?;
        row.version += 1;
        store::update(write.connection(), &row).await?;
        let secrets = store::working_secrets(write.connection(), &agency, &[id], now).await?;
        let version = row.version;
        let reader = Reader { keys: state.keys(), me, now, language: guard.language };
        Ok(Answer::ok(reader.shown(row, &secrets)?).version(version))
    })
    .await
}
