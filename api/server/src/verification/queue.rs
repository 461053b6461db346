//! The queue: how much waits, since when, until when; and the list of readings.
use actix_web::web;
use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use super::{
    answer::{BothLanguages, ListedReading, kind_code},
    reason,
    schedule::schedule,
    store::{self, Wanted},
};
use crate::{
    http::{Answer, Cursor, Page, Parameters, Place, page},
    identity::{Guard, Scope},
    kernel::{
        Problem, State,
        permission::{ApplicationRead, Public},
    },
};

/// Days of work that the forecast is drawn from.
const FORECAST_DAYS: i64 = 7;

#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct QueueState {
    #[schema(example = "Pengadaan PPPK 2026")]
    pub round_name: String,
    /// Nobody has begun.
    #[schema(example = 120)]
    pub waiting: i64,
    /// With a verifier.
    #[schema(example = 4)]
    pub assigned: i64,
    /// Given back by a supervisor.
    #[schema(example = 1)]
    pub returned: i64,
    /// A verdict was given; a supervisor decides next.
    #[schema(example = 20)]
    pub given: i64,
    #[schema(example = 5)]
    pub released: i64,
    /// When the longest waiting application came in.
    #[schema(example = "2026-12-01T03:00:00Z")]
    pub oldest_waiting_at: Option<DateTime<Utc>>,
    /// When the verdict was given that waits longest for a supervisor.
    #[schema(example = "2026-12-05T03:00:00Z")]
    pub oldest_given_at: Option<DateTime<Utc>>,
    /// When everything will have been read, at the pace of the last seven days.
    #[schema(example = "2026-12-09T10:00:00Z")]
    pub forecast_at: Option<DateTime<Utc>>,
    /// When the timetable announces the administrative stage.
    #[schema(example = "2026-12-11T09:00:00Z")]
    pub promised_at: Option<DateTime<Utc>>,
}

/// Tell how much waits for verification.
///
/// Counts by state, the oldest, and a forecast against the promised date.
#[utoipa::path(
    get, path = "/api/v1/agencies/{agency}/rounds/{round}/verification/queue", operation_id = "verification_queue",
    tag = "verification", params(("agency" = String, Path), ("round" = Uuid, Path)),
    responses((status = 200, body = QueueState, description = "The queue"))
)]
pub async fn verification_queue(
    guard: Guard<ApplicationRead>,
    state: web::Data<State>,
    place: Place<(String, Uuid)>,
) -> Result<Answer<QueueState>, Problem> {
    let (agency, round) = place.0;
    guard.covers(Scope::Round(round))?;
    let now = state.clock().now();
    let mut connection = state.read().await?;
    let schedule = schedule(&mut connection, &agency, round).await?;
    let counts = store::counts(&mut connection, &agency, round).await?;
    let of = |wanted: &[&str]| -> i64 {
        counts.iter().filter(|row| wanted.contains(&row.state.as_str())).map(|row| row.count).sum()
    };
    let oldest = |wanted: &[&str]| {
        counts.iter().filter(|row| wanted.contains(&row.state.as_str())).filter_map(|row| row.oldest).min()
    };
    let given =
        store::given_since(&mut connection, &agency, round, now - Duration::days(FORECAST_DAYS)).await?;
    let left = of(&["unread", "waiting", "assigned", "returned"]);
    let needed = Duration::days(FORECAST_DAYS)
        .num_seconds()
        .checked_mul(left)
        .and_then(|seconds| seconds.checked_div(given))
        .filter(|_| left > 0);
    Ok(Answer::ok(QueueState {
        round_name: schedule.name.clone(),
        waiting: of(&["unread", "waiting"]),
        assigned: of(&["assigned"]),
        returned: of(&["returned"]),
        given: of(&["given"]),
        released: of(&["released"]),
        oldest_waiting_at: oldest(&["unread", "waiting"]),
        oldest_given_at: oldest(&["given"]),
        forecast_at: needed.and_then(|seconds| now.checked_add_signed(Duration::seconds(seconds))),
        promised_at: schedule.step("administration_announced").map(|step| step.opens),
    }))
}

