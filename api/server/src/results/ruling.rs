//! A ruling of the competent authority on a tie: recorded by one officer with its document, confirmed by another.
use actix_web::web;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use ledger::Kind;
use selection::Border;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::model::{RULING_BY_SAME_OFFICER, RULING_CONFIRMED, RULING_WITHOUT_TIE, inside};
use crate::{
    http::{Answer, IdempotencyKey, IfMatch, Json, Place},
    identity::{Guard, Scope},
    kernel::{
        Problem, State, new_id,
        permission::{RunApprove, RunMake, RunSee},
    },
    record::{Fact, Once, write, write_once},
    schema::{result_outcome, result_ruling, result_run, result_vacancy},
};

#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RulingRequest {
    pub vacancy_id: Uuid,
    /// All the people who are tied at the border, best first, as applications.
    #[validate(length(
        min = 2,
        max = 100,
        code = "length",
        message = "Sebut semua peserta yang nilainya sama.|Name everybody who is tied."
    ))]
    pub ranked: Vec<Uuid>,
    /// Number and date of the document.
    #[schema(example = "Surat Ketua Panselnas 12/2026, 3 November 2026")]
    #[validate(length(
        min = 5,
        max = 300,
        code = "length",
        message = "Tulis nomor dan tanggal surat.|Write number and date of the document."
    ))]
    pub document: String,
}

/// A ruling on a tie.
#[derive(Queryable, Serialize, Deserialize, ToSchema)]
pub struct RulingAnswer {
    pub id: Uuid,
    pub vacancy_id: Uuid,
    pub ranked: Vec<Uuid>,
    #[schema(example = "Surat Ketua Panselnas 12/2026, 3 November 2026")]
    pub document: String,
    #[schema(example = "2026-11-02T02:00:00Z")]
    pub recorded_at: DateTime<Utc>,
    /// Runs use it from here on.
    pub confirmed_at: Option<DateTime<Utc>>,
    #[schema(example = 1)]
    pub version: i32,
}

macro_rules! columns {
    () => {
        (
            result_ruling::id,
            result_ruling::vacancy_id,
            result_ruling::ranked,
            result_ruling::document,
            result_ruling::recorded_at,
            result_ruling::confirmed_at,
            result_ruling::version,
        )
    };
}

/// The people whom the newest run of the last stage leaves undecided in a vacancy.
async fn tied(
    connection: &mut AsyncPgConnection,
    agency: &str,
    round: Uuid,
    vacancy: Uuid,
) -> Result<Vec<Uuid>, Problem> {
    let newest: Option<Uuid> = result_run::table
        .filter(result_run::agency_id.eq(agency).and(result_run::round_id.eq(round)))
        .filter(result_run::last_stage.eq(true))
        .order(result_run::number.desc())
        .select(result_run::id)
        .first(connection)
        .await
        .optional()?;
    let Some(run) = newest else { return Ok(Vec::new()) };
    // Those tied for a place that stayed empty applied elsewhere: the border names them.
    let borders: serde_json::Value = result_vacancy::table
        .find((agency, run, vacancy))
        .select(result_vacancy::borders)
        .first(connection)
        .await?;
    let borders: Vec<Border> = serde_json::from_value(borders).map_err(inside)?;
    let open = borders.into_iter().filter(|border| border.ruling.is_none());
    let codes: Vec<String> = open.flat_map(|border| border.tied).collect();
    let people = result_outcome::table
        .filter(result_outcome::agency_id.eq(agency).and(result_outcome::run_id.eq(run)))
        .filter(result_outcome::participant_code.eq_any(codes))
        .order(result_outcome::application_id)
        .select(result_outcome::application_id);
    Ok(people.load(connection).await?)
}

