//! Rule documents over time: old ones keep their meaning, parameters stand where they say, and no rule is younger
//! than the marks that it decides.
#![expect(clippy::unwrap_used, reason = "helpers of tests should fail the test")]

mod common;

use chrono::{DateTime, Utc};
use common::*;
use selection::{
    Amendment, Change, Dating, RuleProblem, Rules, RulesError, RunError, SHIPPED, State, canonical_hash,
    difference, run, run_dated, shipped,
};
use serde_json::json;

/// Rounds store the document of their day and its hash. Both must stay what they were.
#[test]
fn documents_of_version_1_are_read_as_before_and_keep_their_hash() {
    let old = [
        (
            include_str!("old/cpns-2024-version-1.json"),
            "79af9d5782fd287fd4e59bac83d8c47096a5ad185206d341f0ec614c6f639def",
        ),
        (
            include_str!("old/blud-professional-version-1.json"),
            "4678392bc76b1b7df5ef9a6cd5b52664e8233f38ac8a26a9425b215a8332db41",
        ),
    ];
    for (text, hash) in old {
        let rules = Rules::parse(text).unwrap();
        assert_eq!(canonical_hash(&rules).unwrap(), hash);
        let document: serde_json::Value = serde_json::from_str(text).unwrap();
        assert_eq!(canonical_hash(&document).unwrap(), hash, "nothing is added when it is written again");
    }
    // Without a clause on refill nothing is filled, as on the day that round was opened.
    let rules = Rules::parse(old[0].0).unwrap();
    let mut donor = person("donor", 100, 100, 200, Some("70"));
    donor.vacancy = "w".into();
    let best = selection::Participant { participant: "best".into(), ..donor.clone() };
    let mut other = vacancy("w", "cum_laude", 1);
    other.quota = 1;
    let people = [donor, born(best, "1990-01-01")];
    let run = run(&rules, &[vacancy("v", "general", 1), other], &people, &[]).unwrap();
    assert_eq!((state(&run, "donor"), run.allocation["v"].empty), (State::WithoutPlace, 1));
}

#[test]
fn every_parameter_stands_at_its_place_with_its_default() {
    for name in SHIPPED {
        let rules = shipped(name).unwrap();
        let document = serde_json::to_value(&rules).unwrap();
        assert!(!rules.parameters.is_empty(), "{name}");
        for parameter in &rules.parameters {
            assert_eq!(
                document.pointer(&parameter.at),
                Some(&parameter.default),
                "{name} {}",
                parameter.name
            );
        }
    }
}

#[test]
fn every_source_of_a_shipped_document_is_cited_somewhere() {
    for name in SHIPPED {
        let rules = shipped(name).unwrap();
        let text = serde_json::to_string(&rules).unwrap();
        for source in rules.sources.keys() {
            assert!(text.contains(&format!("source\":\"{source}\"")), "{name}: {source}");
        }
    }
}

