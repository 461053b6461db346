//! Public pages of rounds: list, timetable, rules, legend of the status codes, and all versions.
use actix_web::web;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    store::{self, Round},
    view::{BothTexts, RoundView, StepView, step_views},
};
use crate::{
    catalog::{self, Agency},
    http::{Cached, Place},
    identity::Guard,
    kernel::{Problem, State, permission::Public, problem::NOT_FOUND},
    schema::{round_rules, round_timetable, selection_round, vacancy, vacancy_version},
};

#[derive(Debug, Serialize, ToSchema)]
pub struct StatusCodeView {
    #[schema(example = "P/L")]
    pub code: String,
    pub legend: BothTexts,
}

/// A round with what the public must know of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct RoundPage {
    pub round: RoundView,
    pub agency: Agency,
    pub timetable: Vec<StepView>,
    /// The rule document with a source for each clause (see `rules_hash`); null when there is none yet.
    pub rules: Option<Value>,
    /// SHA-256 of the canonical rule document.
    #[schema(example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    pub rules_hash: Option<String>,
    pub status_codes: Vec<StatusCodeView>,
    #[schema(example = 94)]
    pub vacancies: i64,
    #[schema(example = 250)]
    pub places: i64,
}

/// List an agency's rounds.
///
/// Published and closed ones, newest first.
#[utoipa::path(get, path = "/api/v1/agencies/{agency}/rounds", operation_id = "rounds", tag = "rounds",
    params(("agency" = String, Path, description = "Agency code", example = "5473")),
    responses((status = 200, body = Vec<RoundView>, description = "Rounds"), (status = 304, description = "Unchanged")))]
pub async fn rounds(
    guard: Guard<Public>,
    state: web::Data<State>,
) -> Result<Cached<Vec<RoundView>>, Problem> {
    use selection_round::dsl;
    let rows: Vec<Round> = dsl::selection_round
        .filter(dsl::agency_id.eq(guard.agency()?).and(dsl::state.ne("preparation")))
        .order((dsl::year.desc(), dsl::id.desc()))
        .select(Round::as_select())
        .load(&mut state.read().await?)
        .await?;
    Ok(Cached(rows.iter().map(RoundView::from).collect()))
}

/// Show a round.
///
/// Timetable, rules with their sources, and what each status code means in this round.
#[utoipa::path(get, path = "/api/v1/agencies/{agency}/rounds/{round}", operation_id = "round", tag = "rounds",
    params(("agency" = String, Path, description = "Agency code", example = "5473"), ("round" = Uuid, Path, description = "Round")),
    responses((status = 200, body = RoundPage, description = "The round"), (status = 304, description = "Unchanged")))]
pub async fn round(
    _guard: Guard<Public>,
    state: web::Data<State>,
    Place((agency, id)): Place<(String, Uuid)>,
) -> Result<Cached<RoundPage>, Problem> {
    let mut connection = state.read().await?;
    let round = store::public_round(&mut connection, &agency, id).await?;
    Ok(Cached(page(&mut connection, &round).await?))
}

/// A round that the public may see, with all its versions.
pub async fn public_page(
    connection: &mut AsyncPgConnection,
    agency: &str,
    id: Uuid,
) -> Result<(RoundPage, Vec<Version>), Problem> {
    let round = store::public_round(connection, agency, id).await?;
    Ok((page(connection, &round).await?, versions(connection, &round).await?))
}

/// The page of a round in whatever state.
pub async fn page(connection: &mut AsyncPgConnection, round: &Round) -> Result<RoundPage, Problem> {
    use vacancy::dsl;
    let agency = catalog::agency(connection, &round.agency_id).await?;
    let found: Option<(Value, Vec<u8>)> = round_rules::table
        .find((&round.agency_id, round.id, round.rules_version))
        .select((round_rules::document, round_rules::hash))
        .first(connection)
        .await
        .optional()?;
    let steps = store::timetable(connection, round).await?;
    let codes = store::status_code_rows(connection, &round.agency_id, round.id).await?;
    let (vacancies, places): (i64, Option<i64>) = dsl::vacancy
        .filter(dsl::agency_id.eq(&round.agency_id).and(dsl::round_id.eq(round.id)))
        .select((diesel::dsl::count_star(), diesel::dsl::sum(dsl::places)))
        .first(connection)
        .await?;
    Ok(RoundPage {
        round: RoundView::from(round),
        agency: agency.ok_or_else(|| Problem::new(&NOT_FOUND))?,
        timetable: step_views(round, steps),
        rules_hash: found.as_ref().map(|(_, hash)| data_encoding::HEXLOWER.encode(hash)),
        rules: found.map(|(document, _)| document),
        status_codes: codes
            .into_iter()
            .map(|(code, id, en)| StatusCodeView { code, legend: BothTexts { id, en } })
            .collect(),
        vacancies,
        places: places.unwrap_or(0),
    })
}

