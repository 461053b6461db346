//! Vacancies of a round in preparation: added, changed, checked against rules and notice.
use actix_web::web;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use selection::{FurtherTests, Requirement};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{
    model::Command,
    notice::{self, NOTICE_REFUSED},
    prepare::{ROUND_CLOSED, ROUND_PUBLISHED, held, touch},
    store::{self, Round, Vacancy},
};
use crate::{
    catalog,
    http::{Answer, IdempotencyKey, IfMatch, Json, Place},
    identity::Guard,
    kernel::{
        Code, Problem, State, Text, new_id,
        permission::RoundPrepare,
        problem::{BAD_INPUT, NOT_FOUND},
    },
    record::{Once, write, write_once},
    schema,
};

pub const PROBLEMS: &[&Code] = &[&ROUND_PUBLISHED, &ROUND_CLOSED, &NOTICE_REFUSED];

/// What a vacancy says.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct VacancyDraft {
    #[schema(example = "Perawat Terampil")]
    #[validate(length(
        min = 3,
        max = 200,
        code = "length",
        message = "Isi 3 sampai 200 karakter.|Use 3 to 200 characters."
    ))]
    pub post_title: String,
    /// Below the agency, from the top, separated by ` | `.
    #[serde(default)]
    #[schema(example = "Dinas Kesehatan | RSUD Sawahlunto")]
    pub unit_path: String,
    /// A pool that the rules know.
    #[schema(example = "general")]
    pub pool: String,
    #[schema(example = 2)]
    #[validate(range(min = 1, max = 10000, code = "range", message = "Isi paling sedikit 1.|At least 1."))]
    pub places: i32,
    #[serde(default)]
    #[schema(example = true)]
    pub open_to_disabled: bool,
    /// Rupiah a month.
    #[schema(example = 4000000)]
    pub pay_min: Option<i64>,
    #[schema(example = 6000000)]
    pub pay_max: Option<i64>,
    /// Education codes of the catalog; empty means that the vacancy asks for none.
    #[serde(default)]
    #[schema(example = json!(["5101202"]))]
    pub education_codes: Vec<String>,
    #[schema(example = "13.73")]
    pub region_code: Option<String>,
    /// `{code, operator, value, evidence, source}` beside education, which is made of `education_codes`.
    #[serde(default)]
    pub requirements: Vec<Value>,
    /// `{main_weight, tests: [{kind, weight, eliminating, criteria}]}`; needed where the rules limit further tests.
    pub further_tests: Option<Value>,
    #[serde(default)]
    #[schema(example = "Merawat pasien rawat inap.")]
    #[validate(length(max = 5000))]
    pub description: String,
}

impl VacancyDraft {
    pub fn of(row: Vacancy) -> Result<Self, Problem> {
        let own = row.requirements()?.into_iter().filter(|one| !is_education(one));
        Ok(Self {
            requirements: own.map(serde_json::to_value).collect::<Result<_, _>>().map_err(store::inside)?,
            post_title: row.post_title,
            unit_path: row.unit_path,
            pool: row.pool,
            places: row.places,
            open_to_disabled: row.open_to_disabled,
            pay_min: row.pay_min,
            pay_max: row.pay_max,
            education_codes: row.education_codes,
            region_code: row.region_code,
            further_tests: row.further_tests,
            description: row.description,
        })
    }

    /// The further tests as a row holds them.
    pub fn stated(&self) -> Result<Option<Value>, Problem> {
        let tests: Option<FurtherTests> = self.further_tests.clone().map(store::parsed).transpose()?;
        tests.map(serde_json::to_value).transpose().map_err(store::inside)
    }
}

fn is_education(requirement: &Requirement) -> bool {
    requirement.code == selection::RequirementCode::Education
}

/// A draft that was held against catalog, rules and notice.
pub struct Checked {
    requirements: Vec<Requirement>,
    further_tests: Option<FurtherTests>,
    level_ids: Vec<String>,
    education_names: String,
}

