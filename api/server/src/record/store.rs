//! Queries of the record's tables.
use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use diesel::{prelude::*, sql_types};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::{
    kernel::Problem,
    schema::{record_audit, record_leaf, record_log, record_personal_read, record_secret, record_token},
};

#[derive(Insertable)]
#[diesel(table_name = record_audit)]
pub struct AuditRow<'a> {
    pub agency_id: &'a str,
    pub id: Uuid,
    pub at: DateTime<Utc>,
    pub class: &'a str,
    pub kind: &'a str,
    pub account_id: Option<Uuid>,
    pub machine_id: Option<Uuid>,
    pub actor_role: &'a str,
    pub subject_id: Uuid,
    pub leaf_id: Option<Uuid>,
    pub trace_id: &'a str,
}

#[derive(Insertable)]
#[diesel(table_name = record_leaf)]
pub struct LeafRow<'a> {
    pub agency_id: &'a str,
    pub id: Uuid,
    pub kind: &'a str,
    pub round_id: Option<Uuid>,
    pub at: DateTime<Utc>,
    pub commit: &'a [u8],
    pub milestone_count: Option<i64>,
    pub milestone_root: Option<&'a [u8]>,
}

#[derive(Insertable)]
#[diesel(table_name = record_secret)]
pub struct SecretRow<'a> {
    pub agency_id: &'a str,
    pub leaf_id: Uuid,
    pub salt: &'a [u8],
    pub record: &'a str,
}

#[derive(Insertable)]
#[diesel(table_name = record_token)]
pub struct TokenRow<'a> {
    pub agency_id: &'a str,
    pub leaf_id: Uuid,
    pub subject_id: Uuid,
    pub token: Vec<u8>,
}

#[derive(Insertable)]
#[diesel(table_name = record_personal_read)]
pub struct PersonalReadRow<'a> {
    pub agency_id: &'a str,
    pub id: Uuid,
    pub at: DateTime<Utc>,
    pub account_id: Uuid,
    pub actor_role: &'a str,
    pub unit_id: Option<Uuid>,
    pub purpose: &'a str,
    pub person_id: Uuid,
}

pub async fn insert_audits(connection: &mut AsyncPgConnection, rows: &[AuditRow<'_>]) -> Result<(), Problem> {
    diesel::insert_into(record_audit::table).values(rows).execute(connection).await?;
    Ok(())
}

pub async fn insert_leaves(
    connection: &mut AsyncPgConnection,
    leaves: &[LeafRow<'_>],
    secrets: &[SecretRow<'_>],
) -> Result<(), Problem> {
    diesel::insert_into(record_leaf::table).values(leaves).execute(connection).await?;
    diesel::insert_into(record_secret::table).values(secrets).execute(connection).await?;
    Ok(())
}

/// Tokens by portions, since one statement takes at most 65,535 parameters.
pub async fn insert_tokens(connection: &mut AsyncPgConnection, rows: &[TokenRow<'_>]) -> Result<(), Problem> {
    for portion in rows.chunks(10_000) {
        diesel::insert_into(record_token::table).values(portion).execute(connection).await?;
    }
    Ok(())
}

pub async fn insert_personal_read(
    connection: &mut AsyncPgConnection,
    row: &PersonalReadRow<'_>,
) -> Result<(), Problem> {
    diesel::insert_into(record_personal_read::table).values(row).execute(connection).await?;
    Ok(())
}

/// The agency's log name; the first fact of an agency gives it, and it stays.
pub async fn log_name(
    connection: &mut AsyncPgConnection,
    agency: &str,
    proposed: &str,
) -> Result<String, Problem> {
    let found = record_log::table
        .find(agency)
        .select(record_log::name)
        .first::<String>(connection)
        .await
        .optional()?;
    if let Some(name) = found {
        return Ok(name);
    }
    diesel::insert_into(record_log::table)
        .values((record_log::agency_id.eq(agency), record_log::name.eq(proposed)))
        .on_conflict_do_nothing()
        .execute(connection)
        .await?;
    Ok(record_log::table.find(agency).select(record_log::name).first(connection).await?)
}

/// Lets only one transaction at a time append to a subject's chain of facts, and none while somebody writes many.
pub async fn lock_subject(
    connection: &mut AsyncPgConnection,
    agency: &str,
    subject: Uuid,
) -> Result<(), Problem> {
    diesel::sql_query(
        "SELECT pg_advisory_xact_lock_shared(hashtextextended($1, 11)),
           pg_advisory_xact_lock(hashtextextended($2::text, 7))",
    )
    .bind::<sql_types::Text, _>(agency)
    .bind::<sql_types::Uuid, _>(subject)
    .execute(connection)
    .await?;
    Ok(())
}

/// As `lock_subject` for all subjects of an agency at once: a lock for each of many would not fit into the database's
/// table of locks.
pub async fn lock_all_subjects(connection: &mut AsyncPgConnection, agency: &str) -> Result<(), Problem> {
    diesel::sql_query("SELECT pg_advisory_xact_lock(hashtextextended($1, 11))")
        .bind::<sql_types::Text, _>(agency)
        .execute(connection)
        .await?;
    Ok(())
}

#[derive(QueryableByName)]
struct Before {
    #[diesel(sql_type = sql_types::Uuid)]
    subject_id: Uuid,
    #[diesel(sql_type = sql_types::Binary)]
    commit: Vec<u8>,
}

/// The commitment of the latest fact of each subject that has one.
pub async fn previous_commits(
    connection: &mut AsyncPgConnection,
    agency: &str,
    subjects: &[Uuid],
) -> Result<BTreeMap<Uuid, Vec<u8>>, Problem> {
    let rows: Vec<Before> = diesel::sql_query(
        "SELECT DISTINCT ON (audit.subject_id) audit.subject_id, leaf.commit
         FROM record_audit audit
         JOIN record_leaf leaf ON leaf.agency_id = audit.agency_id AND leaf.id = audit.leaf_id
         WHERE audit.agency_id = $1 AND audit.subject_id = ANY ($2)
         ORDER BY audit.subject_id, audit.id DESC",
    )
    .bind::<sql_types::Text, _>(agency)
    .bind::<sql_types::Array<sql_types::Uuid>, _>(subjects)
    .load(connection)
    .await?;
    Ok(rows.into_iter().map(|row| (row.subject_id, row.commit)).collect())
}

/// The commitment of the subject's latest fact.
pub async fn previous_commit(
    connection: &mut AsyncPgConnection,
    agency: &str,
    subject: Uuid,
) -> Result<Option<Vec<u8>>, Problem> {
    let found = record_audit::table
        .inner_join(
            record_leaf::table.on(record_leaf::agency_id
                .eq(record_audit::agency_id)
                .and(record_leaf::id.nullable().eq(record_audit::leaf_id))),
        )
        .filter(record_audit::agency_id.eq(agency).and(record_audit::subject_id.eq(subject)))
        .order(record_audit::id.desc())
        .select(record_leaf::commit)
        .first(connection)
        .await
        .optional()?;
    Ok(found)
}
