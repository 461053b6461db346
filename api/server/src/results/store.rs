//! Queries of runs, their vacancies, outcomes and approvals.
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::{
    kernel::Problem,
    schema::{result_approval, result_outcome, result_run, result_vacancy, vacancy},
};

#[derive(Insertable)]
#[diesel(table_name = result_run)]
pub struct NewRun<'a> {
    pub agency_id: &'a str,
    pub id: Uuid,
    pub round_id: Uuid,
    pub number: i32,
    pub stage: &'a str,
    pub last_stage: bool,
    pub rules_version: i32,
    pub rules_hash: Vec<u8>,
    pub inputs_hash: Vec<u8>,
    pub inputs_sealed: Vec<u8>,
    pub marks_number: i32,
    pub engine_version: &'a str,
    pub participant_count: i32,
    pub made_by: Uuid,
    pub made_at: DateTime<Utc>,
}

#[derive(Insertable)]
#[diesel(table_name = result_vacancy)]
pub struct NewVacancy<'a> {
    pub agency_id: &'a str,
    pub run_id: Uuid,
    pub vacancy_id: Uuid,
    pub places: i32,
    pub participants: i32,
    pub going_on: i32,
    pub placed: i32,
    pub empty: i32,
    pub undecided: i32,
    pub refused_stage: Option<String>,
    pub refused_pool: Option<String>,
    pub borders: serde_json::Value,
}

#[derive(Insertable)]
#[diesel(table_name = result_outcome)]
pub struct NewOutcome<'a> {
    pub agency_id: &'a str,
    pub run_id: Uuid,
    pub application_id: Uuid,
    pub participant_code: String,
    pub vacancy_id: Uuid,
    pub state: String,
    pub code: Option<String>,
    pub rank: Option<i32>,
    pub marks: serde_json::Value,
    pub trace: serde_json::Value,
    pub placed_at: Option<Uuid>,
}

