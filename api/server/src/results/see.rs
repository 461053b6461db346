//! Runs as officers and inspectors see them: hashes, vacancies with their borders, outcomes; traces only one by one.
use std::collections::BTreeMap;

use actix_web::web;
use chrono::{DateTime, Utc};
use diesel_async::AsyncPgConnection;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use super::{
    announce::{self, Announceable},
    model::inside,
    store::{self, OutcomeRow, RunRow},
    why::{self, Why},
};
use crate::{
    exams,
    http::{Answer, Cursor, Page, Parameters, Place, page},
    identity::{Guard, Scope},
    kernel::{Problem, State, permission::RunSee, problem::NOT_FOUND},
};

/// A run without its outcomes.
#[derive(Serialize, Deserialize, ToSchema)]
pub struct RunSummary {
    #[schema(example = "0193a5b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b")]
    pub id: Uuid,
    pub round_id: Uuid,
    /// The newest run of a stage counts.
    #[schema(example = 1)]
    pub number: i32,
    #[schema(example = "skd")]
    pub stage: String,
    /// Whether it gives places; a run through an earlier stage gives a shortlist.
    #[schema(example = false)]
    pub last_stage: bool,
    /// Whether Panselnas decides and this is a recomputation.
    #[schema(example = true)]
    pub national: bool,
    #[schema(example = 1)]
    pub rules_version: i32,
    /// SHA-256 of the rules as canonical JSON.
    #[schema(example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    pub rules_hash: String,
    /// SHA-256 of the frozen inputs as canonical JSON.
    #[schema(example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    pub inputs_hash: String,
    #[schema(example = "selection/0.1.0")]
    pub engine_version: String,
    #[schema(example = 1200)]
    pub participant_count: i32,
    #[schema(example = false)]
    pub made_by_you: bool,
    #[schema(example = false)]
    pub approved_by_you: bool,
    #[schema(example = "2026-11-02T02:00:00Z")]
    pub made_at: DateTime<Utc>,
    /// When each officer approved.
    pub approvals: Vec<DateTime<Utc>>,
    /// How many approvals it needs.
    #[schema(example = 2)]
    pub approvals_needed: usize,
    pub announceable: Announceable,
}

/// What a run says of one vacancy.
#[derive(Serialize, Deserialize, ToSchema)]
pub struct RunVacancy {
    pub vacancy_id: Uuid,
    #[schema(example = "Perawat Terampil")]
    pub post_title: String,
    #[schema(example = "RSUD Rekaan")]
    pub unit_path: String,
    #[schema(example = "general")]
    pub pool: String,
    #[schema(example = 2)]
    pub places: i32,
    #[schema(example = 31)]
    pub participants: i32,
    #[schema(example = 6)]
    pub going_on: i32,
    #[schema(example = 1)]
    pub placed: i32,
    /// Places that nobody is left for.
    #[schema(example = 1)]
    pub empty: i32,
    /// Places that wait for a ruling.
    #[schema(example = 0)]
    pub undecided: i32,
    /// Stage whose thresholds are not known for the pool; the vacancy was not decided.
    pub refused_stage: Option<String>,
    /// Who was last in, who first out, and what decided, for each border.
    #[schema(value_type = Vec<Object>)]
    pub borders: serde_json::Value,
}

/// A run with its vacancies.
#[derive(Serialize, Deserialize, ToSchema)]
pub struct RunDetail {
    pub run: RunSummary,
    pub vacancies: Vec<RunVacancy>,
}

/// One person's outcome.
#[derive(Serialize, Deserialize, ToSchema)]
pub struct RunOutcome {
    pub application_id: Uuid,
    #[schema(example = "K7QM-4X2N")]
    pub participant_code: String,
    pub vacancy_id: Uuid,
    #[schema(example = "below_threshold")]
    pub state: String,
    /// Published code; none while undecided or refused.
    #[schema(example = "TL")]
    pub code: Option<String>,
    pub rank: Option<i32>,
    /// Marks and computed values as decimal strings.
    #[schema(example = json!({"twk": "85", "skd": "398"}))]
    pub marks: BTreeMap<String, String>,
    /// The vacancy whose place was given; by the refill another than the one applied for.
    pub placed_at: Option<Uuid>,
}

