//! The worked examples of the regulations on CPNS 2024: thresholds, shortlist, field test, integration.

mod common;

use common::*;
use selection::{
    Flag, FurtherTest, FurtherTests, InputProblem, Minimums, Profile, RunError, State, TestKind, run,
    run_through,
};

#[test]
fn the_same_marks_fail_as_general_and_pass_as_cum_laude() {
    let rules = cpns();
    let marks = person("ani", 60, 115, 200, None);
    let general =
        run_through(&rules, "skd", &[vacancy("v", "general", 1)], std::slice::from_ref(&marks), &[]).unwrap();
    assert_eq!(code(&general, "ani"), Some("TL"));
    let praised = run_through(&rules, "skd", &[vacancy("v", "cum_laude", 1)], &[marks], &[]).unwrap();
    assert_eq!(code(&praised, "ani"), Some("P/L"));
    assert_eq!(value(&praised, "ani", "skd"), "375.000");
}

#[test]
fn thresholds_are_inclusive_and_each_counts() {
    let rules = cpns();
    let people = [
        person("exact", 65, 80, 166, None),
        person("low-twk", 60, 80, 166, None),
        person("low-tiu", 65, 75, 166, None),
        person("low-tkp", 65, 80, 165, None),
    ];
    let run = run_through(&rules, "skd", &[vacancy("v", "general", 9)], &people, &[]).unwrap();
    assert_eq!(state(&run, "exact"), State::GoesOn);
    for low in ["low-twk", "low-tiu", "low-tkp"] {
        assert_eq!(state(&run, low), State::BelowThreshold, "{low}");
    }
}

#[test]
fn the_lower_pools_ask_for_tiu_and_the_sum() {
    let rules = cpns();
    for pool in ["disability", "papua", "underdeveloped_region"] {
        let people = [
            person("in", 20, 60, 206, None),
            person("sum", 20, 60, 205, None),
            person("tiu", 30, 55, 220, None),
        ];
        let run = run_through(&rules, "skd", &[vacancy("v", pool, 9)], &people, &[]).unwrap();
        assert_eq!(state(&run, "in"), State::GoesOn, "{pool}");
        assert_eq!(state(&run, "sum"), State::BelowThreshold, "{pool}");
        assert_eq!(state(&run, "tiu"), State::BelowThreshold, "{pool}");
    }
}

#[test]
fn a_post_may_have_thresholds_of_its_own() {
    let mut rules = cpns();
    let minimums: Minimums = [("tiu".to_owned(), mark("70")), ("skd".to_owned(), mark("286"))].into();
    let thresholds = rules.stages[0].thresholds.as_mut().unwrap();
    thresholds.by_post.insert("nurse".into(), [("general".to_owned(), minimums)].into());
    let people = [person("rescuer", 50, 70, 166, None)];
    let own = run_through(&rules, "skd", &[vacancy("v", "general", 1)], &people, &[]).unwrap();
    assert_eq!(state(&own, "rescuer"), State::GoesOn);
    let usual = run_through(&cpns(), "skd", &[vacancy("v", "general", 1)], &people, &[]).unwrap();
    assert_eq!(state(&usual, "rescuer"), State::BelowThreshold);
}

#[test]
fn a_pool_without_thresholds_refuses_its_vacancies_by_name_and_not_the_run() {
    let mut other = person("budi", 100, 100, 200, Some("80"));
    other.vacancy = "borneo".into();
    let mut third = person("cici", 100, 100, 200, Some("80"));
    third.vacancy = "unheard".into();
    let vacancies = [
        vacancy("v", "general", 1),
        vacancy("borneo", "kalimantan", 1),
        vacancy("unheard", "no-such-pool", 1),
    ];
    let people = [person("ani", 100, 100, 200, Some("80")), other, third];
    let run = run(&cpns(), &vacancies, &people, &[]).unwrap();
    let refused: Vec<&str> = run.refused.iter().map(|refusal| refusal.vacancy.as_str()).collect();
    assert_eq!(refused, ["borneo", "unheard"]);
    assert_eq!(run.refused[0].pool, "kalimantan");
    assert_eq!(state(&run, "ani"), State::Placed);
    assert_eq!((state(&run, "budi"), code(&run, "budi")), (State::VacancyRefused, None));
    assert_eq!(run.allocation.keys().collect::<Vec<_>>(), ["v"]);
}

/// Kemenkumham Jawa Barat 2023: 82 places, so 246; numbers 246 and 247 are equal four ways.
#[test]
fn two_hundred_and_forty_seven_are_admitted_for_eighty_two_places() {
    let mut people: Vec<_> =
        (0..245).map(|i| person(&format!("above-{i:03}"), 100, 125, 188, None)).collect();
    people.push(person("tied-a", 85, 125, 188, None));
    people.push(person("tied-b", 85, 125, 188, None));
    people.push(person("loses-on-tiu", 90, 120, 188, None));
    let run = run_through(&cpns(), "skd", &[vacancy("v", "general", 82)], &people, &[]).unwrap();
    let admitted = run.outcomes.iter().filter(|outcome| outcome.state == State::GoesOn).count();
    assert_eq!(admitted, 247);
    assert_eq!(code(&run, "tied-a"), Some("P/L"));
    assert_eq!(code(&run, "tied-b"), Some("P/L"));
    assert_eq!(code(&run, "loses-on-tiu"), Some("P"));
    assert_eq!(value(&run, "loses-on-tiu", "skd"), value(&run, "tied-a", "skd"));
    let border = &run.trace.borders[0];
    assert_eq!((border.limit, border.inside, border.candidates), (246, 247, 248));
    assert_eq!(border.first_outside.as_deref(), Some("loses-on-tiu"));
}

