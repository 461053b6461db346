//! Why everything came out as it did: the comparisons at each border, and each person's own line of reasons.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::input::{Flag, Grade};
use crate::mark::Mark;
use crate::outcome::Run;
use crate::rules::Criterion;

/// The reasons of a run. It names people by code and holds their grades and birth dates where these decided;
/// [`why`] shows one person's part without those of others.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Trace {
    /// What decided, in order, by participant.
    pub participants: BTreeMap<String, Vec<Statement>>,
    /// Each border between those who go on and those who do not, by vacancy, then stage.
    pub borders: Vec<Border>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BorderKind {
    Shortlist,
    Allocation,
    /// Places that stayed empty, given to those from other vacancies.
    Refill,
}

/// The step of the refill, and the vacancy whose places it gives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefillPlace {
    pub step: String,
    pub vacancy: String,
}

/// One border in one vacancy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Border {
    pub vacancy: String,
    pub stage: String,
    pub kind: BorderKind,
    /// The step of a refill.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<String>,
    /// How many the rules let in: multiple × places, or the places.
    pub limit: usize,
    /// How many were compared.
    pub candidates: usize,
    /// How many are in; above `limit` where all tied at the border are admitted.
    pub inside: usize,
    /// The last one in and the first one out; of people equal by all criteria, the one whose code sorts first.
    pub last_inside: Option<String>,
    pub first_outside: Option<String>,
    /// The last one in against the first one out, up to the comparison that decided.
    pub comparisons: Vec<Comparison>,
    /// People whom the law leaves tied across the border, sorted by code; also after a ruling on them.
    pub tied: Vec<String>,
    /// The criterion at which those tied could not be compared; missing where they are equal by all.
    pub not_comparable: Option<Criterion>,
    /// Document of the ruling on those tied.
    pub ruling: Option<String>,
}

/// One step of a comparison, seen from the person whose value is `own`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comparison {
    pub criterion: Criterion,
    /// Missing where it is not known.
    pub own: Option<ComparisonValue>,
    /// Missing where it is not known, or not shown because it is another person's grade or birth date.
    pub other: Option<ComparisonValue>,
    pub result: ComparisonResult,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum ComparisonValue {
    Mark(Mark),
    Grade(Grade),
    BirthDate(NaiveDate),
    BirthOrder(u32),
    Category { category: String },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ComparisonResult {
    /// The person ranks above the other.
    Above,
    Equal,
    Below,
    NotComparable,
}

/// Where a person came to stand at a border.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    Inside,
    /// Inside beyond the limit or with others who are, because all tied at the border are admitted.
    InsideByTie,
    Outside,
    Undecided,
}

/// One reason in one person's result: a code with its parameters, to be put into words by whoever shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Statement {
    /// The thresholds of the pool at this stage are not known, so the vacancy was not decided.
    VacancyRefused { stage: String, pool: String },
    /// Left for another reason than marks.
    Removed { stage: String, flag: Flag },
    /// These marks are missing.
    Absent { stage: String, components: Vec<String> },
    /// `result` is the sum of the keys.
    Summed { stage: String, out: String, of: Vec<String>, result: Mark },
    /// `result = value * to / from`, half up to `decimals`.
    Scaled {
        stage: String,
        out: String,
        of: String,
        value: Mark,
        from: Mark,
        to: Mark,
        decimals: u8,
        result: Mark,
    },
    /// `result` is the sum of the parts, each rounded half up to `decimals`.
    Weighed { stage: String, out: String, parts: Vec<WeighedPart>, decimals: u8, result: Mark },
    /// `result = value + maximum * percent / 100`, the addition half up to `decimals`; not above `cap`.
    Added {
        stage: String,
        out: String,
        of: String,
        value: Mark,
        percent: Mark,
        maximum: Mark,
        decimals: u8,
        cap: Option<Mark>,
        result: Mark,
    },
    /// The marks of this stage come from an earlier round.
    Reused { stage: String },
    /// Fits an empty place of this step but for a threshold: `mark < minimum` of `pool`.
    BelowRefillThreshold { refill: RefillPlace, pool: String, key: String, mark: Mark, minimum: Mark },
    /// The place that was announced before stays.
    Kept { vacancy: String },
    /// Left a place after the announcement.
    Left { document: String },
    /// `mark < minimum`.
    BelowThreshold { stage: String, key: String, mark: Mark, minimum: Mark },
    /// The place in an order, and the comparison with the nearest person across the border.
    Ranked {
        stage: String,
        border: BorderKind,
        rank: usize,
        candidates: usize,
        limit: usize,
        side: Side,
        comparisons: Vec<Comparison>,
        /// Where this is about an empty place of another vacancy.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        refill: Option<RefillPlace>,
    },
    /// The law leaves so many people tied for so many places.
    Tied { tied: usize, places: usize, not_comparable: Option<Criterion> },
    /// Whether the person gets an empty place of this vacancy depends on what is still open elsewhere.
    Waits { vacancy: String },
    /// A ruling put the person at this position, from 1, among those tied.
    Ruled { position: usize, tied: usize, places: usize, document: String },
}

/// `result = value * weight`, rounded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WeighedPart {
    pub of: String,
    pub value: Mark,
    pub weight: Mark,
    pub out: String,
    pub result: Mark,
}

/// Why a participant's result is what it is, in the order in which it was decided, from the trace alone. Marks at
/// the border are shown; grades and birth dates of other people are not. Empty for an unknown participant.
pub fn why(run: &Run, participant: &str) -> Vec<Statement> {
    let mut statements = run.trace.participants.get(participant).cloned().unwrap_or_default();
    for statement in &mut statements {
        if let Statement::Ranked { comparisons, .. } = statement {
            for comparison in comparisons {
                if !matches!(comparison.criterion, Criterion::Higher(_) | Criterion::Category) {
                    comparison.other = None;
                }
            }
        }
    }
    statements
}
