//! Queries about imports of applicants: the round, its vacancies, the files, the applications that are there.
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::matching::Candidate;
use crate::{
    applications::store::{Row, SnapshotRow},
    kernel::Problem,
    schema::{agency, application, application_snapshot, import_file, selection_round, vacancy},
};

/// The kind of import in `import_file`.
pub const KIND: &str = "applicants";

#[derive(Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = import_file)]
pub struct ImportRow {
    pub agency_id: String,
    pub id: Uuid,
    pub round_id: Uuid,
    pub kind: String,
    pub sha256: Vec<u8>,
    pub storage_path: String,
    pub key_id: String,
    pub state: String,
    pub row_count: i32,
    pub findings: serde_json::Value,
    pub uploaded_by: Uuid,
    pub uploaded_at: DateTime<Utc>,
    pub approved_by: Option<Uuid>,
    pub approved_at: Option<DateTime<Utc>>,
    pub version: i32,
}

/// What an import needs of its round.
#[derive(Clone, Queryable)]
pub struct RoundRow {
    pub door: String,
    pub timetable_version: i32,
    pub rules_version: i32,
    pub zone: String,
}

pub async fn round(
    connection: &mut AsyncPgConnection,
    agency_id: &str,
    id: Uuid,
) -> Result<Option<RoundRow>, Problem> {
    Ok(selection_round::table
        .inner_join(agency::table)
        .filter(selection_round::agency_id.eq(agency_id).and(selection_round::id.eq(id)))
        .select((
            selection_round::door,
            selection_round::timetable_version,
            selection_round::rules_version,
            agency::zone,
        ))
        .first(connection)
        .await
        .optional()?)
}

/// The national rounds of an agency, the newest first; those of the archive too, for a city that recomputes its past.
pub async fn national_rounds(
    connection: &mut AsyncPgConnection,
    agency_id: &str,
) -> Result<Vec<(Uuid, String)>, Problem> {
    Ok(selection_round::table
        .filter(selection_round::agency_id.eq(agency_id).and(selection_round::door.eq("national")))
        .filter(selection_round::state.ne("preparation"))
        .order((selection_round::year.desc(), selection_round::id.desc()))
        .limit(50)
        .select((selection_round::id, selection_round::name))
        .load(connection)
        .await?)
}

type CandidateRow =
    (Uuid, i32, String, Option<String>, String, String, String, String, Vec<String>, serde_json::Value);

pub async fn candidates(
    connection: &mut AsyncPgConnection,
    agency_id: &str,
    round_id: Uuid,
) -> Result<Vec<Candidate>, Problem> {
    let rows: Vec<CandidateRow> = vacancy::table
        .filter(vacancy::agency_id.eq(agency_id).and(vacancy::round_id.eq(round_id)))
        .select((
            vacancy::id,
            vacancy::version,
            vacancy::external_id,
            vacancy::post_code,
            vacancy::post_title,
            vacancy::unit_path,
            vacancy::pool,
            vacancy::pool_original,
            vacancy::education_codes,
            vacancy::requirements,
        ))
        .load(connection)
        .await?;
    let candidate = |row: CandidateRow| Candidate {
        id: row.0,
        version: row.1,
        external_id: row.2,
        post_code: row.3,
        post_title: row.4,
        unit_path: row.5,
        pool: row.6,
        pool_original: row.7,
        education_codes: row.8,
        requirements: row.9,
    };
    Ok(rows.into_iter().map(candidate).collect())
}

/// The imported applications of a round.
pub async fn imported(
    connection: &mut AsyncPgConnection,
    agency_id: &str,
    round_id: Uuid,
) -> Result<Vec<Row>, Problem> {
    Ok(application::table
        .filter(application::agency_id.eq(agency_id).and(application::round_id.eq(round_id)))
        .filter(application::source.eq("sscasn"))
        .order(application::id)
        .select(Row::as_select())
        .load(connection)
        .await?)
}

/// The newest snapshots of the imported applications of a round.
pub async fn newest_snapshots(
    connection: &mut AsyncPgConnection,
    agency_id: &str,
    round_id: Uuid,
) -> Result<Vec<(Row, SnapshotRow)>, Problem> {
    Ok(application::table
        .inner_join(
            application_snapshot::table.on(application_snapshot::agency_id
                .eq(application::agency_id)
                .and(application_snapshot::application_id.eq(application::id))
                .and(application_snapshot::number.eq(application::snapshot_number))),
        )
        .filter(application::agency_id.eq(agency_id).and(application::round_id.eq(round_id)))
        .filter(application::source.eq("sscasn").and(application::state.eq("submitted")))
        .order((application::register_number, application::id))
        .select((Row::as_select(), SnapshotRow::as_select()))
        .load(connection)
        .await?)
}

pub async fn insert(connection: &mut AsyncPgConnection, row: &ImportRow) -> Result<(), Problem> {
    diesel::insert_into(import_file::table).values(row).execute(connection).await?;
    Ok(())
}

/// The same file in this round, if it was not refused.
pub async fn same_file(
    connection: &mut AsyncPgConnection,
    agency_id: &str,
    round_id: Uuid,
    sha256: &[u8],
) -> Result<Option<ImportRow>, Problem> {
    Ok(import_file::table
        .filter(import_file::agency_id.eq(agency_id).and(import_file::round_id.eq(round_id)))
        .filter(import_file::kind.eq(KIND).and(import_file::sha256.eq(sha256)))
        .filter(import_file::state.ne("refused"))
        .select(ImportRow::as_select())
        .first(connection)
        .await
        .optional()?)
}

pub async fn find(
    connection: &mut AsyncPgConnection,
    agency_id: &str,
    id: Uuid,
) -> Result<Option<ImportRow>, Problem> {
    Ok(import_file::table
        .find((agency_id, id))
        .filter(import_file::kind.eq(KIND))
        .select(ImportRow::as_select())
        .first(connection)
        .await
        .optional()?)
}

/// Only one import of a round is applied at a time.
pub async fn lock(
    connection: &mut AsyncPgConnection,
    agency_id: &str,
    round_id: Uuid,
    id: Uuid,
) -> Result<Option<ImportRow>, Problem> {
    diesel::sql_query("SELECT pg_advisory_xact_lock(hashtextextended($1::text, 31))")
        .bind::<diesel::sql_types::Uuid, _>(round_id)
        .execute(connection)
        .await?;
    Ok(import_file::table
        .find((agency_id, id))
        .filter(import_file::kind.eq(KIND).and(import_file::round_id.eq(round_id)))
        .for_update()
        .select(ImportRow::as_select())
        .first(connection)
        .await
        .optional()?)
}

/// Newest first.
pub async fn list(
    connection: &mut AsyncPgConnection,
    agency_id: &str,
    round_id: Uuid,
) -> Result<Vec<ImportRow>, Problem> {
    Ok(import_file::table
        .filter(import_file::agency_id.eq(agency_id).and(import_file::round_id.eq(round_id)))
        .filter(import_file::kind.eq(KIND))
        .order(import_file::id.desc())
        .limit(50)
        .select(ImportRow::as_select())
        .load(connection)
        .await?)
}

pub async fn applied(connection: &mut AsyncPgConnection, row: &ImportRow) -> Result<(), Problem> {
    diesel::update(import_file::table.find((&row.agency_id, row.id)))
        .set((
            import_file::state.eq(&row.state),
            import_file::findings.eq(&row.findings),
            import_file::approved_at.eq(row.approved_at),
            import_file::version.eq(row.version),
        ))
        .execute(connection)
        .await?;
    Ok(())
}