impl RunOutcome {
    pub fn of(row: OutcomeRow) -> Result<Self, Problem> {
        Ok(Self {
            application_id: row.application_id,
            participant_code: row.participant_code,
            vacancy_id: row.vacancy_id,
            state: row.state,
            code: row.code,
            rank: row.rank,
            marks: serde_json::from_value(row.marks).map_err(inside)?,
            placed_at: row.placed_at,
        })
    }
}

/// A run as the caller sees it.
pub async fn summary(
    connection: &mut AsyncPgConnection,
    agency: &str,
    run: RunRow,
    national: bool,
    caller: Uuid,
) -> Result<RunSummary, Problem> {
    let approvals = store::approvers(connection, agency, run.id).await?;
    let announceable = announce::weigh(connection, agency, &run, national, approvals.len()).await?;
    Ok(RunSummary {
        id: run.id,
        round_id: run.round_id,
        number: run.number,
        stage: run.stage,
        last_stage: run.last_stage,
        national,
        rules_version: run.rules_version,
        rules_hash: data_encoding::HEXLOWER.encode(&run.rules_hash),
        inputs_hash: data_encoding::HEXLOWER.encode(&run.inputs_hash),
        engine_version: run.engine_version,
        participant_count: run.participant_count,
        made_by_you: run.made_by == caller,
        approved_by_you: approvals.iter().any(|(by, _)| *by == caller),
        made_at: run.made_at,
        approvals: approvals.into_iter().map(|(_, at)| at).collect(),
        approvals_needed: super::model::approvals_needed(national),
        announceable,
    })
}

#[derive(Debug, Deserialize, IntoParams, Validate)]
#[into_params(parameter_in = Query)]
pub struct OutcomeParameters {
    /// Only this vacancy.
    pub vacancy: Option<Uuid>,
    /// From `next` of the page before.
    pub cursor: Option<String>,
    #[param(example = 20)]
    pub limit: Option<i64>,
}

/// List the runs of a round, newest first.
#[utoipa::path(
    get,
    path = "/api/v1/agencies/{agency}/rounds/{round}/runs",
    operation_id = "list_runs",
    tag = "results",
    params(
        ("agency" = String, Path, description = "Agency", example = "5473"),
        ("round" = Uuid, Path, description = "Round"),
        OutcomeParameters
    ),
    responses((status = 200, body = Page<RunSummary>, description = "Runs"))
)]
pub async fn list_runs(
    guard: Guard<RunSee>,
    state: web::Data<State>,
    place: Place<(String, Uuid)>,
    parameters: Parameters<OutcomeParameters>,
) -> Result<Answer<Page<RunSummary>>, Problem> {
    let Place((agency, round_id)) = place;
    guard.covers(Scope::Round(round_id))?;
    let (caller, limit) = (guard.caller_id()?, page::limit(parameters.0.limit));
    let before = parameters.0.cursor.map(|cursor| Cursor(cursor).key()).transpose()?;
    let mut connection = state.read().await?;
    let round = exams::round(&mut connection, &agency, round_id).await?;
    let round = round.ok_or_else(|| Problem::new(&NOT_FOUND))?;
    let rows = store::runs(&mut connection, &agency, round_id, before, limit).await?;
    let Page { items, next } = Page::of(rows, limit, |run| run.id);
    let mut runs = Vec::new();
    for run in items {
        runs.push(summary(&mut connection, &agency, run, round.national, caller).await?);
    }
    Ok(Answer::ok(Page { items: runs, next }))
}

/// The run, if the caller's grants reach its round, and whether the round is national.
pub async fn reach<P: crate::kernel::permission::Permission>(
    guard: &Guard<P>,
    connection: &mut AsyncPgConnection,
    agency: &str,
    id: Uuid,
) -> Result<(RunRow, exams::Round), Problem> {
    let run = store::run(connection, agency, id).await?;
    guard.covers(Scope::Round(run.round_id))?;
    let round = exams::round(connection, agency, run.round_id).await?;
    Ok((run, round.ok_or_else(|| Problem::new(&NOT_FOUND))?))
}

