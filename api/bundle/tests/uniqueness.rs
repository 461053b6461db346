//! Nobody without a place is told apart by what an outsider may know, unless a decision rests on it.

#[path = "../../selection/tests/common/rounds.rs"]
mod rounds;

use std::collections::BTreeSet;

use bundle::least::least;
use bundle::uniqueness::{Exact, Known, Row, report, rows};
use bundle::withheld::{Whole, withhold};
use proptest::prelude::*;
use rounds::rounds;

fn config() -> ProptestConfig {
    ProptestConfig { cases: 10_000, failure_persistence: None, ..ProptestConfig::default() }
}

/// Few values, so that groups of every size are frequent.
fn row() -> impl Strategy<Value = Row> {
    let exact = (prop::option::weighted(0.2, 0u8..3), prop::option::weighted(0.2, 0u8..3));
    ((0u8..2, 0u8..2, 0u8..3), exact, any::<[bool; 3]>()).prop_map(
        |((pool, qualification, place), exact, flags)| {
            let [placed, named, decided] = flags;
            let (age, grade) = exact;
            Row {
                participant: String::new(),
                vacancy: format!("v{place}"),
                known: Known {
                    pool: format!("p{pool}"),
                    qualification: format!("q{qualification}"),
                    place: format!("l{place}"),
                    exact: Exact {
                        education: None,
                        age_band: age.map(|band| format!("a{band}")),
                        grade_band: grade.map(|band| format!("g{band}")),
                    },
                },
                placed,
                named: named && placed,
                decided,
            }
        },
    )
}

fn all_rows() -> impl Strategy<Value = Vec<Row>> {
    prop::collection::vec(row(), 0..30).prop_map(|mut rows| {
        for (row, number) in rows.iter_mut().zip(1..) {
            row.participant = format!("K{number:02}");
        }
        rows
    })
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn every_row_is_counted_as_somebody_with_pencil_and_paper_would(given in all_rows(), turn in 0usize..30) {
        let found = report(&given);
        let judged: Vec<&Row> = given.iter().filter(|one| !one.placed).collect();
        prop_assert_eq!(usize::try_from(found.rows).unwrap(), judged.len());
        prop_assert_eq!(found.sizes.values().sum::<u32>(), found.rows);
        for one in judged {
            let like = |other: &&Row| !other.named && other.known == one.known;
            let alone = given.iter().filter(like).count() == 1;
            let told = found.alone.iter().find(|told| told.participant == one.participant);
            prop_assert_eq!(told.is_some(), alone);
            let Some(told) = told else { continue };
            let near = |other: &&Row| {
                let (here, there) = (&one.known, &other.known);
                !other.named
                    && (&here.pool, &here.qualification, &here.place) == (&there.pool, &there.qualification, &there.place)
            };
            // A decision explains only what its values added.
            let around: Vec<&Row> = given.iter().filter(near).collect();
            let for_nothing = |other: &&&Row| !other.decided && other.known.exact != Exact::default();
            prop_assert_eq!(told.needed, around.len() > 1 && !around.iter().any(|one| for_nothing(&one)));
        }
        prop_assert_eq!(found.blocks(), found.alone.iter().any(|one| !one.needed));
        // The order of rows is nobody's business.
        let mut turned = given.clone();
        let by = if turned.is_empty() { 0 } else { turn % turned.len() };
        turned.rotate_left(by);
        prop_assert_eq!(report(&turned), found);
    }

    #[test]
    fn one_more_of_the_same_hides_and_a_name_hides_nobody(given in all_rows()) {
        let before = report(&given);
        for alone in before.alone.iter().take(3) {
            let one = given.iter().find(|one| one.participant == alone.participant).unwrap();
            let twin = |named| Row { participant: "TWIN".into(), placed: true, named, ..one.clone() };
            let told = |more: Row| {
                let after = report(&[given.clone(), vec![more]].concat());
                after.alone.iter().any(|told| told.participant == alone.participant)
            };
            prop_assert!(!told(twin(false)), "another row like it hides {}", alone.participant);
            prop_assert!(told(twin(true)), "a named row hid {}", alone.participant);
        }
    }

    #[test]
    fn what_is_published_of_a_round_blocks_only_where_a_vacancy_is_nearly_empty(round in rounds()) {
        let run = round.run();
        let (rules, vacancies) = (round.rules(), &round.vacancies);
        let people = least(rules, vacancies, &round.people, &run);
        let given = rows(vacancies, &round.people, &people, &run.outcomes, &BTreeSet::new());
        prop_assert_eq!(given.len(), people.len());
        let found = report(&given);
        for alone in found.alone.iter().filter(|one| !one.needed) {
            let here = people.iter().filter(|one| one.vacancy == alone.vacancy).count();
            prop_assert_eq!(here, 1, "{} is not alone in {}", &alone.participant, &alone.vacancy);
        }
        // Profile C is the way out, as the page says.
        let whole = Whole { rules, vacancies, participants: &round.people, rulings: &[], run: &run };
        if let Some(shown) = withhold(whole, 2).unwrap() {
            let people = least(rules, &shown.vacancies, &shown.participants, &shown.run);
            let given = rows(&shown.vacancies, &shown.participants, &people, &shown.run.outcomes, &BTreeSet::new());
            prop_assert!(!report(&given).blocks());
        }
    }
}
