//! What the rooms above read: applications of a round, and one application as it was handed in.
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use selection::Requirement;
use uuid::Uuid;

use super::{answer::unseal, model::Snapshot, post, store};
use crate::{
    documents::Document,
    kernel::{Problem, State, problem::NOT_FOUND},
    schema::{application, person},
};

/// A submitted application of a round. The name is personal data: log the read before it is shown.
#[derive(Clone, Debug, Queryable)]
pub struct Participant {
    pub application_id: Uuid,
    pub person_id: Uuid,
    pub name: String,
    pub vacancy_id: Uuid,
    pub vacancy_version: i32,
    pub source: String,
    /// Random within the round; stands for the person wherever the name must not.
    pub participant_code: String,
    /// The number that the national system gave.
    pub participant_number: Option<String>,
    pub register_number: Option<String>,
    pub snapshot_number: i32,
    pub submitted_at: Option<DateTime<Utc>>,
    pub updated_at: DateTime<Utc>,
}

/// Everybody who has a submitted application in the round, in the order of submission ids; `after` pages.
pub async fn participants(
    connection: &mut AsyncPgConnection,
    agency: &str,
    round: Uuid,
    after: Option<Uuid>,
    limit: i64,
) -> Result<Vec<Participant>, Problem> {
    let rows = application::table
        .inner_join(person::table)
        .filter(application::agency_id.eq(agency).and(application::round_id.eq(round)))
        .filter(application::state.eq("submitted"))
        .filter(application::id.gt(after.unwrap_or_default()))
        .order(application::id)
        .limit(limit)
        .select((
            application::id,
            application::person_id,
            person::name,
            application::vacancy_id,
            application::vacancy_version,
            application::source,
            application::participant_code,
            application::participant_number,
            application::register_number,
            application::snapshot_number,
            application::submitted_at,
            application::updated_at,
        ))
        .load(connection)
        .await?;
    Ok(rows)
}

/// How many applications of the round are submitted.
pub async fn count_submitted(
    connection: &mut AsyncPgConnection,
    agency: &str,
    round: Uuid,
) -> Result<i64, Problem> {
    let submitted = application::agency_id
        .eq(agency)
        .and(application::round_id.eq(round))
        .and(application::state.eq("submitted"));
    Ok(application::table.filter(submitted).count().get_result(connection).await?)
}

/// Whether an application is this person's own.
pub async fn is_of(
    connection: &mut AsyncPgConnection,
    agency: &str,
    id: Uuid,
    person: Uuid,
) -> Result<bool, Problem> {
    Ok(store::find(connection, agency, id).await?.is_some_and(|row| row.person_id == person))
}

/// An application as it was handed in, with the requirements and documents that belong to that snapshot.
#[derive(Debug)]
pub struct HandedIn {
    pub application_id: Uuid,
    pub round_id: Uuid,
    pub person_id: Uuid,
    pub vacancy_id: Uuid,
    pub vacancy_title: String,
    pub vacancy_version: i32,
    pub source: String,
    pub state: String,
    pub participant_code: String,
    pub number: i32,
    pub at: DateTime<Utc>,
    pub snapshot: Snapshot,
    pub requirements: Vec<Requirement>,
    /// Kind and file, as they stand in `snapshot.documents`.
    pub documents: Vec<(String, Document)>,
}

/// The newest snapshot of an application, or the one with `number`. Personal data: log the read first.
pub async fn handed_in(
    state: &State,
    connection: &mut AsyncPgConnection,
    agency: &str,
    id: Uuid,
    number: Option<i32>,
) -> Result<HandedIn, Problem> {
    let not_found = || Problem::new(&NOT_FOUND);
    let row = store::find(connection, agency, id).await?.ok_or_else(not_found)?;
    let number = number.unwrap_or(row.snapshot_number);
    let frozen = store::snapshot(connection, agency, id, number).await?.ok_or_else(not_found)?;
    let post = post::find(connection, agency, row.vacancy_id).await?.ok_or_else(not_found)?;
    Ok(HandedIn {
        application_id: row.id,
        round_id: row.round_id,
        person_id: row.person_id,
        vacancy_id: row.vacancy_id,
        vacancy_title: post.title,
        vacancy_version: row.vacancy_version,
        source: row.source,
        state: row.state,
        participant_code: row.participant_code,
        number,
        at: frozen.at,
        snapshot: unseal(state, &frozen)?,
        requirements: post::requirements_at(
            connection,
            agency,
            row.vacancy_id,
            row.vacancy_version,
            post.requirements,
        )
        .await?,
        documents: store::attached(connection, agency, id, number).await?,
    })
}
