//! What must hold for every input: each property over 10,000 random rounds full of ties, absences, removals, empty
//! pools and refill chains. The seed is fixed, so that a failure is the same for everybody.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "helpers of tests should fail the test")]

mod common;

use std::collections::BTreeMap;

use common::rounds::{RULES, Round, above, least_rise, rounds, ruled};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{RngSeed, TestRunner};
use selection::{
    Departure, DonorLocation, DonorPool, EmptyPool, Flag, Mark, Outcome, PoolKind, QualificationMatch,
    RefillStep, Run, State, Vacancy, replace, run,
};

const CASES: u32 = 10_000;

fn config() -> ProptestConfig {
    ProptestConfig {
        cases: CASES,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(2024),
        ..ProptestConfig::default()
    }
}

fn in_state<'a>(run: &'a Run, vacancy: &str, state: State) -> Vec<&'a Outcome> {
    run.outcomes.iter().filter(|one| one.vacancy == vacancy && one.state == state).collect()
}

/// True when this step may give somebody a place of `empty`, as this test reads the rules.
fn eligible(round: &Round, step: &RefillStep, empty: &Vacancy, one: &Outcome) -> bool {
    let rules = round.rules();
    let own = round.vacancy(&one.vacancy);
    let special = |vacancy: &Vacancy| {
        rules.pools.as_ref().unwrap().find(&vacancy.pool).unwrap().kind == PoolKind::Special
    };
    let fills = match step.empty {
        EmptyPool::Any => true,
        EmptyPool::General => !special(empty),
        EmptyPool::Special => special(empty),
    };
    let from = match step.from {
        DonorPool::Any => true,
        DonorPool::General => !special(own),
        DonorPool::Special => special(own),
        DonorPool::Same => own.pool == empty.pool,
        DonorPool::Other => own.pool != empty.pool,
    };
    let place = match step.location {
        DonorLocation::Any => true,
        DonorLocation::Same => own.location == empty.location,
        DonorLocation::Other => own.location != empty.location,
    };
    let education = round.person(&one.participant).education.clone();
    let inside = |codes: &[String]| codes.iter().all(|code| empty.qualification.contains(code));
    let qualified = match (rules.refill.as_ref().unwrap().qualification, education) {
        (QualificationMatch::SameCodes, _) => own.qualification == empty.qualification,
        (QualificationMatch::EducationOfDonor, Some(code)) => inside(&[code]),
        (QualificationMatch::EducationOfDonor, None) => inside(&own.qualification),
    };
    let thresholds = step.thresholds_of.as_ref().is_none_or(|pool| {
        rules.stages.iter().filter_map(|stage| stage.thresholds.as_ref()).all(|known| {
            let minimums = known.minimums(&empty.post, pool).unwrap();
            minimums.iter().all(|(key, minimum)| one.marks.get(key).is_none_or(|mark| mark >= minimum))
        })
    });
    let post = !rules.refill.as_ref().unwrap().same_post || own.post == empty.post;
    own.vacancy != empty.vacancy && post && fills && from && place && qualified && thresholds
}

/// Index of the step that placed somebody; `None` for a place of the own vacancy.
fn step_of(round: &Round, outcome: &Outcome) -> Option<usize> {
    let placed_at = outcome.placed_at.as_ref()?;
    if *placed_at == outcome.vacancy {
        return None;
    }
    let steps = &round.rules().refill.as_ref().unwrap().steps;
    steps.iter().position(|step| Some(&step.code.code) == outcome.code.as_ref())
}

fn check_places(round: &Round, run: &Run) {
    assert_eq!(run.outcomes.len(), round.people.len());
    for vacancy in &round.vacancies {
        let name = vacancy.vacancy.as_str();
        if vacancy.pool == "elves" || (vacancy.pool == "kalimantan" && vacancy.post != "clerk") {
            let all = run.outcomes.iter().filter(|one| one.vacancy == name);
            assert!(all.clone().all(|one| one.state == State::VacancyRefused && one.code.is_none()));
            assert!(!run.allocation.contains_key(name));
            assert!(run.refused.iter().any(|refusal| refusal.vacancy == name));
            continue;
        }
        let places = &run.allocation[name];
        assert_eq!(places.quota, vacancy.quota as usize);
        assert_eq!(places.placed.len() + places.empty + places.undecided, places.quota);
        let mut given: Vec<_> =
            run.outcomes.iter().filter(|one| one.placed_at.as_deref() == Some(name)).collect();
        assert!(given.iter().all(|one| one.state == State::Placed && one.code.is_some()));
        given.sort_by_key(|one| places.placed.iter().position(|code| *code == one.participant));
        let names: Vec<_> = given.iter().map(|one| one.participant.clone()).collect();
        assert_eq!(names, places.placed);
    }
    for outcome in &run.outcomes {
        assert_eq!(outcome.placed_at.is_some(), outcome.state == State::Placed);
    }
}

