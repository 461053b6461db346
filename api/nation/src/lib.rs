//! How fast the engine ranks a nation: millions of made-up people in a process of its own, and PostgreSQL beside it,
//! which must come to the same shortlists and ranks.
pub mod people;
pub mod ranked;
pub mod reference;

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use ranked::Ranked;

/// What went wrong, as a sentence.
pub type Outcome<T = ()> = Result<T, String>;

/// An error as a sentence.
pub fn text(error: impl std::fmt::Display) -> String {
    error.to_string()
}

/// The size of a round.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    pub participants: u64,
    pub vacancies: u64,
}

/// The engine's rounds and PostgreSQL's beside them.
#[derive(Clone, Debug)]
pub struct Compared {
    pub ranked: Vec<Ranked>,
    pub postgres: Vec<Duration>,
    /// Rows that both have alike.
    pub alike: u64,
}

/// Ranks the nation so many times by `program` (`terang-nation`) and by PostgreSQL in turn; an error where they differ
/// in a single row.
pub fn compare(program: &Path, size: Size, rounds: usize) -> Outcome<Compared> {
    let file = std::env::temp_dir().join(format!("terang-nation-{}.csv", std::process::id()));
    let mut reference = reference::Reference::start(size)?;
    let mut compared = Compared { ranked: Vec::new(), postgres: Vec::new(), alike: 0 };
    for _ in 0..rounds {
        compared.ranked.push(in_a_process(program, size, &file)?);
        compared.postgres.push(reference.rank()?);
    }
    let alike = reference.compare(&file);
    std::fs::remove_file(&file).map_err(text)?;
    compared.alike = alike?;
    Ok(compared)
}

/// In a process of its own, whose memory holds nothing else.
fn in_a_process(program: &Path, size: Size, outcomes: &Path) -> Outcome<Ranked> {
    let output = Command::new(program)
        .arg("rank")
        .args(["--participants", &size.participants.to_string(), "--vacancies", &size.vacancies.to_string()])
        .arg("--outcomes")
        .arg(outcomes)
        .output()
        .map_err(|error| format!("{}: {error}", program.display()))?;
    if !output.status.success() {
        return Err(format!("{}: {}", program.display(), String::from_utf8_lossy(&output.stderr)));
    }
    serde_json::from_slice(&output.stdout).map_err(text)
}
