//! What a notice about further tests may not leave out or ask for too much of (regulations 1.4).

mod common;

use common::*;
use selection::{
    FurtherTest, FurtherTests, NoticeProblem as Problem, Profile, TestKind, check_notice, shipped,
};

fn test(kind: TestKind, weight: &str) -> FurtherTest {
    FurtherTest { kind: Some(kind), weight: Some(mark(weight)), eliminating: false, criteria: None }
}

fn notice(main: &str, tests: Vec<FurtherTest>) -> FurtherTests {
    FurtherTests { main_weight: Some(mark(main)), tests }
}

fn problems(profile: Profile, notice: &FurtherTests) -> Vec<Problem> {
    check_notice(&cpns(), profile, notice).iter().map(|finding| finding.message_code).collect()
}

#[test]
fn a_city_may_have_one_further_test_of_forty_percent() {
    assert_eq!(problems(Profile::Regional, &notice("1", vec![])), []);
    assert_eq!(problems(Profile::Regional, &notice("0.6", vec![test(TestKind::Practice, "0.4")])), []);
    let more = notice("0.59", vec![test(TestKind::Practice, "0.41")]);
    assert_eq!(problems(Profile::Regional, &more), [Problem::FurtherWeightTooHigh]);
    let two = notice("0.7", vec![test(TestKind::Practice, "0.2"), test(TestKind::Fitness, "0.1")]);
    assert_eq!(problems(Profile::Regional, &two), [Problem::TooManyKinds]);
    assert_eq!(problems(Profile::Central, &two), []);
}

#[test]
fn a_city_may_not_interview_and_a_ministry_only_a_little() {
    let talk = notice("0.9", vec![test(TestKind::Interview, "0.1")]);
    assert_eq!(problems(Profile::Regional, &talk), [Problem::InterviewNotAllowed]);
    assert_eq!(problems(Profile::Central, &talk), []);
    let unweighted = notice("1", vec![test(TestKind::Interview, "0")]);
    assert_eq!(problems(Profile::Regional, &unweighted), [Problem::InterviewNotAllowed]);
    let long = notice("0.89", vec![test(TestKind::Interview, "0.11")]);
    assert_eq!(problems(Profile::Central, &long), [Problem::InterviewWeightTooHigh]);
}

#[test]
fn kind_weight_and_criteria_must_be_stated_and_the_clause_is_named() {
    let silent = FurtherTest { kind: None, weight: None, eliminating: true, criteria: Some("  ".into()) };
    let findings = check_notice(&cpns(), Profile::Regional, &notice("1", vec![silent]));
    let codes: Vec<_> = findings.iter().map(|finding| finding.message_code).collect();
    assert_eq!(codes, [Problem::KindMissing, Problem::WeightMissing, Problem::EliminatingWithoutCriteria]);
    for finding in &findings {
        assert_eq!(finding.clause.document, "PermenPANRB 6/2024");
        assert_eq!(finding.clause.clause, "pasal 22");
        assert_eq!(finding.test, Some(0));
    }
    let nothing = FurtherTests { main_weight: None, tests: vec![] };
    assert_eq!(problems(Profile::Central, &nothing), [Problem::MainWeightMissing]);
    let mut fit = test(TestKind::Fitness, "0");
    fit.eliminating = true;
    fit.criteria = Some("Lari 12 menit kurang dari 1.600 meter".into());
    assert_eq!(problems(Profile::Regional, &notice("1", vec![fit])), []);
}

#[test]
fn weights_add_up_to_one_and_the_main_test_has_half() {
    let short = notice("0.5", vec![test(TestKind::Practice, "0.4")]);
    assert_eq!(problems(Profile::Regional, &short), [Problem::WeightsDoNotSum]);
    let bp2mi =
        notice("0.5", vec![test(TestKind::Practice, "0.35"), test(TestKind::AcademicPotential, "0.15")]);
    assert_eq!(problems(Profile::Central, &bp2mi), []);
    let small = notice("0.49", vec![test(TestKind::Practice, "0.51")]);
    assert_eq!(
        problems(Profile::Central, &small),
        [Problem::FurtherWeightTooHigh, Problem::MainWeightTooLow]
    );
    let absurd = notice("1", vec![test(TestKind::Practice, "999999999"), test(TestKind::Other, "999999999")]);
    assert!(problems(Profile::Central, &absurd).contains(&Problem::WeightsDoNotSum));
}

#[test]
fn rules_without_such_limits_break_nothing() {
    let rules = shipped("blud-professional").unwrap();
    let talk = notice("0.2", vec![test(TestKind::Interview, "0.8")]);
    assert_eq!(check_notice(&rules, Profile::Regional, &talk), []);
}