#[test]
fn a_tie_of_totals_alone_admits_nobody_beyond_three_times() {
    let people = [
        person("a", 90, 120, 190, None),
        person("b", 90, 120, 190, None),
        person("c", 90, 120, 188, None),
        person("d", 92 - 2, 122 - 2, 187, None),
        person("e", 85, 125, 188, None),
    ];
    let run = run_through(&cpns(), "skd", &[vacancy("v", "general", 1)], &people, &[]).unwrap();
    assert_eq!(state(&run, "e"), State::GoesOn, "398 with TIU 125");
    assert_eq!(state(&run, "c"), State::OutsideShortlist, "398 with TIU 120");
}

#[test]
fn integration_rounds_half_up_at_every_step() {
    // SKD 437 with SKB 75.900, and SKD 398 with SKB 66.000.
    let people = [person("ani", 120, 120, 197, Some("75.9")), person("budi", 85, 125, 188, Some("66"))];
    let run = run(&cpns(), &[vacancy("v", "general", 2)], &people, &[]).unwrap();
    assert_eq!(value(&run, "ani", "skd_100"), "79.455");
    assert_eq!(value(&run, "ani", "skd_weighted"), "31.782");
    assert_eq!(value(&run, "ani", "skb_weighted"), "45.540");
    assert_eq!(value(&run, "ani", "final"), "77.322");
    assert_eq!(value(&run, "budi", "skd_100"), "72.364");
    assert_eq!(value(&run, "budi", "skd_weighted"), "28.946", "28.945 without rounding in between");
    assert_eq!(value(&run, "budi", "skb_weighted"), "39.600");
    assert_eq!(value(&run, "budi", "final"), "68.546");
}

#[test]
fn a_further_test_counts_with_its_weight_for_the_posts_that_have_it() {
    let practice = FurtherTest {
        kind: Some(TestKind::Practice),
        weight: Some(mark("0.4")),
        eliminating: false,
        criteria: None,
    };
    let notice = FurtherTests { main_weight: Some(mark("0.6")), tests: vec![practice] };
    let rules = cpns().with_further_tests(Profile::Regional, "nurse", &notice).unwrap();
    assert_eq!(rules.validate(), []);
    let twice = rules.with_further_tests(Profile::Regional, "midwife", &notice).unwrap();
    assert_eq!(twice.validate(), []);
    let heavy = FurtherTests { main_weight: Some(mark("0.5")), ..notice };
    assert!(cpns().with_further_tests(Profile::Regional, "nurse", &heavy).is_err());
    let mut clerk_vacancy = vacancy("desk", "general", 1);
    clerk_vacancy.post = "clerk".into();
    let mut nurse = person("nurse", 120, 120, 197, Some("72.5"));
    nurse.marks.insert("skb_extra".into(), mark("81"));
    let mut clerk = person("clerk", 120, 120, 197, Some("72.5"));
    clerk.vacancy = "desk".into();
    let no_practice = person("nurse-without-practice", 120, 120, 197, Some("99"));
    let vacancies = [vacancy("v", "general", 3), clerk_vacancy];
    let run = run(&rules, &vacancies, &[nurse, clerk, no_practice], &[]).unwrap();
    assert_eq!(value(&run, "nurse", "skb_cat_weighted"), "43.500");
    assert_eq!(value(&run, "nurse", "skb_extra_weighted"), "32.400");
    assert_eq!(value(&run, "nurse", "skb"), "75.900");
    assert_eq!(value(&run, "clerk", "skb"), "72.500");
    assert_eq!(code(&run, "nurse-without-practice"), Some("TH"));
}

#[test]
fn a_second_further_test_has_no_mark_where_no_notice_gives_it_a_weight() {
    let test = |weight| FurtherTest {
        kind: Some(TestKind::Practice),
        weight: Some(mark(weight)),
        eliminating: false,
        criteria: None,
    };
    let notice = FurtherTests { main_weight: Some(mark("0.5")), tests: vec![test("0.3"), test("0.2")] };
    let rules = cpns().with_further_tests(Profile::Central, "nurse", &notice).unwrap();
    assert_eq!(rules.validate(), []);
    let mut nurse = person("nurse", 120, 120, 197, Some("80"));
    nurse.marks.extend([("skb_extra".to_owned(), mark("90")), ("skb_extra_2".to_owned(), mark("70"))]);
    let decided = run(&rules, &[vacancy("v", "general", 1)], std::slice::from_ref(&nurse), &[]).unwrap();
    assert_eq!(value(&decided, "nurse", "skb"), "81.000");
    let mut desk = vacancy("v", "general", 1);
    desk.post = "clerk".into();
    let Err(RunError::Inputs(findings)) = run(&rules, &[desk], &[nurse], &[]) else { panic!("it was run") };
    let found: Vec<_> = findings.iter().map(|one| (one.field.as_deref(), one.problem)).collect();
    let problem = InputProblem::MarkWithoutWeight;
    assert_eq!(found, [(Some("skb_extra"), problem), (Some("skb_extra_2"), problem)]);
}

