//! Why one result is what it is: the stored trace of that person, and the rules' own words for it.
use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use selection::{Mark, Rules, Run, Statement, Trace};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    model::{inside, name},
    see::RunOutcome,
    store,
};
use crate::{
    kernel::Problem,
    schema::{round_rules, vacancy},
};

/// A name in both languages.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct Named {
    #[schema(example = "skd")]
    pub code: String,
    #[schema(example = "Seleksi Kompetensi Dasar (SKD)")]
    pub id: String,
    #[schema(example = "Basic test")]
    pub en: String,
}

/// A published code with its meaning in this round.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct ResultLegendEntry {
    /// State of the engine that the code stands for.
    #[schema(example = "below_threshold")]
    pub state: String,
    #[schema(example = "TL")]
    pub code: String,
    #[schema(example = "Tidak memenuhi nilai ambang batas")]
    pub legend_id: String,
    #[schema(example = "Did not meet the thresholds")]
    pub legend_en: String,
}

/// Own mark beside its threshold and the largest possible mark.
#[derive(Serialize, Deserialize, ToSchema)]
pub struct Measured {
    #[schema(example = "skd")]
    pub stage: String,
    #[schema(example = "tiu")]
    pub key: String,
    #[schema(example = "120")]
    pub mark: String,
    pub maximum: Option<String>,
    pub minimum: Option<String>,
}

/// A vacancy that somebody did not apply for.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct OtherVacancy {
    pub vacancy_id: Uuid,
    #[schema(example = "Perawat Terampil")]
    pub post_title: String,
    #[schema(example = "Puskesmas Rekaan")]
    pub unit_path: String,
}

/// Why a result is what it is, from the run's trace alone.
#[derive(Serialize, Deserialize, ToSchema)]
pub struct Why {
    pub run_id: Uuid,
    pub round_id: Uuid,
    /// The last stage of the run.
    #[schema(example = "skd")]
    pub stage: String,
    pub outcome: RunOutcome,
    pub legend: Option<ResultLegendEntry>,
    #[schema(example = "Perawat Terampil")]
    pub post_title: String,
    #[schema(example = 2)]
    pub places: i32,
    /// Where the place is, when the refill gave one of another vacancy.
    pub placed_elsewhere: Option<OtherVacancy>,
    /// Own marks against thresholds and largest marks, in the order of the rules.
    pub measured: Vec<Measured>,
    /// The structured reasons, in the order in which it was decided: an object with `code` and its parameters.
    /// Grades and birth dates of other people are not in them.
    #[schema(value_type = Vec<Object>)]
    pub statements: serde_json::Value,
    /// Names of stages and components, and of the vacancies that the reasons speak of.
    pub names: Vec<Named>,
    #[schema(example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    pub rules_hash: String,
    #[schema(example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    pub inputs_hash: String,
    #[schema(example = "selection/0.1.0")]
    pub engine_version: String,
}

/// The reasons of one application's result in a run; none when it is not in it. Whoever calls has made sure that the
/// reader may see them: the participant only after the announcement.
pub async fn why(
    connection: &mut AsyncPgConnection,
    agency: &str,
    run: Uuid,
    application: Uuid,
) -> Result<Option<Why>, Problem> {
    let Some((outcome, trace)) = store::traced(connection, agency, run, application).await? else {
        return Ok(None);
    };
    let row = store::run(connection, agency, run).await?;
    let rules = rules(connection, agency, row.round_id, row.rules_version).await?;
    let (post_title, pool, places, post): (String, String, i32, Option<String>) = vacancy::table
        .find((agency, outcome.vacancy_id))
        .select((vacancy::post_title, vacancy::pool, vacancy::places, vacancy::post_code))
        .first(connection)
        .await?;
    let statements = own_part(&outcome.participant_code, trace)?;
    let outcome = RunOutcome::of(outcome)?;
    let code = outcome.code.clone().unwrap_or_default();
    let legend = legend(&rules).into_iter().find(|entry| entry.state == outcome.state && entry.code == code);
    let placed_elsewhere = match outcome.placed_at.filter(|placed| *placed != outcome.vacancy_id) {
        Some(placed) => Some(other_vacancy(connection, agency, placed).await?),
        None => None,
    };
    let mut names = names(&rules);
    names.extend(vacancy_names(connection, agency, &statements).await?);
    let post = rules.posts().spelled(post.as_deref().unwrap_or(&post_title));
    let measured = measured(&rules, &post, &pool, &outcome.marks);
    Ok(Some(Why {
        run_id: row.id,
        round_id: row.round_id,
        stage: row.stage,
        legend,
        post_title,
        places,
        placed_elsewhere,
        measured,
        statements: serde_json::to_value(statements).map_err(inside)?,
        names,
        rules_hash: data_encoding::HEXLOWER.encode(&row.rules_hash),
        inputs_hash: data_encoding::HEXLOWER.encode(&row.inputs_hash),
        engine_version: row.engine_version,
        outcome,
    }))
}

