//! Posts that stayed empty: the worked example of the regulations, each step, its conditions, ties and departures.

mod common;

use common::*;
use selection::{
    BorderKind, ComparisonResult, Departure, InputProblem, Participant, Rules, Ruling, RunError, Side, State,
    Statement, Vacancy, replace, run, why,
};

fn at(name: &str, pool: &str, location: &str, quota: u32) -> Vacancy {
    Vacancy { location: location.into(), ..vacancy(name, pool, quota) }
}

fn of(vacancy: &str, mut person: Participant) -> Participant {
    person.vacancy = vacancy.into();
    person
}

/// Passes the thresholds of every pool; the field test mark makes the rank.
fn strong(code: &str, vacancy: &str, cat: &str) -> Participant {
    of(vacancy, person(code, 100, 100, 200, Some(cat)))
}

fn code_and_place(run: &selection::Run, participant: &str) -> (Option<String>, Option<String>) {
    let outcome = run.outcome(participant).cloned();
    outcome.map(|one| (one.code, one.placed_at)).unwrap_or_default()
}

fn placed(code: &str, vacancy: &str) -> (Option<String>, Option<String>) {
    (Some(code.into()), Some(vacancy.into()))
}

/// "umum A (loc X) quota 2, 1 passer; cumlaude A (loc X) quota 1, passers 78.1, 75.0 -> 78.1 keeps cumlaude; 75.0
/// fills umum X, code U-1, if TWK>=65, TIU>=80, TKP>=166."
#[test]
fn the_worked_example_fills_a_general_place_from_a_special_pool() {
    let vacancies = [at("umum", "general", "x", 2), at("pujian", "cum_laude", "x", 1)];
    let mut people =
        [strong("only", "umum", "70"), strong("first", "pujian", "78.1"), strong("second", "pujian", "75")];
    let result = run(&cpns(), &vacancies, &people, &[]).unwrap();
    assert_eq!(code_and_place(&result, "first"), placed("P/L", "pujian"));
    assert_eq!(code_and_place(&result, "second"), placed("U-1", "umum"));
    assert_eq!(result.allocation["umum"].placed, ["only", "second"]);
    assert_eq!(result.outcome("second").unwrap().rank, Some(2), "the rank in the vacancy applied for");
    let border = result.trace.borders.iter().find(|one| one.kind == BorderKind::Refill).unwrap();
    assert_eq!((border.vacancy.as_str(), border.step.as_deref(), border.limit), ("umum", Some("U-1"), 1));

    // A cum laude pass needs no TWK; the general pool does.
    people[2] = of("pujian", person("second", 60, 105, 200, Some("75")));
    let result = run(&cpns(), &vacancies, &people, &[]).unwrap();
    assert_eq!(state(&result, "second"), State::WithoutPlace);
    assert_eq!(result.allocation["umum"].empty, 1);
    let below = why(&result, "second").into_iter().find_map(|one| match one {
        Statement::BelowRefillThreshold { refill, pool, key, mark, minimum } => {
            Some((refill.step, pool, key, mark.to_string(), minimum.to_string()))
        }
        _ => None,
    });
    let expected = ["U-1", "general", "twk", "60", "65"].map(str::to_owned);
    assert_eq!(below.map(|(a, b, c, d, e)| [a, b, c, d, e]), Some(expected));
}

#[test]
fn steps_follow_one_another_and_the_best_donor_comes_first() {
    let vacancies = [
        at("umum-x", "general", "x", 1),
        at("umum-y", "general", "y", 2),
        at("pujian-x", "cum_laude", "x", 1),
        at("khusus-x", "disability", "x", 1),
        at("khusus-y", "disability", "y", 1),
    ];
    let people = [
        strong("y1", "umum-y", "90"),
        strong("y2", "umum-y", "89"),
        strong("y3", "umum-y", "88"),
        strong("y4", "umum-y", "87"),
        strong("d1", "khusus-y", "80"),
        strong("d2", "khusus-y", "70"),
        strong("d3", "khusus-y", "60"),
    ];
    let result = run(&cpns(), &vacancies, &people, &[]).unwrap();
    // No special donor at x, so U-3 gives the general place at x to the best from elsewhere, whatever the pool.
    assert_eq!(code_and_place(&result, "y3"), placed("U-3", "umum-x"));
    assert_eq!(code_and_place(&result, "d2"), placed("E-1", "khusus-x"), "the same pool before any other");
    assert_eq!(code_and_place(&result, "y4"), placed("E-3", "pujian-x"), "a vacancy without applicants");
    assert_eq!(state(&result, "d3"), State::WithoutPlace);
    let lower = why(&result, "d3").into_iter().filter_map(|one| match one {
        Statement::Ranked { refill: Some(refill), side, comparisons, .. } => {
            Some((refill.step, side, comparisons.last().map(|last| last.result)))
        }
        _ => None,
    });
    let below = |step: &str| (step.to_owned(), Side::Outside, Some(ComparisonResult::Below));
    assert_eq!(lower.collect::<Vec<_>>(), [below("U-3"), below("E-1"), below("E-3")]);
}

