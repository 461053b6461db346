//! What the rooms above may know of verification: released outcomes, what is still open, and one decision in full.
use diesel::{
    prelude::*,
    sql_types::{BigInt, Text, Uuid as SqlUuid},
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    answer::{AskedRequirement, BothLanguages, ITEM_NOTE, note},
    reason::{self, Reason},
    store,
};
use crate::{
    applications,
    kernel::{Problem, State},
    schema::reading,
};

/// An application whose verdict was released.
#[derive(Clone, Debug, QueryableByName)]
pub struct Released {
    #[diesel(sql_type = SqlUuid)]
    pub application_id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    pub person_id: Uuid,
    #[diesel(sql_type = Text)]
    pub participant_code: String,
    #[diesel(sql_type = SqlUuid)]
    pub vacancy_id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    pub reading_id: Uuid,
    /// `MS` or `TMS`.
    #[diesel(sql_type = Text)]
    pub outcome: String,
}

/// All released verdicts of a round's submitted applications, by vacancy and participant code.
pub async fn released(
    connection: &mut AsyncPgConnection,
    agency: &str,
    round: Uuid,
) -> Result<Vec<Released>, Problem> {
    let query = "SELECT a.id AS application_id, a.person_id, a.participant_code, a.vacancy_id,
        r.id AS reading_id, r.outcome
      FROM application a JOIN reading r ON r.agency_id = a.agency_id AND r.application_id = a.id
        AND r.snapshot_number = a.snapshot_number AND r.state = 'released'
      WHERE a.agency_id = $1 AND a.round_id = $2 AND a.state = 'submitted'
      ORDER BY a.vacancy_id, a.participant_code";
    Ok(diesel::sql_query(query).bind::<Text, _>(agency).bind::<SqlUuid, _>(round).load(connection).await?)
}

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    number: i64,
}

/// How many submitted applications of a round have no released verdict yet.
pub async fn unfinished(
    connection: &mut AsyncPgConnection,
    agency: &str,
    round: Uuid,
) -> Result<i64, Problem> {
    let query = "SELECT count(*) AS number FROM application a
      WHERE a.agency_id = $1 AND a.round_id = $2 AND a.state = 'submitted' AND NOT EXISTS (
        SELECT FROM reading r WHERE r.agency_id = a.agency_id AND r.application_id = a.id
          AND r.snapshot_number = a.snapshot_number AND r.state = 'released')";
    let row: Number = diesel::sql_query(query)
        .bind::<Text, _>(agency)
        .bind::<SqlUuid, _>(round)
        .get_result(connection)
        .await?;
    Ok(row.number)
}

/// The verdict on one requirement, as the applicant reads it.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct DecisionItem {
    /// What was asked, with the clause in `source`.
    pub requirement: AskedRequirement,
    /// `met` or `not_met`.
    #[schema(example = "not_met")]
    pub verdict: String,
    /// Code of the reason.
    #[schema(example = "unreadable")]
    pub reason: Option<String>,
    /// The reason in words.
    pub legend: Option<BothLanguages>,
    /// What the verifier added.
    #[schema(example = "Halaman kedua kosong.")]
    pub note: Option<String>,
}

/// The items of one reading. The caller must know that it was announced.
pub async fn decision(
    state: &State,
    connection: &mut AsyncPgConnection,
    agency: &str,
    reading_id: Uuid,
) -> Result<Vec<DecisionItem>, Problem> {
    let row: store::ReadingRow = reading::table
        .find((agency, reading_id))
        .select(store::ReadingRow::as_select())
        .first(connection)
        .await?;
    let items = store::items(connection, &row).await?;
    let (application, snapshot) = (row.application_id, Some(row.snapshot_number));
    let requirements =
        applications::handed_in(state, connection, agency, application, snapshot).await?.requirements;
    let mut found = Vec::new();
    for (position, requirement) in (0_i16..).zip(&requirements) {
        let Some(item) = items.iter().find(|item| item.position == position) else { continue };
        let known = item.reason.as_deref().and_then(|code| reason::find(requirement.code, code));
        found.push(DecisionItem {
            requirement: AskedRequirement::of(requirement),
            verdict: item.verdict.clone(),
            reason: item.reason.clone(),
            legend: known.map(|Reason { legend, .. }| (*legend).into()),
            note: note(state, ITEM_NOTE, item.note_sealed.as_ref())?,
        });
    }
    Ok(found)
}
