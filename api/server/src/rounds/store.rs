//! Queries of rounds and vacancies; what other rooms may read of them.
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use selection::{FurtherTests, Requirement, Rules};
use serde_json::Value;
use uuid::Uuid;

use super::model::{NATIONAL_STEPS, Step};
use crate::{
    kernel::{
        Problem,
        problem::{INTERNAL, NOT_FOUND},
    },
    schema::{round_rules, round_status_code, round_timetable, selection_round, vacancy as vacancies_table},
};

#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = selection_round)]
pub struct Round {
    pub agency_id: String,
    pub id: Uuid,
    pub code: String,
    pub kind: String,
    pub door: String,
    pub legal_basis: String,
    pub name: String,
    pub year: i32,
    pub publication_profile: String,
    pub state: String,
    pub archive: bool,
    pub authored_by: Option<Uuid>,
    pub published_by: Option<Uuid>,
    pub published_at: Option<DateTime<Utc>>,
    pub timetable_version: i32,
    pub rules_version: i32,
    pub version: i32,
    pub updated_at: DateTime<Utc>,
    pub withhold_below: i16,
}

impl Round {
    /// Whether people register and object at SSCASN instead of here.
    pub fn is_national(&self) -> bool {
        self.door == "national"
    }
}

#[derive(Clone, Debug, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = vacancies_table, treat_none_as_null = true)]
pub struct Vacancy {
    pub agency_id: String,
    pub id: Uuid,
    pub round_id: Uuid,
    pub source: String,
    pub source_year: i32,
    pub external_id: String,
    pub post_title: String,
    pub post_title_original: String,
    pub post_code: Option<String>,
    pub unit_path: String,
    pub unit_id: Option<Uuid>,
    pub agency_name: String,
    pub pool: String,
    pub pool_original: String,
    pub places: i32,
    pub open_to_disabled: bool,
    pub pay_min: Option<i64>,
    pub pay_max: Option<i64>,
    pub eligible_count: Option<i32>,
    pub education_codes: Vec<String>,
    pub level_ids: Vec<String>,
    pub region_code: Option<String>,
    pub requirements: Value,
    pub further_tests: Option<Value>,
    pub description: String,
    pub published: bool,
    pub archive: bool,
    pub version: i32,
    pub updated_at: DateTime<Utc>,
    /// Of the accepted educations, for the search.
    pub education_names: String,
}

impl Vacancy {
    /// What the vacancy asks for, beside what the rules ask of all.
    pub fn requirements(&self) -> Result<Vec<Requirement>, Problem> {
        parsed(self.requirements.clone())
    }

    /// The post as rules and runs name it.
    pub fn post(&self) -> &str {
        self.post_code.as_deref().unwrap_or(&self.post_title)
    }

    /// Whether it changes with another one whose notice comes to state these further tests: one post is tested in one
    /// way.
    pub fn follows(&self, other: Uuid, post: &str, further_tests: Option<&Value>) -> bool {
        self.id != other && self.post() == post && self.further_tests.as_ref() != further_tests
    }

    /// The field test as the notice states it.
    pub fn further_tests(&self) -> Result<Option<FurtherTests>, Problem> {
        self.further_tests.clone().map(parsed).transpose()
    }
}

pub(super) fn parsed<T: serde::de::DeserializeOwned>(value: Value) -> Result<T, Problem> {
    serde_json::from_value(value).map_err(inside)
}

pub(super) fn inside(error: impl std::fmt::Display) -> Problem {
    Problem::new(&INTERNAL).inside(error)
}

/// The round, or 404.
pub async fn load(connection: &mut AsyncPgConnection, agency: &str, id: Uuid) -> Result<Round, Problem> {
    Ok(selection_round::table.find((agency, id)).select(Round::as_select()).first(connection).await?)
}

/// The round, held until the transaction ends.
pub async fn load_for_update(
    connection: &mut AsyncPgConnection,
    agency: &str,
    id: Uuid,
) -> Result<Round, Problem> {
    let row = selection_round::table.find((agency, id)).select(Round::as_select()).for_update();
    Ok(row.first(connection).await?)
}

/// The steps of the timetable in force.
pub async fn timetable(connection: &mut AsyncPgConnection, round: &Round) -> Result<Vec<Step>, Problem> {
    let steps: Option<Value> = round_timetable::table
        .find((&round.agency_id, round.id, round.timetable_version))
        .select(round_timetable::steps)
        .first(connection)
        .await
        .optional()?;
    steps.map_or_else(|| Ok(Vec::new()), parsed)
}