type Fault = (fn(&mut Rules), &'static str, RuleProblem);

#[test]
fn faults_in_the_clauses_around_the_arithmetic_are_named() {
    let faults: [Fault; 12] = [
        (|r| r.parameters[0].at = "/nowhere".into(), "/parameters/0/at", RuleProblem::UnknownKey),
        (
            |r| r.parameters[1].name = r.parameters[0].name.clone(),
            "/parameters/1",
            RuleProblem::DuplicateName,
        ),
        (|r| r.pools.as_mut().unwrap().known.clear(), "/pools/known", RuleProblem::Empty),
        (
            |r| r.pools.as_mut().unwrap().known[1].code = "general".into(),
            "/pools/known/1",
            RuleProblem::DuplicateName,
        ),
        (|r| r.reuse.as_mut().unwrap().stage = "essay".into(), "/reuse/stage", RuleProblem::UnknownKey),
        (
            |r| r.refill.as_mut().unwrap().source = "hearsay".into(),
            "/refill/source",
            RuleProblem::UnknownSource,
        ),
        (
            |r| r.refill.as_mut().unwrap().steps[0].thresholds_of = Some("kalimantan".into()),
            "/refill/steps/0/thresholds_of",
            RuleProblem::UnknownKey,
        ),
        (
            |r| r.refill.as_mut().unwrap().steps[1].step = "U-1".into(),
            "/refill/steps/1",
            RuleProblem::DuplicateName,
        ),
        (
            |r| r.refill.as_mut().unwrap().steps[0].code.code.clear(),
            "/refill/steps/0/code",
            RuleProblem::MissingCode,
        ),
        (|r| r.objections[1].about = "administration".into(), "/objections/1", RuleProblem::DuplicateName),
        (
            |r| r.ranking.order.push(selection::Criterion::Category),
            "/ranking/order/7",
            RuleProblem::UnknownKey,
        ),
        (
            |r| r.disclosure.as_mut().unwrap().pools_never_beside_a_name.push("elves".into()),
            "/disclosure/pools_never_beside_a_name",
            RuleProblem::UnknownKey,
        ),
    ];
    for (spoil, pointer, problem) in faults {
        let mut rules = cpns();
        spoil(&mut rules);
        let findings = rules.validate();
        let named = findings.iter().any(|one| one.pointer == pointer && one.problem == problem);
        assert!(named, "{pointer} {problem:?} not in {findings:?}");
    }
    let misspelt =
        include_str!("../rules/cpns-2024.json").replacen("\"parts\"", "\"by_posts\": {}, \"parts\"", 1);
    assert!(
        matches!(Rules::parse(&misspelt), Err(RulesError::Json { .. })),
        "a clause that would be ignored"
    );
}

#[test]
fn the_difference_of_two_versions_names_each_value() {
    let before = cpns();
    let mut after = before.clone();
    after.version = 3;
    after.stages[0].shortlist.as_mut().unwrap().multiple = 4;
    after.refill.as_mut().unwrap().steps.pop();
    let changes = difference(&before, &after).unwrap();
    let at: Vec<_> = changes.iter().map(|change| change.at.as_str()).collect();
    assert_eq!(at, ["/refill/steps/5", "/stages/0/shortlist/multiple", "/version"]);
    let multiple = Change { at: at[1].to_owned(), before: Some(json!(3)), after: Some(json!(4)) };
    assert_eq!(changes[1], multiple);
    assert_eq!((changes[0].before.is_some(), &changes[0].after), (true, &None));
    assert_eq!(difference(&before, &before).unwrap(), []);
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

#[test]
fn rules_younger_than_the_first_mark_of_their_stage_are_refused_unless_signed() {
    let (vacancies, people) = ([vacancy("v", "general", 1)], [person("a", 100, 100, 200, Some("70"))]);
    let decide = |dating: &Dating, through| run_dated(&cpns(), dating, through, &vacancies, &people, &[]);
    let first_marks =
        [("skd".to_owned(), at("2024-10-16T01:00:00Z")), ("skb".to_owned(), at("2024-12-09T01:00:00Z"))];
    let before =
        Dating { rules_at: at("2024-08-01T00:00:00Z"), first_marks: first_marks.into(), amendment: None };
    assert!(decide(&before, "skb").is_ok());
    let same = Dating { rules_at: at("2024-10-16T01:00:00Z"), ..before.clone() };
    assert!(decide(&same, "skb").is_ok(), "not younger");
    let between = Dating { rules_at: at("2024-11-20T00:00:00Z"), ..before.clone() };
    let refused = |stage: &str| Err(RunError::RulesYoungerThanMarks { stage: stage.to_owned() });
    assert_eq!(decide(&between, "skb").map(|_| ()), refused("skd"));
    let late = Dating { rules_at: at("2025-01-05T00:00:00Z"), ..before };
    assert_eq!(decide(&late, "skd").map(|_| ()), refused("skd"));
    let signed = |legal_basis: &str, first: &str, second: &str| Dating {
        amendment: Some(Amendment {
            legal_basis: legal_basis.into(),
            officers: [first.into(), second.into()],
        }),
        ..between.clone()
    };
    assert!(decide(&signed("Keputusan 9/2024", "ketua", "sekretaris"), "skb").is_ok());
    assert!(decide(&signed("Keputusan 9/2024", "ketua", "ketua"), "skb").is_err());
    assert!(decide(&signed(" ", "ketua", "sekretaris"), "skb").is_err());
}

#[test]
fn marks_of_an_earlier_round_count_and_are_shown_as_such() {
    let reused = selection::Participant { reused: true, ..person("a", 100, 100, 200, Some("70")) };
    let run = run(&cpns(), &[vacancy("v", "general", 1)], &[reused], &[]).unwrap();
    assert_eq!(state(&run, "a"), State::Placed);
    let told = selection::why(&run, "a");
    assert_eq!(told.first(), Some(&selection::Statement::Reused { stage: "skd".into() }));
}

#[test]
fn age_may_be_known_by_its_rank_only() {
    let aged = |code: &str, order| selection::Participant {
        birth_date: None,
        birth_order: Some(order),
        ..person(code, 100, 100, 200, Some("70"))
    };
    let decide = |people: &[_]| run(&cpns(), &[vacancy("v", "general", 1)], people, &[]).unwrap();
    assert_eq!(decide(&[aged("young", 2), aged("old", 1)]).allocation["v"].placed, ["old"]);
    assert_eq!(decide(&[aged("a", 1), aged("b", 1)]).allocation["v"].undecided, 1, "born on one day");
    let dated = person("dated", 100, 100, 200, Some("70"));
    assert_eq!(decide(&[aged("a", 1), dated]).allocation["v"].undecided, 1, "not comparable");
}