/// See a run: hashes, approvals, and each vacancy with its borders.
#[utoipa::path(
    get,
    path = "/api/v1/agencies/{agency}/runs/{run}",
    operation_id = "see_run",
    tag = "results",
    params(
        ("agency" = String, Path, description = "Agency", example = "5473"),
        ("run" = Uuid, Path, description = "Run")
    ),
    responses((status = 200, body = RunDetail, description = "The run"))
)]
pub async fn see_run(
    guard: Guard<RunSee>,
    state: web::Data<State>,
    place: Place<(String, Uuid)>,
) -> Result<Answer<RunDetail>, Problem> {
    let Place((agency, id)) = place;
    let mut connection = state.read().await?;
    let (run, round) = reach(&guard, &mut connection, &agency, id).await?;
    let run = summary(&mut connection, &agency, run, round.national, guard.caller_id()?).await?;
    let vacancies = store::vacancies(&mut connection, &agency, id).await?;
    let vacancies = vacancies
        .into_iter()
        .map(|row| RunVacancy {
            vacancy_id: row.vacancy_id,
            post_title: row.post_title,
            unit_path: row.unit_path,
            pool: row.pool,
            places: row.places,
            participants: row.participants,
            going_on: row.going_on,
            placed: row.placed,
            empty: row.empty,
            undecided: row.undecided,
            refused_stage: row.refused_stage,
            borders: row.borders,
        })
        .collect();
    Ok(Answer::ok(RunDetail { run, vacancies }))
}

/// List the outcomes of a run by participant code.
#[utoipa::path(
    get,
    path = "/api/v1/agencies/{agency}/runs/{run}/outcomes",
    operation_id = "list_outcomes",
    tag = "results",
    params(
        ("agency" = String, Path, description = "Agency", example = "5473"),
        ("run" = Uuid, Path, description = "Run"),
        OutcomeParameters
    ),
    responses((status = 200, body = Page<RunOutcome>, description = "Outcomes without their traces"))
)]
pub async fn list_outcomes(
    guard: Guard<RunSee>,
    state: web::Data<State>,
    place: Place<(String, Uuid)>,
    parameters: Parameters<OutcomeParameters>,
) -> Result<Answer<Page<RunOutcome>>, Problem> {
    let Place((agency, id)) = place;
    let limit = page::limit(parameters.0.limit);
    let after = parameters.0.cursor.map(|cursor| Cursor(cursor).key()).transpose()?;
    let mut connection = state.read().await?;
    reach(&guard, &mut connection, &agency, id).await?;
    let rows = store::outcomes(&mut connection, &agency, id, parameters.0.vacancy, after, limit).await?;
    let Page { items, next } = Page::of(rows, limit, |row| row.participant_code.clone());
    let items = items.into_iter().map(RunOutcome::of).collect::<Result<_, _>>()?;
    Ok(Answer::ok(Page { items, next }))
}

/// See why one participant's result is what it is, as that participant will.
#[utoipa::path(
    get,
    path = "/api/v1/agencies/{agency}/runs/{run}/outcomes/{application}",
    operation_id = "see_outcome",
    tag = "results",
    params(
        ("agency" = String, Path, description = "Agency", example = "5473"),
        ("run" = Uuid, Path, description = "Run"),
        ("application" = Uuid, Path, description = "Application")
    ),
    responses((status = 200, body = Why, description = "The reasons"))
)]
pub async fn see_outcome(
    guard: Guard<RunSee>,
    state: web::Data<State>,
    place: Place<(String, Uuid, Uuid)>,
) -> Result<Answer<Why>, Problem> {
    let Place((agency, id, application)) = place;
    let mut connection = state.read().await?;
    reach(&guard, &mut connection, &agency, id).await?;
    let why = why::why(&mut connection, &agency, id, application).await?;
    Ok(Answer::ok(why.ok_or_else(|| Problem::new(&NOT_FOUND))?))
}
