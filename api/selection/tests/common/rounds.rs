//! Random small rounds for the properties: few values, so that ties, empty places and refill chains are frequent.
#![allow(dead_code, reason = "each test file uses its own part of this")]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that fails here should fail")]

use std::sync::LazyLock;

use proptest::collection::vec;
use proptest::prelude::*;
use selection::{
    BorderKind, Criterion, Flag, FurtherTest, FurtherTests, Grade, GradeKind, Mark, Minimums, Outcome,
    Participant, Profile, QualificationMatch, Rules, Ruling, Run, TestKind, Vacancy, run, shipped,
};

/// The rule documents that the rounds are run with: three that are shipped, and three that use what those do not.
pub static RULES: LazyLock<[Rules; 6]> = LazyLock::new(|| {
    let cpns = shipped("cpns-2024").unwrap();
    let mut other = cpns.clone();
    let refill = other.refill.as_mut().unwrap();
    refill.steps[1].enabled = true;
    refill.qualification = QualificationMatch::SameCodes;
    let mut posts = further_test(&cpns, "clerk");
    posts.refill.as_mut().unwrap().same_post = false;
    let lower: Minimums = [("tiu".to_owned(), Mark::from_whole(75).unwrap())].into();
    let of_clerks = [("general".to_owned(), lower.clone()), ("kalimantan".to_owned(), lower)];
    posts.stages[0].thresholds.as_mut().unwrap().by_post.insert("clerk".into(), of_clerks.into());
    let nurses = further_test(&cpns, "nurse");
    [cpns, other, shipped("pppk-teknis-2024").unwrap(), shipped("blud-professional").unwrap(), nurses, posts]
});

fn further_test(rules: &Rules, post: &str) -> Rules {
    let weight = |text: &str| text.parse().ok();
    let (kind, eliminating, criteria) = (Some(TestKind::Practice), false, None);
    let tests = vec![FurtherTest { kind, weight: weight("0.4"), eliminating, criteria }];
    let notice = FurtherTests { main_weight: weight("0.6"), tests };
    rules.with_further_tests(Profile::Regional, post, &notice).unwrap()
}

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
const CPNS: [(&str, &str, &str); 8] = [
    ("general", "north", "A"),
    ("cum_laude", "north", "A"),
    ("general", "south", "A|B"),
    ("disability", "north", "A|B"),
    ("disability", "south", "A"),
    ("cum_laude", "south", "A"),
    ("kalimantan", "north", "A"),
    ("general", "west", "A"),
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
    levels: [u32; 5],
    missing: Option<usize>,
    /// With its value in thousandths.
    grade: Option<(GradeKind, u64)>,
    born: Option<u32>,
    flag: Option<(Flag, bool)>,
    education: Option<&'static str>,
    category: Option<&'static str>,
    addition: Option<u32>,
    reused: bool,
}

