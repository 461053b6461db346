//! Recomputes a ranking from rules and files, and compares it with an announced one where that is given.

use std::fs;
use std::path::{Path, PathBuf};

use selection::{InputFinding, InputProblem, Rules, RulesError, Run, RunError, Stage, run_through};

use crate::compare::compare;
use crate::message::{self, Message};
use crate::participants::Participants;
use crate::rulings::Rulings;
use crate::table::{Table, file_name, read_text};
use crate::vacancies::Vacancies;
use crate::verdict::{Fault, Verdict};
use crate::{outcomes, participants, rulings, trace, vacancies};

/// The files of `terang-check rank`.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct Rank {
    /// The rule document (JSON).
    #[arg(long, value_name = "R.json")]
    pub rules: PathBuf,
    /// vacancy,post,qualification,location,pool,quota
    #[arg(long, value_name = "V.csv")]
    pub vacancies: PathBuf,
    /// participant,vacancy,gpa,birth_date and one column per component
    #[arg(long, value_name = "P.csv")]
    pub participants: PathBuf,
    /// Where the outcomes are written.
    #[arg(long, value_name = "O.csv")]
    pub out: PathBuf,
    /// Where the comparisons that decided are written.
    #[arg(long, value_name = "T.jsonl")]
    pub trace: Option<PathBuf>,
    /// vacancy,participant,order,document
    #[arg(long, value_name = "F.csv")]
    pub rulings: Option<PathBuf>,
    /// End after this stage, as for the announcement of a shortlist.
    #[arg(long, value_name = "STAGE")]
    pub through: Option<String>,
    /// The announced outcomes, to compare with.
    #[arg(long, value_name = "O.csv")]
    pub expect: Option<PathBuf>,
}

/// Runs the engine over the files, writes what it found, and says how it compares.
pub fn rank(files: &Rank) -> Verdict {
    recompute(files).unwrap_or_else(Verdict::CouldNotTell)
}

fn recompute(files: &Rank) -> Result<Verdict, Vec<Fault>> {
    let rules = rules(&files.rules)?;
    let stages = stages(files, &rules)?;
    // All files are read before the first fault is told.
    let vacancies = vacancies::read(&files.vacancies, &rules);
    let participants = participants::read(&files.participants, &rules, stages);
    let rulings = files.rulings.as_deref().map_or_else(|| Ok(Rulings::default()), rulings::read);
    let expected = files.expect.as_deref().map(Table::read).transpose().map_err(|fault| vec![fault]);
    let (vacancies, participants, rulings, expected) = match (vacancies, participants, rulings, expected) {
        (Ok(vacancies), Ok(participants), Ok(rulings), Ok(expected)) => {
            (vacancies, participants, rulings, expected)
        }
        (one, two, three, four) => {
            return Err([one.err(), two.err(), three.err(), four.err()]
                .into_iter()
                .flatten()
                .flatten()
                .collect());
        }
    };
    let through = stages.last().map(|stage| stage.code.as_str()).unwrap_or_default();
    let run = run_through(&rules, through, &vacancies.rows, &participants.rows, &rulings.rows)
        .map_err(|error| refused(error, files, &vacancies, &participants, &rulings))?;
    let computed = outcomes::outcomes(&rules, &run);
    write(&files.out, computed.to_csv().map_err(|_| vec![not_written(&files.out)])?.as_slice())?;
    if let Some(path) = &files.trace {
        write(path, trace::lines(&run).map_err(|_| vec![not_written(path)])?.as_bytes())?;
    }
    if let Some(difference) = expected.and_then(|announced| compare(&announced, &computed)) {
        return Ok(Verdict::NotTheSame(Box::new(difference)));
    }
    let unknown = refused_vacancies(&run, &vacancies);
    if unknown.is_empty() { Ok(Verdict::Same(notes(files, &run))) } else { Err(unknown) }
}

fn rules(path: &Path) -> Result<Rules, Vec<Fault>> {
    let file = file_name(path);
    let fault = |row, en: String| Fault {
        row,
        ..Fault::new(&file, Message::new("bukan dokumen aturan yang dapat dipakai", en))
    };
    let text = read_text(path).map_err(|fault| vec![fault])?;
    Rules::parse(&text).map_err(|error| match error {
        RulesError::Json { line, message, .. } => vec![fault(u64::try_from(line).ok(), message)],
        RulesError::Invalid(findings) => findings.iter().map(|one| fault(None, one.to_string())).collect(),
        RulesError::NotShipped => vec![fault(None, error.to_string())],
    })
}

