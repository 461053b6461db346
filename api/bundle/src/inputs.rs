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
                    let message = self.said(finding);
                    Fault { file: file.clone(), row: row.copied(), column: column(finding), message }
                })
                .collect(),
            other => {
                let message = Message::new("aturan tidak dapat dijalankan", other.to_string());
                vec![Fault::new(&self.rules_file, message)]
            }
        }
    }

    /// The refusal with the value that is refused: whoever reads it has the file.
    fn said(&self, finding: &InputFinding) -> Message {
        let Message { id, en } = message::problem(finding.problem);
        let person = self.participants.rows.iter().find(|one| one.participant == finding.subject);
        let component = finding.field.as_deref().and_then(|code| self.rules.component(code));
        let mark = person.zip(component).and_then(|(person, component)| person.marks.get(&component.code));
        let value = match finding.problem {
            InputProblem::UnknownVacancy => person.map(|one| one.vacancy.clone()),
            InputProblem::UnknownCategory => person.and_then(|one| one.category.clone()),
            InputProblem::MarkAboveMaximum => {
                let post = person.and_then(|person| {
                    self.vacancies.rows.iter().find(|vacancy| vacancy.vacancy == person.vacancy)
                });
                let highest = component.zip(post).map(|(component, one)| component.maximum_for(&one.post));
                mark.zip(highest).map(|(mark, highest)| format!("{mark} > {highest}"))
            }
            InputProblem::MarkNotAMultiple => {
                let worth = component.and_then(|component| component.multiple_of);
                mark.zip(worth).map(|(mark, worth)| format!("{mark} : {worth}"))
            }
            _ => None,
        };
        match value {
            Some(value) => Message::new(format!("{id} ({value})"), format!("{en} ({value})")),
            None => Message::new(id, en),
        }
    }

    /// Vacancies that the rules cannot decide. The others are computed all the same.
    pub fn refused_vacancies(&self, run: &Run) -> Vec<Fault> {
        let fault = |refusal: &Refusal| {
            let (pool, stage) = (&refusal.pool, &refusal.stage);
            let known: Vec<&str> =
                self.rules.pools.iter().flat_map(|all| &all.known).map(|one| one.code.as_str()).collect();
            if !known.is_empty() && !known.contains(&pool.as_str()) {
                let known = known.join(", ");
                let id =
                    format!("jenis kebutuhan \u{201c}{pool}\u{201d} tidak dikenal; yang dikenal: {known}");
                let en = format!("the pool \u{201c}{pool}\u{201d} is not known; known are: {known}");
                return self.at_pool(refusal, Message::new(id, en));
            }
            let id =
                format!("aturan tidak mengetahui ambang batas tahap {stage} untuk jenis kebutuhan {pool}");
            let en = format!("the rules do not know the thresholds of stage {stage} for pool {pool}");
            self.at_pool(refusal, Message::new(id, en))
        };
        run.refused.iter().map(fault).collect()
    }

    fn at_pool(&self, refusal: &Refusal, message: Message) -> Fault {
        Fault {
            row: self.vacancies.lines.get(&refusal.vacancy).copied(),
            column: Some("pool".to_owned()),
            ..Fault::new(&self.vacancies.file, message)
        }
    }
}

/// The column that a refusal is about.
fn column(finding: &InputFinding) -> Option<String> {
    let name = match finding.problem {
        InputProblem::DuplicateParticipant => "participant",
        InputProblem::UnknownCategory => "category",
        InputProblem::UnknownReuse | InputProblem::UnknownStage => "flags",
        InputProblem::RulingNotSigned => "document",
        InputProblem::DuplicateVacancy
        | InputProblem::UnknownVacancy
        | InputProblem::RulingWithoutTie
        | InputProblem::RulingAgainstRules
        | InputProblem::DuplicateRuling => "vacancy",
        InputProblem::UnknownAddition | InputProblem::AdditionAboveMaximum => {
            return finding.field.as_ref().map(|code| format!("addition_{code}"));
        }
        _ => return finding.field.clone(),
    };
    Some(name.to_owned())
}

fn rules(file: File) -> Result<Rules, Vec<Fault>> {
    let fault = |row, en: String| Fault {
        row,
        ..Fault::new(file.name, Message::new("bukan dokumen aturan yang dapat dipakai", en))
    };
    let text = file.text.strip_prefix('\u{feff}').unwrap_or(file.text);
    Rules::parse(text).map_err(|error| match error {
        RulesError::Json { line, message, .. } => vec![fault(u64::try_from(line).ok(), message)],
        RulesError::Invalid(findings) => findings.iter().map(|one| fault(None, one.to_string())).collect(),
        RulesError::NotShipped => vec![fault(None, error.to_string())],
    })
}

fn stages<'r>(files: &Files, rules: &'r Rules) -> Result<&'r [Stage], Vec<Fault>> {
    let Some(through) = files.through else { return Ok(&rules.stages) };
    up_to(rules, through).ok_or_else(|| {
        let known = rules.stages.iter().map(|stage| stage.code.as_str()).collect::<Vec<_>>().join(", ");
        let id = format!("aturan tidak mengenal tahap {through}; yang ada: {known}");
        let en = format!("the rules have no stage {through}; there are: {known}");
        vec![Fault::new(files.rules.name, Message::new(id, en))]
    })
}

/// The stages of the rules up to and with the one of this code.
pub fn up_to<'r>(rules: &'r Rules, through: &str) -> Option<&'r [Stage]> {
    let index = rules.stages.iter().position(|stage| stage.code == through)?;
    rules.stages.get(..=index)
}
