//! What must hold for every input: 2,000 random rounds full of ties, absences, removals and empty pools.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "helpers of tests should fail the test")]

mod common;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use common::*;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use selection::{Flag, Grade, GradeKind, Mark, Outcome, Participant, Rules, Run, State, Vacancy, run};

static RULES: LazyLock<Rules> = LazyLock::new(cpns);

const POOLS: [&str; 5] = ["general", "cum_laude", "disability", "kalimantan", "general"];

/// Few values, so that ties are frequent; the last vacancy often has nobody.
fn participants() -> impl Strategy<Value = Vec<Participant>> {
    let skd = prop_oneof![
        6 => Just((14u32, 18u32, 168u32)),
        2 => Just((14, 19, 168)),
        1 => Just((14, 18, 173)),
        3 => (12u32..16, 15u32..19, 164u32..170),
    ];
    let cat = prop_oneof![1 => Just(None), 12 => (60u32..62).prop_map(Some)];
    let grade = prop_oneof![
        6 => (35u32..37).prop_map(|value| Some((GradeKind::Ipk, value))),
        2 => (85u32..87).prop_map(|value| Some((GradeKind::Ijazah, value))),
        1 => Just(None),
    ];
    let flag = prop_oneof![
        12 => Just(None),
        1 => Just(Some((Flag::Ineligible, None))),
        1 => Just(Some((Flag::Disqualified, None))),
        1 => Just(Some((Flag::Withdrawn, None))),
        1 => Just(Some((Flag::Withdrawn, Some("skd")))),
        1 => Just(Some((Flag::Eliminated, None))),
    ];
    let missing = prop_oneof![12 => Just(None), 1 => Just(Some("tiu"))];
    let born = prop_oneof![1 => Just(None), 8 => (1u32..4).prop_map(Some)];
    let one = (0usize..4, skd, cat, grade, flag, missing, born);
    vec(one, 0..40).prop_map(|people| {
        let people = people.into_iter().enumerate();
        let built = people.map(|(index, (place, (twk, tiu, tkp), cat, grade, flag, missing, born))| {
            let cat = cat.map(|cat| cat.to_string());
            let mut one = person(&format!("p{index:02}"), twk * 5, tiu * 5, tkp, cat.as_deref());
            one.vacancy = format!("v{place}");
            one.grade = grade.map(|(kind, value)| Grade { kind, value: Mark::from_whole(value).unwrap() });
            one.birth_date = born.and_then(|day| format!("2000-01-0{day}").parse().ok());
            if let Some(component) = missing {
                one.marks.remove(component);
            }
            one.flags.extend(flag.map(|(flag, stage)| (flag, stage.map(str::to_owned))));
            one
        });
        built.collect()
    })
}

fn vacancies() -> impl Strategy<Value = Vec<Vacancy>> {
    vec(0u32..4, POOLS.len()).prop_map(|quotas| {
        let build = |(index, quota)| vacancy(&format!("v{index}"), POOLS[index], quota);
        quotas.into_iter().enumerate().map(build).collect()
    })
}

fn key(outcome: &Outcome) -> Vec<Mark> {
    ["final", "skd", "tkp", "tiu", "twk"].iter().map(|key| outcome.marks[*key]).collect()
}

/// True when the law, as this test reads it, puts `one` above `other`.
fn above(one: (&Outcome, &Participant), other: (&Outcome, &Participant)) -> bool {
    let (first, second) = (key(one.0), key(other.0));
    if first != second {
        return first > second;
    }
    let Some((mine, theirs)) = one.1.grade.zip(other.1.grade) else { return false };
    if mine.kind != theirs.kind {
        return false;
    }
    if mine.value != theirs.value {
        return mine.value > theirs.value;
    }
    one.1.birth_date.zip(other.1.birth_date).is_some_and(|(mine, theirs)| mine < theirs)
}

fn in_state<'a>(run: &'a Run, vacancy: &str, state: State) -> Vec<&'a Outcome> {
    run.outcomes.iter().filter(|one| one.vacancy == vacancy && one.state == state).collect()
}

