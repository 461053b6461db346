//! What is published lets the engine decide the same, and holds grade and age of those only between whom they decided.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that fails here should fail")]

#[path = "../../selection/tests/common/rounds.rs"]
mod rounds;

use bundle::inputs::{File, Files, Inputs, up_to};
use bundle::least::least;
use bundle::{outcomes, participants, rulings, trace, vacancies};
use proptest::prelude::*;
use rounds::{Round, rounds, ruled};
use selection::{Criterion, Outcome, Participant, Ruling, Run, run_through};

fn config() -> ProptestConfig {
    ProptestConfig { cases: 1_500, failure_persistence: None, ..ProptestConfig::default() }
}

/// A rank by age and a birth date cannot be compared, and only the rank is published: our rounds know the dates.
fn one_kind_of_age(round: &Round) -> bool {
    let ranked = round.people.iter().any(|one| one.birth_order.is_some());
    !(ranked && round.people.iter().any(|one| one.birth_date.is_some()))
}

/// What is published, as whoever recomputes reads it.
fn published(round: &Round, through: &str, given: &[Ruling], run: &Run) -> (Vec<Participant>, Inputs) {
    let rules = round.rules();
    let people = least(rules, &round.vacancies, &round.people, run);
    let text = (
        serde_json::to_string_pretty(rules).unwrap(),
        vacancies::write(&round.vacancies).unwrap(),
        participants::write(up_to(rules, through).unwrap(), &people).unwrap(),
        rulings::write(given).unwrap(),
    );
    let file = |text| File { name: "file", text };
    let inputs = Inputs::read(&Files {
        rules: file(&text.0),
        vacancies: file(&text.1),
        participants: file(&text.2),
        rulings: Some(file(&text.3)),
        through: Some(through),
    });
    (people, inputs.unwrap_or_else(|faults| panic!("{faults:#?}")))
}

/// Equal by every mark that some order of the rules compares before grade and age.
fn equal_marks(round: &Round, one: &Outcome, other: &Outcome) -> bool {
    let shortlists = round.rules().stages.iter().filter_map(|stage| stage.shortlist.as_ref());
    let mut orders = shortlists.map(|rule| &rule.order).chain([&round.rules().ranking.order]);
    orders.any(|order| {
        order.iter().all(|criterion| match criterion {
            Criterion::Higher(key) => one.marks.get(key) == other.marks.get(key),
            _ => true,
        })
    })
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn the_engine_decides_the_same_from_what_is_published(
        round in rounds().prop_filter("one kind of age", one_kind_of_age),
        chance: u64,
        with_rulings: bool,
    ) {
        let (given, run) = if with_rulings { ruled(&round, chance) } else { (Vec::new(), round.run()) };
        let (people, inputs) = published(&round, &run.through, &given, &run);
        let again = inputs.run().unwrap();
        prop_assert_eq!(&again.outcomes, &run.outcomes);
        prop_assert_eq!(&again.allocation, &run.allocation);
        let table = |run: &Run| outcomes::outcomes(round.rules(), run).to_csv().unwrap();
        prop_assert_eq!(table(&again), table(&run));
        prop_assert!(!trace::lines(&again).unwrap().contains("2000-01-0"), "a birth date in the trace");
        for person in &people {
            prop_assert_eq!(person.birth_date, None);
            if person.grade.is_none() && person.birth_order.is_none() {
                continue;
            }
            let own = run.outcome(&person.participant).unwrap();
            let mut others = run.outcomes.iter().filter(|other| other.participant != own.participant);
            let tied = others.any(|other| equal_marks(&round, own, other));
            prop_assert!(tied, "{} has marks of its own", person.participant);
        }
    }

    #[test]
    fn a_shortlist_needs_no_grade_and_no_age(
        round in rounds().prop_filter("more than one stage", |round| round.rules().stages.len() > 1),
    ) {
        let through = &round.rules().stages[0].code;
        let run = run_through(round.rules(), through, &round.vacancies, &round.people, &[]).unwrap();
        let (people, inputs) = published(&round, through, &[], &run);
        prop_assert_eq!(&inputs.run().unwrap().outcomes, &run.outcomes);
        for person in people {
            prop_assert_eq!((person.grade, person.birth_order, person.education), (None, None, None));
        }
    }
}
