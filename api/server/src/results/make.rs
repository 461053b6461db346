//! A run is made: inputs frozen, engine run beside the other work, outcomes and reasons kept for good.
use std::collections::BTreeMap;

use actix_web::web;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use ledger::Kind;
use selection::{Amendment, Dating, Run, RunError, State as Standing, Statement};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{
    inputs::{self, Inputs},
    model::{self, INPUTS_REFUSED, MARKS_INCOMPLETE, MARKS_MISSING, bytes, inside, small},
    see::{self, RunSummary},
    store::{self, NewOutcome, NewRun, NewVacancy},
};
use crate::{
    exams::{self, Round},
    http::{Answer, IdempotencyKey, Json, Place},
    identity::{Guard, Scope},
    kernel::{FieldError, Problem, State, new_id, permission::RunMake, problem::NOT_FOUND},
    record::{Fact, Once, Write, write_once},
    schema::round_rules,
};

/// Faults named in one answer.
const NAMED: usize = 50;

#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RunRequest {
    /// The last stage to run: a stage before the last gives a shortlist, the last gives the places.
    #[schema(example = "skd")]
    #[validate(length(min = 1, max = 40, code = "length", message = "Pilih tahap.|Choose a stage."))]
    pub stage: String,
}

/// Make a run of the selection engine.
///
/// Freezes the participants, the approved marks, the confirmed rulings and the rules of the round; keeps hashes of
/// both, every outcome and every reason. A pool without known thresholds refuses its own vacancies by name. Nobody
/// counts as absent because a row is missing: such a run is refused and names the participants.
#[utoipa::path(
    post,
    path = "/api/v1/agencies/{agency}/rounds/{round}/runs",
    operation_id = "make_run",
    tag = "results",
    params(
        ("agency" = String, Path, description = "Agency", example = "5473"),
        ("round" = Uuid, Path, description = "Round")
    ),
    request_body = RunRequest,
    responses((status = 201, body = RunSummary, description = "The run"))
)]
pub async fn make_run(
    guard: Guard<RunMake>,
    state: web::Data<State>,
    place: Place<(String, Uuid)>,
    key: IdempotencyKey,
    body: Json<RunRequest>,
) -> Result<Answer<RunSummary>, Problem> {
    let Place((agency, round_id)) = place;
    guard.covers(Scope::Round(round_id))?;
    let by = guard.account_id()?;
    let once = Once { operation: "make_run", key: &key, body_hash: body.hash };
    let stage = body.value.stage;
    write_once(&state, guard.actor(), once, async |write| {
        lock(write, round_id).await?;
        let round = exams::round(write.connection(), &agency, round_id).await?;
        let round = round.ok_or_else(|| Problem::new(&NOT_FOUND))?;
        round.stage(&stage)?;
        let inputs = inputs::freeze(&state, write.connection(), &agency, &round, &stage).await?;
        if inputs.marks_number == 0 {
            return Err(Problem::new(&MARKS_MISSING));
        }
        let (through, dating) = (stage.clone(), dating(write.connection(), &agency, &round).await?);
        let (round, inputs, run) = web::block(move || {
            let run = selection::run_dated(
                &round.rules,
                &dating,
                &through,
                &inputs.vacancies,
                &inputs.participants,
                &inputs.rulings,
            );
            (round, inputs, run)
        })
        .await
        .map_err(inside)?;
        let run = run.map_err(refused)?;
        complete(&run, &inputs)?;
        let id = keep(write, &state, &agency, &round, &inputs, &run, by).await?;
        let row = store::run(write.connection(), &agency, id).await?;
        Ok(Answer::created(see::summary(write.connection(), &agency, row, round.national, by).await?))
    })
    .await
}

/// When the rules that hold were recorded and when the marks began; an amended version names its basis and two people.
async fn dating(connection: &mut AsyncPgConnection, agency: &str, round: &Round) -> Result<Dating, Problem> {
    let (rules_at, basis, author, approver): Recorded = round_rules::table
        .find((agency, round.id, round.rules_version))
        .select((
            round_rules::at,
            round_rules::legal_basis,
            round_rules::authored_by,
            round_rules::approved_by,
        ))
        .first(connection)
        .await?;
    let signed = basis.zip(author.zip(approver));
    let amendment = signed.map(|(legal_basis, (author, approver))| Amendment {
        legal_basis,
        officers: [author.to_string(), approver.to_string()],
    });
    let first_marks = exams::first_marks(connection, agency, round.id).await?;
    Ok(Dating { rules_at, first_marks, amendment })
}