/// Everything that is wrong with a draft, at its place.
pub async fn check(
    connection: &mut AsyncPgConnection,
    round: &Round,
    draft: &VacancyDraft,
) -> Result<Checked, Problem> {
    let mut problem = Problem::new(&BAD_INPUT);
    let mut add = |pointer: String, code: &str, id: &'static str, en: &'static str| {
        problem.errors.push(crate::kernel::FieldError::new(pointer, code, Text::new(id, en)));
    };
    if draft.pay_min.zip(draft.pay_max).is_some_and(|(least, most)| least > most) {
        add(
            "/pay_max".into(),
            "below_minimum",
            "Penghasilan tertinggi lebih kecil dari yang terendah.",
            "The highest pay is below the lowest.",
        );
    }
    let known = catalog::education_names(connection, &draft.education_codes).await?;
    for (at, code) in draft.education_codes.iter().enumerate() {
        if !known.iter().any(|education| education.code == *code) {
            add(
                format!("/education_codes/{at}"),
                "unknown_education",
                "Kode pendidikan ini tidak ada.",
                "There is no such education code.",
            );
        }
    }
    let mut requirements = Vec::new();
    for (at, value) in draft.requirements.iter().enumerate() {
        let read: Option<Requirement> = serde_json::from_value(value.clone()).ok();
        match read.filter(|one| one.validate().is_ok() && !is_education(one)) {
            Some(requirement) => requirements.push(requirement),
            None => add(
                format!("/requirements/{at}"),
                "requirement",
                "Syarat ini tidak lengkap atau tanpa dasar.",
                "This requirement is not whole or has no source.",
            ),
        }
    }
    let further_tests = match &draft.further_tests {
        None => None,
        Some(value) => match serde_json::from_value(value.clone()) {
            Ok(tests) => Some(tests),
            Err(_) => {
                add(
                    "/further_tests".into(),
                    "further_tests",
                    "Bentuk tes lanjutan tidak sesuai.",
                    "The further tests do not have the right form.",
                );
                None
            }
        },
    };
    if !problem.errors.is_empty() {
        return Err(problem);
    }
    if round.rules_version > 0 {
        let rules = store::rules(connection, &round.agency_id, round.id, round.rules_version).await?;
        let agency = catalog::agency(connection, &round.agency_id).await?;
        let agency = agency.ok_or_else(|| Problem::new(&NOT_FOUND))?;
        notice::check(&rules, &agency, further_tests.as_ref(), "")?;
    }
    if !draft.education_codes.is_empty() {
        requirements.insert(0, education(round, &draft.education_codes));
    }
    let names: Vec<&str> = known.iter().map(|education| education.name.as_str()).collect();
    let education_names = names.join(" | ");
    let mut level_ids: Vec<String> = known.into_iter().map(|education| education.level_id).collect();
    level_ids.sort();
    level_ids.dedup();
    Ok(Checked { requirements, further_tests, level_ids, education_names })
}

/// All that somebody must meet: the vacancy's own requirements, then those that the round's rules ask of everybody.
pub async fn asked(
    connection: &mut AsyncPgConnection,
    round: &Round,
    mut own: Vec<Requirement>,
) -> Result<Vec<Requirement>, Problem> {
    if round.rules_version == 0 {
        return Ok(own);
    }
    let rules = store::rules(connection, &round.agency_id, round.id, round.rules_version).await?;
    for general in rules.eligibility.map(|clause| clause.requirements).unwrap_or_default() {
        let same = |one: &Requirement| {
            one.code == general.code && one.operator == general.operator && one.value == general.value
        };
        if !own.iter().any(same) {
            own.push(general);
        }
    }
    Ok(own)
}

/// The vacancy as it is published: from then on page, form and verifier read the same whole list of requirements.
pub async fn whole(
    connection: &mut AsyncPgConnection,
    round: &Round,
    vacancy: Vacancy,
) -> Result<Vacancy, Problem> {
    let requirements = asked(connection, round, vacancy.requirements()?).await?;
    let requirements = serde_json::to_value(requirements).map_err(store::inside)?;
    Ok(Vacancy { requirements, published: true, ..vacancy })
}

fn education(round: &Round, codes: &[String]) -> Requirement {
    Requirement {
        code: selection::RequirementCode::Education,
        operator: selection::Operator::In,
        value: selection::RequirementValue::Codes(codes.to_vec()),
        evidence: Some("certificate_of_education".into()),
        source: round.legal_basis.clone(),
    }
}

/// The row of a checked draft.
pub async fn row(
    connection: &mut AsyncPgConnection,
    round: &Round,
    id: Uuid,
    draft: VacancyDraft,
    checked: Checked,
    now: chrono::DateTime<chrono::Utc>,
) -> Result<Vacancy, Problem> {
    let agency = catalog::agency(connection, &round.agency_id).await?;
    let agency = agency.ok_or_else(|| Problem::new(&NOT_FOUND))?;
    Ok(Vacancy {
        agency_id: round.agency_id.clone(),
        id,
        round_id: round.id,
        source: "terang".into(),
        source_year: round.year,
        external_id: id.to_string(),
        post_title_original: draft.post_title.clone(),
        post_title: draft.post_title,
        post_code: None,
        unit_path: draft.unit_path,
        unit_id: None,
        agency_name: agency.name,
        pool_original: draft.pool.clone(),
        pool: draft.pool,
        places: draft.places,
        open_to_disabled: draft.open_to_disabled,
        pay_min: draft.pay_min,
        pay_max: draft.pay_max,
        eligible_count: None,
        education_codes: draft.education_codes,
        level_ids: checked.level_ids,
        region_code: draft.region_code.or(agency.region_code),
        requirements: serde_json::to_value(checked.requirements).map_err(store::inside)?,
        further_tests: checked.further_tests.map(serde_json::to_value).transpose().map_err(store::inside)?,
        description: draft.description,
        published: false,
        archive: false,
        version: 1,
        updated_at: now,
        education_names: checked.education_names,
    })
}

