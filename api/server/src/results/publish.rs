//! A run as anybody recomputes it: the least of its inputs in plain files, and proof that they give the same.
use std::{collections::BTreeMap, io::Read as _};

use actix_web::web;
use bundle::{inputs as files, name, outcomes, participants, rulings, trace, vacancies, verdict::Fault};
use diesel_async::AsyncPgConnection;
use selection::{Outcome, Participant, Rules, Ruling, Run, Vacancy};
use serde::Deserialize;
use uuid::Uuid;

use super::{
    model::{inside, name as state_name},
    store::{self, OutcomeRow, RunRow},
    why,
};
use crate::kernel::{Code, Problem, State, Text};

pub static FILES_DIFFER: Code = Code::new(
    "files_differ",
    409,
    "Dari berkas yang akan diterbitkan, {count} peserta mendapat hasil lain daripada yang dicatat. Buat perhitungan baru, lalu siapkan lagi; jika tetap berbeda, beri tahu pengelola sistem.",
    "From the files that would be published, {count} participants get another outcome than the one recorded. Make a new run and prepare again; if they still differ, tell the operator.",
);

const DIFFERS: Text =
    Text::new("Hasil dari berkas lain daripada yang dicatat.", "The files give another outcome.");
/// Participants named in one answer.
const NAMED: usize = 50;

/// A run as files, and what its announcement says of it.
pub struct Published {
    /// Name and text.
    pub files: Vec<(&'static str, String)>,
    pub rules: Rules,
    /// What the files give, sorted by participant.
    pub outcomes: Vec<Outcome>,
}

/// Stage, engine and rules of a run.
pub struct Identity {
    pub stage: String,
    pub engine_version: String,
    pub rules_hash: Vec<u8>,
}

pub async fn identity(
    connection: &mut AsyncPgConnection,
    agency: &str,
    run: Uuid,
) -> Result<Identity, Problem> {
    let RunRow { stage, engine_version, rules_hash, .. } = store::run(connection, agency, run).await?;
    Ok(Identity { stage, engine_version, rules_hash })
}

/// What was sealed when the run was made.
#[derive(Deserialize)]
struct Sealed {
    vacancies: Vec<Vacancy>,
    participants: Vec<Participant>,
    rulings: Vec<Ruling>,
}

/// The files of a run. Refused where they would give another outcome than the recorded one.
pub async fn published(
    state: &State,
    connection: &mut AsyncPgConnection,
    agency: &str,
    run: Uuid,
) -> Result<Published, Problem> {
    let row = store::run(connection, agency, run).await?;
    let sealed = store::inputs_sealed(connection, agency, run).await?;
    let recorded = store::all_outcomes(connection, agency, run).await?;
    let rules = why::rules(connection, agency, row.round_id, row.rules_version).await?;
    let compressed = state.keys().unseal("result_run.inputs", &sealed)?;
    web::block(move || write(rules, &row, &compressed, recorded)).await.map_err(inside)?
}

fn write(
    rules: Rules,
    row: &RunRow,
    compressed: &[u8],
    recorded: Vec<OutcomeRow>,
) -> Result<Published, Problem> {
    let mut json = Vec::new();
    flate2::read::GzDecoder::new(compressed).read_to_end(&mut json).map_err(inside)?;
    let mut sealed: Sealed = serde_json::from_slice(&json).map_err(inside)?;
    // The order in which people applied is nobody's business.
    sealed.participants.sort_by(|one, other| one.participant.cmp(&other.participant));
    let Sealed { vacancies: offered, participants: people, rulings: given } = sealed;
    let whole = selection::run_through(&rules, &row.stage, &offered, &people, &given).map_err(inside)?;
    let least = bundle::least::least(&rules, &offered, &people, &whole);
    let stages = files::up_to(&rules, &row.stage).unwrap_or_default();
    let texts = [
        (name::RULES, serde_json::to_string_pretty(&rules).map_err(inside)? + "\n"),
        (name::VACANCIES, vacancies::write(&offered).map_err(inside)?),
        (name::PARTICIPANTS, participants::write(stages, &least).map_err(inside)?),
        (name::RULINGS, rulings::write(&given).map_err(inside)?),
    ];
    let (run, read) = rerun(&texts, &row.stage).map_err(at_fault)?;
    same(&run, recorded)?;
    let computed = outcomes::outcomes(&read, &run);
    let mut files: Vec<(&'static str, String)> = texts.into();
    files.push((name::OUTCOMES, computed.to_csv().map_err(inside)?));
    files.push((name::TRACE, trace::lines(&run).map_err(inside)?));
    Ok(Published { files, rules, outcomes: run.outcomes })
}

/// The run as whoever downloads the files makes it.
fn rerun(texts: &[(&str, String); 4], through: &str) -> Result<(Run, Rules), Vec<Fault>> {
    let [rules, vacancies, participants, rulings] = texts;
    let inputs = files::Inputs::read(&files::Files {
        rules: files::File { name: rules.0, text: &rules.1 },
        vacancies: files::File { name: vacancies.0, text: &vacancies.1 },
        participants: files::File { name: participants.0, text: &participants.1 },
        rulings: Some(files::File { name: rulings.0, text: &rulings.1 }),
        through: Some(through),
    })?;
    let run = inputs.run()?;
    Ok((run, inputs.rules))
}

/// Our own files cannot be read back: nothing that the committee could mend.
fn at_fault(faults: Vec<Fault>) -> Problem {
    let named = faults
        .iter()
        .take(3)
        .map(|fault| format!("{} {:?} {:?}: {}", fault.file, fault.row, fault.column, fault.message.en));
    inside(named.collect::<Vec<_>>().join("; "))
}

/// Everything that is announced of somebody must come out of the files as it was recorded.
fn same(run: &Run, recorded: Vec<OutcomeRow>) -> Result<(), Problem> {
    let mut known: BTreeMap<String, OutcomeRow> =
        recorded.into_iter().map(|row| (row.participant_code.clone(), row)).collect();
    let mut other = Vec::new();
    for outcome in &run.outcomes {
        let row = known.remove(&outcome.participant);
        if !row.map(|row| equal(outcome, &row)).transpose()?.unwrap_or(false) {
            other.push(outcome.participant.clone());
        }
    }
    other.extend(known.into_keys());
    if other.is_empty() {
        return Ok(());
    }
    let problem = Problem::new(&FILES_DIFFER).with("count", other.len().to_string());
    let named = other.into_iter().take(NAMED);
    Err(named.fold(problem, |problem, code| problem.field(format!("/{code}"), "differs", DIFFERS)))
}

fn equal(outcome: &Outcome, row: &OutcomeRow) -> Result<bool, Problem> {
    let marks = serde_json::to_value(&outcome.marks).map_err(inside)?;
    let rank = outcome.rank.map(i32::try_from).transpose().map_err(inside)?;
    Ok(outcome.vacancy == row.vacancy_id.to_string()
        && state_name(&outcome.state) == row.state
        && (outcome.code.as_ref(), rank) == (row.code.as_ref(), row.rank)
        && outcome.placed_at == row.placed_at.map(|id| id.to_string())
        && marks == row.marks)
}
