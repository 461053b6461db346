//! Queries about machine clients and their secrets.
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::{
    kernel::Problem,
    schema::{account, machine_client, machine_secret},
};

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = machine_client)]
pub struct MachineRow {
    pub agency_id: String,
    pub id: Uuid,
    pub name: String,
    pub purpose: String,
    pub contact_sealed: Vec<u8>,
    pub scopes: Vec<String>,
    pub valid_until: DateTime<Utc>,
    pub proposed_by: Uuid,
    pub proposed_at: DateTime<Utc>,
    pub confirmed_by: Option<Uuid>,
    pub confirmed_at: Option<DateTime<Utc>>,
    pub ended_at: Option<DateTime<Utc>>,
    pub last_used_at: Option<DateTime<Utc>>,
    pub version: i32,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = machine_secret)]
pub struct SecretRow {
    pub agency_id: String,
    pub id: Uuid,
    pub client_id: Uuid,
    pub hash: Vec<u8>,
    pub made_by: Uuid,
    pub made_at: DateTime<Utc>,
    pub works_until: Option<DateTime<Utc>>,
}

pub async fn insert(connection: &mut AsyncPgConnection, row: &MachineRow) -> Result<(), Problem> {
    diesel::insert_into(machine_client::table).values(row).execute(connection).await?;
    Ok(())
}

pub async fn find_locked(
    connection: &mut AsyncPgConnection,
    agency: &str,
    id: Uuid,
) -> Result<MachineRow, Problem> {
    let row = machine_client::table.find((agency, id)).select(MachineRow::as_select()).for_update();
    Ok(row.first(connection).await?)
}

pub async fn update(connection: &mut AsyncPgConnection, row: &MachineRow) -> Result<(), Problem> {
    diesel::update(machine_client::table.find((&row.agency_id, row.id)))
        .set((
            machine_client::confirmed_by.eq(row.confirmed_by),
            machine_client::confirmed_at.eq(row.confirmed_at),
            machine_client::ended_at.eq(row.ended_at),
            machine_client::version.eq(row.version),
        ))
        .execute(connection)
        .await?;
    Ok(())
}

/// Machine clients of an agency, newest first.
pub async fn of_agency(
    connection: &mut AsyncPgConnection,
    agency: &str,
    before: Option<Uuid>,
    limit: i64,
) -> Result<Vec<MachineRow>, Problem> {
    let mut query = machine_client::table
        .filter(machine_client::agency_id.eq(agency))
        .order(machine_client::id.desc())
        .limit(limit)
        .select(MachineRow::as_select())
        .into_boxed();
    if let Some(before) = before {
        query = query.filter(machine_client::id.lt(before));
    }
    Ok(query.load(connection).await?)
}

/// Secrets of these clients that work at `now`, the newest first.
pub async fn working_secrets(
    connection: &mut AsyncPgConnection,
    agency: &str,
    clients: &[Uuid],
    now: DateTime<Utc>,
) -> Result<Vec<SecretRow>, Problem> {
    let query = machine_secret::table
        .filter(machine_secret::agency_id.eq(agency).and(machine_secret::client_id.eq_any(clients)))
        .filter(machine_secret::works_until.is_null().or(machine_secret::works_until.gt(now)))
        .order(machine_secret::id.desc())
        .select(SecretRow::as_select());
    Ok(query.load(connection).await?)
}

/// Puts a new secret in the place of those before it, which work until `overlap_ends` at the longest.
pub async fn replace_secret(
    connection: &mut AsyncPgConnection,
    row: &SecretRow,
    overlap_ends: DateTime<Utc>,
) -> Result<(), Problem> {
    let earlier = machine_secret::table
        .filter(machine_secret::agency_id.eq(&row.agency_id).and(machine_secret::client_id.eq(row.client_id)))
        .filter(machine_secret::works_until.is_null().or(machine_secret::works_until.gt(overlap_ends)));
    diesel::update(earlier).set(machine_secret::works_until.eq(overlap_ends)).execute(connection).await?;
    diesel::insert_into(machine_secret::table).values(row).execute(connection).await?;
    Ok(())
}

/// The client with this id that is confirmed, not over and not ended. What the demo made works in the demo only.
pub async fn in_force(
    connection: &mut AsyncPgConnection,
    id: Uuid,
    now: DateTime<Utc>,
    demo: bool,
) -> Result<Option<MachineRow>, Problem> {
    let query = machine_client::table
        .inner_join(account::table.on(machine_client::confirmed_by.eq(account::id.nullable())))
        .filter(machine_client::id.eq(id).and(machine_client::ended_at.is_null()))
        .filter(machine_client::valid_until.gt(now))
        .filter(account::demo.eq(false).or(account::demo.eq(demo)))
        .select(MachineRow::as_select());
    Ok(query.first(connection).await.optional()?)
}

/// Notes that a token was given out; versions are for people's changes and stay.
pub async fn used(
    connection: &mut AsyncPgConnection,
    agency: &str,
    id: Uuid,
    now: DateTime<Utc>,
) -> Result<(), Problem> {
    diesel::update(machine_client::table.find((agency, id)))
        .set(machine_client::last_used_at.eq(now))
        .execute(connection)
        .await?;
    Ok(())
}
