//! A round's rules as data: each clause with its legal source and how sure we are of it.

mod clauses;
mod difference;
mod further;
mod posts;
mod shipped;
mod validate;
mod validate_clauses;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::eligibility::Requirement;
use crate::mark::Mark;
use crate::outcome::State;

pub use crate::notice::{FurtherTestLimits, FurtherTestRules};
pub use clauses::{
    Categories, Category, Disclosure, DonorLocation, DonorPool, EmptyPool, ObjectionWindow, Parameter, Pool,
    PoolKind, Pools, PublicationProfile, QualificationMatch, Refill, RefillStep, Replacement, Reuse,
    VacancyOrder, Withdrawal,
};
pub use difference::{Change, difference};
pub use posts::Posts;
pub use shipped::{SCHEMA, SHIPPED, shipped};
pub use validate::{RuleFinding, RuleProblem};

/// A rule document. A *key* in it names a component or the result of a step. `source` names an entry of
/// `sources`. A clause that is missing says that the law has no such step; a `null` says that the law has one
/// that we do not know, and the engine refuses what depends on it (regulations 12).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    pub rule_id: String,
    pub version: u32,
    pub title: Text,
    /// The year or round these rules were made for.
    pub valid_for: String,
    pub sources: BTreeMap<String, Source>,
    /// What is to confirm, with its default.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parameters: Vec<Parameter>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub eligibility: Option<Eligibility>,
    /// Missing: any pool that the thresholds know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pools: Option<Pools>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub categories: Option<Categories>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reuse: Option<Reuse>,
    /// What a notice must say about further tests; missing where no such limits exist.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub further_tests: Option<FurtherTestRules>,
    pub components: Vec<Component>,
    /// The stages in order. Those who pass one go on to the next; those who pass the last are ranked.
    pub stages: Vec<Stage>,
    pub ranking: Ranking,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refill: Option<Refill>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawal: Option<Withdrawal>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub objections: Vec<ObjectionWindow>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disclosure: Option<Disclosure>,
    pub codes: Codes,
}

/// A text in both languages of the application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    pub id: String,
    pub en: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    pub document: String,
    /// Article or decision; says so where it is unknown.
    pub clause: String,
    pub confidence: Confidence,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// How sure we are of a clause: `A` the text itself or two independent quotes, `B` one quote, `C` inference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Confidence {
    A,
    B,
    C,
}

/// What every vacancy of the round asks for; vacancies add their own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Eligibility {
    pub source: String,
    pub requirements: Vec<Requirement>,
}

/// One marked part of the tests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Component {
    /// Key of the mark, e.g. `twk`.
    pub code: String,
    pub name: Text,
    pub maximum: Mark,
    /// Decimals that a mark may have, 0 to 3; a longer one is refused.
    pub decimals: u8,
    /// Marks are whole multiples of this, where items have equal worth.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub multiple_of: Option<Mark>,
    /// Posts whose test has another length.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub maximum_by_post: BTreeMap<String, Mark>,
    /// Counts only for posts whose notice gives it a weight (`by_post` of a weighted sum).
    #[serde(default, skip_serializing_if = "is_false")]
    pub only_by_notice: bool,
    pub source: String,
}

impl Component {
    /// The highest mark that this post can have.
    pub fn maximum_for(&self, post: &str) -> Mark {
        self.maximum_by_post.get(post).copied().unwrap_or(self.maximum)
    }

    /// The highest mark of any post.
    pub(crate) fn highest_maximum(&self) -> Mark {
        self.maximum_by_post.values().copied().fold(self.maximum, Mark::max)
    }
}

fn is_false(value: &bool) -> bool {
    !*value
}

/// One stage: marks come in, steps compute, thresholds sort out, a shortlist says who goes on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stage {
    pub code: String,
    pub name: Text,
    /// Codes of the components taken at this stage.
    pub components: Vec<String>,
    pub steps: Vec<Step>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thresholds: Option<Thresholds>,
    /// Missing: all who meet the thresholds go on. The last stage has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shortlist: Option<Shortlist>,
}

/// One line of arithmetic; its result can be used under `out` from here on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    pub out: String,
    pub form: StepForm,
    pub source: String,
}

/// The forms of arithmetic. All are exact but for the stated rounding, and none falls when a mark rises.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum StepForm {
    /// The sum of the keys.
    Sum { of: Vec<String> },
    /// `of * to / from`, rounded.
    Scale { of: String, from: Mark, to: Mark, rounding: Rounding },
    /// Each part is weighted and rounded, then they are added up.
    WeightedSum {
        parts: Vec<Part>,
        /// Other parts for these posts.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        by_post: BTreeMap<String, Vec<Part>>,
        rounding: Rounding,
    },
    /// The component `of` with what its holder's certificate adds: a percentage of the component's maximum,
    /// rounded, as a file gives it under `addition_<of>`.
    WithAddition {
        of: String,
        /// A higher percentage is refused.
        percent_maximum: Mark,
        /// The sum does not pass the component's maximum.
        capped: bool,
        rounding: Rounding,
    },
}