fn check_own_places(round: &Round, run: &Run) {
    for vacancy in &round.vacancies {
        let name = vacancy.vacancy.as_str();
        let here = |one: &&Outcome| one.placed_at.as_deref() == Some(name);
        let (placed, moved): (Vec<_>, Vec<_>) =
            in_state(run, name, State::Placed).into_iter().partition(here);
        let mut lower = in_state(run, name, State::WithoutPlace);
        lower.extend(moved);
        let waiting = in_state(run, name, State::Undecided);
        for upper in &placed {
            assert!(lower.iter().chain(&waiting).all(|lower| !above(round, lower, upper)));
        }
        if run.allocation.get(name).is_some_and(|places| places.empty > 0) {
            assert!(lower.is_empty(), "an empty place beside somebody who passed");
        }
    }
}

/// Counted pair by pair: a place for whoever is among the best in every order that agrees with what the law decides,
/// none for whoever is in no such order, and nothing else.
fn check_certainty(round: &Round, run: &Run) {
    for vacancy in &round.vacancies {
        let took_part = [State::Placed, State::WithoutPlace, State::Undecided];
        let people: Vec<&Outcome> =
            took_part.iter().flat_map(|state| in_state(run, &vacancy.vacancy, *state)).collect();
        let quota = vacancy.quota as usize;
        for one in &people {
            let others = || people.iter().filter(|other| other.participant != one.participant);
            let better = others().filter(|other| above(round, other, one)).count();
            let worse = others().filter(|other| above(round, one, other)).count();
            let has_place = one.placed_at.as_ref() == Some(&vacancy.vacancy);
            assert_eq!(one.rank, Some(better + 1));
            assert_eq!(has_place, people.len() - worse <= quota, "{}", one.participant);
            if better < quota && !has_place {
                assert_eq!(one.state, State::Undecided, "{}", one.participant);
            }
        }
    }
}

fn check_refill(round: &Round, run: &Run) {
    let Some(refill) = &round.rules().refill else { return };
    for (index, step) in refill.steps.iter().enumerate().filter(|(_, step)| step.enabled) {
        for vacancy in round.vacancies.iter().filter(|one| run.allocation.contains_key(&one.vacancy)) {
            let left_without: Vec<&Outcome> = run
                .outcomes
                .iter()
                .filter(|one| match one.state {
                    State::WithoutPlace => true,
                    State::Placed => step_of(round, one).is_some_and(|later| later > index),
                    _ => false,
                })
                .filter(|one| eligible(round, step, vacancy, one))
                .collect();
            let at_this_step = run.outcomes.iter().filter(|one| {
                one.placed_at.as_ref() == Some(&vacancy.vacancy) && step_of(round, one) == Some(index)
            });
            for upper in at_this_step {
                assert!(eligible(round, step, vacancy, upper));
                assert!(left_without.iter().all(|lower| !above(round, lower, upper)));
            }
            let nobody = left_without.iter().all(|one| one.state != State::WithoutPlace);
            assert!(run.allocation[&vacancy.vacancy].empty == 0 || nobody, "empty beside an eligible person");
        }
    }
}