/// Record a ruling on a tie.
#[utoipa::path(
    post,
    path = "/api/v1/agencies/{agency}/rounds/{round}/rulings",
    operation_id = "record_ruling",
    tag = "results",
    params(
        ("agency" = String, Path, description = "Agency", example = "5473"),
        ("round" = Uuid, Path, description = "Round")
    ),
    request_body = RulingRequest,
    responses((status = 201, body = RulingAnswer, description = "Recorded; waits for a second officer"))
)]
pub async fn record_ruling(
    guard: Guard<RunMake>,
    state: web::Data<State>,
    place: Place<(String, Uuid)>,
    key: IdempotencyKey,
    body: Json<RulingRequest>,
) -> Result<Answer<RulingAnswer>, Problem> {
    let Place((agency, round)) = place;
    guard.covers(Scope::Round(round))?;
    let by = guard.account_id()?;
    let once = Once { operation: "record_ruling", key: &key, body_hash: body.hash };
    let asked = body.value;
    write_once(&state, guard.actor(), once, async |write| {
        let tied = tied(write.connection(), &agency, round, asked.vacancy_id).await?;
        let mut named = asked.ranked.clone();
        named.sort();
        if tied.is_empty() || named != tied {
            return Err(Problem::new(&RULING_WITHOUT_TIE));
        }
        let (id, at) = (new_id(), write.now);
        let ruling: RulingAnswer = diesel::insert_into(result_ruling::table)
            .values((
                (
                    result_ruling::agency_id.eq(&agency),
                    result_ruling::id.eq(id),
                    result_ruling::round_id.eq(round),
                ),
                (result_ruling::vacancy_id.eq(asked.vacancy_id), result_ruling::ranked.eq(&asked.ranked)),
                result_ruling::document.eq(&asked.document),
                (result_ruling::recorded_by.eq(by), result_ruling::recorded_at.eq(at)),
            ))
            .returning(columns!())
            .get_result(write.connection())
            .await?;
        write.audit(&agency, "ruling_proposed", id).await?;
        let version = ruling.version;
        Ok(Answer::created(ruling).version(version))
    })
    .await
}

/// Confirm a ruling as the second officer; runs use it from then on.
#[utoipa::path(
    post,
    path = "/api/v1/agencies/{agency}/rounds/{round}/rulings/{ruling}/confirm",
    operation_id = "confirm_ruling",
    tag = "results",
    params(
        ("agency" = String, Path, description = "Agency", example = "5473"),
        ("round" = Uuid, Path, description = "Round"),
        ("ruling" = Uuid, Path, description = "Ruling")
    ),
    responses((status = 200, body = RulingAnswer, description = "Confirmed"))
)]
pub async fn confirm_ruling(
    guard: Guard<RunApprove>,
    state: web::Data<State>,
    place: Place<(String, Uuid, Uuid)>,
    seen: IfMatch,
) -> Result<Answer<RulingAnswer>, Problem> {
    let Place((agency, round, id)) = place;
    guard.covers(Scope::Round(round))?;
    let by = guard.account_id()?;
    write(&state, guard.actor(), async |write| {
        let (recorded_by, confirmed, version): (Uuid, Option<DateTime<Utc>>, i32) = result_ruling::table
            .find((&agency, id))
            .filter(result_ruling::round_id.eq(round))
            .select((result_ruling::recorded_by, result_ruling::confirmed_at, result_ruling::version))
            .for_no_key_update()
            .first(write.connection())
            .await?;
        if confirmed.is_some() {
            return Err(Problem::new(&RULING_CONFIRMED));
        }
        if recorded_by == by {
            return Err(Problem::new(&RULING_BY_SAME_OFFICER));
        }
        seen.check(version)?;
        let at = write.now;
        let ruling: RulingAnswer = diesel::update(result_ruling::table.find((&agency, id)))
            .set((
                result_ruling::confirmed_by.eq(by),
                result_ruling::confirmed_at.eq(at),
                result_ruling::version.eq(version + 1),
            ))
            .returning(columns!())
            .get_result(write.connection())
            .await?;
        let payload = json!({"ruling": id, "ranked": ruling.ranked, "document": ruling.document});
        let (kind, noun, subject) = (Kind::RulingRecorded, "vacancy", ruling.vacancy_id);
        write.fact(Fact { agency: &agency, kind, round: Some(round), noun, subject, payload }).await?;
        let version = ruling.version;
        Ok(Answer::ok(ruling).version(version))
    })
    .await
}

/// List the rulings of a round.
#[utoipa::path(
    get,
    path = "/api/v1/agencies/{agency}/rounds/{round}/rulings",
    operation_id = "list_rulings",
    tag = "results",
    params(
        ("agency" = String, Path, description = "Agency", example = "5473"),
        ("round" = Uuid, Path, description = "Round")
    ),
    responses((status = 200, body = Vec<RulingAnswer>, description = "Rulings"))
)]
pub async fn list_rulings(
    guard: Guard<RunSee>,
    state: web::Data<State>,
    place: Place<(String, Uuid)>,
) -> Result<Answer<Vec<RulingAnswer>>, Problem> {
    let Place((agency, round)) = place;
    guard.covers(Scope::Round(round))?;
    let rulings = result_ruling::table
        .filter(result_ruling::agency_id.eq(&agency).and(result_ruling::round_id.eq(round)))
        .order(result_ruling::id)
        .select(columns!());
    Ok(Answer::ok(rulings.load(&mut state.read().await?).await?))
}
