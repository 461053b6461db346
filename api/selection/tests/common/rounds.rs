//! Random small rounds for the properties: few values, so that ties, empty places and refill chains are frequent.
#![allow(dead_code, reason = "each test file uses its own part of this")]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that fails here should fail")]

use std::sync::LazyLock;

use proptest::collection::vec;
use proptest::prelude::*;
use selection::{
    Flag, Grade, GradeKind, Mark, Participant, QualificationMatch, Rules, Run, Vacancy, run, shipped,
};

/// The rule documents that the rounds are run with.
pub static RULES: LazyLock<[Rules; 4]> = LazyLock::new(|| {
    let cpns = shipped("cpns-2024").unwrap();
    let mut other = cpns.clone();
    let refill = other.refill.as_mut().unwrap();
    refill.steps[1].enabled = true;
    refill.qualification = QualificationMatch::SameCodes;
    [cpns, other, shipped("pppk-teknis-2024").unwrap(), shipped("blud-professional").unwrap()]
});

#[derive(Debug, Clone)]
pub struct Round {
    pub which: usize,
    pub vacancies: Vec<Vacancy>,
    pub people: Vec<Participant>,
}

impl Round {
    pub fn rules(&self) -> &'static Rules {
        &RULES[self.which]
    }

    pub fn run(&self) -> Run {
        run(self.rules(), &self.vacancies, &self.people, &[]).unwrap()
    }

    pub fn person(&self, code: &str) -> &Participant {
        self.people.iter().find(|one| one.participant == code).unwrap()
    }

    pub fn vacancy(&self, name: &str) -> &Vacancy {
        self.vacancies.iter().find(|one| one.vacancy == name).unwrap()
    }
}

/// Pool, location and education codes.
const CPNS: [(&str, &str, &str); 7] = [
    ("general", "north", "A"),
    ("cum_laude", "north", "A"),
    ("general", "south", "A|B"),
    ("disability", "north", "A|B"),
    ("disability", "south", "A"),
    ("cum_laude", "south", "A"),
    ("kalimantan", "north", "A"),
];
const PPPK: [(&str, &str, &str); 4] = [
    ("general", "north", "A"),
    ("general", "south", "A|B"),
    ("disability", "north", "A|B"),
    ("general", "west", "A"),
];

/// What makes a person, before a rule document gives it components.
#[derive(Debug, Clone)]
struct Draft {
    place: usize,
    levels: [u32; 4],
    missing: Option<usize>,
    grade: Option<(GradeKind, u32)>,
    born: Option<u32>,
    flag: Option<(Flag, bool)>,
    education: Option<&'static str>,
    category: Option<&'static str>,
    addition: Option<u32>,
}

fn draft() -> impl Strategy<Value = Draft> {
    let levels = prop_oneof![
        4 => Just([2u32, 2, 2, 1]),
        2 => Just([2, 2, 2, 0]),
        1 => Just([2, 1, 2, 1]),
        4 => [0u32..3, 0u32..3, 0u32..3, 0u32..2],
    ];
    let missing = prop_oneof![14 => Just(None), 1 => (0usize..4).prop_map(Some)];
    let grade = prop_oneof![
        6 => (35u32..37).prop_map(|value| Some((GradeKind::Ipk, value))),
        1 => (85u32..87).prop_map(|value| Some((GradeKind::Ijazah, value))),
        1 => Just(None),
    ];
    let born = prop_oneof![1 => Just(None), 10 => (1u32..5).prop_map(Some)];
    let flag = prop_oneof![
        16 => Just(None),
        1 => Just(Some((Flag::Ineligible, false))),
        1 => Just(Some((Flag::Disqualified, false))),
        1 => Just(Some((Flag::Withdrawn, false))),
        1 => Just(Some((Flag::Withdrawn, true))),
        1 => Just(Some((Flag::Eliminated, false))),
    ];
    let education = prop_oneof![1 => Just(None), 4 => Just(Some("A")), 1 => Just(Some("B"))];
    let category = prop_oneof![3 => Just(Some("R3")), 1 => Just(Some("R2")), 1 => Just(Some("R4"))];
    let category = prop_oneof![12 => category, 1 => Just(Some("R3T")), 1 => Just(None)];
    let addition = prop_oneof![3 => Just(None), 1 => (1u32..11).prop_map(Some)];
    let head = (0usize..7, levels, missing, grade, born);
    (head, (flag, education, category, addition)).prop_map(
        |((place, levels, missing, grade, born), (flag, education, category, addition))| Draft {
            place,
            levels,
            missing,
            grade,
            born,
            flag,
            education,
            category,
            addition,
        },
    )
}