/// The properties say something only if the random rounds hold what they speak of.
#[test]
fn the_random_rounds_reach_every_state_and_step() {
    let mut runner = TestRunner::deterministic();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for _ in 0..3_000 {
        let round = rounds().new_tree(&mut runner).unwrap().current();
        let run = round.run();
        for outcome in &run.outcomes {
            *seen.entry(format!("{:?}", outcome.state)).or_default() += 1;
            if let Some(step) = step_of(&round, outcome) {
                let name = &round.rules().refill.as_ref().unwrap().steps[step].step;
                *seen.entry(format!("{} {name}", round.which)).or_default() += 1;
            }
        }
        let ties = run.trace.borders.iter().filter(|border| border.step.is_some() && !border.tied.is_empty());
        *seen.entry("tie in refill".into()).or_default() += ties.count();
    }
    let states = "Placed WithoutPlace OutsideShortlist BelowThreshold Absent Ineligible Disqualified Withdrawn \
                  Eliminated Undecided VacancyRefused";
    let steps = ["0 U-1", "0 U-3", "0 E-1", "0 E-2", "0 E-3", "1 U-2", "2 L-2", "tie in refill"];
    for name in states.split_whitespace().chain(steps) {
        assert!(seen.get(name).is_some_and(|times| *times > 30), "{name} is rare: {seen:?}");
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn the_order_of_rows_changes_nothing(
        (round, shuffled) in rounds().prop_flat_map(|round| (Just(round.clone()), Just(round.people).prop_shuffle())),
    ) {
        let mut turned = round.vacancies.clone();
        turned.reverse();
        prop_assert_eq!(run(round.rules(), &turned, &shuffled, &[]).unwrap(), round.run());
    }

    #[test]
    fn posts_are_filled_empty_or_wait_for_a_ruling(round in rounds()) {
        check_places(&round, &round.run());
    }

    #[test]
    fn nobody_eligible_and_left_without_ranks_above_somebody_placed(round in rounds()) {
        let run = round.run();
        check_own_places(&round, &run);
        check_certainty(&round, &run);
        check_refill(&round, &run);
    }

    #[test]
    fn what_is_decided_stays_so_whatever_is_ruled_on_what_is_open(round in rounds(), seed in any::<u64>()) {
        let open = round.run();
        let (_, decided) = ruled(&round, seed);
        prop_assert!(decided.outcomes.iter().all(|one| one.state != State::Undecided));
        check_places(&round, &decided);
        check_refill(&round, &decided);
        for before in open.outcomes.iter().filter(|one| one.state != State::Undecided) {
            let after = decided.outcome(&before.participant).unwrap();
            prop_assert_eq!((after.state, &after.placed_at, &after.code), (before.state, &before.placed_at, &before.code));
        }
        for (vacancy, before) in &open.allocation {
            prop_assert!(decided.allocation[vacancy].empty >= before.empty);
            prop_assert_eq!(decided.allocation[vacancy].undecided, 0);
        }
    }

    #[test]
    fn a_higher_mark_never_loses_a_place(
        round in rounds(),
        who in any::<prop::sample::Index>(),
        which in any::<prop::sample::Index>(),
    ) {
        prop_assume!(!round.people.is_empty());
        let who = who.index(round.people.len());
        let mut raised = round.clone();
        let marks = &mut raised.people[who].marks;
        prop_assume!(!marks.is_empty());
        let component = marks.keys().nth(which.index(marks.len())).unwrap().clone();
        let mark = marks.get_mut(&component).unwrap();
        *mark = Mark::from_thousandths(mark.thousandths() + least_rise(&component)).unwrap();
        let (before, after) = (round.run(), raised.run());
        let code = round.people[who].participant.as_str();
        let (before, after) = (before.outcome(code).unwrap(), after.outcome(code).unwrap());
        match before.state {
            State::Placed if before.placed_at.as_deref() == Some(&before.vacancy) => {
                prop_assert_eq!(&after.placed_at, &before.placed_at);
            }
            State::Placed | State::Undecided => {
                prop_assert!(matches!(after.state, State::Placed | State::Undecided));
            }
            State::WithoutPlace => prop_assert_ne!(after.state, State::OutsideShortlist),
            _ => {}
        }
    }

    #[test]
    fn withdrawing_somebody_without_a_place_changes_no_placement(
        round in rounds(),
        who in any::<prop::sample::Index>(),
    ) {
        let before = round.run();
        let without: Vec<_> = before.outcomes.iter().filter(|one| one.state == State::WithoutPlace).collect();
        if !without.is_empty() {
            let code = &without[who.index(without.len())].participant;
            let mut fewer = round.clone();
            let person = fewer.people.iter_mut().find(|one| one.participant == *code).unwrap();
            person.flags.insert(Flag::Withdrawn, None);
            let after = fewer.run();
            prop_assert_eq!(after.outcome(code).unwrap().state, State::Withdrawn);
            prop_assert_eq!(after.allocation, before.allocation);
        }
    }

    #[test]
    fn refill_takes_no_place_from_somebody_placed(round in rounds()) {
        let mut without_refill = RULES[round.which].clone();
        without_refill.refill = None;
        without_refill.parameters.retain(|one| !one.at.starts_with("/refill"));
        let own = run(&without_refill, &round.vacancies, &round.people, &[]).unwrap();
        let whole = round.run();
        for before in &own.outcomes {
            let after = whole.outcome(&before.participant).unwrap();
            if before.state != State::WithoutPlace {
                prop_assert_eq!((after.state, &after.placed_at), (before.state, &before.placed_at));
            }
            prop_assert_eq!(after.rank, before.rank, "refill changes no rank of the own vacancy");
        }
        for (vacancy, places) in &whole.allocation {
            prop_assert!(places.placed.starts_with(&own.allocation[vacancy].placed));
        }
    }

    #[test]
    fn a_departure_moves_nobody_who_was_announced(round in rounds(), who in any::<prop::sample::Index>()) {
        let before = round.run();
        let placed: Vec<_> = before.outcomes.iter().filter(|one| one.placed_at.is_some()).collect();
        if !placed.is_empty() {
            let code = placed[who.index(placed.len())].participant.clone();
            let left = [Departure { participant: code.clone(), document: "Laporan 1/2025".into() }];
            let after = replace(round.rules(), &before, &left, &round.vacancies, &round.people, &[]).unwrap();
            check_places(&round, &after);
            prop_assert_eq!(after.outcome(&code).unwrap().state, State::Withdrawn);
            for one in placed.iter().filter(|one| one.participant != code) {
                prop_assert_eq!(&after.outcome(&one.participant).unwrap().placed_at, &one.placed_at);
                prop_assert_eq!(&after.outcome(&one.participant).unwrap().code, &one.code);
            }
        }
    }
}
