//! One ranking of the whole nation by the engine, with every reason written and thrown away.
use std::collections::HashMap;
use std::fs;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use bundle::trace;
use selection::{Decided, State, Vacancy, decide, shipped};
use serde::{Deserialize, Serialize};

use crate::{Outcome, Size, people, text};

/// What it took.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Ranked {
    /// From the first participant to the last line of the trace, without making the people up.
    pub took: Duration,
    /// Making the people up, which stands in place of reading them.
    pub making: Duration,
    /// Kilobytes that the process needed at most.
    pub peak: u64,
    /// Bytes of the trace.
    pub trace: u64,
}

/// Runs the rules of CPNS 2024 from the basic test to the refill; the outcomes are written when the time is taken.
pub fn rank(size: Size, outcomes: Option<&Path>) -> Outcome<Ranked> {
    let rules = shipped("cpns-2024").map_err(text)?;
    let last = rules.stages.last().map(|stage| stage.code.as_str()).unwrap_or_default();
    let vacancies = people::vacancies(size.vacancies);
    let people = || (0..size.participants).map(|number| people::participant(number, &vacancies));
    let began = Instant::now();
    let made = people().filter(|person| person.marks.is_empty()).count();
    let making = began.elapsed();
    if made > 0 {
        return Err("somebody has no marks".into());
    }
    let began = Instant::now();
    let decided = decide(&rules, last, &vacancies, people(), &[]).map_err(text)?;
    let trace = tell(&decided)?;
    let took = began.elapsed().saturating_sub(making);
    let peak = peak()?;
    if let Some(path) = outcomes {
        write(&decided, &vacancies, path)?;
    }
    Ok(Ranked { took, making, peak, trace })
}

/// Writes the trace as the checker does, each processor a part of it, and counts its bytes.
fn tell(decided: &Decided) -> Outcome<u64> {
    let parts = thread::available_parallelism().map_or(1, usize::from);
    let each = decided.participants().div_ceil(parts);
    let part = |at: usize| -> Outcome<u64> {
        let mut bytes = 0;
        for number in (0..decided.participants()).skip(at * each).take(each) {
            let code = decided.code(number).unwrap_or_default();
            bytes += length(&trace::participant(code, &decided.statements(number)).map_err(text)?)?;
        }
        Ok(bytes)
    };
    let people = thread::scope(|scope| {
        let running: Vec<_> = (0..parts).map(|at| scope.spawn(move || part(at))).collect();
        let ended = running.into_iter().map(|one| one.join().map_err(|_| text("a thread broke"))?);
        ended.sum::<Outcome<u64>>()
    })?;
    let borders = decided.borders().iter().map(|border| length(&trace::border(border).map_err(text)?));
    Ok(people + borders.sum::<Outcome<u64>>()?)
}

fn length(line: &str) -> Outcome<u64> {
    u64::try_from(line.len()).map_err(text)
}

/// The most memory that this process ever had.
fn peak() -> Outcome<u64> {
    let status = fs::read_to_string("/proc/self/status").map_err(text)?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let number = line.and_then(|line| line.trim().strip_suffix(" kB")?.parse().ok());
    number.ok_or_else(|| text("the system does not tell how much memory was needed"))
}

/// As PostgreSQL is to find them: how far somebody came, the rank, and what the own vacancy's places decided.
fn write(decided: &Decided, vacancies: &[Vacancy], path: &Path) -> Outcome {
    let quotas: HashMap<&str, usize> = vacancies
        .iter()
        .map(|one| (one.vacancy.as_str(), usize::try_from(one.quota).unwrap_or(usize::MAX)))
        .collect();
    let mut file = BufWriter::new(fs::File::create(path).map_err(text)?);
    for one in (0..decided.participants()).filter_map(|number| decided.outcome(number)) {
        let came_to = match one.state {
            State::Ineligible | State::Disqualified | State::Withdrawn => "removed",
            State::Absent => "absent",
            State::BelowThreshold => "below",
            State::OutsideShortlist => "outside",
            _ => "ranked",
        };
        let quota = quotas.get(one.vacancy.as_str()).copied();
        let own = match one.state {
            State::Placed if one.placed_at.as_ref() == Some(&one.vacancy) => "placed",
            State::Undecided if one.rank <= quota => "open",
            _ => "no",
        };
        let rank = one.rank.map(|rank| rank.to_string()).unwrap_or_default();
        writeln!(file, "{},{came_to},{rank},{own}", one.participant).map_err(text)?;
    }
    file.flush().map_err(text)
}