/// The stages to run.
fn stages<'a>(files: &Rank, rules: &'a Rules) -> Result<&'a [Stage], Vec<Fault>> {
    let Some(through) = &files.through else { return Ok(&rules.stages) };
    let index = rules.stages.iter().position(|stage| stage.code == *through);
    index.and_then(|index| rules.stages.get(..=index)).ok_or_else(|| {
        let message = message::problem(InputProblem::UnknownStage);
        vec![Fault { column: Some(through.clone()), ..Fault::new(&file_name(&files.rules), message) }]
    })
}

/// The engine's refusal, at the row that it is about.
fn refused(
    error: RunError,
    files: &Rank,
    vacancies: &Vacancies,
    participants: &Participants,
    rulings: &Rulings,
) -> Vec<Fault> {
    let place = |finding: &InputFinding| match finding.problem {
        InputProblem::DuplicateVacancy => (&vacancies.file, vacancies.lines.get(&finding.subject)),
        InputProblem::RulingNotSigned
        | InputProblem::RulingWithoutTie
        | InputProblem::RulingAgainstRules
        | InputProblem::DuplicateRuling => (&rulings.file, rulings.lines.get(&finding.subject)),
        _ => (&participants.file, participants.lines.get(&finding.subject)),
    };
    match error {
        RunError::Inputs(findings) => findings
            .iter()
            .map(|finding| {
                let (file, row) = place(finding);
                let message = message::problem(finding.problem);
                Fault { file: file.clone(), row: row.copied(), column: finding.field.clone(), message }
            })
            .collect(),
        other => {
            let message = Message::new("aturan tidak dapat dijalankan", other.to_string());
            vec![Fault::new(&file_name(&files.rules), message)]
        }
    }
}

/// Vacancies that the rules cannot decide. The others are computed and written all the same.
fn refused_vacancies(run: &Run, vacancies: &Vacancies) -> Vec<Fault> {
    let fault = |refusal: &selection::Refusal| {
        let (pool, stage) = (&refusal.pool, &refusal.stage);
        let id = format!("aturan tidak mengetahui ambang batas tahap {stage} untuk jenis kebutuhan {pool}");
        let en = format!("the rules do not know the thresholds of stage {stage} for pool {pool}");
        Fault {
            row: vacancies.lines.get(&refusal.vacancy).copied(),
            column: Some("pool".to_owned()),
            ..Fault::new(&vacancies.file, Message::new(id, en))
        }
    };
    run.refused.iter().map(fault).collect()
}

fn notes(files: &Rank, run: &Run) -> Vec<Message> {
    let undecided: usize = run.allocation.values().map(|places| places.undecided).sum();
    let (count, out) = (run.outcomes.len(), file_name(&files.out));
    let mut notes = Vec::new();
    if let Some(expect) = &files.expect {
        let file = file_name(expect);
        notes.push(Message::new(
            format!("SAMA. {count} peserta dihitung ulang: sama dengan {file}."),
            format!("THE SAME. {count} participants recomputed, equal to {file}."),
        ));
    } else {
        notes.push(Message::new(
            format!("{count} peserta dihitung, hasilnya dalam {out}."),
            format!("{count} participants computed, outcomes in {out}."),
        ));
    }
    if undecided > 0 {
        notes.push(Message::new(
            format!("{undecided} tempat belum diputus: aturan tidak menentukan urutannya, perlu penetapan."),
            format!("{undecided} places undecided: the rules leave the order open, a ruling is needed."),
        ));
    }
    let rules = run.rules_hash.get(..16).unwrap_or_default();
    notes.push(Message::new(
        format!(
            "Aturan {} versi {}, sidik {rules}, mesin {}.",
            run.rule_id, run.rule_version, run.engine_version
        ),
        format!(
            "rules {} version {}, hash {rules}, engine {}",
            run.rule_id, run.rule_version, run.engine_version
        ),
    ));
    notes
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), Vec<Fault>> {
    fs::write(path, bytes).map_err(|_| vec![not_written(path)])
}

fn not_written(path: &Path) -> Fault {
    Fault::new(&file_name(path), Message::new("tidak dapat ditulis", "cannot be written"))
}