#[test]
fn another_post_or_qualification_or_pool_without_step_gives_nobody() {
    let empty = at("empty", "general", "x", 1);
    let donors = |own: Vacancy, person: Participant| {
        let full = strong("full", "own", "99");
        run(&cpns(), &[empty.clone(), own], &[full, person], &[]).unwrap()
    };
    let own = at("own", "general", "y", 1);
    let donor = strong("donor", "own", "70");
    assert_eq!(code_and_place(&donors(own.clone(), donor.clone()), "donor"), placed("U-3", "empty"));
    let other_post = Vacancy { post: "clerk".into(), ..own.clone() };
    assert_eq!(state(&donors(other_post, donor.clone()), "donor"), State::WithoutPlace);
    let same_place = Vacancy { location: "x".into(), ..own.clone() };
    assert_eq!(state(&donors(same_place, donor.clone()), "donor"), State::WithoutPlace, "no step names it");

    let wide = Vacancy { qualification: vec!["5190068".into(), "7101010".into()], ..own.clone() };
    assert_eq!(
        state(&donors(wide.clone(), donor.clone()), "donor"),
        State::WithoutPlace,
        "education unknown"
    );
    let nurse = Participant { education: Some("5190068".into()), ..donor.clone() };
    assert_eq!(code_and_place(&donors(wide.clone(), nurse), "donor"), placed("U-3", "empty"));
    let other = Participant { education: Some("7101010".into()), ..donor };
    assert_eq!(state(&donors(wide, other), "donor"), State::WithoutPlace);
}

#[test]
fn a_step_that_is_to_confirm_is_applied_when_somebody_confirms_it() {
    let vacancies = [
        at("umum-x", "general", "x", 1),
        at("umum-y", "general", "y", 1),
        at("pujian-y", "cum_laude", "y", 1),
    ];
    let people = [
        strong("y1", "umum-y", "90"),
        strong("y2", "umum-y", "60"),
        strong("c1", "pujian-y", "80"),
        strong("c2", "pujian-y", "70"),
    ];
    let result = run(&cpns(), &vacancies, &people, &[]).unwrap();
    assert_eq!(code_and_place(&result, "c2"), placed("U-3", "umum-x"), "whatever the pool");
    let mut confirmed = cpns();
    confirmed.refill.as_mut().unwrap().steps[1].enabled = true;
    let result = run(&confirmed, &vacancies, &people, &[]).unwrap();
    assert_eq!(code_and_place(&result, "y2"), placed("U-2", "umum-x"), "general donors before special ones");
}

fn tie() -> ([Vacancy; 3], Vec<Participant>) {
    let vacancies = [
        at("umum", "general", "x", 1),
        at("pujian", "cum_laude", "x", 1),
        at("khusus", "disability", "x", 1),
    ];
    let people = vec![
        strong("c1", "pujian", "90"),
        strong("c2", "pujian", "70"),
        strong("k1", "khusus", "90"),
        strong("k2", "khusus", "70"),
    ];
    (vacancies, people)
}

#[test]
fn a_tie_for_an_empty_place_waits_for_a_ruling() {
    let (vacancies, people) = tie();
    let open = run(&cpns(), &vacancies, &people, &[]).unwrap();
    assert_eq!((open.allocation["umum"].empty, open.allocation["umum"].undecided), (0, 1));
    for code in ["c2", "k2"] {
        assert_eq!(state(&open, code), State::Undecided);
        let tied = Statement::Tied { tied: 2, places: 1, not_comparable: None };
        assert_eq!(why(&open, code).last(), Some(&tied));
    }
    let ruled = Ruling { vacancy: "umum".into(), ..ruling(&["k2", "c2"]) };
    let decided = run(&cpns(), &vacancies, &people, &[ruled]).unwrap();
    assert_eq!(code_and_place(&decided, "k2"), placed("U-1", "umum"));
    assert_eq!(state(&decided, "c2"), State::WithoutPlace);
    let stray = Ruling { vacancy: "pujian".into(), ..ruling(&["k2", "c2"]) };
    let Err(RunError::Inputs(findings)) = run(&cpns(), &vacancies, &people, &[stray]) else {
        panic!("accepted")
    };
    assert_eq!(findings[0].problem, InputProblem::RulingWithoutTie);
}

