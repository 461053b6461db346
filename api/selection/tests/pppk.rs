//! PPPK 2024: categories before marks, additions by certificate, ties, and refill from another unit.
#![expect(clippy::unwrap_used, reason = "helpers of tests should fail the test")]

mod common;

use common::*;
use selection::{
    Criterion, InputProblem, Participant, Rules, Run, RunError, State, Statement, Vacancy, run, shipped, why,
};

fn pppk() -> Rules {
    shipped("pppk-teknis-2024").unwrap()
}

fn applicant(code: &str, category: &str, marks: [u32; 4]) -> Participant {
    let mut one = person(code, 0, 0, 0, None);
    let names = ["technical", "managerial", "sociocultural", "interview"];
    let whole = |value: u32| mark(&value.to_string());
    one.marks = names.iter().zip(marks).map(|(name, value)| ((*name).to_owned(), whole(value))).collect();
    one.category = Some(category.to_owned()).filter(|category| !category.is_empty());
    one
}

fn with_percent(mut one: Participant, percent: &str) -> Participant {
    one.additions.insert("technical".into(), mark(percent));
    one
}

fn decide(quota: u32, people: &[Participant]) -> Run {
    run(&pppk(), &[vacancy("v", "general", quota)], people, &[]).unwrap()
}

/// "quota 2. A R3 510 (teknis 320); B R2 401; C R3 510 (teknis 330); D R4 560 -> B (category), C (teknis tie)."
#[test]
fn a_lower_mark_of_a_higher_category_wins() {
    let people = [
        applicant("a", "R3", [320, 90, 70, 30]),
        applicant("b", "R2", [250, 70, 55, 26]),
        applicant("c", "R3", [330, 85, 65, 30]),
        applicant("d", "R4", [360, 95, 70, 35]),
    ];
    let result = decide(2, &people);
    let finals: Vec<_> = people.iter().map(|one| value(&result, &one.participant, "final")).collect();
    assert_eq!(finals, ["510.000", "401.000", "510.000", "560.000"]);
    assert_eq!(result.allocation["v"].placed, ["b", "c"]);
    let codes: Vec<_> = people.iter().map(|one| code(&result, &one.participant).unwrap()).collect();
    assert_eq!(codes, ["R3", "R2/L", "R3/L", "R4"]);
    let decided = why(&result, "d").into_iter().find_map(|one| match one {
        Statement::Ranked { comparisons, .. } => comparisons.last().cloned(),
        _ => None,
    });
    let decided = decided.unwrap();
    assert_eq!(decided.criterion, Criterion::Category);
    assert!(decided.other.is_some(), "the category of the last one placed is published");
}

#[test]
fn the_tie_chain_is_technical_then_the_two_together_then_interview_then_age() {
    let winner =
        |one: Participant, other: Participant| decide(1, &[one, other]).allocation["v"].placed[0].clone();
    let technical = applicant("technical", "R3", [330, 80, 60, 30]);
    assert_eq!(winner(applicant("soft", "R3", [325, 85, 60, 30]), technical), "technical");
    let together = applicant("together", "R3", [325, 80, 66, 29]);
    assert_eq!(winner(applicant("interview", "R3", [325, 85, 60, 30]), together), "together");
    let young = born(applicant("young", "R3", [325, 85, 60, 30]), "1990-02-01");
    let old = born(applicant("old", "R3", [325, 80, 65, 30]), "1990-01-31");
    assert_eq!(winner(young, old), "old");
}

/// 10 % of 450 is 45; 35 %, 25 %, 15 % of 450 were published as 158, 113 and 68 in 2022.
#[test]
fn an_addition_is_a_rounded_percentage_of_the_maximum_and_is_capped() {
    let technical = |people: &[Participant], rules: &Rules| {
        let run = run(rules, &[vacancy("v", "general", 9)], people, &[]).unwrap();
        people.iter().map(|one| value(&run, &one.participant, "technical_with_addition")).collect::<Vec<_>>()
    };
    let base = || applicant("a", "R3", [300, 80, 60, 30]);
    assert_eq!(technical(&[base()], &pppk()), ["300.000"]);
    assert_eq!(technical(&[with_percent(base(), "10")], &pppk()), ["345.000"]);
    let high = applicant("a", "R3", [440, 80, 60, 30]);
    assert_eq!(technical(&[with_percent(high, "10")], &pppk()), ["450.000"]);
    let mut of_2022 = pppk();
    let form = &mut of_2022.stages[0].steps[0].form;
    let selection::StepForm::WithAddition { percent_maximum, .. } = form else { panic!("another form") };
    *percent_maximum = mark("35");
    for (percent, sum) in [("35", "258.000"), ("25", "213.000"), ("15", "168.000"), ("10", "145.000")] {
        let person = with_percent(applicant("a", "R3", [100, 80, 60, 30]), percent);
        assert_eq!(technical(&[person], &of_2022), [sum]);
    }
}