/// A weighted part; the weights of one sum add up to exactly 1. `out` names the weighted mark in the outcome.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    pub of: String,
    pub weight: Mark,
    pub out: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rounding {
    pub method: RoundingMethod,
    /// 0 to 3.
    pub decimals: u8,
    pub source: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RoundingMethod {
    HalfUp,
}

/// The least mark for each key, inclusive. Keys that are not named have no threshold.
pub type Minimums = BTreeMap<String, Mark>;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Thresholds {
    pub source: String,
    /// By pool; `null` or a missing pool means unknown, and its vacancies are refused by name.
    pub by_pool: BTreeMap<String, Option<Minimums>>,
    /// By post, then pool: stands in place of the pool's thresholds.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub by_post: BTreeMap<String, BTreeMap<String, Minimums>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Thresholds {
    /// The thresholds of a post in a pool, `None` when they are unknown.
    pub fn minimums(&self, post: &str, pool: &str) -> Option<&Minimums> {
        let of_post = self.by_post.get(post).and_then(|pools| pools.get(pool));
        of_post.or_else(|| self.by_pool.get(pool).and_then(Option::as_ref))
    }
}

/// Who goes on: the best `multiple` × places, by rank among those who meet the thresholds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shortlist {
    pub source: String,
    pub multiple: u32,
    /// Marks only.
    pub order: Vec<Criterion>,
    pub tie_at_border: ShortlistTie,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShortlistTie {
    /// Everybody equal to the last one in by all criteria goes on too.
    AdmitAll,
}

/// One comparison of an order.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Criterion {
    /// The higher value of this key ranks above.
    Higher(String),
    /// The higher grade ranks above; grades of two kinds, or an unknown one, cannot be compared.
    HigherGrade,
    /// The older person ranks above; an unknown birth date cannot be compared.
    EarlierBirth,
    /// The category of higher priority ranks above. In a round without categories it compares nothing.
    Category,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ranking {
    pub source: String,
    pub order: Vec<Criterion>,
    pub tie: Tie,
}

/// What happens to people equal by every criterion at the border of the places.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tie {
    /// Nobody of them gets a place until the competent authority has ruled. Never a coin toss.
    Undecided,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Codes {
    pub source: String,
    pub by_state: BTreeMap<State, Code>,
}

/// A published status code with its meaning. The same letters differ by year and agency (regulations 1.9).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Code {
    pub code: String,
    /// The code of somebody with a category, which stands in place of `{category}`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub with_category: Option<String>,
    pub legend: Text,
}

/// Why a text is no usable rule document.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RulesError {
    #[error("no rule document of this name is shipped")]
    NotShipped,
    #[error("not a rule document: line {line}, column {column}: {message}")]
    Json { line: usize, column: usize, message: String },
    #[error("the rule document has {} fault(s), the first: {}", .0.len(), .0.first().map(ToString::to_string).unwrap_or_default())]
    Invalid(Vec<RuleFinding>),
}

impl Rules {
    /// Reads and validates a rule document from JSON.
    pub fn parse(json: &str) -> Result<Rules, RulesError> {
        let rules: Rules = serde_json::from_str(json).map_err(|error| RulesError::Json {
            line: error.line(),
            column: error.column(),
            message: error.to_string(),
        })?;
        let findings = rules.validate();
        if findings.is_empty() { Ok(rules) } else { Err(RulesError::Invalid(findings)) }
    }

    /// The published code and legend of a state; `undecided` and `vacancy_refused` have none.
    pub fn code(&self, state: State) -> Option<&Code> {
        self.codes.by_state.get(&state)
    }

    pub fn component(&self, code: &str) -> Option<&Component> {
        self.components.iter().find(|component| component.code == code)
    }
}

impl Code {
    /// What is published of somebody of this category.
    pub fn published(&self, category: Option<&str>) -> String {
        match self.with_category.as_deref().zip(category) {
            Some((pattern, category)) => pattern.replace("{category}", category),
            None => self.code.clone(),
        }
    }
}

impl StepForm {
    /// The parts of a weighted sum for a post.
    pub(crate) fn parts_for<'a>(
        parts: &'a [Part],
        by_post: &'a BTreeMap<String, Vec<Part>>,
        post: &str,
    ) -> &'a [Part] {
        by_post.get(post).map_or(parts, Vec::as_slice)
    }

    /// The keys that this form reads for a post.
    pub(crate) fn reads(&self, post: &str) -> Vec<&str> {
        match self {
            StepForm::Sum { of } => of.iter().map(String::as_str).collect(),
            StepForm::Scale { of, .. } | StepForm::WithAddition { of, .. } => vec![of.as_str()],
            StepForm::WeightedSum { parts, by_post, .. } => {
                StepForm::parts_for(parts, by_post, post).iter().map(|part| part.of.as_str()).collect()
            }
        }
    }
}