/// Component, least mark and step between marks, by rule document. CPNS marks lie around the thresholds.
fn scale(which: usize) -> &'static [(&'static str, u32, u32)] {
    match which {
        0 | 1 => &[("twk", 60, 5), ("tiu", 75, 5), ("tkp", 166, 1), ("skb_cat", 60, 1)],
        2 => &[("technical", 440, 5), ("managerial", 50, 1), ("sociocultural", 40, 1), ("interview", 20, 1)],
        _ => &[("practice", 60, 1), ("interview", 59, 1)],
    }
}

/// The smallest amount by which a mark of this component can rise.
pub fn least_rise(component: &str) -> u64 {
    match component {
        "twk" | "tiu" | "technical" => 5_000,
        "tkp" | "managerial" | "sociocultural" => 1_000,
        "interview" | "practice" => 1_000,
        _ => 1,
    }
}

fn build(which: usize, index: usize, draft: &Draft, vacancies: usize) -> Participant {
    let whole = |value: u32| Mark::from_whole(value).unwrap();
    let marks = scale(which).iter().zip(draft.levels).enumerate();
    let marks = marks.filter(|(position, _)| draft.missing != Some(*position));
    let marks =
        marks.map(|(_, ((code, least, step), level))| ((*code).to_owned(), whole(least + step * level)));
    let pppk = which == 2;
    let last = RULES[which].stages[0].code.clone();
    Participant {
        participant: format!("p{index:02}"),
        vacancy: format!("v{}", draft.place % vacancies),
        marks: marks.collect(),
        grade: draft.grade.map(|(kind, value)| Grade { kind, value: whole(value) }),
        birth_date: draft.born.and_then(|day| format!("2000-01-0{day}").parse().ok()),
        education: draft.education.map(str::to_owned),
        category: draft.category.filter(|_| pppk).map(str::to_owned),
        additions: draft
            .addition
            .filter(|_| pppk)
            .map(|percent| ("technical".to_owned(), whole(percent)))
            .into_iter()
            .collect(),
        flags: draft.flag.map(|(flag, named)| (flag, named.then_some(last))).into_iter().collect(),
        ..Participant::default()
    }
}

/// A round of at most 24 people under one of the rule documents; refill is most frequent in the first three.
pub fn rounds() -> impl Strategy<Value = Round> {
    let which = prop_oneof![5 => Just(0usize), 2 => Just(1), 4 => Just(2), 1 => Just(3)];
    (which, vec(draft(), 0..24), vec(0u32..4, 7)).prop_map(|(which, drafts, quotas)| {
        let places: &[(&str, &str, &str)] = match which {
            0 | 1 => &CPNS,
            2 => &PPPK,
            _ => &PPPK[..3],
        };
        let vacancy = |(index, (pool, location, codes)): (usize, &(&str, &str, &str))| Vacancy {
            vacancy: format!("v{index}"),
            post: "nurse".into(),
            qualification: codes.split('|').map(str::to_owned).collect(),
            location: (*location).into(),
            pool: (*pool).into(),
            quota: quotas[index],
        };
        let vacancies: Vec<Vacancy> = places.iter().enumerate().map(vacancy).collect();
        let people = drafts.iter().enumerate();
        let people = people.map(|(index, one)| build(which, index, one, vacancies.len())).collect();
        Round { which, vacancies, people }
    })
}