pub async fn insert(
    connection: &mut AsyncPgConnection,
    run: &NewRun<'_>,
    vacancies: &[NewVacancy<'_>],
    outcomes: &[NewOutcome<'_>],
) -> Result<(), Problem> {
    diesel::insert_into(result_run::table).values(run).execute(connection).await?;
    // By portions, since one statement takes at most 65,535 parameters.
    for portion in vacancies.chunks(2_000) {
        diesel::insert_into(result_vacancy::table).values(portion).execute(connection).await?;
    }
    for portion in outcomes.chunks(2_000) {
        diesel::insert_into(result_outcome::table).values(portion).execute(connection).await?;
    }
    Ok(())
}

/// A run without its inputs and outcomes.
#[derive(Queryable)]
pub struct RunRow {
    pub id: Uuid,
    pub round_id: Uuid,
    pub number: i32,
    pub stage: String,
    pub last_stage: bool,
    pub rules_version: i32,
    pub rules_hash: Vec<u8>,
    pub inputs_hash: Vec<u8>,
    pub marks_number: i32,
    pub engine_version: String,
    pub participant_count: i32,
    pub made_by: Uuid,
    pub made_at: DateTime<Utc>,
}

macro_rules! run_columns {
    () => {
        (
            result_run::id,
            result_run::round_id,
            result_run::number,
            result_run::stage,
            result_run::last_stage,
            result_run::rules_version,
            result_run::rules_hash,
            result_run::inputs_hash,
            result_run::marks_number,
            result_run::engine_version,
            result_run::participant_count,
            result_run::made_by,
            result_run::made_at,
        )
    };
}

pub async fn run(connection: &mut AsyncPgConnection, agency: &str, id: Uuid) -> Result<RunRow, Problem> {
    Ok(result_run::table.find((agency, id)).select(run_columns!()).first(connection).await?)
}

/// What was sealed when a run was made.
pub async fn inputs_sealed(
    connection: &mut AsyncPgConnection,
    agency: &str,
    id: Uuid,
) -> Result<Vec<u8>, Problem> {
    Ok(result_run::table.find((agency, id)).select(result_run::inputs_sealed).first(connection).await?)
}

/// Runs of a round, newest first.
pub async fn runs(
    connection: &mut AsyncPgConnection,
    agency: &str,
    round: Uuid,
    before: Option<Uuid>,
    limit: i64,
) -> Result<Vec<RunRow>, Problem> {
    let mut query = result_run::table
        .filter(result_run::agency_id.eq(agency).and(result_run::round_id.eq(round)))
        .into_boxed();
    if let Some(before) = before {
        query = query.filter(result_run::id.lt(before));
    }
    Ok(query.order(result_run::id.desc()).limit(limit + 1).select(run_columns!()).load(connection).await?)
}

/// The number of the newest run of a stage; 0 while there is none.
pub async fn newest(
    connection: &mut AsyncPgConnection,
    agency: &str,
    round: Uuid,
    stage: &str,
) -> Result<i32, Problem> {
    let newest: Option<i32> = result_run::table
        .filter(result_run::agency_id.eq(agency).and(result_run::round_id.eq(round)))
        .filter(result_run::stage.eq(stage))
        .select(diesel::dsl::max(result_run::number))
        .first(connection)
        .await?;
    Ok(newest.unwrap_or(0))
}

pub async fn approvers(
    connection: &mut AsyncPgConnection,
    agency: &str,
    run: Uuid,
) -> Result<Vec<(Uuid, DateTime<Utc>)>, Problem> {
    let approvals = result_approval::table
        .filter(result_approval::agency_id.eq(agency).and(result_approval::run_id.eq(run)))
        .order(result_approval::approved_at)
        .select((result_approval::approved_by, result_approval::approved_at));
    Ok(approvals.load(connection).await?)
}

pub async fn insert_approval(
    connection: &mut AsyncPgConnection,
    agency: &str,
    run: &RunRow,
    by: Uuid,
    at: DateTime<Utc>,
) -> Result<(), Problem> {
    diesel::insert_into(result_approval::table)
        .values((
            result_approval::agency_id.eq(agency),
            result_approval::run_id.eq(run.id),
            result_approval::made_by.eq(run.made_by),
            result_approval::approved_by.eq(by),
            result_approval::approved_at.eq(at),
        ))
        .execute(connection)
        .await?;
    Ok(())
}

/// What a run says of one vacancy.
#[derive(Queryable)]
pub struct VacancyRow {
    pub vacancy_id: Uuid,
    pub post_title: String,
    pub unit_path: String,
    pub pool: String,
    pub places: i32,
    pub participants: i32,
    pub going_on: i32,
    pub placed: i32,
    pub empty: i32,
    pub undecided: i32,
    pub refused_stage: Option<String>,
    pub borders: serde_json::Value,
}

pub async fn vacancies(
    connection: &mut AsyncPgConnection,
    agency: &str,
    run: Uuid,
) -> Result<Vec<VacancyRow>, Problem> {
    let rows = result_vacancy::table
        .inner_join(vacancy::table.on(
            vacancy::agency_id.eq(result_vacancy::agency_id).and(vacancy::id.eq(result_vacancy::vacancy_id)),
        ))
        .filter(result_vacancy::agency_id.eq(agency).and(result_vacancy::run_id.eq(run)))
        .order((vacancy::post_title, vacancy::unit_path, vacancy::id))
        .select((
            result_vacancy::vacancy_id,
            vacancy::post_title,
            vacancy::unit_path,
            vacancy::pool,
            result_vacancy::places,
            result_vacancy::participants,
            result_vacancy::going_on,
            result_vacancy::placed,
            result_vacancy::empty,
            result_vacancy::undecided,
            result_vacancy::refused_stage,
            result_vacancy::borders,
        ));
    Ok(rows.load(connection).await?)
}

/// How many places of a run wait for a ruling.
pub async fn undecided(connection: &mut AsyncPgConnection, agency: &str, run: Uuid) -> Result<i64, Problem> {
    let count = result_vacancy::table
        .filter(result_vacancy::agency_id.eq(agency).and(result_vacancy::run_id.eq(run)))
        .filter(result_vacancy::undecided.gt(0))
        .count();
    Ok(count.get_result(connection).await?)
}

/// An outcome without its trace.
#[derive(Queryable)]
pub struct OutcomeRow {
    pub application_id: Uuid,
    pub participant_code: String,
    pub vacancy_id: Uuid,
    pub state: String,
    pub code: Option<String>,
    pub rank: Option<i32>,
    pub marks: serde_json::Value,
    /// The vacancy whose place was given.
    pub placed_at: Option<Uuid>,
}

macro_rules! outcome_columns {
    () => {
        (
            result_outcome::application_id,
            result_outcome::participant_code,
            result_outcome::vacancy_id,
            result_outcome::state,
            result_outcome::code,
            result_outcome::rank,
            result_outcome::marks,
            result_outcome::placed_at,
        )
    };
}

/// All outcomes of a run.
pub async fn all_outcomes(
    connection: &mut AsyncPgConnection,
    agency: &str,
    run: Uuid,
) -> Result<Vec<OutcomeRow>, Problem> {
    let rows = result_outcome::table
        .filter(result_outcome::agency_id.eq(agency).and(result_outcome::run_id.eq(run)))
        .order(result_outcome::application_id)
        .select(outcome_columns!());
    Ok(rows.load(connection).await?)
}

/// Outcomes by participant code, of one vacancy or of all.
pub async fn outcomes(
    connection: &mut AsyncPgConnection,
    agency: &str,
    run: Uuid,
    only: Option<Uuid>,
    after: Option<String>,
    limit: i64,
) -> Result<Vec<OutcomeRow>, Problem> {
    let mut query = result_outcome::table
        .filter(result_outcome::agency_id.eq(agency).and(result_outcome::run_id.eq(run)))
        .into_boxed();
    if let Some(vacancy) = only {
        query = query.filter(result_outcome::vacancy_id.eq(vacancy));
    }
    if let Some(after) = after {
        query = query.filter(result_outcome::participant_code.gt(after));
    }
    let query = query.order(result_outcome::participant_code).limit(limit + 1);
    Ok(query.select(outcome_columns!()).load(connection).await?)
}

/// One person's outcome with the trace.
pub async fn traced(
    connection: &mut AsyncPgConnection,
    agency: &str,
    run: Uuid,
    application: Uuid,
) -> Result<Option<(OutcomeRow, serde_json::Value)>, Problem> {
    let found = result_outcome::table
        .find((agency, run, application))
        .select((outcome_columns!(), result_outcome::trace))
        .first(connection)
        .await;
    Ok(found.optional()?)
}
