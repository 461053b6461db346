//! Short ways to describe vacancies and people in tests.
#![allow(dead_code, reason = "each test file uses its own part of this")]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that fails here should fail")]

pub mod rounds;

use selection::{Flag, Grade, GradeKind, Mark, Participant, Rules, Ruling, Run, State, Vacancy, shipped};

pub fn mark(text: &str) -> Mark {
    text.parse().unwrap()
}

pub fn cpns() -> Rules {
    shipped("cpns-2024").unwrap()
}

pub fn vacancy(name: &str, pool: &str, quota: u32) -> Vacancy {
    Vacancy {
        vacancy: name.into(),
        post: "nurse".into(),
        qualification: vec!["5190068".into()],
        location: "clinic".into(),
        pool: pool.into(),
        quota,
    }
}

/// A participant of vacancy `v` with these SKD marks and, where given, a field test mark.
pub fn person(code: &str, twk: u32, tiu: u32, tkp: u32, cat: Option<&str>) -> Participant {
    let mut marks: Vec<(&str, Mark)> = vec![
        ("twk", Mark::from_whole(twk).unwrap()),
        ("tiu", Mark::from_whole(tiu).unwrap()),
        ("tkp", Mark::from_whole(tkp).unwrap()),
    ];
    marks.extend(cat.map(|cat| ("skb_cat", mark(cat))));
    Participant {
        participant: code.into(),
        vacancy: "v".into(),
        marks: marks.into_iter().map(|(code, mark)| (code.to_owned(), mark)).collect(),
        grade: Some(Grade { kind: GradeKind::Ipk, value: mark("3.5") }),
        birth_date: "2000-01-31".parse().ok(),
        ..Participant::default()
    }
}

pub fn with_grade(mut person: Participant, kind: GradeKind, value: &str) -> Participant {
    person.grade = Some(Grade { kind, value: mark(value) });
    person
}

pub fn born(mut person: Participant, date: &str) -> Participant {
    person.birth_date = Some(date.parse().unwrap());
    person
}

pub fn flagged(mut person: Participant, flag: Flag, stage: Option<&str>) -> Participant {
    person.flags.insert(flag, stage.map(str::to_owned));
    person
}

pub fn ruling(order: &[&str]) -> Ruling {
    Ruling {
        vacancy: "v".into(),
        order: order.iter().map(|code| (*code).to_owned()).collect(),
        document: "Keputusan 1/2025".into(),
        officers: ["officer-1".into(), "officer-2".into()],
    }
}

pub fn state(run: &Run, participant: &str) -> State {
    run.outcome(participant).unwrap().state
}

pub fn code<'a>(run: &'a Run, participant: &str) -> Option<&'a str> {
    run.outcome(participant).unwrap().code.as_deref()
}

pub fn value(run: &Run, participant: &str, key: &str) -> String {
    run.outcome(participant).unwrap().marks[key].to_fixed()
}
