//! "Why this result": a participant reads the comparisons that decided, and nothing private of others.
#![expect(clippy::expect_used, reason = "helpers of tests should fail the test")]

mod common;

use common::*;
use selection::{
    BorderKind, Comparison, ComparisonResult, ComparisonValue, Criterion, Run, Side, Statement, run,
    run_through, why,
};

fn ranked(statements: &[Statement], kind: BorderKind) -> (Side, usize, Vec<Comparison>) {
    let found = statements.iter().find_map(|statement| match statement {
        Statement::Ranked { border, side, rank, comparisons, .. } if *border == kind => {
            Some((*side, *rank, comparisons.clone()))
        }
        _ => None,
    });
    found.expect("a place in the order")
}

fn line(key: &str, own: &str, other: &str, result: ComparisonResult) -> Comparison {
    let value = |text| Some(ComparisonValue::Mark(mark(text)));
    Comparison { criterion: Criterion::Higher(key.into()), own: value(own), other: value(other), result }
}

/// "SKD Anda 398, batas peserta SKB 398; TKP sama 188; TIU 120 kalah dari 125."
#[test]
fn budi_reads_that_his_tiu_decided_the_shortlist() {
    let people = [
        person("a", 100, 125, 190, None),
        person("b", 100, 125, 189, None),
        person("last", 85, 125, 188, None),
        person("budi", 90, 120, 188, None),
    ];
    let run = run_through(&cpns(), "skd", &[vacancy("v", "general", 1)], &people, &[]).unwrap();
    let (side, rank, comparisons) = ranked(&why(&run, "budi"), BorderKind::Shortlist);
    assert_eq!((side, rank), (Side::Outside, 4));
    assert_eq!(
        comparisons,
        [
            line("skd", "398", "398", ComparisonResult::Equal),
            line("tkp", "188", "188", ComparisonResult::Equal),
            line("tiu", "120", "125", ComparisonResult::Below),
        ]
    );
    let (side, _, comparisons) = ranked(&why(&run, "last"), BorderKind::Shortlist);
    assert_eq!(side, Side::Inside);
    assert_eq!(comparisons.last(), Some(&line("tiu", "125", "120", ComparisonResult::Above)));
    assert_eq!(run.trace.borders[0].comparisons, comparisons);
    assert!(why(&run, "stranger").is_empty());
}

#[test]
fn those_admitted_by_a_full_tie_read_so() {
    let people: Vec<_> = (0..5).map(|i| person(&format!("p{i}"), 85, 125, 188, None)).collect();
    let run = run_through(&cpns(), "skd", &[vacancy("v", "general", 1)], &people, &[]).unwrap();
    assert_eq!(ranked(&why(&run, "p4"), BorderKind::Shortlist), (Side::InsideByTie, 1, vec![]));
}

#[test]
fn each_missed_threshold_each_missing_mark_and_each_rounding_is_named() {
    let mut absent = person("absent", 85, 125, 188, None);
    absent.marks.remove("tiu");
    let people = [person("low", 60, 75, 200, None), absent, person("ani", 85, 125, 188, Some("66"))];
    let run = run(&cpns(), &[vacancy("v", "general", 1)], &people, &[]).unwrap();
    let below = |key: &str, own, minimum| Statement::BelowThreshold {
        stage: "skd".into(),
        key: key.into(),
        mark: mark(own),
        minimum: mark(minimum),
    };
    let low = why(&run, "low");
    assert!(low.contains(&below("twk", "60", "65")) && low.contains(&below("tiu", "75", "80")));
    assert_eq!(low.iter().filter(|one| matches!(one, Statement::BelowThreshold { .. })).count(), 2);
    let missing = Statement::Absent { stage: "skd".into(), components: vec!["tiu".into()] };
    assert_eq!(why(&run, "absent"), [missing]);
    let scaled = Statement::Scaled {
        stage: "skb".into(),
        out: "skd_100".into(),
        of: "skd".into(),
        value: mark("398"),
        from: mark("550"),
        to: mark("100"),
        decimals: 3,
        result: mark("72.364"),
    };
    assert!(why(&run, "ani").contains(&scaled));
    let weighed = why(&run, "ani").into_iter().find_map(|statement| match statement {
        Statement::Weighed { out, parts, result, .. } if out == "final" => Some((parts, result)),
        _ => None,
    });
    let (parts, result) = weighed.unwrap();
    assert_eq!(result, mark("68.546"));
    assert_eq!((parts[0].weight, parts[0].result), (mark("0.4"), mark("28.946")));
}

#[test]
fn grades_and_birth_dates_of_others_are_not_shown() {
    let older = born(person("older", 100, 100, 200, Some("70")), "1990-06-07");
    let younger = born(person("younger", 100, 100, 200, Some("70")), "1991-08-09");
    let run: Run = run(&cpns(), &[vacancy("v", "general", 1)], &[older, younger], &[]).unwrap();
    let statements = why(&run, "younger");
    let (side, _, comparisons) = ranked(&statements, BorderKind::Allocation);
    assert_eq!(side, Side::Outside);
    let last = comparisons.last().unwrap();
    assert_eq!((&last.criterion, last.result), (&Criterion::EarlierBirth, ComparisonResult::Below));
    assert_eq!(last.own, Some(ComparisonValue::BirthDate("1991-08-09".parse().unwrap())));
    let text = serde_json::to_string(&statements).unwrap();
    assert!(!text.contains("1990-06-07") && !text.contains("older"));
    assert_eq!(text.matches("3.5").count(), 1, "only the person's own grade: {text}");
}

#[test]
fn a_tie_and_a_ruling_on_it_are_told_to_those_concerned() {
    let people: Vec<_> = ["a", "b"].iter().map(|code| person(code, 100, 100, 200, Some("70"))).collect();
    let vacancies = [vacancy("v", "general", 1)];
    let open = run(&cpns(), &vacancies, &people, &[]).unwrap();
    let tied = Statement::Tied { tied: 2, places: 1, not_comparable: None };
    assert_eq!(why(&open, "a").last(), Some(&tied));
    let ruled = run(&cpns(), &vacancies, &people, &[ruling(&["b", "a"])]).unwrap();
    let second = Statement::Ruled { position: 2, tied: 2, places: 1, document: "Keputusan 1/2025".into() };
    assert!(why(&ruled, "a").contains(&second));
}

#[test]
fn a_run_survives_json() {
    let people = [person("a", 100, 100, 200, Some("70")), person("b", 100, 100, 200, Some("70"))];
    let run = run(&cpns(), &[vacancy("v", "general", 1)], &people, &[]).unwrap();
    let text = serde_json::to_string(&run).unwrap();
    assert_eq!(serde_json::from_str::<Run>(&text).unwrap(), run);
}
