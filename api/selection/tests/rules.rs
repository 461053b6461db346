//! Rule documents: the shipped ones, their faults when tampered with, hashes, and a round of one's own.

mod common;

use common::*;
use selection::{
    Criterion, Mark, MarkError, Participant, RuleProblem, Rules, RulesError, SHIPPED, State, Text, Vacancy,
    canonical_hash, inputs_hash, run, shipped,
};

#[test]
fn every_shipped_document_is_whole_and_survives_json() {
    for name in SHIPPED {
        let rules = shipped(name).unwrap();
        assert_eq!(rules.rule_id, name);
        let text = serde_json::to_string(&rules).unwrap();
        assert_eq!(Rules::parse(&text).unwrap(), rules);
    }
    assert_eq!(shipped("cpns-1999"), Err(RulesError::NotShipped));
}

type Fault = (fn(&mut Rules), &'static str, RuleProblem);

#[test]
fn each_fault_is_named_with_its_place() {
    let faults: [Fault; 14] = [
        (|r| r.ranking.source = "hearsay".into(), "/ranking/source", RuleProblem::UnknownSource),
        (|r| r.ranking.order.clear(), "/ranking/order", RuleProblem::Empty),
        (
            |r| r.ranking.order.push(Criterion::Higher("essay".into())),
            "/ranking/order/7",
            RuleProblem::UnknownKey,
        ),
        (|r| r.components[0].decimals = 4, "/components/0/decimals", RuleProblem::Decimals),
        (|r| r.components[0].maximum = Mark::ZERO, "/components/0/maximum", RuleProblem::Zero),
        (|r| r.components[1].code = "twk".into(), "/components/1/code", RuleProblem::DuplicateName),
        (|r| r.stages[1].components.clear(), "/components/3", RuleProblem::UnusedComponent),
        (|r| r.stages.swap(0, 1), "/stages/0/steps/1/form/scale/of", RuleProblem::UnknownKey),
        (
            |r| r.stages[0].shortlist.as_mut().unwrap().multiple = 0,
            "/stages/0/shortlist/multiple",
            RuleProblem::Zero,
        ),
        (
            |r| r.stages[0].shortlist.as_mut().unwrap().order.push(Criterion::EarlierBirth),
            "/stages/0/shortlist/order",
            RuleProblem::ShortlistByPerson,
        ),
        (
            |r| r.stages[1].shortlist = r.stages[0].shortlist.clone(),
            "/stages/1/shortlist",
            RuleProblem::ShortlistInLastStage,
        ),
        (
            |r| {
                let pools = &mut r.stages[0].thresholds.as_mut().unwrap().by_pool;
                pools.insert("general".into(), Some([("twk".to_owned(), mark("151"))].into()));
            },
            "/stages/0/thresholds/by_pool/general/twk",
            RuleProblem::AboveMaximum,
        ),
        (|r| drop(r.codes.by_state.remove(&State::Absent)), "/codes/by_state", RuleProblem::MissingCode),
        (
            |r| r.eligibility.as_mut().unwrap().requirements[0].source.clear(),
            "/eligibility/requirements/0",
            RuleProblem::Requirement,
        ),
    ];
    for (spoil, pointer, problem) in faults {
        let mut rules = cpns();
        spoil(&mut rules);
        let findings = rules.validate();
        let named = findings.iter().any(|one| one.pointer == pointer && one.problem == problem);
        assert!(named, "{pointer} {problem:?} not in {findings:?}");
        assert!(run(&rules, &[], &[], &[]).is_err());
    }
}

#[test]
fn weights_must_add_up_and_divisors_must_not_be_zero() {
    let text = include_str!("../rules/cpns-2024.json");
    for (from, to, problem) in [
        (r#""weight": "0.6""#, r#""weight": "0.5""#, RuleProblem::WeightsNotOne),
        (r#""from": "550""#, r#""from": "0""#, RuleProblem::Zero),
        (r#""from": "550""#, r#""from": "0.001""#, RuleProblem::TooLarge),
    ] {
        let text = text.replace(from, to).replace(r#""maximum": "225""#, r#""maximum": "999999""#);
        let Err(RulesError::Invalid(findings)) = Rules::parse(&text) else { panic!("{problem:?} accepted") };
        assert!(findings.iter().any(|one| one.problem == problem), "{problem:?} not in {findings:?}");
    }
}

#[test]
fn what_the_engine_does_not_know_is_refused_at_its_line() {
    let text = include_str!("../rules/cpns-2024.json");
    let Err(RulesError::Json { line, .. }) = Rules::parse(&text.replacen("\"valid_for\"", "\"dice\"", 1))
    else {
        panic!("accepted")
    };
    assert!(line > 1);
    assert!(Rules::parse(&text.replace("\"undecided\"", "\"coin_toss\"")).is_err());
    assert!(Rules::parse(&text.replace("\"150\"", "150.0")).is_err(), "marks are decimal strings");
}

#[test]
fn hashes_see_content_and_not_layout_or_row_order() {
    let rules = cpns();
    let pretty = serde_json::to_string_pretty(&rules).unwrap();
    let hash = canonical_hash(&rules).unwrap();
    assert_eq!(canonical_hash(&Rules::parse(&pretty).unwrap()).unwrap(), hash);
    let mut other = rules.clone();
    other.title = Text { id: "lain".into(), en: "other".into() };
    assert_ne!(canonical_hash(&other).unwrap(), hash);
    // RFC 8785: keys sorted, no blanks. SHA-256 of {"a":"1","b":[true]}, computed with coreutils.
    let value = serde_json::json!({ "b": [true], "a": "1" });
    assert_eq!(
        canonical_hash(&value).unwrap(),
        "6b5c665df4cd11d0cc0d668ee0cf84eaae461e36d39b7737ea968bdf283d673a"
    );

    let vacancies = [vacancy("v", "general", 1), vacancy("w", "general", 1)];
    let people = [person("b", 65, 80, 166, None), person("a", 65, 80, 166, None)];
    let whole = serde_json::json!({
        "vacancies": vacancies, "rulings": [], "participants": [people[1], people[0]],
    });
    let hash = inputs_hash(&vacancies, &people, &[]).unwrap();
    assert_eq!(hash, canonical_hash(&whole).unwrap());
    let turned: Vec<Vacancy> = vacancies.iter().rev().cloned().collect();
    assert_eq!(inputs_hash(&turned, &people, &[]).unwrap(), hash);
    let raised = [person("b", 70, 80, 166, None), people[1].clone()];
    assert_ne!(inputs_hash(&vacancies, &raised, &[]).unwrap(), hash);
}

fn blud(code: &str, practice: &str, interview: &str) -> Participant {
    let mut one = person(code, 0, 0, 0, None);
    one.marks = [("practice".to_owned(), mark(practice)), ("interview".to_owned(), mark(interview))].into();
    one
}

#[test]
fn a_round_of_its_own_runs_from_its_rules_alone() {
    let rules = shipped("blud-professional").unwrap();
    let ineligible = flagged(blud("papers", "99", "99"), selection::Flag::Ineligible, None);
    let mut absent = blud("absent", "99", "99");
    absent.marks.remove("interview");
    let people = [
        blud("ani", "80.25", "70"),
        blud("budi", "70", "90"),
        blud("cici", "60", "60"),
        blud("dedi", "95", "59.99"),
        ineligible,
        absent,
    ];
    let run = run(&rules, &[vacancy("v", "general", 1)], &people, &[]).unwrap();
    assert_eq!(value(&run, "ani", "final"), "76.150");
    assert_eq!(value(&run, "budi", "final"), "78.000");
    let codes: Vec<_> = people.iter().map(|one| code(&run, &one.participant).unwrap()).collect();
    assert_eq!(codes, ["P", "L", "TL", "TL", "TMS", "TH"]);
}

#[test]
fn marks_are_read_and_written_exactly() {
    for (text, written) in
        [("0", "0"), ("72.5", "72.5"), ("0075.900", "75.9"), ("100.0000", "100"), ("0.001", "0.001")]
    {
        assert_eq!(mark(text).to_string(), written);
        assert_eq!(serde_json::to_string(&mark(text)).unwrap(), format!("\"{written}\""));
    }
    for text in ["", ".", "1.", ".5", "-1", "+1", "1,5", "1e3", " 1", "1.2.3", "٣", "NaN"] {
        assert_eq!(text.parse::<Mark>(), Err(MarkError::NotADecimal), "{text}");
    }
    assert_eq!("1.0001".parse::<Mark>(), Err(MarkError::TooManyDecimals));
    assert_eq!("1000000000".parse::<Mark>(), Err(MarkError::TooLarge));
    let half_up = |value: &str, decimals| mark(value).ratio_half_up(Mark::ONE, Mark::ONE, decimals).unwrap();
    assert_eq!(half_up("157.5", 0), mark("158"));
    assert_eq!(half_up("112.5", 0), mark("113"), "half to even would give 112");
    assert_eq!(half_up("67.499", 0), mark("67"));
    assert_eq!(half_up("67.45", 1), mark("67.5"));
}