#[test]
fn what_the_rules_do_not_know_is_refused_by_name() {
    let problem = |person: Participant| {
        let Err(RunError::Inputs(findings)) = run(&pppk(), &[vacancy("v", "general", 1)], &[person], &[])
        else {
            panic!("accepted")
        };
        findings[0].problem
    };
    let base = applicant("a", "R3", [300, 80, 60, 30]);
    assert_eq!(problem(with_percent(base.clone(), "11")), InputProblem::AdditionAboveMaximum);
    let mut interview = base.clone();
    interview.additions.insert("interview".into(), mark("5"));
    assert_eq!(problem(interview), InputProblem::UnknownAddition);
    assert_eq!(problem(applicant("a", "R9", [300, 80, 60, 30])), InputProblem::UnknownCategory);
    assert_eq!(problem(Participant { reused: true, ..base }), InputProblem::UnknownReuse);
}

#[test]
fn a_post_with_a_shorter_test_has_its_own_maximum() {
    let short = Vacancy { post: "pengelola_umum_operasional".into(), ..vacancy("v", "general", 1) };
    let above = applicant("a", "R3", [230, 80, 60, 30]);
    let Err(RunError::Inputs(findings)) = run(&pppk(), std::slice::from_ref(&short), &[above], &[]) else {
        panic!("accepted")
    };
    assert_eq!(findings[0].problem, InputProblem::MarkAboveMaximum);
    let inside = with_percent(applicant("a", "R3", [200, 80, 60, 30]), "10");
    let result = run(&pppk(), &[short], &[inside], &[]).unwrap();
    assert_eq!(value(&result, "a", "technical_with_addition"), "223.000", "10 % of 225 is 22.5, half up");
}

#[test]
fn a_category_whose_priority_is_not_known_is_compared_with_none_but_itself() {
    let marks = |technical| [technical, 80, 60, 30];
    let mixed = [applicant("a", "R3T", marks(400)), applicant("b", "R4", marks(300))];
    let result = decide(1, &mixed);
    assert_eq!((state(&result, "a"), state(&result, "b")), (State::Undecided, State::Undecided));
    assert_eq!(result.trace.borders[0].not_comparable, Some(Criterion::Category));
    let alike = [applicant("a", "R3T", marks(400)), applicant("b", "R3T", marks(300))];
    assert_eq!(decide(1, &alike).allocation["v"].placed, ["a"]);
    let unknown = [applicant("a", "", marks(400)), applicant("b", "R4", marks(300))];
    assert_eq!(state(&decide(1, &unknown), "a"), State::Undecided);
    let none = [applicant("a", "", marks(400)), applicant("b", "", marks(300))];
    assert_eq!(decide(1, &none).allocation["v"].placed, ["a"], "a file without categories ranks by marks");
    assert_eq!(code(&decide(1, &none), "a"), Some("L"));
}

#[test]
fn an_empty_place_of_another_unit_goes_by_category_then_rank() {
    let full = Vacancy { location: "hospital".into(), ..vacancy("full", "general", 1) };
    let vacancies = [vacancy("v", "general", 1), full];
    let people: Vec<_> = [
        applicant("first", "R2", [300, 80, 60, 30]),
        applicant("second", "R4", [440, 99, 79, 39]),
        applicant("third", "R3", [310, 80, 60, 30]),
    ]
    .into_iter()
    .map(|one| Participant { vacancy: "full".into(), ..one })
    .collect();
    let result = run(&pppk(), &vacancies, &people, &[]).unwrap();
    assert_eq!((code(&result, "third"), state(&result, "second")), (Some("L-2"), State::WithoutPlace));
    assert_eq!(result.outcome("third").unwrap().placed_at.as_deref(), Some("v"));
}