/// Whoever loses a tie over his own place may be better than those who wait for an empty one.
#[test]
fn an_empty_place_waits_while_somebody_undecided_may_have_the_better_right() {
    let vacancies = [at("pujian", "cum_laude", "x", 1), at("umum", "general", "x", 1)];
    let mut people = vec![
        strong("tied-1", "pujian", "80"),
        strong("tied-2", "pujian", "80"),
        strong("lower", "pujian", "70"),
    ];
    let open = run(&cpns(), &vacancies, &people, &[]).unwrap();
    assert_eq!(state(&open, "lower"), State::Undecided);
    assert_eq!((open.allocation["umum"].undecided, open.allocation["umum"].empty), (1, 0));
    assert_eq!(why(&open, "lower").last(), Some(&Statement::Waits { vacancy: "umum".into() }));
    let early = Ruling { vacancy: "umum".into(), ..ruling(&["lower", "tied-1"]) };
    assert!(run(&cpns(), &vacancies, &people, &[early]).is_err(), "there is no tie here yet");
    let ruled = Ruling { vacancy: "pujian".into(), ..ruling(&["tied-2", "tied-1"]) };
    let decided = run(&cpns(), &vacancies, &people, &[ruled]).unwrap();
    assert_eq!(code_and_place(&decided, "tied-1"), placed("U-1", "umum"));
    assert_eq!(state(&decided, "lower"), State::WithoutPlace);

    // Three empty places are enough, whoever of the two comes.
    let wider = [vacancies[0].clone(), at("umum", "general", "x", 3)];
    let open = run(&cpns(), &wider, &people, &[]).unwrap();
    assert_eq!(code_and_place(&open, "lower"), placed("U-1", "umum"));
    assert_eq!((open.allocation["umum"].undecided, open.allocation["umum"].empty), (2, 0));
    people.pop();
    let open = run(&cpns(), &wider, &people, &[]).unwrap();
    assert_eq!((open.allocation["umum"].undecided, open.allocation["umum"].empty), (2, 1));
}

fn leaving(participant: &str) -> [Departure; 1] {
    [Departure { participant: participant.into(), document: "Laporan 7/2025".into() }]
}

#[test]
fn who_leaves_is_replaced_by_the_next_in_rank_and_nobody_else_moves() {
    let vacancies = [at("umum", "general", "x", 2), at("pujian", "cum_laude", "x", 1)];
    let people = [
        strong("u1", "umum", "90"),
        strong("c1", "pujian", "80"),
        strong("c2", "pujian", "70"),
        strong("c3", "pujian", "60"),
    ];
    let first = run(&cpns(), &vacancies, &people, &[]).unwrap();
    assert_eq!(code_and_place(&first, "c2"), placed("U-1", "umum"));
    let second = replace(&cpns(), &first, &leaving("c1"), &vacancies, &people, &[]).unwrap();
    assert_eq!(code_and_place(&second, "c2"), placed("U-1", "umum"), "keeps the place that was announced");
    assert_eq!(code_and_place(&second, "c3"), placed("P/L", "pujian"));
    assert_eq!((code(&second, "c1"), second.outcome("c1").unwrap().rank), (Some("APS"), Some(1)));
    assert_eq!(why(&second, "c1").last(), Some(&Statement::Left { document: "Laporan 7/2025".into() }));
    assert_eq!(second.outcome("c3").unwrap().rank, Some(3));
    let third = replace(&cpns(), &second, &leaving("u1"), &vacancies, &people, &[]).unwrap();
    assert_eq!(third.allocation["umum"].empty, 1, "nobody is left for it");
    assert_eq!(third.replaces.unwrap().departures.len(), 2);
}

#[test]
fn a_departure_needs_a_place_a_document_and_a_clause() {
    let vacancies = [at("umum", "general", "x", 1)];
    let people = [strong("a", "umum", "90"), strong("b", "umum", "80")];
    let first = run(&cpns(), &vacancies, &people, &[]).unwrap();
    let problem = |rules: &Rules, departures: &[Departure]| {
        replace(rules, &first, departures, &vacancies, &people, &[]).map(|_| ()).unwrap_err()
    };
    let named = |error: RunError| match error {
        RunError::Inputs(findings) => findings[0].problem,
        other => panic!("{other}"),
    };
    assert_eq!(named(problem(&cpns(), &leaving("b"))), InputProblem::DepartureWithoutPlace);
    let blank = [Departure { document: " ".into(), ..leaving("a")[0].clone() }];
    assert_eq!(named(problem(&cpns(), &blank)), InputProblem::DepartureNotDocumented);
    let mut silent = cpns();
    silent.withdrawal = None;
    assert_eq!(problem(&silent, &leaving("a")), RunError::NoReplacement);
}
