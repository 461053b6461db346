//! Queries of exams: rounds and participants as they stand, sheets and their rows.
use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use diesel::{
    prelude::*,
    sql_types::{Array, BigInt, Text, Uuid as SqlUuid},
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::model::Round;
use crate::{
    kernel::{Problem, problem::INTERNAL},
    schema::{application, import_file, mark, mark_import, mark_row, round_rules, selection_round},
};

/// A round with the rules that hold now; none while it has no rules.
pub async fn round(
    connection: &mut AsyncPgConnection,
    agency: &str,
    id: Uuid,
) -> Result<Option<Round>, Problem> {
    let found: Option<(String, String, i32, serde_json::Value)> = selection_round::table
        .inner_join(
            round_rules::table.on(round_rules::agency_id
                .eq(selection_round::agency_id)
                .and(round_rules::round_id.eq(selection_round::id))
                .and(round_rules::version.eq(selection_round::rules_version))),
        )
        .filter(selection_round::agency_id.eq(agency).and(selection_round::id.eq(id)))
        .select((selection_round::door, selection_round::state, round_rules::version, round_rules::document))
        .first(connection)
        .await
        .optional()?;
    let Some((door, state, rules_version, document)) = found else { return Ok(None) };
    let rules = serde_json::from_value(document).map_err(|error| Problem::new(&INTERNAL).inside(error))?;
    let (national, published) = (door == "national", state != "preparation");
    Ok(Some(Round { id, national, published, rules, rules_version }))
}

/// The names under which a participant may stand in a sheet.
#[derive(Queryable)]
pub struct ParticipantName {
    pub application_id: Uuid,
    pub code: String,
    pub number: Option<String>,
}

/// Everybody in the round by participant number and by participant code.
pub async fn names(
    connection: &mut AsyncPgConnection,
    agency: &str,
    round: Uuid,
) -> Result<BTreeMap<String, Uuid>, Problem> {
    let rows: Vec<ParticipantName> = application::table
        .filter(application::agency_id.eq(agency).and(application::round_id.eq(round)))
        .filter(application::state.eq("submitted"))
        .select((application::id, application::participant_code, application::participant_number))
        .load(connection)
        .await?;
    let both = |row: ParticipantName| {
        let id = row.application_id;
        row.number.into_iter().chain([row.code]).map(move |name| (name, id))
    };
    Ok(rows.into_iter().flat_map(both).collect())
}

#[derive(Insertable)]
#[diesel(table_name = import_file)]
pub struct FileRow<'a> {
    pub agency_id: &'a str,
    pub id: Uuid,
    pub round_id: Uuid,
    pub kind: &'a str,
    pub sha256: &'a [u8],
    pub storage_path: &'a str,
    pub key_id: &'a str,
    pub state: &'a str,
    pub row_count: i32,
    pub findings: serde_json::Value,
    pub uploaded_by: Uuid,
    pub uploaded_at: DateTime<Utc>,
}

#[derive(Insertable)]
#[diesel(table_name = mark_import)]
pub struct ImportRow<'a> {
    pub agency_id: &'a str,
    pub id: Uuid,
    pub round_id: Uuid,
    pub stage: &'a str,
    pub components: Vec<String>,
    pub rules_version: i32,
    pub reason: Option<&'a str>,
}

#[derive(Insertable)]
#[diesel(table_name = mark_row)]
pub struct PersonRow<'a> {
    pub agency_id: &'a str,
    pub import_id: Uuid,
    pub application_id: Uuid,
    pub row_number: i32,
    pub presence: &'static str,
}

#[derive(Insertable)]
#[diesel(table_name = mark)]
pub struct MarkValue<'a> {
    pub agency_id: &'a str,
    pub import_id: Uuid,
    pub application_id: Uuid,
    pub component: String,
    pub delivered: String,
    pub value: Decimal,
}

pub async fn insert_import(
    connection: &mut AsyncPgConnection,
    file: &FileRow<'_>,
    import: &ImportRow<'_>,
) -> Result<(), Problem> {
    diesel::insert_into(import_file::table).values(file).execute(connection).await?;
    diesel::insert_into(mark_import::table).values(import).execute(connection).await?;
    Ok(())
}

