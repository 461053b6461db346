//! The policy by which a log's checkpoints are judged (C2SP tlog-policy), version by version.
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use ledger::{Retired, VerifyingKey, policy::Policy};
use uuid::Uuid;

use super::{checkpoint, key, tree::inside};
use crate::{
    kernel::{Problem, State},
    record::log::tree,
    schema::{record_order, record_policy},
};

/// Before anybody has named a witness.
const NOBODY: &str = "quorum none\n";

#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = record_policy)]
pub struct Row {
    pub agency_id: String,
    pub version: i32,
    /// Without the line of the log itself, which follows from its key.
    pub lines: String,
    pub reason: String,
    pub proposed_by: Uuid,
    pub proposed_at: DateTime<Utc>,
    pub approved_by: Option<Uuid>,
    pub approved_at: Option<DateTime<Utc>>,
    pub leaf_id: Option<Uuid>,
    pub in_force_at: Option<DateTime<Utc>>,
}

/// Where the log is read, with a slash at the end.
pub fn address(state: &State, agency: &str) -> String {
    format!("{}/ledger/{agency}/", state.settings().public_address)
}

/// The whole policy with these lines.
pub fn whole(state: &State, agency: &str, key: &VerifyingKey, retired: &[Retired], lines: &str) -> String {
    let retired: String = retired.iter().map(|retired| format!("{retired}\n")).collect();
    format!("log {key} {}\n{retired}{lines}", address(state, agency))
}

/// One at a time changes who watches a log or what it signs with.
pub async fn lock(connection: &mut AsyncPgConnection, agency: &str) -> Result<(), Problem> {
    diesel::sql_query("SELECT pg_advisory_xact_lock(hashtextextended($1, 17))")
        .bind::<diesel::sql_types::Text, _>(agency)
        .execute(connection)
        .await?;
    Ok(())
}

/// All versions, the newest first.
pub async fn versions(connection: &mut AsyncPgConnection, agency: &str) -> Result<Vec<Row>, Problem> {
    Ok(record_policy::table
        .filter(record_policy::agency_id.eq(agency))
        .order(record_policy::version.desc())
        .select(Row::as_select())
        .load(connection)
        .await?)
}

/// The text in force; nothing while the log has no key.
pub async fn text(
    state: &State,
    connection: &mut AsyncPgConnection,
    agency: &str,
) -> Result<Option<String>, Problem> {
    let keys = key::noted(connection, agency).await?;
    let Some(present) = keys.as_slice().first() else { return Ok(None) };
    let (key, retired) = (present.key()?, key::retired(&keys)?);
    let versions = versions(connection, agency).await?;
    let lines = versions.iter().find(|row| row.in_force_at.is_some());
    Ok(Some(whole(state, agency, &key, &retired, lines.map_or(NOBODY, |row| &row.lines))))
}

/// The policy in force.
pub async fn newest(
    state: &State,
    connection: &mut AsyncPgConnection,
    agency: &str,
) -> Result<Option<Policy>, Problem> {
    let text = text(state, connection, agency).await?;
    text.map(|text| Policy::parse(text.as_bytes()).map_err(inside)).transpose()
}

/// Puts the oldest approved version that waits into force once its leaf is covered by a checkpoint that the quorum of
/// the version before has cosigned; without one before, by any published checkpoint.
pub async fn settle(
    state: &State,
    connection: &mut AsyncPgConnection,
    agency: &str,
    now: DateTime<Utc>,
) -> Result<(), Problem> {
    let waiting: Option<(i32, i64)> = record_policy::table
        .inner_join(
            record_order::table.on(record_order::agency_id
                .eq(record_policy::agency_id)
                .and(record_order::leaf_id.nullable().eq(record_policy::leaf_id))),
        )
        .filter(record_policy::agency_id.eq(agency).and(record_policy::in_force_at.is_null()))
        .order(record_policy::version)
        .select((record_policy::version, record_order::leaf_index))
        .first(connection)
        .await
        .optional()?;
    let Some((version, index)) = waiting else { return Ok(()) };
    let asks = newest(state, connection, agency).await?.is_some_and(|policy| policy.needs_witnesses());
    let covered = match asks {
        true => checkpoint::witnessed(connection, agency).await?.map_or(0, |last| last.size()),
        false => tree::find(connection, agency).await?.map_or(0, |tree| tree.published()),
    };
    if u64::try_from(index).is_ok_and(|index| index < covered) {
        diesel::update(record_policy::table.find((agency, version)))
            .set(record_policy::in_force_at.eq(now))
            .execute(connection)
            .await?;
    }
    Ok(())
}

pub async fn propose(connection: &mut AsyncPgConnection, row: &Row) -> Result<(), Problem> {
    diesel::insert_into(record_policy::table).values(row).execute(connection).await?;
    Ok(())
}

pub async fn approve(
    connection: &mut AsyncPgConnection,
    row: &Row,
    by: Uuid,
    leaf: Uuid,
    at: DateTime<Utc>,
) -> Result<(), Problem> {
    diesel::update(record_policy::table.find((&row.agency_id, row.version)))
        .set((
            record_policy::approved_by.eq(by),
            record_policy::approved_at.eq(at),
            record_policy::leaf_id.eq(leaf),
        ))
        .execute(connection)
        .await?;
    Ok(())
}
