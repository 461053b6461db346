//! Recomputes a ranking from rules and files, and compares it with an announced one where that is given.

use std::fs;
use std::path::{self, Path, PathBuf};

use bundle::inputs::{File, Files, Inputs};
use bundle::{compare, outcomes, trace};
use selection::Run;

use crate::files::{file_name, read_text, reason};
use crate::table::Table;
use crate::{Fault, Message, Verdict};

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

/// A file as it was read.
struct Given {
    name: String,
    text: String,
}

impl Given {
    fn read(path: &Path) -> Result<Given, Vec<Fault>> {
        let text = read_text(path).map_err(|fault| vec![fault])?;
        Ok(Given { name: file_name(path), text })
    }

    fn file(&self) -> File<'_> {
        File { name: &self.name, text: &self.text }
    }
}

fn recompute(files: &Rank) -> Result<Verdict, Vec<Fault>> {
    keeps_what_is_given(files)?;
    let rulings = files.rulings.as_deref().map(Given::read).transpose();
    let expected = files.expect.as_deref().map(Given::read).transpose();
    let given = (Given::read(&files.rules), Given::read(&files.vacancies), Given::read(&files.participants));
    let (Ok(rules), Ok(vacancies), Ok(participants), Ok(rulings), Ok(expected)) =
        (&given.0, &given.1, &given.2, &rulings, &expected)
    else {
        let faults = [given.0.err(), given.1.err(), given.2.err(), rulings.err(), expected.err()];
        return Err(faults.into_iter().flatten().flatten().collect());
    };
    let inputs = Inputs::read(&Files {
        rules: rules.file(),
        vacancies: vacancies.file(),
        participants: participants.file(),
        rulings: rulings.as_ref().map(Given::file),
        through: files.through.as_deref(),
    });
    let expected = expected.as_ref().map(|given| Table::read(&given.name, &given.text)).transpose();
    let (inputs, expected) = match (inputs, expected) {
        (Ok(inputs), Ok(expected)) => (inputs, expected),
        (inputs, expected) => {
            return Err(inputs.err().into_iter().flatten().chain(expected.err()).collect());
        }
    };
    let run = inputs.run()?;
    let computed = outcomes::outcomes(&inputs.rules, &run);
    write(&files.out, &computed.to_csv().map_err(|_| vec![not_written(&files.out)])?)?;
    if let Some(path) = &files.trace {
        write(path, &trace::lines(&run).map_err(|_| vec![not_written(path)])?)?;
    }
    let compared = expected.map(|announced| compare::compare(&announced, &computed)).transpose()?;
    if let Some(difference) = compared.flatten() {
        return Ok(Verdict::NotTheSame(Box::new(difference)));
    }
    let unknown = inputs.refused_vacancies(&run);
    if unknown.is_empty() { Ok(Verdict::Same(notes(files, &run))) } else { Err(unknown) }
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

/// Nothing is written over a file that was given: it may be somebody's only copy.
fn keeps_what_is_given(files: &Rank) -> Result<(), Vec<Fault>> {
    let optional = [&files.rulings, &files.expect];
    let mut taken = vec![&files.rules, &files.vacancies, &files.participants];
    taken.extend(optional.into_iter().flatten());
    for written in [Some(&files.out), files.trace.as_ref()].into_iter().flatten() {
        if taken.iter().any(|other| is_same_file(written, other)) {
            let id = "berkas ini juga dipakai untuk hal lain: pilih nama lain untuk hasilnya";
            let en = "this file is also used for something else: choose another name for what is written";
            return Err(vec![Fault::new(&file_name(written), Message::new(id, en))]);
        }
        taken.push(written);
    }
    Ok(())
}

fn is_same_file(one: &Path, other: &Path) -> bool {
    match (fs::canonicalize(one), fs::canonicalize(other)) {
        (Ok(one), Ok(other)) => one == other,
        _ => path::absolute(one).ok() == path::absolute(other).ok(),
    }
}

fn write(path: &Path, text: &str) -> Result<(), Vec<Fault>> {
    fs::write(path, text).map_err(|error| {
        let (id, en) = (format!("tidak dapat ditulis: {}", reason(&error).id), reason(&error).en);
        vec![Fault::new(&path.display().to_string(), Message::new(id, format!("cannot be written: {en}")))]
    })
}

fn not_written(path: &Path) -> Fault {
    Fault::new(&file_name(path), Message::new("tidak dapat ditulis", "cannot be written"))
}