/// Own rounds whose registration was over at `until`, and when it closed.
pub async fn closed_registrations(
    connection: &mut AsyncPgConnection,
    until: DateTime<Utc>,
) -> Result<Vec<(String, Uuid, DateTime<Utc>)>, Problem> {
    use selection_round::dsl;
    let current = round_timetable::agency_id
        .eq(dsl::agency_id)
        .and(round_timetable::round_id.eq(dsl::id))
        .and(round_timetable::version.eq(dsl::timetable_version));
    let rows: Vec<(String, Uuid, Value)> = dsl::selection_round
        .inner_join(round_timetable::table.on(current))
        .filter(dsl::state.ne("preparation").and(dsl::archive.eq(false)).and(dsl::door.eq("own")))
        .select((dsl::agency_id, dsl::id, round_timetable::steps))
        .load(connection)
        .await?;
    let mut closed = Vec::new();
    for (agency, round, steps) in rows {
        let steps: Vec<Step> = parsed(steps)?;
        let registration = steps.into_iter().find(|step| step.code == "registration");
        closed.extend(
            registration.filter(|step| step.closes <= until).map(|step| (agency, round, step.closes)),
        );
    }
    Ok(closed)
}

/// Lets one transaction at a time go on with this round.
pub async fn hold(connection: &mut AsyncPgConnection, agency: &str, id: Uuid) -> Result<(), Problem> {
    load_for_update(connection, agency, id).await.map(drop)
}

/// Half-open: open from `opens`, over at `closes`.
pub type Window = (DateTime<Utc>, DateTime<Utc>);

/// When `step` of a published round is open *here*; nothing for the steps that are done at SSCASN.
pub async fn window(
    connection: &mut AsyncPgConnection,
    agency: &str,
    id: Uuid,
    step: &str,
) -> Result<Option<Window>, Problem> {
    let round = load(connection, agency, id).await?;
    if round.state == "preparation" || round.is_national() && NATIONAL_STEPS.contains(&step) {
        return Ok(None);
    }
    let steps = timetable(connection, &round).await?;
    Ok(steps.into_iter().find(|known| known.code == step).map(|step| (step.opens, step.closes)))
}

/// The rules of the round at `version`.
pub async fn rules(
    connection: &mut AsyncPgConnection,
    agency: &str,
    id: Uuid,
    version: i32,
) -> Result<Rules, Problem> {
    let document: Value = round_rules::table
        .find((agency, id, version))
        .select(round_rules::document)
        .first(connection)
        .await?;
    parsed(document)
}

/// Code, Indonesian and English legend, in the order of the rules.
pub async fn status_code_rows(
    connection: &mut AsyncPgConnection,
    agency: &str,
    id: Uuid,
) -> Result<Vec<(String, String, String)>, Problem> {
    use round_status_code::dsl;
    let rows = dsl::round_status_code
        .filter(dsl::agency_id.eq(agency).and(dsl::round_id.eq(id)))
        .order(dsl::position)
        .select((dsl::code, dsl::legend_id_text, dsl::legend_en_text));
    Ok(rows.load(connection).await?)
}

/// The vacancy at its current version, published or not, or 404.
pub async fn vacancy(connection: &mut AsyncPgConnection, agency: &str, id: Uuid) -> Result<Vacancy, Problem> {
    let row = vacancies_table::table.find((agency, id)).select(Vacancy::as_select());
    Ok(row.first(connection).await?)
}

/// All vacancies of a round, in the order of post and id.
pub async fn vacancies(
    connection: &mut AsyncPgConnection,
    agency: &str,
    round: Uuid,
) -> Result<Vec<Vacancy>, Problem> {
    use vacancies_table::dsl;
    let rows = dsl::vacancy.filter(dsl::agency_id.eq(agency).and(dsl::round_id.eq(round)));
    Ok(rows.order((dsl::post_title, dsl::id)).select(Vacancy::as_select()).load(connection).await?)
}

/// A round that the public may see, or 404.
pub async fn public_round(
    connection: &mut AsyncPgConnection,
    agency: &str,
    id: Uuid,
) -> Result<Round, Problem> {
    let round = load(connection, agency, id).await?;
    if round.state == "preparation" { Err(Problem::new(&NOT_FOUND)) } else { Ok(round) }
}

/// Keeps how many passed the administrative stage of each vacancy, once that is announced. The archive keeps what BKN
/// published; a vacancy that nobody names had nobody.
pub async fn set_eligible(
    connection: &mut AsyncPgConnection,
    agency: &str,
    round: Uuid,
    passed: &[Uuid],
    at: DateTime<Utc>,
) -> Result<(), Problem> {
    use diesel::sql_types::{Array, Text, Timestamptz, Uuid as SqlUuid};
    diesel::sql_query(
        "UPDATE vacancy v SET updated_at = $4, eligible_count =
           (SELECT count(*)::integer FROM unnest($3) AS passed (id) WHERE passed.id = v.id)
         WHERE v.agency_id = $1 AND v.round_id = $2 AND NOT v.archive",
    )
    .bind::<Text, _>(agency)
    .bind::<SqlUuid, _>(round)
    .bind::<Array<SqlUuid>, _>(passed)
    .bind::<Timestamptz, _>(at)
    .execute(connection)
    .await?;
    Ok(())
}
