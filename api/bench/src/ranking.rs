//! Ranking many people: how long a run with its trace takes.
use std::time::{Duration, Instant};

use selection::{Flag, Grade, GradeKind, Mark, Participant, Vacancy, run, shipped};

use crate::{Outcome, text};

/// What was ranked and how long it took.
#[derive(Clone, Copy, Debug)]
pub struct Ranked {
    pub participants: usize,
    pub vacancies: usize,
    /// Bytes of the trace as JSON.
    pub trace: usize,
    pub took: Duration,
}

/// Runs the rules of CPNS 2024 from the basic test to the places. Marks repeat, so that ties are frequent; a few
/// people are absent, withdrawn or ineligible.
pub fn rank(participants: usize, vacancies: usize) -> Outcome<Ranked> {
    let rules = shipped("cpns-2024").map_err(|error| format!("{error:?}"))?;
    let posts = (0..vacancies).map(vacancy).collect::<Outcome<Vec<_>>>()?;
    let people = (0..participants).map(|n| participant(n, vacancies)).collect::<Outcome<Vec<_>>>()?;
    let began = Instant::now();
    let ran = run(&rules, &posts, &people, &[]).map_err(|error| format!("the run was refused: {error:?}"))?;
    let trace = serde_json::to_vec(&ran.trace).map_err(text)?.len();
    let took = began.elapsed();
    if ran.outcomes.len() != participants {
        return Err(format!("{} of {participants} participants have an outcome", ran.outcomes.len()));
    }
    Ok(Ranked { participants, vacancies, trace, took })
}

fn vacancy(n: usize) -> Outcome<Vacancy> {
    Ok(Vacancy {
        vacancy: format!("v{n:05}"),
        post: format!("post{}", n % 400),
        qualification: vec![format!("{}", 5_100_000 + n % 900)],
        location: format!("unit{}", n % 1200),
        pool: "general".into(),
        quota: u32::try_from(1 + n % 3).map_err(text)?,
    })
}

/// Steps of primes through the possible marks: the same people each time, and no pattern between vacancies.
fn participant(n: usize, vacancies: usize) -> Outcome<Participant> {
    let one_of = |step: usize, least: usize, many: usize, unit: usize| -> Outcome<Mark> {
        let value = (least + n * step % many) * unit;
        Mark::from_whole(u32::try_from(value).map_err(text)?).ok_or_else(|| text("no mark"))
    };
    let marks = [
        ("twk", one_of(7, 11, 14, 5)?),
        ("tiu", one_of(11, 14, 16, 5)?),
        ("tkp", one_of(13, 150, 60, 1)?),
        ("skb_cat", one_of(17, 40, 60, 1)?),
    ];
    let value = format!("{}.{}", 2 + n % 2, n * 19 % 100).parse().map_err(|error| format!("{error:?}"))?;
    let mut person = Participant {
        participant: format!("p{n:06}"),
        vacancy: format!("v{:05}", n.checked_rem(vacancies).unwrap_or(0)),
        marks: marks.into_iter().map(|(code, mark)| (code.to_owned(), mark)).collect(),
        grade: Some(Grade { kind: GradeKind::Ipk, value }),
        birth_date: chrono::NaiveDate::from_num_days_from_ce_opt(
            727_000 + i32::try_from(n * 23 % 5000).unwrap_or(0),
        ),
        ..Participant::default()
    };
    match n % 50 {
        0 => drop(person.marks.remove("tiu")),
        1 => drop(person.flags.insert(Flag::Withdrawn, None)),
        2 => drop(person.flags.insert(Flag::Ineligible, None)),
        _ => {}
    }
    Ok(person)
}

#[cfg(test)]
mod tests {
    use super::rank;

    #[test]
    fn everybody_has_an_outcome_with_a_trace() {
        let ranked = rank(1_300, 94).unwrap();
        assert_eq!((ranked.participants, ranked.vacancies), (1_300, 94));
        assert!(ranked.trace > 1_300 * 100, "{ranked:?}");
    }
}
