//! The inputs of a run, read from their files, and the run itself. What cannot be right is named by file, row and column.

use selection::{InputFinding, InputProblem, Refusal, Rules, RulesError, Run, RunError, Stage, run_through};

use crate::message::{self, Message};
use crate::participants::{self, Participants};
use crate::rulings::{self, Rulings};
use crate::vacancies::{self, Vacancies};
use crate::verdict::Fault;

/// A file as messages name it, with what it holds.
#[derive(Clone, Copy)]
pub struct File<'a> {
    pub name: &'a str,
    pub text: &'a str,
}

/// The files of a run.
#[derive(Clone, Copy)]
pub struct Files<'a> {
    pub rules: File<'a>,
    pub vacancies: File<'a>,
    pub participants: File<'a>,
    pub rulings: Option<File<'a>>,
    /// The last stage to run; without it all are.
    pub through: Option<&'a str>,
}

/// What a run needs, and where each row stood.
pub struct Inputs {
    pub rules: Rules,
    pub through: String,
    pub vacancies: Vacancies,
    pub participants: Participants,
    pub rulings: Rulings,
    rules_file: String,
}

impl Inputs {
    /// All files are read before the first fault is told.
    pub fn read(files: &Files) -> Result<Inputs, Vec<Fault>> {
        let rules = rules(files.rules)?;
        let stages = stages(files, &rules)?;
        let vacancies = vacancies::read(files.vacancies.name, files.vacancies.text, &rules);
        let people = files.participants;
        let participants = participants::read(people.name, people.text, &rules, stages);
        let rulings = files
            .rulings
            .map_or_else(|| Ok(Rulings::default()), |rulings| rulings::read(rulings.name, rulings.text));
        match (vacancies, participants, rulings) {
            (Ok(vacancies), Ok(participants), Ok(rulings)) => Ok(Inputs {
                through: stages.last().map(|stage| stage.code.clone()).unwrap_or_default(),
                rules_file: files.rules.name.to_owned(),
                rules,
                vacancies,
                participants,
                rulings,
            }),
            (one, two, three) => {
                Err([one.err(), two.err(), three.err()].into_iter().flatten().flatten().collect())
            }
        }
    }

    pub fn run(&self) -> Result<Run, Vec<Fault>> {
        let (vacancies, participants) = (&self.vacancies.rows, &self.participants.rows);
        run_through(&self.rules, &self.through, vacancies, participants, &self.rulings.rows)
            .map_err(|error| self.refused(error))
    }

    /// The engine's refusal, at the row that it is about.
    fn refused(&self, error: RunError) -> Vec<Fault> {
        let (vacancies, participants, rulings) = (&self.vacancies, &self.participants, &self.rulings);
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
                vec![Fault::new(&self.rules_file, message)]
            }
        }
    }

    /// Vacancies that the rules cannot decide. The others are computed all the same.
    pub fn refused_vacancies(&self, run: &Run) -> Vec<Fault> {
        let fault = |refusal: &Refusal| {
            let (pool, stage) = (&refusal.pool, &refusal.stage);
            let id =
                format!("aturan tidak mengetahui ambang batas tahap {stage} untuk jenis kebutuhan {pool}");
            let en = format!("the rules do not know the thresholds of stage {stage} for pool {pool}");
            Fault {
                row: self.vacancies.lines.get(&refusal.vacancy).copied(),
                column: Some("pool".to_owned()),
                ..Fault::new(&self.vacancies.file, Message::new(id, en))
            }
        };
        run.refused.iter().map(fault).collect()
    }
}

fn rules(file: File) -> Result<Rules, Vec<Fault>> {
    let fault = |row, en: String| Fault {
        row,
        ..Fault::new(file.name, Message::new("bukan dokumen aturan yang dapat dipakai", en))
    };
    Rules::parse(file.text).map_err(|error| match error {
        RulesError::Json { line, message, .. } => vec![fault(u64::try_from(line).ok(), message)],
        RulesError::Invalid(findings) => findings.iter().map(|one| fault(None, one.to_string())).collect(),
        RulesError::NotShipped => vec![fault(None, error.to_string())],
    })
}

fn stages<'r>(files: &Files, rules: &'r Rules) -> Result<&'r [Stage], Vec<Fault>> {
    let Some(through) = files.through else { return Ok(&rules.stages) };
    up_to(rules, through).ok_or_else(|| {
        let message = message::problem(InputProblem::UnknownStage);
        vec![Fault { column: Some(through.to_owned()), ..Fault::new(files.rules.name, message) }]
    })
}

/// The stages of the rules up to and with the one of this code.
pub fn up_to<'r>(rules: &'r Rules, through: &str) -> Option<&'r [Stage]> {
    let index = rules.stages.iter().position(|stage| stage.code == through)?;
    rules.stages.get(..=index)
}
