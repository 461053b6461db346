//! What is shown beside small vacancies gives, by itself, what the whole run gave; and nobody is kept back without need.
#![expect(clippy::unwrap_used, reason = "a test that fails here should fail")]

#[path = "../../selection/tests/common/rounds.rs"]
mod rounds;

use std::collections::{BTreeMap, BTreeSet};

use bundle::hashes;
use bundle::withheld::{Reason, Shown, Whole, commitment, few, withhold};
use proptest::prelude::*;
use rounds::{Round, rounds, ruled};
use selection::{Ruling, Run, run_through};

fn config() -> ProptestConfig {
    ProptestConfig { cases: 3_000, failure_persistence: None, ..ProptestConfig::default() }
}

fn shown(round: &Round, rulings: &[Ruling], run: &Run, below: u32) -> Option<Shown> {
    let (vacancies, participants) = (&round.vacancies, &round.people);
    withhold(Whole { rules: round.rules(), vacancies, participants, rulings, run }, below).unwrap()
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn the_shown_part_gives_what_the_whole_gave(
        round in rounds(), chance: u64, with_rulings: bool, below in 0u32..6,
    ) {
        let (given, run) = if with_rulings { ruled(&round, chance) } else { (Vec::new(), round.run()) };
        let Some(shown) = shown(&round, &given, &run, below) else { return Ok(()) };
        let again =
            run_through(round.rules(), &run.through, &shown.vacancies, &shown.participants, &shown.rulings).unwrap();
        let out = |vacancy: &str| shown.withheld.contains_key(vacancy);
        let expected: Vec<_> = run.outcomes.iter().filter(|one| !out(&one.vacancy)).cloned().collect();
        prop_assert_eq!(&again.outcomes, &expected);
        for (vacancy, places) in &again.allocation {
            prop_assert_eq!(Some(places), run.allocation.get(vacancy));
        }
        // No shown place is that of somebody who is kept back, and no shown row names a vacancy that is.
        for one in &run.outcomes {
            let Some(placed) = &one.placed_at else { continue };
            prop_assert_eq!(out(&one.vacancy), out(placed), "{}", one.participant);
        }
    }

    #[test]
    fn a_small_vacancy_is_always_kept_back_and_one_that_nothing_joins_never(
        round in rounds(), below in 0u32..6,
    ) {
        let run = round.run();
        let small = few(round.people.iter().map(|one| one.vacancy.as_str()), below);
        let Some(shown) = shown(&round, &[], &run, below) else { return Ok(()) };
        for vacancy in &small {
            prop_assert_eq!(shown.withheld.get(*vacancy), Some(&Reason::Few));
        }
        let of_people: BTreeSet<&str> = shown.participants.iter().map(|one| one.vacancy.as_str()).collect();
        prop_assert!(of_people.iter().all(|vacancy| !small.contains(vacancy)));
        if small.is_empty() {
            prop_assert!(shown.withheld.is_empty());
        }
        if round.rules().refill.is_none() {
            prop_assert!(shown.withheld.values().all(|reason| *reason == Reason::Few));
        }
    }
}

#[test]
fn where_everybody_would_be_kept_back_nothing_is_shown() {
    let round = rounds::RULES[0].clone();
    let vacancies = vec![serde_vacancy("v", "general")];
    let people = vec![person("A", "v"), person("B", "v")];
    let run = run_through(&round, &round.stages[0].code, &vacancies, &people, &[]).unwrap();
    let whole =
        Whole { rules: &round, vacancies: &vacancies, participants: &people, rulings: &[], run: &run };
    assert!(withhold(whole, 3).unwrap().is_none());
    let two = withhold(whole, 2).unwrap().unwrap();
    assert_eq!((two.participants.len(), two.withheld), (2, BTreeMap::new()));
}

fn serde_vacancy(vacancy: &str, pool: &str) -> selection::Vacancy {
    selection::Vacancy {
        vacancy: vacancy.into(),
        post: "nurse".into(),
        qualification: vec!["A".into()],
        location: "north".into(),
        pool: pool.into(),
        quota: 1,
    }
}

fn person(code: &str, vacancy: &str) -> selection::Participant {
    selection::Participant { participant: code.into(), vacancy: vacancy.into(), ..Default::default() }
}

#[test]
fn the_commitment_is_what_sha256sum_gives_over_three_parts() {
    let (salt, list) = ("00".repeat(32), format!("{}  rules.json\n", hashes::of(b"x")));
    let text = format!("terang/withheld/v1\n{salt}\n{list}");
    assert_eq!(commitment(&salt, &list), hashes::of(text.as_bytes()));
    assert_ne!(commitment(&"01".repeat(32), &list), commitment(&salt, &list));
}