/// A vacancy that was stored.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct StoredVacancy {
    pub id: Uuid,
    #[schema(example = 1)]
    pub version: i32,
    /// Version of the round, for its next change.
    #[schema(example = 4)]
    pub round_version: i32,
}

/// Add a vacancy.
///
/// Before publication; `If-Match` carries the round's version.
#[utoipa::path(post, path = "/api/v1/agencies/{agency}/rounds/{round}/vacancies", operation_id = "add_vacancy",
    tag = "rounds",
    params(("agency" = String, Path, description = "Agency code", example = "5473"), ("round" = Uuid, Path, description = "Round")),
    request_body = VacancyDraft, responses((status = 201, body = StoredVacancy, description = "The vacancy")))]
pub async fn add_vacancy(
    guard: Guard<RoundPrepare>,
    state: web::Data<State>,
    Place((_agency, round_id)): Place<(String, Uuid)>,
    key: IdempotencyKey,
    seen: IfMatch,
    json: Json<VacancyDraft>,
) -> Result<Answer<StoredVacancy>, Problem> {
    let once = Once { operation: "add_vacancy", key: &key, body_hash: json.hash };
    let draft = json.value;
    write_once(&state, guard.actor(), once, async |write| {
        let round = held(write, &guard, round_id, seen, Command::Prepare).await?;
        let checked = check(write.connection(), &round, &draft).await?;
        let now = write.now;
        let row = row(write.connection(), &round, new_id(), draft, checked, now).await?;
        diesel::insert_into(schema::vacancy::table).values(&row).execute(write.connection()).await?;
        write.audit(&round.agency_id, "vacancy_added", row.id).await?;
        let round = touch(write, round).await?;
        let stored = StoredVacancy { id: row.id, version: row.version, round_version: round.version };
        Ok(Answer::created(stored).version(round.version))
    })
    .await
}

/// Change a vacancy.
///
/// Before publication; `If-Match` carries the round's version.
#[utoipa::path(put, path = "/api/v1/agencies/{agency}/rounds/{round}/vacancies/{vacancy}",
    operation_id = "change_vacancy", tag = "rounds",
    params(("agency" = String, Path, description = "Agency code", example = "5473"),
        ("round" = Uuid, Path, description = "Round"), ("vacancy" = Uuid, Path, description = "Vacancy")),
    request_body = VacancyDraft, responses((status = 200, body = StoredVacancy, description = "The vacancy")))]
pub async fn change_vacancy(
    guard: Guard<RoundPrepare>,
    state: web::Data<State>,
    Place((agency, round_id, id)): Place<(String, Uuid, Uuid)>,
    seen: IfMatch,
    json: Json<VacancyDraft>,
) -> Result<Answer<StoredVacancy>, Problem> {
    let draft = json.value;
    write(&state, guard.actor(), async |write| {
        let round = held(write, &guard, round_id, seen, Command::Prepare).await?;
        let before = store::vacancy(write.connection(), &agency, id).await?;
        if before.round_id != round_id {
            return Err(Problem::new(&NOT_FOUND));
        }
        let checked = check(write.connection(), &round, &draft).await?;
        let now = write.now;
        let row = row(write.connection(), &round, id, draft, checked, now).await?;
        save(write.connection(), &row).await?;
        write.audit(&round.agency_id, "vacancy_changed", id).await?;
        let round = touch(write, round).await?;
        let stored = StoredVacancy { id, version: row.version, round_version: round.version };
        Ok(Answer::ok(stored).version(round.version))
    })
    .await
}

/// Replaces a vacancy's row.
pub async fn save(connection: &mut AsyncPgConnection, row: &Vacancy) -> Result<(), Problem> {
    diesel::update(schema::vacancy::table.find((&row.agency_id, row.id)))
        .set(row)
        .execute(connection)
        .await?;
    Ok(())
}
