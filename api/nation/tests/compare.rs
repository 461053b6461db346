//! A small nation, ranked by the engine in its own process and by PostgreSQL.

use std::path::Path;

use nation::{Size, compare, ranked};
use selection::{State, run, shipped};

#[test]
fn postgresql_comes_to_the_same_shortlists_and_ranks() {
    let program = Path::new(env!("CARGO_BIN_EXE_terang-nation"));
    let size = Size { participants: 9_000, vacancies: 300 };
    let compared = compare(program, size, 1).unwrap();
    assert_eq!(compared.alike, 9_000);
    let ranked = compared.ranked.first().unwrap();
    assert!(ranked.trace > 9_000 * 100 && ranked.peak > 1_000, "{ranked:?}");
}

/// A nation without ties, absences and empty places would prove little.
#[test]
fn everything_that_the_rules_know_happens_in_the_nation() {
    let rules = shipped("cpns-2024").unwrap();
    let vacancies = nation::people::vacancies(1_000);
    let people: Vec<_> = (0..30_000).map(|number| nation::people::participant(number, &vacancies)).collect();
    let run = run(&rules, &vacancies, &people, &[]).unwrap();
    let states = [
        State::Placed,
        State::WithoutPlace,
        State::OutsideShortlist,
        State::BelowThreshold,
        State::Absent,
        State::Ineligible,
        State::Disqualified,
        State::Withdrawn,
    ];
    for state in states {
        assert!(run.outcomes.iter().any(|one| one.state == state), "{state:?}");
    }
    for code in ["U-1", "U-3", "E-1", "E-2", "E-3"] {
        assert!(run.outcomes.iter().any(|one| one.code.as_deref() == Some(code)), "{code}");
    }
    assert!(run.allocation.values().any(|places| places.empty > 0));
    let alone = ranked::rank(Size { participants: 30_000, vacancies: 1_000 }, None).unwrap();
    let written = bundle::trace::lines(&run).unwrap();
    let head = written.lines().next().unwrap().len();
    let bytes = usize::try_from(alone.trace).unwrap();
    assert_eq!(bytes, written.len() - head - 1, "told one by one, the trace is the same");
}