fn draft() -> impl Strategy<Value = Draft> {
    let levels = prop_oneof![
        4 => Just([2u32, 2, 2, 1, 1]),
        2 => Just([2, 2, 2, 0, 1]),
        1 => Just([2, 1, 2, 1, 1]),
        4 => [0u32..3, 0u32..3, 0u32..3, 0u32..2, 0u32..2],
    ];
    let missing = prop_oneof![14 => Just(None), 1 => (0usize..5).prop_map(Some)];
    let grade = prop_oneof![
        6 => (35u64..37).prop_map(|tenths| Some((GradeKind::Ipk, tenths * 100))),
        1 => (85u64..87).prop_map(|whole| Some((GradeKind::Ijazah, whole * 1_000))),
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
    let head = (0usize..8, levels, missing, grade, born);
    let reused = prop::bool::weighted(0.1);
    (head, (flag, education, category, addition, reused)).prop_map(
        |((place, levels, missing, grade, born), (flag, education, category, addition, reused))| Draft {
            place,
            levels,
            missing,
            grade,
            born,
            flag,
            education,
            category,
            addition,
            reused,
        },
    )
}

/// Component, least mark and step between marks, by rule document. CPNS marks lie around the thresholds.
fn scale(which: usize, post: &str) -> &'static [(&'static str, u32, u32)] {
    match which {
        4 | 5 if which == 4 || post == "clerk" => {
            &[("twk", 60, 5), ("tiu", 75, 5), ("tkp", 166, 1), ("skb_cat", 60, 1), ("skb_extra", 60, 1)]
        }
        0 | 1 | 5 => &[("twk", 60, 5), ("tiu", 75, 5), ("tkp", 166, 1), ("skb_cat", 60, 1)],
        2 => &[("technical", 430, 5), ("managerial", 50, 1), ("sociocultural", 40, 1), ("interview", 20, 1)],
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

fn build(which: usize, index: usize, draft: &Draft, vacancies: &[Vacancy]) -> Participant {
    let whole = |value: u32| Mark::from_whole(value).unwrap();
    let vacancy = &vacancies[draft.place % vacancies.len()];
    let marks = scale(which, &vacancy.post).iter().zip(draft.levels).enumerate();
    let marks = marks.filter(|(position, _)| draft.missing != Some(*position));
    let marks =
        marks.map(|(_, ((code, least, step), level))| ((*code).to_owned(), whole(least + step * level)));
    let pppk = which == 2;
    let last = RULES[which].stages[0].code.clone();
    Participant {
        participant: format!("p{index:02}"),
        vacancy: vacancy.vacancy.clone(),
        marks: marks.collect(),
        grade: draft.grade.map(|(kind, value)| Grade { kind, value: Mark::from_thousandths(value).unwrap() }),
        birth_date: draft.born.and_then(|day| format!("2000-01-0{day}").parse().ok()),
        education: draft.education.map(str::to_owned),
        category: draft.category.filter(|_| pppk).map(str::to_owned),
        additions: draft
            .addition
            .filter(|_| pppk)
            .map(|percent| ("technical".to_owned(), whole(percent)))
            .into_iter()
            .collect(),
        reused: draft.reused && RULES[which].reuse.is_some(),
        flags: draft.flag.map(|(flag, named)| (flag, named.then_some(last))).into_iter().collect(),
        ..Participant::default()
    }
}

/// A round of at most 24 people under one of the rule documents; refill is most frequent in the first three.
pub fn rounds() -> impl Strategy<Value = Round> {
    let which = prop_oneof![
        10 => Just(0usize),
        6 => Just(1),
        8 => Just(2),
        2 => Just(3),
        1 => Just(4),
        2 => Just(5),
    ];
    // How many of ten people are known by their rank by age only.
    let by_age_rank = prop_oneof![8 => Just(0usize), 1 => Just(10), 1 => Just(3)];
    let rare = [prop::bool::weighted(0.1), prop::bool::weighted(0.1)];
    let seats = (vec(draft(), 0..24), vec(0u32..4, 8));
    (which, seats, by_age_rank, rare).prop_map(|(which, (drafts, quotas), ranked, rare)| {
        let [without_category, unknown_pool] = rare;
        let places: &[(&str, &str, &str)] = match which {
            2 => &PPPK,
            3 => &PPPK[..3],
            _ => &CPNS,
        };
        let vacancy = |(index, (pool, location, codes)): (usize, &(&str, &str, &str))| Vacancy {
            vacancy: format!("v{index}"),
            post: if which == 5 && index % 3 == 0 { "clerk" } else { "nurse" }.into(),
            qualification: codes.split('|').map(str::to_owned).collect(),
            location: (*location).into(),
            pool: if unknown_pool && index == 1 { "elves" } else { *pool }.into(),
            quota: quotas[index],
        };
        let vacancies: Vec<Vacancy> = places.iter().enumerate().map(vacancy).collect();
        let people = drafts.iter().enumerate();
        let mut people: Vec<_> = people.map(|(index, one)| build(which, index, one, &vacancies)).collect();
        for (index, (person, draft)) in people.iter_mut().zip(&drafts).enumerate() {
            if index % 10 < ranked {
                (person.birth_date, person.birth_order) = (None, draft.born);
            }
            if without_category {
                person.category = None;
            }
        }
        Round { which, vacancies, people }
    })
}

/// True when the law, as this test reads it, puts `one` above `other`.
pub fn above(round: &Round, one: &Outcome, other: &Outcome) -> bool {
    let rules = round.rules();
    let (first, second) = (round.person(&one.participant), round.person(&other.participant));
    let categories = round.people.iter().any(|person| person.category.is_some());
    for criterion in &rules.ranking.order {
        let order = match criterion {
            Criterion::Higher(key) => one.marks.get(key).zip(other.marks.get(key)).map(|(a, b)| a.cmp(b)),
            Criterion::HigherGrade => first
                .grade
                .zip(second.grade)
                .filter(|(a, b)| a.kind == b.kind)
                .map(|(a, b)| a.value.cmp(&b.value)),
            Criterion::EarlierBirth => {
                let by_date = first.birth_date.zip(second.birth_date).map(|(a, b)| b.cmp(&a));
                by_date.or(first.birth_order.zip(second.birth_order).map(|(a, b)| b.cmp(&a)))
            }
            Criterion::Category if !categories => continue,
            Criterion::Category => {
                first.category.as_ref().zip(second.category.as_ref()).and_then(|(a, b)| {
                    let known = &rules.categories.as_ref().unwrap().known;
                    let priority =
                        |code: &String| known.iter().find(|one| one.code == *code).unwrap().priority;
                    if a == b {
                        Some(std::cmp::Ordering::Equal)
                    } else {
                        priority(b).zip(priority(a)).map(|(b, a)| b.cmp(&a))
                    }
                })
            }
        };
        match order {
            Some(std::cmp::Ordering::Equal) => {}
            Some(order) => return order.is_gt(),
            None => return false,
        }
    }
    false
}

/// The rulings that leave nothing open in a round, by chance among those that turn nothing round, and the run with
/// them. Ties over own places come before those over places that stayed empty, which depend on them.
pub fn ruled(round: &Round, seed: u64) -> (Vec<Ruling>, Run) {
    let mut chance = seed;
    let mut rulings: Vec<Ruling> = Vec::new();
    let steps = round.rules().refill.as_ref().map_or(&[][..], |refill| &refill.steps);
    loop {
        let so_far = run(round.rules(), &round.vacancies, &round.people, &rulings).unwrap();
        let open = so_far.trace.borders.iter().filter(|one| !one.tied.is_empty() && one.ruling.is_none());
        let next = open.min_by_key(|border| {
            let step = steps.iter().position(|step| Some(&step.step) == border.step.as_ref());
            (border.kind != BorderKind::Allocation, step, border.vacancy.clone())
        });
        let Some(border) = next else { return (rulings, so_far) };
        let mut left: Vec<&Outcome> = border.tied.iter().map(|code| so_far.outcome(code).unwrap()).collect();
        let mut order = Vec::new();
        while !left.is_empty() {
            let best = |one: &&&Outcome| !left.iter().any(|other| above(round, other, one));
            let best: Vec<String> = left.iter().filter(best).map(|one| one.participant.clone()).collect();
            chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let chosen = best[usize::try_from(chance >> 33).unwrap() % best.len()].clone();
            left.retain(|one| one.participant != chosen);
            order.push(chosen);
        }
        let (vacancy, document) = (border.vacancy.clone(), format!("Keputusan {}/2025", border.vacancy));
        let officers = ["ketua".into(), "sekretaris".into()];
        rulings.push(Ruling { vacancy, order, document, officers });
    }
}
