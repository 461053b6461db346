//! Each shipped bundle is run again by this engine: the same outcomes and the same reasons.
#![expect(clippy::unwrap_used, reason = "helpers of tests should fail the test")]

mod support;

use std::fs;

use checker::{Rank, Verdict, draw, rank};
use support::{Folder, bundle, bundles};

/// A trace without the name of the engine that made it, which may be an earlier one.
fn reasons(text: &str) -> String {
    let (before, rest) = text.split_once("\"engine\":\"selection/").unwrap();
    let (_, after) = rest.split_once('"').unwrap();
    format!("{before}{after}")
}

#[test]
fn every_bundle_gives_the_same_outcomes_and_reasons() {
    let bundles = bundles();
    assert!(bundles.len() >= 3, "{bundles:?}");
    for name in bundles {
        let (from, to) = (bundle(&name), Folder::new(&format!("bundle-{name}")));
        let rulings = from.join("rulings.csv");
        let files = Rank {
            rules: from.join("rules.json"),
            vacancies: from.join("vacancies.csv"),
            participants: from.join("participants.csv"),
            out: to.path("outcomes.csv"),
            trace: Some(to.path("trace.jsonl")),
            rulings: rulings.exists().then_some(rulings),
            through: None,
            expect: Some(from.join("outcomes.csv")),
        };
        let verdict = rank(&files);
        assert!(matches!(verdict, Verdict::Same(_)), "{name}: {:#?}", verdict.lines());
        let read = |path| fs::read_to_string(path).unwrap();
        assert_eq!(read(from.join("outcomes.csv")), read(to.path("outcomes.csv")), "{name}");
        assert_eq!(
            reasons(&read(from.join("trace.jsonl"))),
            reasons(&read(to.path("trace.jsonl"))),
            "{name}"
        );
    }
}

#[test]
fn the_shipped_draw_is_repeated() {
    let verdict = draw(&bundle("draw-readers"));
    assert_eq!(verdict.ending(), 0, "{:#?}", verdict.lines());
    assert!(
        verdict
            .lines()
            .concat()
            .contains("inspektorat tidak menjanjikan atau tidak membuka rahasianya, digantikan cadangan-1")
    );
}