/// Words for the vacancies that the reasons speak of.
async fn vacancy_names(
    connection: &mut AsyncPgConnection,
    agency: &str,
    statements: &[Statement],
) -> Result<Vec<Named>, Problem> {
    let spoken_of = |statement: &Statement| match statement {
        Statement::Ranked { refill: Some(refill), .. } | Statement::BelowRefillThreshold { refill, .. } => {
            refill.vacancy.parse().ok()
        }
        Statement::Kept { vacancy } | Statement::Waits { vacancy } => vacancy.parse().ok(),
        _ => None,
    };
    let ids: BTreeSet<Uuid> = statements.iter().filter_map(spoken_of).collect();
    let mut names = Vec::new();
    for id in ids {
        let OtherVacancy { post_title, unit_path, .. } = other_vacancy(connection, agency, id).await?;
        let words = format!("{post_title}, {unit_path}");
        names.push(Named { code: id.to_string(), id: words.clone(), en: words });
    }
    Ok(names)
}

async fn other_vacancy(
    connection: &mut AsyncPgConnection,
    agency: &str,
    id: Uuid,
) -> Result<OtherVacancy, Problem> {
    let (post_title, unit_path) = vacancy::table
        .find((agency, id))
        .select((vacancy::post_title, vacancy::unit_path))
        .first(connection)
        .await?;
    Ok(OtherVacancy { vacancy_id: id, post_title, unit_path })
}

/// `selection::why` over the part of the trace that is this person's.
fn own_part(participant: &str, trace: serde_json::Value) -> Result<Vec<Statement>, Problem> {
    let statements: Vec<Statement> = serde_json::from_value(trace).map_err(inside)?;
    let participants = BTreeMap::from([(participant.to_owned(), statements)]);
    let run = Run {
        engine_version: String::new(),
        rule_id: String::new(),
        rule_version: 0,
        rules_hash: String::new(),
        inputs_hash: String::new(),
        through: String::new(),
        outcomes: Vec::new(),
        allocation: BTreeMap::new(),
        refused: Vec::new(),
        replaces: None,
        trace: Trace { participants, borders: Vec::new() },
    };
    Ok(selection::why(&run, participant))
}

/// The rules of a round at a version.
pub async fn rules(
    connection: &mut AsyncPgConnection,
    agency: &str,
    round: Uuid,
    version: i32,
) -> Result<Rules, Problem> {
    let document: serde_json::Value = round_rules::table
        .find((agency, round, version))
        .select(round_rules::document)
        .first(connection)
        .await?;
    serde_json::from_value(document).map_err(inside)
}

/// Every published code of a rule document with its meaning.
pub fn legend(rules: &Rules) -> Vec<ResultLegendEntry> {
    let entry = |state: selection::State, code: &selection::Code, category: Option<&str>| ResultLegendEntry {
        state: name(&state),
        code: code.published(category),
        legend_id: code.legend.id.clone(),
        legend_en: code.legend.en.clone(),
    };
    let steps = rules.refill.iter().flat_map(|refill| &refill.steps).filter(|step| step.enabled);
    let of_steps = steps.map(|step| (selection::State::Placed, &step.code));
    let codes = rules.codes.by_state.iter().map(|(state, code)| (*state, code)).chain(of_steps);
    let categories: Vec<&str> = rules
        .categories
        .iter()
        .flat_map(|known| &known.known)
        .map(|category| category.code.as_str())
        .collect();
    let mut entries = Vec::new();
    for (state, code) in codes {
        entries.push(entry(state, code, None));
        if code.with_category.is_some() {
            entries.extend(categories.iter().map(|category| entry(state, code, Some(category))));
        }
    }
    entries
}

fn names(rules: &Rules) -> Vec<Named> {
    let named = |code: &str, text: &selection::Text| Named {
        code: code.to_owned(),
        id: text.id.clone(),
        en: text.en.clone(),
    };
    let stages = rules.stages.iter().map(|stage| named(&stage.code, &stage.name));
    stages.chain(rules.components.iter().map(|component| named(&component.code, &component.name))).collect()
}

/// Components and every value that has a threshold.
fn measured(rules: &Rules, post: &str, pool: &str, marks: &BTreeMap<String, String>) -> Vec<Measured> {
    let mut rows = Vec::new();
    for stage in &rules.stages {
        let minimums = stage.thresholds.as_ref().and_then(|known| known.minimums(post, pool));
        let maximum = |key: &str| {
            let found = rules.components.iter().find(|component| component.code == key);
            found.map(|component| component.maximum)
        };
        let with_threshold = minimums.into_iter().flatten().map(|(key, _)| key);
        let computed = stage.steps.iter().map(|step| &step.out);
        let computed = computed.filter(|out| with_threshold.clone().any(|key| key == *out));
        for key in stage.components.iter().chain(computed) {
            let Some(mark) = marks.get(key) else { continue };
            rows.push(Measured {
                stage: stage.code.clone(),
                key: key.clone(),
                mark: mark.clone(),
                maximum: maximum(key).or_else(|| sum_of(stage, key, &maximum)).map(|mark| mark.to_string()),
                minimum: minimums.and_then(|known| known.get(key)).map(ToString::to_string),
            });
        }
    }
    rows
}

/// The largest possible value of a plain sum.
fn sum_of(stage: &selection::Stage, key: &str, maximum: &impl Fn(&str) -> Option<Mark>) -> Option<Mark> {
    let step = stage.steps.iter().find(|step| step.out == key)?;
    match &step.form {
        selection::StepForm::Sum { of } => {
            of.iter().try_fold(Mark::ZERO, |sum, part| sum.checked_add(maximum(part)?))
        }
        _ => None,
    }
}