#[derive(Debug, Deserialize, Validate, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ListFilter {
    /// `waiting`, `assigned`, `given`, `returned`, `released` or `superseded`; without it all but the last.
    #[param(example = "given")]
    pub state: Option<String>,
    /// `MS` or `TMS`.
    #[param(example = "TMS")]
    pub outcome: Option<String>,
    #[param(example = "0193a5b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b")]
    pub vacancy: Option<Uuid>,
    /// Only the caller's own readings.
    #[param(example = true)]
    pub mine: Option<bool>,
    #[param(example = "2026-12-01T00:00:00Z")]
    pub updated_since: Option<DateTime<Utc>>,
    #[param(value_type = Option<String>, example = "eyJpZCI6MX0")]
    pub cursor: Option<Cursor>,
    #[param(example = 20)]
    pub limit: Option<i64>,
}

/// List readings.
///
/// Codes only, no names. In the order in which they were begun.
#[utoipa::path(
    get, path = "/api/v1/agencies/{agency}/rounds/{round}/verification/readings", operation_id = "list_readings",
    tag = "verification", params(("agency" = String, Path), ("round" = Uuid, Path), ListFilter),
    responses((status = 200, body = Page<ListedReading>, description = "One page of readings"))
)]
pub async fn list_readings(
    guard: Guard<ApplicationRead>,
    state: web::Data<State>,
    place: Place<(String, Uuid)>,
    filter: Parameters<ListFilter>,
) -> Result<Answer<Page<ListedReading>>, Problem> {
    let (agency, round) = place.0;
    guard.covers(Scope::Round(round))?;
    let filter = filter.0;
    let caller = guard.account_id()?;
    let limit = page::limit(filter.limit);
    let wanted = Wanted {
        state: filter.state.as_deref(),
        outcome: filter.outcome.as_deref(),
        vacancy: filter.vacancy,
        reader: filter.mine.unwrap_or(false).then_some(caller),
        updated_since: filter.updated_since,
        after: filter.cursor.map(|cursor| cursor.key()).transpose()?,
        limit,
    };
    let mut connection = state.read().await?;
    let rows = store::list(&mut connection, &agency, round, wanted).await?;
    let page = Page::of(rows, limit, |row| row.reading.id);
    Ok(Answer::ok(page.map(|row| ListedReading::of(row, caller))))
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct ReasonChoice {
    #[schema(example = "unreadable")]
    pub code: String,
    pub legend: BothLanguages,
    /// Whether a note must say more.
    #[schema(example = false)]
    pub needs_note: bool,
}

/// The reasons for one kind of requirement.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct ReasonList {
    #[schema(example = "document")]
    pub requirement: String,
    pub reasons: Vec<ReasonChoice>,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct ReasonLists {
    pub lists: Vec<ReasonList>,
}

/// Tell why a requirement can be refused.
///
/// The closed list of reasons for each kind of requirement, with its legend.
#[utoipa::path(
    get, path = "/api/v1/verification/reasons", operation_id = "verification_reasons", tag = "verification",
    responses((status = 200, body = ReasonLists, description = "All reasons"))
)]
pub async fn verification_reasons(_guard: Guard<Public>) -> Result<Answer<ReasonLists>, Problem> {
    let choice = |reason: &reason::Reason| ReasonChoice {
        code: reason.code.into(),
        legend: reason.legend.into(),
        needs_note: reason.needs_note,
    };
    let lists = reason::KINDS
        .into_iter()
        .map(|kind| ReasonList {
            requirement: kind_code(kind),
            reasons: reason::reasons(kind).iter().map(choice).collect(),
        })
        .collect();
    Ok(Answer::ok(ReasonLists { lists }))
}
