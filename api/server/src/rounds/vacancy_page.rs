//! The public page of one vacancy: what it asks, what it offers, until when and how one applies.
use actix_web::web;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    model::Step,
    store::{self, Round, Vacancy},
    vacancy::asked,
    view::{RequirementView, RoundView, StepView, step_views},
};
use crate::{
    catalog::{self, Agency, Education},
    http::{Kept, KeptAnswer, KeptAnswers, Place},
    identity::Guard,
    kernel::{Problem, State, permission::Public, problem::NOT_FOUND},
    schema,
};

/// Where people register for national rounds.
pub const SSCASN: &str = "https://sscasn.bkn.go.id";

/// How one applies.
#[derive(Debug, Serialize, ToSchema)]
pub struct HowToApply {
    /// `here`, `sscasn`, `not_yet`, `over` or `archive`.
    #[schema(example = "here")]
    pub how: String,
    #[schema(example = "2026-11-10T00:00:00Z")]
    pub opens: Option<DateTime<Utc>>,
    /// The first instant that is too late.
    #[schema(example = "2026-12-05T17:00:00Z")]
    pub closes: Option<DateTime<Utc>>,
    /// Address of the national portal, for national rounds.
    #[schema(example = "https://sscasn.bkn.go.id")]
    pub link: Option<String>,
}

impl HowToApply {
    fn of(round: &Round, steps: &[Step], now: DateTime<Utc>) -> Self {
        let step = steps.iter().find(|step| step.code == "registration");
        let how = match step {
            _ if round.archive => "archive",
            Some(step) if step.is_open(now) && round.is_national() => "sscasn",
            Some(step) if step.is_open(now) => "here",
            Some(step) if now < step.opens => "not_yet",
            Some(_) => "over",
            None if round.is_national() => "sscasn",
            None => "over",
        };
        Self {
            how: how.to_owned(),
            opens: step.map(|step| step.opens),
            closes: step.map(|step| step.closes),
            link: round.is_national().then(|| SSCASN.to_owned()),
        }
    }
}

/// A vacancy with all that a person needs to decide.
#[derive(Debug, Serialize, ToSchema)]
pub struct VacancyPage {
    pub id: Uuid,
    #[schema(example = 1)]
    pub version: i32,
    pub agency: Agency,
    pub round: RoundView,
    #[schema(example = "Perawat Terampil")]
    pub post_title: String,
    #[schema(example = "Dinas Kesehatan | RSUD Sawahlunto")]
    pub unit_path: String,
    #[schema(example = "general")]
    pub pool: String,
    #[schema(example = "UMUM")]
    pub pool_original: String,
    #[schema(example = 2)]
    pub places: i32,
    #[schema(example = false)]
    pub open_to_disabled: bool,
    #[schema(example = 4000000)]
    pub pay_min: Option<i64>,
    #[schema(example = 6000000)]
    pub pay_max: Option<i64>,
    /// Applicants who passed the administrative stage, where known.
    #[schema(example = 31)]
    pub eligible_count: Option<i32>,
    pub education: Vec<Education>,
    #[schema(example = "13.73")]
    pub region_code: Option<String>,
    #[schema(example = "Kota Sawahlunto")]
    pub region_name: Option<String>,
    /// Those of the vacancy, then those that the rules ask of all.
    pub requirements: Vec<RequirementView>,
    /// Field test as the notice states it: `{main_weight, tests: [{kind, weight, eliminating, criteria}]}`.
    pub further_tests: Option<Value>,
    #[schema(example = "Merawat pasien rawat inap.")]
    pub description: String,
    pub timetable: Vec<StepView>,
    pub apply: HowToApply,
}

/// Show a vacancy.
///
/// The address of a vacancy stays; what it says has versions.
#[utoipa::path(get, path = "/api/v1/vacancies/{id}", operation_id = "vacancy", tag = "rounds",
    params(("id" = Uuid, Path, description = "Vacancy", example = "646c3891-6c87-4f26-b378-0a190221a200")),
    responses((status = 200, body = VacancyPage, description = "The vacancy"), (status = 304, description = "Unchanged")))]