#[test]
fn every_code_of_the_round_comes_from_what_happened() {
    let mut absent = person("absent", 100, 100, 200, Some("90"));
    absent.marks.remove("tkp");
    let people = [
        person("placed", 100, 100, 200, Some("80")),
        person("ranked", 100, 100, 200, Some("70")),
        person("outside", 65, 80, 166, Some("99")),
        person("low", 60, 80, 166, None),
        absent,
        flagged(person("cheat", 150, 175, 225, Some("99")), Flag::Disqualified, None),
        flagged(person("papers", 150, 175, 225, Some("99")), Flag::Ineligible, None),
        person("stayed-home", 100, 100, 210, None),
    ];
    let skb = [vacancy("v", "general", 1)];
    let run = run(&cpns(), &skb, &people, &[]).unwrap();
    let codes: Vec<_> = people.iter().map(|one| code(&run, &one.participant).unwrap()).collect();
    assert_eq!(codes, ["P/L", "P", "P", "TL", "TH", "DIS", "TMS", "TH"]);
    assert_eq!(state(&run, "outside"), State::OutsideShortlist);
    assert_eq!(state(&run, "ranked"), State::WithoutPlace);
    assert_eq!(run.outcome("placed").unwrap().placed_at.as_deref(), Some("v"));
}

#[test]
fn who_leaves_after_the_shortlist_keeps_the_border_where_it_was() {
    let people = [
        flagged(person("gone", 140, 150, 220, Some("99")), Flag::Withdrawn, None),
        flagged(person("unfit", 140, 150, 219, Some("98")), Flag::Eliminated, None),
        person("third", 100, 100, 200, Some("60")),
        person("fourth", 95, 100, 200, Some("99")),
    ];
    let run = run(&cpns(), &[vacancy("v", "general", 1)], &people, &[]).unwrap();
    assert_eq!(code(&run, "gone"), Some("APS"));
    assert_eq!(code(&run, "unfit"), Some("TMS-1"));
    assert_eq!(state(&run, "third"), State::Placed);
    assert_eq!(state(&run, "fourth"), State::OutsideShortlist);
    let early =
        [flagged(people[0].clone(), Flag::Withdrawn, Some("skd")), people[2].clone(), people[3].clone()];
    let run = run_through(&cpns(), "skd", &[vacancy("v", "general", 1)], &early, &[]).unwrap();
    assert_eq!(code(&run, "gone"), Some("APS"));
    assert_eq!(state(&run, "fourth"), State::GoesOn);
}

#[test]
fn places_without_anybody_are_counted_as_empty() {
    let people = [person("only", 100, 100, 200, Some("80")), person("low", 0, 0, 45, None)];
    let run = run(&cpns(), &[vacancy("v", "general", 3), vacancy("w", "general", 2)], &people, &[]).unwrap();
    assert_eq!((run.allocation["v"].placed.len(), run.allocation["v"].empty), (1, 2));
    assert_eq!((run.allocation["w"].placed.len(), run.allocation["w"].empty), (0, 2));
}

#[test]
fn impossible_inputs_are_named_all_at_once_and_without_their_value() {
    let mut high = person("high", 155, 80, 166, Some("100.001"));
    high.vacancy = "nowhere".into();
    let mut odd = person("odd", 67, 80, 166, None);
    odd.marks.insert("tkp".into(), mark("166.5"));
    odd.marks.insert("essay".into(), mark("1"));
    let people =
        [high, flagged(odd, Flag::Withdrawn, Some("no-such-stage")), person("odd", 65, 80, 166, None)];
    let vacancies = [vacancy("v", "general", 1), vacancy("v", "general", 1)];
    let Err(RunError::Inputs(findings)) = run(&cpns(), &vacancies, &people, &[]) else { panic!("accepted") };
    let mut problems: Vec<_> = findings.iter().map(|one| one.problem).collect();
    problems.sort_by_key(|problem| format!("{problem:?}"));
    assert_eq!(
        problems,
        [
            InputProblem::DuplicateParticipant,
            InputProblem::DuplicateVacancy,
            InputProblem::MarkAboveMaximum,
            InputProblem::MarkAboveMaximum,
            InputProblem::MarkDecimals,
            InputProblem::MarkNotAMultiple,
            InputProblem::UnknownComponent,
            InputProblem::UnknownStage,
            InputProblem::UnknownVacancy,
        ]
    );
    assert!(!format!("{findings:?}").contains("166.5"));
    assert_eq!(run_through(&cpns(), "interview", &[], &[], &[]), Err(RunError::UnknownStage));
}
