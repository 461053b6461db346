//! Names of those placed: never without a place, never beside a pool that the rules keep from names.
#![expect(clippy::unwrap_used, reason = "a test that fails here should fail")]

use std::collections::BTreeMap;

use bundle::names::{check, nameable, write};
use bundle::verdict::Verdict;
use selection::{Outcome, State, Vacancy, shipped};

fn vacancy(name: &str, pool: &str) -> Vacancy {
    let (post, location) = ("Perawat".into(), "RSUD".into());
    Vacancy {
        vacancy: name.into(),
        post,
        qualification: vec!["A".into()],
        location,
        pool: pool.into(),
        quota: 1,
    }
}

fn outcome(code: &str, vacancy: &str, placed_at: Option<&str>) -> Outcome {
    let state = if placed_at.is_some() { State::Placed } else { State::WithoutPlace };
    Outcome {
        participant: code.into(),
        vacancy: vacancy.into(),
        state,
        code: Some("L".into()),
        rank: Some(1),
        marks: BTreeMap::new(),
        placed_at: placed_at.map(str::to_owned),
    }
}

fn round() -> (selection::Rules, Vec<Vacancy>, Vec<Outcome>) {
    let vacancies = vec![vacancy("umum", "general"), vacancy("disabilitas", "disability")];
    let outcomes = vec![
        outcome("ANI", "umum", Some("umum")),
        outcome("BUDI", "umum", None),
        outcome("CICI", "disabilitas", Some("disabilitas")),
        // From the one pool to a place of the other, and back.
        outcome("DODI", "disabilitas", Some("umum")),
        outcome("EKA", "umum", Some("disabilitas")),
    ];
    (shipped("cpns-2024").unwrap(), vacancies, outcomes)
}

#[test]
fn only_those_placed_are_named_and_pool_disability_never_stands_beside_a_name() {
    let (rules, vacancies, outcomes) = round();
    let may = nameable(&rules, &vacancies, &outcomes);
    assert_eq!(may.iter().copied().collect::<Vec<_>>(), ["ANI"]);
    let named = BTreeMap::from([("ANI".to_owned(), "Ani, S.Kep".to_owned())]);
    let text = write(&named).unwrap();
    assert_eq!(text, "participant,name\nANI,\"Ani, S.Kep\"\n");
    assert_eq!(check(&text, &may), Ok(1));
}

#[test]
fn a_name_that_may_not_stand_there_is_found_at_its_row() {
    let (rules, vacancies, outcomes) = round();
    let may = nameable(&rules, &vacancies, &outcomes);
    for wrong in ["BUDI,Budi", "CICI,Cici", "EKA,Eka", "ANI,Ani", "ZAKI,Zaki"] {
        let text = format!("participant,name\nANI,Ani\n{wrong}\n");
        let Err(Verdict::NotTheSame(found)) = check(&text, &may) else { panic!("{wrong} was let through") };
        assert_eq!((found.file.as_str(), found.row), ("names.csv", Some(3)), "{wrong}");
    }
    assert!(matches!(check("participant\nANI\n", &may), Err(Verdict::CouldNotTell(_))));
}
