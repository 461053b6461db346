//! Before anything is released: whose row stands alone in what an outsider may know, and whether a decision needs it.
//!
//! An outsider may know pool, qualification and place of somebody's application, and about how old and how good at
//! school they are; never their marks. A row counts as far as it shows these: what it does not show, nobody can look
//! up in it.

use std::collections::{BTreeMap, BTreeSet};

use selection::{Grade, GradeKind, Outcome, Participant, Vacancy};
use serde::{Deserialize, Serialize};

/// What a row shows of its person.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Known {
    pub pool: String,
    /// The codes that the vacancy admits, joined by `|`.
    pub qualification: String,
    pub place: String,
    pub exact: Exact,
}

/// What is published only of those between whom it decided.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Exact {
    /// The code that the person applied with.
    pub education: Option<String>,
    /// Years of birth, five together.
    pub age_band: Option<String>,
    pub grade_band: Option<String>,
}

/// A row as it would be published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub participant: String,
    pub vacancy: String,
    pub known: Known,
    /// Has a place: an appointment is public.
    pub placed: bool,
    /// Stands with a name, and so hides nobody else.
    pub named: bool,
    /// The exact values decided a tie, or who takes a place that stayed empty.
    pub decided: bool,
}

/// Somebody without a place who stands alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alone {
    pub participant: String,
    pub vacancy: String,
    pub known: Known,
    /// Only values that a decision rests on make this row stand alone; nobody could recompute without them.
    pub needed: bool,
}

/// How well people without a place are hidden among others.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Rows that were looked at: those of people without a place.
    pub rows: u32,
    /// Size of a group, and how many of these rows are in groups of that size.
    pub sizes: BTreeMap<u32, u32>,
    pub alone: Vec<Alone>,
}

impl Report {
    /// Whether somebody can be told apart without need.
    pub fn blocks(&self) -> bool {
        self.alone.iter().any(|one| !one.needed)
    }
}

/// The report over all rows that would be published together.
pub fn report(rows: &[Row]) -> Report {
    let mut groups: BTreeMap<&Known, u32> = BTreeMap::new();
    // How many there are without their exact values, and whether a decision needs all of these.
    let mut wider: BTreeMap<(&str, &str, &str), (u32, bool)> = BTreeMap::new();
    for row in rows.iter().filter(|row| !row.named) {
        *groups.entry(&row.known).or_default() += 1;
        let (size, needed) = wider.entry(place(&row.known)).or_insert((0, true));
        *size += 1;
        *needed &= row.decided || row.known.exact == Exact::default();
    }
    let mut report = Report::default();
    for row in rows.iter().filter(|row| !row.placed && !row.named) {
        let size = groups.get(&row.known).copied().unwrap_or(1);
        report.rows += 1;
        *report.sizes.entry(size).or_default() += 1;
        if size > 1 {
            continue;
        }
        // Somebody may also stand alone because the others' exact values tell them apart from this row.
        let needed = wider.get(&place(&row.known)).is_some_and(|(size, needed)| *size > 1 && *needed);
        report.alone.push(Alone {
            participant: row.participant.clone(),
            vacancy: row.vacancy.clone(),
            known: row.known.clone(),
            needed,
        });
    }
    report.alone.sort_by(|one, other| one.participant.cmp(&other.participant));
    report
}

fn place(known: &Known) -> (&str, &str, &str) {
    (&known.pool, &known.qualification, &known.place)
}

/// The rows of published participants. `given` are the same people with all that is known of them.
pub fn rows(
    vacancies: &[Vacancy],
    given: &[Participant],
    published: &[Participant],
    outcomes: &[Outcome],
    named: &BTreeSet<String>,
) -> Vec<Row> {
    let offered: BTreeMap<&str, &Vacancy> = vacancies.iter().map(|one| (one.vacancy.as_str(), one)).collect();
    let given: BTreeMap<&str, &Participant> =
        given.iter().map(|one| (one.participant.as_str(), one)).collect();
    let placed: BTreeSet<&str> = outcomes
        .iter()
        .filter(|outcome| outcome.placed_at.is_some())
        .map(|outcome| outcome.participant.as_str())
        .collect();
    let row = |one: &Participant| {
        let code = one.participant.as_str();
        let vacancy = offered.get(one.vacancy.as_str())?;
        let age_band =
            given.get(code).filter(|_| one.birth_order.is_some()).and_then(|known| age_band(known));
        let exact =
            Exact { education: one.education.clone(), age_band, grade_band: one.grade.map(grade_band) };
        let mut codes = vacancy.qualification.clone();
        codes.sort();
        Some(Row {
            participant: one.participant.clone(),
            vacancy: one.vacancy.clone(),
            // `least` publishes these only of those between whom they decided.
            decided: exact != Exact::default(),
            known: Known {
                pool: vacancy.pool.clone(),
                qualification: codes.join("|"),
                place: vacancy.location.clone(),
                exact,
            },
            placed: placed.contains(code),
            named: named.contains(code),
        })
    };
    published.iter().filter_map(row).collect()
}

/// `1995-1999`; a rank by age where no year is known.
fn age_band(one: &Participant) -> Option<String> {
    let Some(date) = one.birth_date else { return one.birth_order.map(|order| format!("#{order}")) };
    let year: i32 = date.to_string().split('-').next()?.parse().ok()?;
    let first = year - year.rem_euclid(5);
    Some(format!("{first}-{}", first + 4))
}

/// A quarter of a point of a grade point average, five points of a certificate.
fn grade_band(grade: Grade) -> String {
    let (parts, text) = (1000, grade.value.to_fixed());
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, "0"));
    let of = |digits: &str| digits.parse::<u32>().unwrap_or(0);
    let value = of(whole).saturating_mul(parts).saturating_add(of(fraction));
    let width = match grade.kind {
        GradeKind::Ipk => parts / 4,
        GradeKind::Ijazah => parts * 5,
    };
    let first = value - value % width;
    let shown = |value: u32| format!("{}.{:02}", value / parts, value % parts / 10);
    format!("{}-{}", shown(first), shown(first.saturating_add(width)))
}
