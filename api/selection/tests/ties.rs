//! The final tie chain, where it ends undecided, and what a ruling can and cannot do.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "helpers of tests should fail the test"
)]

mod common;

use common::*;
use selection::{GradeKind, InputProblem, Participant, Ruling, RunError, State, run};

fn decide(people: &[Participant], quota: u32, rulings: &[Ruling]) -> Result<selection::Run, RunError> {
    run(&cpns(), &[vacancy("v", "general", quota)], people, rulings)
}

fn problem(result: Result<selection::Run, RunError>) -> InputProblem {
    let Err(RunError::Inputs(findings)) = result else { panic!("accepted") };
    assert_eq!(findings[0].subject, "v");
    findings[0].problem
}

fn winner(first: Participant, second: Participant) -> String {
    let run = decide(&[first, second], 1, &[]).unwrap();
    assert_eq!(run.allocation["v"].undecided, 0);
    run.allocation["v"].placed[0].clone()
}

#[test]
fn equal_final_marks_go_by_skd_then_tkp_then_tiu_then_twk() {
    // 400 -> 72.727 -> 29.091 and 405 -> 73.636 -> 29.454: 0.363 more, taken back by 0.605 less in SKB.
    let first = winner(
        person("more-skd", 100, 100, 205, Some("70")),
        person("more-skb", 100, 100, 200, Some("70.605")),
    );
    assert_eq!(first, "more-skd");
    assert_eq!(
        winner(person("tiu", 100, 105, 195, Some("70")), person("tkp", 100, 100, 200, Some("70"))),
        "tkp"
    );
    assert_eq!(
        winner(person("twk", 105, 100, 195, Some("70")), person("tiu", 100, 105, 195, Some("70"))),
        "tiu"
    );
}

#[test]
fn then_by_grade_then_by_age() {
    let tied = |code: &str| person(code, 100, 100, 200, Some("70"));
    let better = with_grade(tied("better"), GradeKind::Ipk, "3.51");
    assert_eq!(winner(tied("usual"), better), "better");
    let school = |code, grade| with_grade(tied(code), GradeKind::Ijazah, grade);
    assert_eq!(winner(school("school-80", "80"), school("school-85", "85.25")), "school-85");
    assert_eq!(winner(born(tied("young"), "2000-02-01"), born(tied("old"), "1999-12-31")), "old");
}

#[test]
fn equal_birth_dates_stay_undecided_and_everybody_below_has_no_place() {
    let mut people: Vec<_> =
        ["a", "b", "c"].iter().map(|code| person(code, 100, 100, 200, Some("70"))).collect();
    people.push(person("top", 100, 100, 200, Some("90")));
    people.push(person("low", 100, 100, 200, Some("60")));
    let run = decide(&people, 3, &[]).unwrap();
    let places = &run.allocation["v"];
    assert_eq!((places.placed.as_slice(), places.empty, places.undecided), (&["top".to_owned()][..], 0, 2));
    for code in ["a", "b", "c"] {
        assert_eq!(state(&run, code), State::Undecided);
        assert_eq!(run.outcome(code).unwrap().rank, Some(2));
        assert_eq!(run.outcome(code).unwrap().code, None);
    }
    assert_eq!((state(&run, "low"), run.outcome("low").unwrap().rank), (State::WithoutPlace, Some(5)));
    let border = run.trace.borders.last().unwrap();
    assert_eq!(border.tied, ["a", "b", "c"]);
    assert_eq!(border.not_comparable, None);
}

#[test]
fn a_tie_that_does_not_cross_the_border_needs_no_ruling() {
    let people: Vec<_> = ["a", "b"].iter().map(|code| person(code, 100, 100, 200, Some("70"))).collect();
    let run = decide(&people, 2, &[]).unwrap();
    assert_eq!(run.allocation["v"].placed, ["a", "b"]);
    assert_eq!(problem(decide(&people, 2, &[ruling(&["b", "a"])])), InputProblem::RulingWithoutTie);
}

#[test]
fn grades_of_two_kinds_and_unknown_ones_are_not_compared() {
    let degree = person("degree", 100, 100, 200, Some("70"));
    let school = with_grade(person("school", 100, 100, 200, Some("70")), GradeKind::Ijazah, "88");
    let run = decide(&[degree.clone(), school], 1, &[]).unwrap();
    assert_eq!(state(&run, "degree"), State::Undecided);
    assert_eq!(state(&run, "school"), State::Undecided);
    assert_eq!(run.trace.borders.last().unwrap().not_comparable, Some(selection::Criterion::HigherGrade));
    let mut unknown = person("unknown", 100, 100, 200, Some("70"));
    unknown.grade = None;
    assert_eq!(state(&decide(&[degree.clone(), unknown], 1, &[]).unwrap(), "degree"), State::Undecided);
    let mut undated = person("undated", 100, 100, 200, Some("70"));
    undated.birth_date = None;
    let run = decide(&[degree, undated], 1, &[]).unwrap();
    assert_eq!(run.trace.borders.last().unwrap().not_comparable, Some(selection::Criterion::EarlierBirth));
}