pub async fn vacancy(
    _guard: Guard<Public>,
    state: web::Data<State>,
    Place(id): Place<Uuid>,
) -> Result<KeptAnswer, Problem> {
    let pages = state.shared::<Pages>();
    let ticket = match pages.0.find(&state, &id) {
        Ok(kept) => return Ok(KeptAnswer(kept)),
        Err(ticket) => ticket,
    };
    let mut connection = state.read_current().await?;
    let now = state.clock().now();
    let page = public_vacancy(&mut connection, id, now).await?;
    let kept = Kept::new(&page, page.shows(), now, page.says_the_same_until(now))?;
    pages.0.keep(&state, ticket, id, &kept);
    Ok(KeptAnswer(kept))
}

/// The pages that this process keeps.
#[derive(Default)]
struct Pages(KeptAnswers);

impl VacancyPage {
    /// Whatever is read for the page stands here: a change of it takes the kept page away.
    fn shows(&self) -> Vec<(&'static str, String)> {
        let round = self.round.id.to_string();
        vec![
            ("vacancy", self.id.to_string()),
            ("selection_round", round.clone()),
            ("round_timetable", round.clone()),
            ("round_rules", round),
            ("agency", self.agency.id.clone()),
            ("education", String::new()),
            ("region", String::new()),
        ]
    }

    /// How one applies changes where a step opens or closes.
    fn says_the_same_until(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.timetable.iter().flat_map(|step| [step.opens, step.closes]).filter(|at| now < *at).min()
    }
}

/// The page of a published vacancy, or 404.
pub async fn public_vacancy(
    connection: &mut AsyncPgConnection,
    id: Uuid,
    now: DateTime<Utc>,
) -> Result<VacancyPage, Problem> {
    use schema::vacancy::dsl;
    let row = dsl::vacancy.filter(dsl::id.eq(id).and(dsl::published)).select(Vacancy::as_select());
    let vacancy: Vacancy = row.first(connection).await?;
    page(connection, vacancy, now).await
}

/// The page of a vacancy.
pub async fn page(
    connection: &mut AsyncPgConnection,
    vacancy: Vacancy,
    now: DateTime<Utc>,
) -> Result<VacancyPage, Problem> {
    let round = store::load(connection, &vacancy.agency_id, vacancy.round_id).await?;
    let agency = catalog::agency(connection, &vacancy.agency_id).await?;
    let agency = agency.ok_or_else(|| Problem::new(&NOT_FOUND))?;
    let steps = store::timetable(connection, &round).await?;
    let requirements = asked(connection, &round, vacancy.requirements()?).await?;
    let region_name = match &vacancy.region_code {
        Some(code) => {
            let name = schema::region::table.find(code).select(schema::region::name);
            name.first::<String>(connection).await.optional()?
        }
        None => None,
    };
    Ok(VacancyPage {
        education: catalog::education_names(connection, &vacancy.education_codes).await?,
        apply: HowToApply::of(&round, &steps, now),
        round: RoundView::from(&round),
        timetable: step_views(&round, steps),
        requirements: requirements.iter().map(RequirementView::of).collect(),
        id: vacancy.id,
        version: vacancy.version,
        agency,
        post_title: vacancy.post_title,
        unit_path: vacancy.unit_path,
        pool: vacancy.pool,
        pool_original: vacancy.pool_original,
        places: vacancy.places,
        open_to_disabled: vacancy.open_to_disabled,
        pay_min: vacancy.pay_min,
        pay_max: vacancy.pay_max,
        eligible_count: vacancy.eligible_count,
        region_code: vacancy.region_code,
        region_name,
        further_tests: vacancy.further_tests,
        description: vacancy.description,
    })
}