type Recorded = (DateTime<Utc>, Option<String>, Option<Uuid>, Option<Uuid>);

/// Runs of one round follow one another, so that their numbers do.
async fn lock(write: &mut Write<'_>, round: Uuid) -> Result<(), Problem> {
    diesel::sql_query("SELECT pg_advisory_xact_lock(hashtextextended($1, 50))")
        .bind::<diesel::sql_types::Text, _>(round.to_string())
        .execute(write.connection())
        .await?;
    Ok(())
}

/// Faults of rules or inputs, by name and without their values.
fn refused(error: RunError) -> Problem {
    let whole = |id: String, en: String| FieldError {
        pointer: "/rules".into(),
        code: "rules".into(),
        id,
        en,
        ..FieldError::default()
    };
    let (count, errors) = match &error {
        RunError::Inputs(findings) => {
            let named = findings.iter().take(NAMED).map(|finding| {
                let (subject, place) = (&finding.subject, finding.field.as_deref().unwrap_or_default());
                let message = bundle::message::problem(finding.problem);
                FieldError {
                    pointer: format!("/{subject}/{place}"),
                    code: model::name(&finding.problem),
                    id: format!("{subject}: {}.", message.id),
                    en: format!("{subject}: {}.", message.en),
                    ..FieldError::default()
                }
            });
            (findings.len(), named.collect())
        }
        RunError::Rules(findings) => {
            let named = findings.iter().take(NAMED);
            let named = named.map(|one| whole(format!("Aturan salah di {}.", one.pointer), one.to_string()));
            (findings.len(), named.collect())
        }
        other => (1, vec![whole(indonesian(other), other.to_string())]),
    };
    Problem { errors, ..Problem::new(&INPUTS_REFUSED).with("count", count.to_string()) }
}

/// What keeps a run from being made beside faults of rules and inputs; the engine says it in English.
fn indonesian(error: &RunError) -> String {
    let said = match error {
        RunError::Rules(_) | RunError::Inputs(_) => "Aturan atau data seleksi ini salah.",
        RunError::UnknownStage => "Aturan seleksi ini tidak memiliki tahap itu.",
        RunError::RulesYoungerThanMarks { stage } => {
            return format!(
                "Aturan ini lebih baru daripada nilai pertama tahap {stage}, dan bukan perubahan yang ditandatangani."
            );
        }
        RunError::NotSorted => "Peserta tidak urut menurut kode.",
        RunError::TooMany => "Pesertanya terlalu banyak.",
        RunError::NoReplacement => "Aturan seleksi ini tidak mengatur pengisian kembali tempat yang dilepas.",
        RunError::TooLarge { step } => return format!("Hasil hitungan terlalu besar di langkah {step}."),
        RunError::Hash(_) => "Sidik data tidak dapat dihitung.",
    };
    said.into()
}

/// Whoever counts as absent must stand in a sheet.
fn complete(run: &Run, inputs: &Inputs) -> Result<(), Problem> {
    let mut missing = Vec::new();
    for outcome in run.outcomes.iter().filter(|outcome| outcome.state == Standing::Absent) {
        let statements = run.trace.participants.get(&outcome.participant);
        let absent = statements.into_iter().flatten().find_map(|statement| match statement {
            Statement::Absent { components, .. } => Some(components),
            _ => None,
        });
        let stands =
            |component: &String| inputs.covered.contains(&(outcome.participant.clone(), component.clone()));
        if !absent.is_some_and(|components| components.iter().all(stands)) {
            missing.push(&outcome.participant);
        }
    }
    if missing.is_empty() {
        return Ok(());
    }
    let text = crate::kernel::Text::new("Tidak ada di berkas nilai.", "Stands in no mark sheet.");
    let problem = Problem::new(&MARKS_INCOMPLETE).with("count", missing.len().to_string());
    Err(missing
        .into_iter()
        .take(NAMED)
        .fold(problem, |problem, participant| problem.field(format!("/{participant}"), "no_row", text)))
}