/// One version of timetable or rules, or an amendment.
#[derive(Debug, Serialize, ToSchema)]
pub struct Version {
    /// `timetable`, `rules` or `vacancy`.
    #[schema(example = "timetable")]
    pub kind: String,
    pub vacancy_id: Option<Uuid>,
    #[schema(example = 2)]
    pub version: i32,
    /// What it says: steps, rule document, or the vacancy's fields.
    pub document: Value,
    /// Of rules: SHA-256 of the canonical document, by which `rule_document` gives it.
    #[schema(example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    pub hash: Option<String>,
    #[schema(example = "Gangguan jaringan nasional pada hari terakhir")]
    pub reason: String,
    #[schema(example = "Keputusan Wali Kota 12/2026")]
    pub legal_basis: Option<String>,
    #[schema(example = "2026-11-02T02:00:00Z")]
    pub at: DateTime<Utc>,
}

type VersionRow = (i32, Value, String, Option<String>, DateTime<Utc>);

/// List all versions of a round.
///
/// Timetable, rules and amended vacancies, oldest first, each with its reason: a change keeps what it replaced.
#[utoipa::path(get, path = "/api/v1/agencies/{agency}/rounds/{round}/versions", operation_id = "round_versions",
    tag = "rounds",
    params(("agency" = String, Path, description = "Agency code", example = "5473"), ("round" = Uuid, Path, description = "Round")),
    responses((status = 200, body = Vec<Version>, description = "Versions"), (status = 304, description = "Unchanged")))]
pub async fn round_versions(
    _guard: Guard<Public>,
    state: web::Data<State>,
    Place((agency, id)): Place<(String, Uuid)>,
) -> Result<Cached<Vec<Version>>, Problem> {
    let mut connection = state.read().await?;
    let round = store::public_round(&mut connection, &agency, id).await?;
    Ok(Cached(versions(&mut connection, &round).await?))
}

/// All versions of a round, oldest first.
pub async fn versions(connection: &mut AsyncPgConnection, round: &Round) -> Result<Vec<Version>, Problem> {
    let timetables: Vec<VersionRow> = round_timetable::table
        .filter(round_timetable::agency_id.eq(&round.agency_id).and(round_timetable::round_id.eq(round.id)))
        .select((
            round_timetable::version,
            round_timetable::steps,
            round_timetable::reason,
            round_timetable::legal_basis,
            round_timetable::at,
        ))
        .load(connection)
        .await?;
    let rules: Vec<(Vec<u8>, VersionRow)> = round_rules::table
        .filter(round_rules::agency_id.eq(&round.agency_id).and(round_rules::round_id.eq(round.id)))
        .select((
            round_rules::hash,
            (
                round_rules::version,
                round_rules::document,
                round_rules::reason,
                round_rules::legal_basis,
                round_rules::at,
            ),
        ))
        .load(connection)
        .await?;
    let same =
        vacancy_version::agency_id.eq(vacancy::agency_id).and(vacancy_version::vacancy_id.eq(vacancy::id));
    let amended: Vec<(Uuid, VersionRow)> = vacancy_version::table
        .inner_join(vacancy::table.on(same))
        .filter(vacancy::agency_id.eq(&round.agency_id).and(vacancy::round_id.eq(round.id)))
        .filter(vacancy::version.gt(1))
        .select((
            vacancy_version::vacancy_id,
            (
                vacancy_version::version,
                vacancy_version::document,
                vacancy_version::reason,
                vacancy_version::legal_basis,
                vacancy_version::at,
            ),
        ))
        .load(connection)
        .await?;
    let of = |kind: &'static str| {
        move |(version, document, reason, legal_basis, at): VersionRow| Version {
            kind: kind.into(),
            vacancy_id: None,
            version,
            document,
            hash: None,
            reason,
            legal_basis,
            at,
        }
    };
    let rules = rules
        .into_iter()
        .map(|(hash, row)| Version { hash: Some(data_encoding::HEXLOWER.encode(&hash)), ..of("rules")(row) });
    let amended = amended.into_iter().map(|(id, row)| Version { vacancy_id: Some(id), ..of("vacancy")(row) });
    let mut all: Vec<_> = timetables.into_iter().map(of("timetable")).chain(rules).chain(amended).collect();
    all.sort_by_key(|version| version.at);
    Ok(all)
}
