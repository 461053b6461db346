//! A run as anybody recomputes it: the least of its inputs in plain files, and proof that they give the same.
use std::{
    collections::{BTreeMap, BTreeSet},
    io::Read as _,
};

use actix_web::web;
use bundle::{
    inputs as files, name, names, outcomes, participants, rulings, trace,
    uniqueness::{self, Report},
    vacancies,
    verdict::Fault,
    withheld::{Reason, Whole, withhold},
};
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

pub static ALL_WITHHELD: Code = Code::new(
    "all_withheld",
    409,
    "Semua formasi pesertanya kurang dari {below}, jadi dengan profil C tidak ada yang dapat diterbitkan. Beri tahu peserta satu per satu, atau gabungkan tahapnya dengan formasi lain.",
    "Every vacancy has fewer than {below} participants, so profile C would publish nothing. Tell the participants one by one, or announce together with other vacancies.",
);

/// What a publication profile asks of the files.
#[derive(Clone, Copy, Debug)]
pub struct Disclosed {
    /// Vacancies with fewer participants are withheld.
    pub below: Option<u32>,
    /// Those placed are named, so that they hide nobody else.
    pub named: bool,
}

/// A run as files, and what its announcement says of it.
pub struct Published {
    /// Name and text.
    pub files: Vec<(&'static str, String)>,
    pub rules: Rules,
    /// What the files give, sorted by participant.
    pub outcomes: Vec<Outcome>,
    /// Codes of those placed whose name may stand beside them.
    pub nameable: BTreeSet<String>,
    pub uniqueness: Report,
    pub withheld: Option<Withheld>,
}

/// What stays out of the files, and the whole files.
pub struct Withheld {
    pub vacancies: BTreeMap<String, Reason>,
    pub files: Vec<(&'static str, String)>,
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
    disclosed: Disclosed,
) -> Result<Published, Problem> {
    let row = store::run(connection, agency, run).await?;
    let sealed = store::inputs_sealed(connection, agency, run).await?;
    let recorded = store::all_outcomes(connection, agency, run).await?;
    let rules = why::rules(connection, agency, row.round_id, row.rules_version).await?;
    let compressed = state.keys().unseal("result_run.inputs", &sealed)?;
    web::block(move || write(rules, &row, &compressed, recorded, disclosed)).await.map_err(inside)?
}

fn write(
    rules: Rules,
    row: &RunRow,
    compressed: &[u8],
    recorded: Vec<OutcomeRow>,
    disclosed: Disclosed,
) -> Result<Published, Problem> {
    let mut json = Vec::new();
    flate2::read::GzDecoder::new(compressed).read_to_end(&mut json).map_err(inside)?;
    let mut sealed: Sealed = serde_json::from_slice(&json).map_err(inside)?;
    // The order in which people applied is nobody's business.
    sealed.participants.sort_by(|one, other| one.participant.cmp(&other.participant));
    let Sealed { vacancies, participants, rulings } = &sealed;
    let run = selection::run_through(&rules, &row.stage, vacancies, participants, rulings).map_err(inside)?;
    let all = Written::of(&rules, vacancies, participants, rulings, &run)?;
    same(&all.run, recorded)?;
    let mut withheld = None;
    let (mut given, mut offered, mut written) = (sealed.participants.clone(), sealed.vacancies.clone(), all);
    if let Some(below) = disclosed.below {
        let whole = Whole { rules: &rules, vacancies, participants, rulings, run: &run };
        let shown = withhold(whole, below).map_err(inside)?;
        let shown = shown.ok_or_else(|| Problem::new(&ALL_WITHHELD).with("below", below.to_string()))?;
        if !shown.withheld.is_empty() {
            let part =
                Written::of(&rules, &shown.vacancies, &shown.participants, &shown.rulings, &shown.run)?;
            let files = std::mem::replace(&mut written, part).files;
            withheld = Some(Withheld { vacancies: shown.withheld, files });
            (given, offered) = (shown.participants, shown.vacancies);
        }
    }
    let nameable: BTreeSet<String> =
        names::nameable(&rules, &offered, &written.run.outcomes).into_iter().map(str::to_owned).collect();
    let nobody = BTreeSet::new();
    let named = if disclosed.named { &nameable } else { &nobody };
    let rows = uniqueness::rows(&offered, &given, &written.least, &written.run.outcomes, named);
    let uniqueness = uniqueness::report(&rows);
    let Written { files, run, .. } = written;
    Ok(Published { files, rules, outcomes: run.outcomes, nameable, uniqueness, withheld })
}

/// Inputs and what they give, as they are published.
struct Written {
    files: Vec<(&'static str, String)>,
    least: Vec<Participant>,
    run: Run,
}

impl Written {
    /// Refused where the files would give other outcomes than `run` has.
    fn of(
        rules: &Rules,
        vacancies: &[Vacancy],
        participants: &[Participant],
        rulings: &[Ruling],
        run: &Run,
    ) -> Result<Self, Problem> {
        let least = bundle::least::least(rules, vacancies, participants, run);
        let stages = files::up_to(rules, &run.through).unwrap_or_default();
        let texts = [
            (name::RULES, serde_json::to_string_pretty(rules).map_err(inside)? + "\n"),
            (name::VACANCIES, vacancies::write(vacancies).map_err(inside)?),
            (name::PARTICIPANTS, participants::write(stages, &least).map_err(inside)?),
            (name::RULINGS, rulings::write(rulings).map_err(inside)?),
        ];
        let (again, read) = rerun(&texts, &run.through).map_err(at_fault)?;
        if again.outcomes != run.outcomes {
            return Err(inside("the files give other outcomes than their run"));
        }
        let computed = outcomes::outcomes(&read, &again);
        let mut files: Vec<(&'static str, String)> = texts.into();
        files.push((name::OUTCOMES, computed.to_csv().map_err(inside)?));
        files.push((name::TRACE, trace::lines(&again).map_err(inside)?));
        Ok(Self { files, least, run: again })
    }
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