fn check_places(vacancies: &[Vacancy], people: &[Participant], run: &Run) {
    assert_eq!(run.outcomes.len(), people.len());
    for vacancy in vacancies {
        let name = vacancy.vacancy.as_str();
        if vacancy.pool == "kalimantan" {
            let all = run.outcomes.iter().filter(|one| one.vacancy == name);
            assert!(all.clone().all(|one| one.state == State::VacancyRefused && one.code.is_none()));
            assert!(!run.allocation.contains_key(name));
            assert!(run.refused.iter().any(|refusal| refusal.vacancy == name));
            continue;
        }
        let places = &run.allocation[name];
        assert_eq!(places.placed.len() + places.empty + places.undecided, vacancy.quota as usize);
        assert_eq!(in_state(run, name, State::Placed).len(), places.placed.len());
        let (waiting, without) =
            (in_state(run, name, State::Undecided), in_state(run, name, State::WithoutPlace));
        assert_eq!(places.undecided > 0, !waiting.is_empty());
        assert!(places.undecided == 0 || waiting.len() > places.undecided);
        assert!(places.empty == 0 || (without.is_empty() && waiting.is_empty()), "empty beside somebody");
    }
}

fn check_nobody_is_passed_over(vacancies: &[Vacancy], people: &[Participant], run: &Run) {
    let person =
        |outcome: &Outcome| people.iter().find(|one| one.participant == outcome.participant).unwrap();
    for vacancy in vacancies {
        let placed = in_state(run, &vacancy.vacancy, State::Placed);
        let waiting = in_state(run, &vacancy.vacancy, State::Undecided);
        let without = in_state(run, &vacancy.vacancy, State::WithoutPlace);
        for lower in waiting.iter().chain(&without) {
            for upper in &placed {
                assert!(!above((lower, person(lower)), (upper, person(upper))));
            }
        }
        for lower in &without {
            for upper in &waiting {
                assert!(!above((lower, person(lower)), (upper, person(upper))));
            }
        }
    }
}

fn check_higher_mark(
    vacancies: &[Vacancy],
    people: &[Participant],
    before: &Run,
    who: usize,
    component: &str,
) {
    let mut raised = people.to_vec();
    let Some(mark) = raised[who].marks.get_mut(component) else { return };
    let step = match component {
        "twk" | "tiu" => 5_000,
        "tkp" => 1_000,
        _ => 1,
    };
    *mark = Mark::from_thousandths(mark.thousandths() + step).unwrap();
    let after = run(&RULES, vacancies, &raised, &[]).unwrap();
    let code = people[who].participant.as_str();
    match state(before, code) {
        State::Placed => assert_eq!(state(&after, code), State::Placed),
        State::Undecided => assert!(matches!(state(&after, code), State::Placed | State::Undecided)),
        State::WithoutPlace => assert_ne!(state(&after, code), State::OutsideShortlist),
        _ => {}
    }
}

fn check_withdrawal(vacancies: &[Vacancy], people: &[Participant], before: &Run, who: usize) {
    if state(before, &people[who].participant) != State::WithoutPlace {
        return;
    }
    let mut fewer = people.to_vec();
    fewer[who].flags.insert(Flag::Withdrawn, None);
    let after = run(&RULES, vacancies, &fewer, &[]).unwrap();
    assert_eq!(after.allocation, before.allocation);
}

/// The properties say something only if the random rounds hold what they speak of.
#[test]
fn the_random_rounds_reach_every_state() {
    let mut runner = TestRunner::deterministic();
    let mut seen = BTreeMap::new();
    for _ in 0..300 {
        let vacancies = vacancies().new_tree(&mut runner).unwrap().current();
        let people = participants().new_tree(&mut runner).unwrap().current();
        for outcome in run(&RULES, &vacancies, &people, &[]).unwrap().outcomes {
            *seen.entry(outcome.state).or_insert(0) += 1;
        }
    }
    for state in [
        State::Placed,
        State::WithoutPlace,
        State::OutsideShortlist,
        State::BelowThreshold,
        State::Absent,
        State::Ineligible,
        State::Disqualified,
        State::Withdrawn,
        State::Eliminated,
        State::Undecided,
        State::VacancyRefused,
    ] {
        assert!(seen.get(&state).is_some_and(|times| *times > 30), "{state:?} is rare: {seen:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_round_is_fair(
        vacancies in vacancies(),
        (people, shuffled) in participants().prop_flat_map(|people| (Just(people.clone()), Just(people).prop_shuffle())),
        who in any::<prop::sample::Index>(),
        component in prop::sample::select(vec!["twk", "tiu", "tkp", "skb_cat"]),
    ) {
        let result = run(&RULES, &vacancies, &people, &[]).unwrap();
        let mut turned = vacancies.clone();
        turned.reverse();
        prop_assert_eq!(&run(&RULES, &turned, &shuffled, &[]).unwrap(), &result);
        check_places(&vacancies, &people, &result);
        check_nobody_is_passed_over(&vacancies, &people, &result);
        if !people.is_empty() {
            let who = who.index(people.len());
            check_higher_mark(&vacancies, &people, &result, who, component);
            check_withdrawal(&vacancies, &people, &result, who);
        }
    }
}