#[test]
fn a_ruling_decides_what_the_law_leaves_open() {
    let people: Vec<_> = ["a", "b", "c"].iter().map(|code| person(code, 100, 100, 200, Some("70"))).collect();
    let run = decide(&people, 2, &[ruling(&["c", "a", "b"])]).unwrap();
    assert_eq!(run.allocation["v"].placed, ["c", "a"]);
    assert_eq!(run.allocation["v"].undecided, 0);
    assert_eq!(state(&run, "b"), State::WithoutPlace);
    let ranks: Vec<_> = ["c", "a", "b"].iter().map(|code| run.outcome(code).unwrap().rank.unwrap()).collect();
    assert_eq!(ranks, [1, 2, 3]);
    assert_eq!(run.trace.borders.last().unwrap().ruling.as_deref(), Some("Keputusan 1/2025"));
    assert_ne!(run.inputs_hash, decide(&people, 2, &[]).unwrap().inputs_hash);
}

#[test]
fn a_ruling_must_name_exactly_those_tied_and_be_signed_by_two() {
    let people: Vec<_> = ["a", "b", "c"].iter().map(|code| person(code, 100, 100, 200, Some("70"))).collect();
    for order in [&["a", "b"][..], &["a", "b", "stranger"], &["a", "b", "b"], &["a", "b", "c", "a"]] {
        assert_eq!(problem(decide(&people, 2, &[ruling(order)])), InputProblem::RulingWithoutTie);
    }
    let mut alone = ruling(&["a", "b", "c"]);
    alone.officers = ["same".into(), "same".into()];
    assert_eq!(problem(decide(&people, 2, &[alone])), InputProblem::RulingNotSigned);
    let mut unwritten = ruling(&["a", "b", "c"]);
    unwritten.document = String::new();
    assert_eq!(problem(decide(&people, 2, &[unwritten])), InputProblem::RulingNotSigned);
    let twice = [ruling(&["a", "b", "c"]), ruling(&["c", "b", "a"])];
    assert_eq!(problem(decide(&people, 2, &twice)), InputProblem::DuplicateRuling);
    let skd = selection::run_through(&cpns(), "skd", &[vacancy("v", "general", 2)], &people, &twice[..1]);
    assert_eq!(problem(skd), InputProblem::RulingWithoutTie);
}

fn tied(code: &str, kind: GradeKind, grade: &str) -> Participant {
    with_grade(person(code, 100, 100, 200, Some("70")), kind, grade)
}

#[test]
fn a_ruling_turns_nothing_round() {
    let people = [
        tied("degree-39", GradeKind::Ipk, "3.9"),
        tied("degree-30", GradeKind::Ipk, "3.0"),
        tied("school-88", GradeKind::Ijazah, "88"),
        tied("school-80", GradeKind::Ijazah, "80"),
    ];
    let wrong = decide(&people, 2, &[ruling(&["degree-30", "school-88", "degree-39", "school-80"])]);
    assert_eq!(problem(wrong), InputProblem::RulingAgainstRules);
    let run = decide(&people, 2, &[ruling(&["school-88", "school-80", "degree-39", "degree-30"])]).unwrap();
    assert_eq!(run.allocation["v"].placed, ["school-88", "school-80"]);
    assert_eq!(run.outcome("degree-30").unwrap().rank, Some(4));
}

/// What the law leaves open is a pair of people, not everybody who is equal up to there.
#[test]
fn who_is_not_comparable_with_one_still_stands_where_the_law_puts_him_among_the_others() {
    let people = [
        tied("degree-39", GradeKind::Ipk, "3.9"),
        tied("degree-35", GradeKind::Ipk, "3.5"),
        tied("degree-30", GradeKind::Ipk, "3.0"),
        tied("school", GradeKind::Ijazah, "88"),
    ];
    let run = decide(&people, 2, &[]).unwrap();
    assert_eq!(run.allocation["v"].placed, ["degree-39"], "second at worst");
    assert_eq!(state(&run, "degree-30"), State::WithoutPlace, "third at best");
    assert_eq!((state(&run, "degree-35"), state(&run, "school")), (State::Undecided, State::Undecided));
    let border = run.trace.borders.last().unwrap();
    assert_eq!((border.tied.as_slice(), border.inside), (&["degree-35".to_owned(), "school".into()][..], 1));
    assert_eq!(border.not_comparable, Some(selection::Criterion::HigherGrade));
    let ranks: Vec<_> = people.iter().map(|one| run.outcome(&one.participant).unwrap().rank).collect();
    assert_eq!(ranks, [Some(1), Some(2), Some(3), Some(1)]);
    let ruled = decide(&people, 2, &[ruling(&["school", "degree-35"])]).unwrap();
    assert_eq!(ruled.allocation["v"].placed, ["degree-39", "school"]);
    let ranks: Vec<_> = people.iter().map(|one| ruled.outcome(&one.participant).unwrap().rank).collect();
    assert_eq!(ranks, [Some(1), Some(3), Some(4), Some(2)]);
}