/// Rows by portions, since one statement takes at most 65,535 parameters.
pub async fn insert_rows(
    connection: &mut AsyncPgConnection,
    people: &[PersonRow<'_>],
    marks: &[MarkValue<'_>],
) -> Result<(), Problem> {
    for portion in people.chunks(5_000) {
        diesel::insert_into(mark_row::table).values(portion).execute(connection).await?;
    }
    for portion in marks.chunks(5_000) {
        diesel::insert_into(mark::table).values(portion).execute(connection).await?;
    }
    Ok(())
}

/// A sheet as it is told, without its rows.
#[derive(Queryable)]
pub struct Sheet {
    pub id: Uuid,
    pub round_id: Uuid,
    pub stage: String,
    pub components: Vec<String>,
    pub reason: Option<String>,
    pub number: Option<i32>,
    pub state: String,
    pub row_count: i32,
    pub sha256: Vec<u8>,
    pub uploaded_by: Uuid,
    pub uploaded_at: DateTime<Utc>,
    pub approved_at: Option<DateTime<Utc>>,
    pub version: i32,
}

type SheetColumns = (
    mark_import::id,
    mark_import::round_id,
    mark_import::stage,
    mark_import::components,
    mark_import::reason,
    mark_import::number,
    import_file::state,
    import_file::row_count,
    import_file::sha256,
    import_file::uploaded_by,
    import_file::uploaded_at,
    import_file::approved_at,
    import_file::version,
);

const SHEET: SheetColumns = (
    mark_import::id,
    mark_import::round_id,
    mark_import::stage,
    mark_import::components,
    mark_import::reason,
    mark_import::number,
    import_file::state,
    import_file::row_count,
    import_file::sha256,
    import_file::uploaded_by,
    import_file::uploaded_at,
    import_file::approved_at,
    import_file::version,
);

macro_rules! sheets {
    ($agency:expr, $round:expr) => {
        mark_import::table
            .inner_join(import_file::table.on(
                import_file::agency_id.eq(mark_import::agency_id).and(import_file::id.eq(mark_import::id)),
            ))
            .filter(mark_import::agency_id.eq($agency).and(mark_import::round_id.eq($round)))
    };
}

pub async fn sheet(
    connection: &mut AsyncPgConnection,
    agency: &str,
    round: Uuid,
    id: Uuid,
) -> Result<Sheet, Problem> {
    Ok(sheets!(agency, round).filter(mark_import::id.eq(id)).select(SHEET).first(connection).await?)
}

/// As `sheet`, held until the transaction ends.
pub async fn sheet_for_update(
    connection: &mut AsyncPgConnection,
    agency: &str,
    round: Uuid,
    id: Uuid,
) -> Result<Sheet, Problem> {
    let found = sheets!(agency, round).filter(mark_import::id.eq(id)).select(SHEET);
    Ok(found.for_no_key_update().first(connection).await?)
}

/// The sheet of this kind with these very bytes, unless it was refused.
pub async fn same_sheet(
    connection: &mut AsyncPgConnection,
    agency: &str,
    round: Uuid,
    kind: &str,
    sha256: &[u8],
) -> Result<Option<Sheet>, Problem> {
    let found = sheets!(agency, round)
        .filter(import_file::kind.eq(kind).and(import_file::sha256.eq(sha256)))
        .filter(import_file::state.ne("refused"))
        .select(SHEET)
        .first(connection)
        .await;
    Ok(found.optional()?)
}

/// Sheets of a round, newest first.
pub async fn list(
    connection: &mut AsyncPgConnection,
    agency: &str,
    round: Uuid,
    before: Option<Uuid>,
    limit: i64,
) -> Result<Vec<Sheet>, Problem> {
    let mut query = sheets!(agency, round).into_boxed();
    if let Some(before) = before {
        query = query.filter(mark_import::id.lt(before));
    }
    Ok(query.order(mark_import::id.desc()).limit(limit + 1).select(SHEET).load(connection).await?)
}

pub async fn findings(
    connection: &mut AsyncPgConnection,
    agency: &str,
    id: Uuid,
) -> Result<serde_json::Value, Problem> {
    Ok(import_file::table.find((agency, id)).select(import_file::findings).first(connection).await?)
}

/// Marks the sheet as the newest that holds in its round; answers its number.
pub async fn approve(
    connection: &mut AsyncPgConnection,
    agency: &str,
    sheet: &Sheet,
    by: Uuid,
    at: DateTime<Utc>,
) -> Result<i32, Problem> {
    // Two approvals of one round wait for each other, so that their order is certain.
    let _round: Uuid = selection_round::table
        .find((agency, sheet.round_id))
        .select(selection_round::id)
        .for_no_key_update()
        .first(connection)
        .await?;
    let last: Option<i32> = mark_import::table
        .filter(mark_import::agency_id.eq(agency).and(mark_import::round_id.eq(sheet.round_id)))
        .select(diesel::dsl::max(mark_import::number))
        .first(connection)
        .await?;
    let number = last.unwrap_or(0) + 1;
    diesel::update(mark_import::table.find((agency, sheet.id)))
        .set(mark_import::number.eq(number))
        .execute(connection)
        .await?;
    diesel::update(import_file::table.find((agency, sheet.id)))
        .set((
            import_file::state.eq("applied"),
            import_file::approved_by.eq(by),
            import_file::approved_at.eq(at),
            import_file::version.eq(sheet.version + 1),
        ))
        .execute(connection)
        .await?;
    Ok(number)
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    count: i64,
}

/// How many of these people already have an approved row for one of these components.
pub async fn replaced(
    connection: &mut AsyncPgConnection,
    agency: &str,
    round: Uuid,
    components: &[String],
    people: &[Uuid],
) -> Result<i64, Problem> {
    let row: Count = diesel::sql_query(
        "SELECT count(DISTINCT r.application_id) AS count FROM mark_import i
         JOIN mark_row r ON r.agency_id = i.agency_id AND r.import_id = i.id
         WHERE i.agency_id = $1 AND i.round_id = $2 AND i.number IS NOT NULL AND i.components && $3
           AND r.application_id = ANY ($4)",
    )
    .bind::<Text, _>(agency)
    .bind::<SqlUuid, _>(round)
    .bind::<Array<Text>, _>(components)
    .bind::<Array<SqlUuid>, _>(people)
    .get_result(connection)
    .await?;
    Ok(row.count)
}

pub async fn people_of(
    connection: &mut AsyncPgConnection,
    agency: &str,
    import: Uuid,
) -> Result<Vec<Uuid>, Problem> {
    let people = mark_row::table
        .filter(mark_row::agency_id.eq(agency).and(mark_row::import_id.eq(import)))
        .select(mark_row::application_id);
    Ok(people.load(connection).await?)
}

/// A row of a sheet with the participant's code.
pub type SheetRow = (Uuid, i32, String, String);

pub async fn rows(
    connection: &mut AsyncPgConnection,
    agency: &str,
    import: Uuid,
    after: i32,
    limit: i64,
) -> Result<Vec<SheetRow>, Problem> {
    let rows = mark_row::table
        .inner_join(application::table.on(
            application::agency_id.eq(mark_row::agency_id).and(application::id.eq(mark_row::application_id)),
        ))
        .filter(mark_row::agency_id.eq(agency).and(mark_row::import_id.eq(import)))
        .filter(mark_row::row_number.gt(after))
        .order(mark_row::row_number)
        .limit(limit + 1)
        .select((
            mark_row::application_id,
            mark_row::row_number,
            application::participant_code,
            mark_row::presence,
        ));
    Ok(rows.load(connection).await?)
}

/// Component, text as delivered and exact number of the people named.
pub async fn marks(
    connection: &mut AsyncPgConnection,
    agency: &str,
    import: Uuid,
    people: &[Uuid],
) -> Result<Vec<(Uuid, String, String, Decimal)>, Problem> {
    let marks = mark::table
        .filter(mark::agency_id.eq(agency).and(mark::import_id.eq(import)))
        .filter(mark::application_id.eq_any(people))
        .select((mark::application_id, mark::component, mark::delivered, mark::value));
    Ok(marks.load(connection).await?)
}
