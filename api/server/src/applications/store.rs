//! Queries about applications, their snapshots and their documents.
use chrono::{DateTime, NaiveDate, Utc};
use diesel::{
    prelude::*,
    result::{DatabaseErrorKind, Error},
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::{
    documents::Document,
    kernel::Problem,
    schema::{
        application, application_document, application_form, application_snapshot, document, education,
        person, record_leaf,
    },
};

#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = application)]
pub struct Row {
    pub agency_id: String,
    pub id: Uuid,
    pub round_id: Uuid,
    pub vacancy_id: Uuid,
    pub vacancy_version: i32,
    pub rules_version: i32,
    pub timetable_version: i32,
    pub form_version: i32,
    pub person_id: Uuid,
    pub nik_lookup: Vec<u8>,
    pub source: String,
    pub register_number: Option<String>,
    pub state: String,
    pub participant_code: String,
    pub participant_number: Option<String>,
    pub draft_sealed: Option<Vec<u8>>,
    pub snapshot_number: i32,
    pub created_at: DateTime<Utc>,
    pub submitted_at: Option<DateTime<Utc>>,
    pub withdrawn_at: Option<DateTime<Utc>>,
    pub version: i32,
    pub updated_at: DateTime<Utc>,
    /// By the key before, while it is exchanged.
    pub nik_lookup_old: Option<Vec<u8>>,
}

#[derive(Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = application_snapshot)]
pub struct SnapshotRow {
    pub agency_id: String,
    pub application_id: Uuid,
    pub number: i32,
    pub receipt: String,
    pub receipt_number: String,
    pub answers_sealed: Vec<u8>,
    pub findings: serde_json::Value,
    pub leaf_id: Uuid,
    pub at: DateTime<Utc>,
}

/// Who somebody is, from `person`.
#[derive(Clone, Queryable, Selectable)]
#[diesel(table_name = person)]
pub struct PersonRow {
    pub nik_lookup: Vec<u8>,
    pub nik_lookup_old: Option<Vec<u8>>,
    pub nik_sealed: Vec<u8>,
    pub name: String,
    pub birth_date: NaiveDate,
}

/// The constraint that an insertion or change has hit.
pub fn violated(error: &Error) -> Option<&str> {
    match error {
        Error::DatabaseError(DatabaseErrorKind::UniqueViolation, info) => info.constraint_name(),
        _ => None,
    }
}

pub async fn insert(connection: &mut AsyncPgConnection, row: &Row) -> Result<(), Error> {
    diesel::insert_into(application::table).values(row).execute(connection).await?;
    Ok(())
}

pub async fn find(
    connection: &mut AsyncPgConnection,
    agency: &str,
    id: Uuid,
) -> Result<Option<Row>, Problem> {
    Ok(application::table.find((agency, id)).select(Row::as_select()).first(connection).await.optional()?)
}

/// The row of this person's application, locked until the transaction ends.
pub async fn lock(
    connection: &mut AsyncPgConnection,
    agency: &str,
    id: Uuid,
    person: Uuid,
) -> Result<Option<Row>, Problem> {
    Ok(application::table
        .find((agency, id))
        .filter(application::person_id.eq(person))
        .for_update()
        .select(Row::as_select())
        .first(connection)
        .await
        .optional()?)
}

/// A person's applications in all agencies, newest first.
pub async fn of_person(connection: &mut AsyncPgConnection, person: Uuid) -> Result<Vec<Row>, Problem> {
    Ok(application::table
        .filter(application::person_id.eq(person))
        .order(application::id.desc())
        .limit(100)
        .select(Row::as_select())
        .load(connection)
        .await?)
}

/// Writes what a command has changed; `row.version` is the new one.
pub async fn update(connection: &mut AsyncPgConnection, row: &Row) -> Result<(), Error> {
    diesel::update(application::table.find((&row.agency_id, row.id)))
        .set((
            application::vacancy_version.eq(row.vacancy_version),
            application::rules_version.eq(row.rules_version),
            application::timetable_version.eq(row.timetable_version),
            application::form_version.eq(row.form_version),
            application::state.eq(&row.state),
            application::draft_sealed.eq(&row.draft_sealed),
            application::snapshot_number.eq(row.snapshot_number),
            application::submitted_at.eq(row.submitted_at),
            application::withdrawn_at.eq(row.withdrawn_at),
            application::version.eq(row.version),
            application::updated_at.eq(row.updated_at),
        ))
        .execute(connection)
        .await?;
    Ok(())
}

/// Removes a draft with its attachments; the uploaded files stay the person's own.
pub async fn discard(connection: &mut AsyncPgConnection, agency: &str, id: Uuid) -> Result<(), Problem> {
    let attached =
        application_document::agency_id.eq(agency).and(application_document::application_id.eq(id));
    diesel::delete(application_document::table.filter(attached)).execute(connection).await?;
    diesel::delete(application::table.find((agency, id))).execute(connection).await?;
    Ok(())
}

/// As `person`, and nobody hashes the NIK anew until the transaction ends.
pub async fn held_person(connection: &mut AsyncPgConnection, id: Uuid) -> Result<PersonRow, Problem> {
    Ok(person::table.find(id).for_share().select(PersonRow::as_select()).first(connection).await?)
}

pub async fn person(connection: &mut AsyncPgConnection, id: Uuid) -> Result<PersonRow, Problem> {
    Ok(person::table.find(id).select(PersonRow::as_select()).first(connection).await?)
}

/// Documents attached to a snapshot; number 0 is the working copy.
pub async fn attached(
    connection: &mut AsyncPgConnection,
    agency: &str,
    id: Uuid,
    number: i32,
) -> Result<Vec<(String, Document)>, Problem> {
    Ok(application_document::table
        .inner_join(
            document::table.on(document::agency_id
                .eq(application_document::agency_id)
                .and(document::id.eq(application_document::document_id))),
        )
        .filter(application_document::agency_id.eq(agency).and(application_document::application_id.eq(id)))
        .filter(application_document::snapshot_number.eq(number))
        .order(application_document::requirement)
        .select((application_document::requirement, Document::as_select()))
        .load(connection)
        .await?)
}

/// Puts a document into the place of `requirement` in snapshot `number`.
pub async fn attach(
    connection: &mut AsyncPgConnection,
    row: &Row,
    number: i32,
    requirement: &str,
    document_id: Uuid,
) -> Result<(), Problem> {
    diesel::insert_into(application_document::table)
        .values((
            application_document::agency_id.eq(&row.agency_id),
            application_document::application_id.eq(row.id),
            application_document::document_id.eq(document_id),
            application_document::requirement.eq(requirement),
            application_document::snapshot_number.eq(number),
        ))
        .on_conflict((
            application_document::agency_id,
            application_document::application_id,
            application_document::snapshot_number,
            application_document::requirement,
        ))
        .do_update()
        .set(application_document::document_id.eq(document_id))
        .execute(connection)
        .await?;
    Ok(())
}

/// The snapshots that stand: the newest of every submitted application of a round.
pub async fn standing_snapshots(
    connection: &mut AsyncPgConnection,
    agency_id: &str,
    round_id: Uuid,
) -> Result<Vec<SnapshotRow>, Problem> {
    let newest = application_snapshot::agency_id
        .eq(application::agency_id)
        .and(application_snapshot::application_id.eq(application::id))
        .and(application_snapshot::number.eq(application::snapshot_number));
    Ok(application::table
        .inner_join(application_snapshot::table.on(newest))
        .filter(application::agency_id.eq(agency_id).and(application::round_id.eq(round_id)))
        .filter(application::state.eq("submitted"))
        .select(SnapshotRow::as_select())
        .load(connection)
        .await?)
}

pub async fn insert_snapshot(connection: &mut AsyncPgConnection, row: &SnapshotRow) -> Result<(), Problem> {
    diesel::insert_into(application_snapshot::table).values(row).execute(connection).await?;
    Ok(())
}

pub async fn snapshot(
    connection: &mut AsyncPgConnection,
    agency: &str,
    id: Uuid,
    number: i32,
) -> Result<Option<SnapshotRow>, Problem> {
    let found = application_snapshot::table.find((agency, id, number)).select(SnapshotRow::as_select());
    Ok(found.first(connection).await.optional()?)
}

/// The snapshots of an application, newest first.
pub async fn snapshots(
    connection: &mut AsyncPgConnection,
    agency: &str,
    id: Uuid,
) -> Result<Vec<SnapshotRow>, Problem> {
    Ok(application_snapshot::table
        .filter(application_snapshot::agency_id.eq(agency).and(application_snapshot::application_id.eq(id)))
        .order(application_snapshot::number.desc())
        .select(SnapshotRow::as_select())
        .load(connection)
        .await?)
}

/// The snapshot behind a receipt's random address, with its application and the commitment of its leaf.
pub async fn receipt(
    connection: &mut AsyncPgConnection,
    agency: &str,
    receipt: &str,
) -> Result<Option<(SnapshotRow, Row, Vec<u8>)>, Problem> {
    Ok(application_snapshot::table
        .inner_join(
            application::table.on(application::agency_id
                .eq(application_snapshot::agency_id)
                .and(application::id.eq(application_snapshot::application_id))),
        )
        .inner_join(
            record_leaf::table.on(record_leaf::agency_id
                .eq(application_snapshot::agency_id)
                .and(record_leaf::id.eq(application_snapshot::leaf_id))),
        )
        .filter(application_snapshot::agency_id.eq(agency).and(application_snapshot::receipt.eq(receipt)))
        .select((SnapshotRow::as_select(), Row::as_select(), record_leaf::commit))
        .first(connection)
        .await
        .optional()?)
}

/// The newest form, with its version.
pub async fn newest_form(connection: &mut AsyncPgConnection) -> Result<(i32, serde_json::Value), Problem> {
    Ok(application_form::table
        .order(application_form::version.desc())
        .select((application_form::version, application_form::document))
        .first(connection)
        .await?)
}

/// Names of education codes, in the order of the name.
pub async fn education_names(
    connection: &mut AsyncPgConnection,
    codes: &[String],
) -> Result<Vec<(String, String)>, Problem> {
    Ok(education::table
        .filter(education::code.eq_any(codes))
        .order((education::name, education::code))
        .select((education::code, education::name))
        .load(connection)
        .await?)
}