async fn keep(
    write: &mut Write<'_>,
    state: &State,
    agency: &str,
    round: &Round,
    inputs: &Inputs,
    run: &Run,
    made_by: Uuid,
) -> Result<Uuid, Problem> {
    let id = new_id();
    let newest = store::newest(write.connection(), agency, round.id, &run.through).await?;
    let last_stage = round.rules.stages.last().is_some_and(|stage| stage.code == run.through);
    let row = NewRun {
        agency_id: agency,
        id,
        round_id: round.id,
        number: newest + 1,
        stage: &run.through,
        last_stage,
        rules_version: round.rules_version,
        rules_hash: bytes(&run.rules_hash)?,
        inputs_hash: bytes(&run.inputs_hash)?,
        inputs_sealed: state.keys().seal("result_run.inputs", &inputs.compressed()?)?,
        marks_number: inputs.marks_number,
        engine_version: &run.engine_version,
        participant_count: small(run.outcomes.len()),
        made_by,
        made_at: write.now,
    };
    let vacancies = vacancies(agency, id, inputs, run)?;
    let outcomes = outcomes(agency, id, inputs, run)?;
    store::insert(write.connection(), &row, &vacancies, &outcomes).await?;
    let payload = json!({
        "stage": run.through, "number": row.number, "engine": run.engine_version,
        "rules": run.rules_hash, "inputs": run.inputs_hash,
        "outcomes": selection::canonical_hash(&run.outcomes).map_err(inside)?,
        "participants": run.outcomes.len(),
    });
    let (kind, noun, round) = (Kind::RunRecorded, "run", Some(round.id));
    write.fact(Fact { agency, kind, round, noun, subject: id, payload }).await?;
    Ok(id)
}

fn vacancies<'a>(
    agency: &'a str,
    run_id: Uuid,
    inputs: &Inputs,
    run: &Run,
) -> Result<Vec<NewVacancy<'a>>, Problem> {
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for outcome in &run.outcomes {
        let count = counts.entry(outcome.vacancy.as_str()).or_default();
        count.0 += 1;
        count.1 += usize::from(outcome.state == Standing::GoesOn);
    }
    let row = |vacancy: &selection::Vacancy| {
        let (participants, going_on) = counts.get(vacancy.vacancy.as_str()).copied().unwrap_or_default();
        let places = run.allocation.get(&vacancy.vacancy);
        let refusal = run.refused.iter().find(|refusal| refusal.vacancy == vacancy.vacancy);
        let borders: Vec<_> =
            run.trace.borders.iter().filter(|border| border.vacancy == vacancy.vacancy).collect();
        Ok(NewVacancy {
            agency_id: agency,
            run_id,
            vacancy_id: vacancy.vacancy.parse().map_err(inside)?,
            places: i32::try_from(vacancy.quota).unwrap_or(i32::MAX),
            participants: small(participants),
            going_on: small(going_on),
            placed: small(places.map_or(0, |places| places.placed.len())),
            empty: small(places.map_or(0, |places| places.empty)),
            undecided: small(places.map_or(0, |places| places.undecided)),
            refused_stage: refusal.map(|refusal| refusal.stage.clone()),
            refused_pool: refusal.map(|refusal| refusal.pool.clone()),
            borders: serde_json::to_value(borders).map_err(inside)?,
        })
    };
    inputs.vacancies.iter().map(row).collect()
}

fn outcomes<'a>(
    agency: &'a str,
    run_id: Uuid,
    inputs: &Inputs,
    run: &Run,
) -> Result<Vec<NewOutcome<'a>>, Problem> {
    let row = |outcome: &selection::Outcome| {
        let application = inputs.applications.get(&outcome.participant);
        Ok(NewOutcome {
            agency_id: agency,
            run_id,
            application_id: *application.ok_or_else(|| inside("an outcome of nobody"))?,
            participant_code: outcome.participant.clone(),
            vacancy_id: outcome.vacancy.parse().map_err(inside)?,
            state: model::name(&outcome.state),
            code: outcome.code.clone(),
            rank: outcome.rank.map(small),
            marks: serde_json::to_value(&outcome.marks).map_err(inside)?,
            trace: serde_json::to_value(run.trace.participants.get(&outcome.participant)).map_err(inside)?,
            placed_at: outcome
                .placed_at
                .as_ref()
                .map(|vacancy| vacancy.parse())
                .transpose()
                .map_err(inside)?,
        })
    };
    run.outcomes.iter().map(row).collect()
}
