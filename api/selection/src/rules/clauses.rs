//! The clauses around the arithmetic: pools, categories, refill, withdrawal, objections, disclosure, parameters.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Code, Text};

/// A value of the document that the law does not settle, or that we could not confirm. The engine reads the value
/// where it stands; this says where that is, what it is unless somebody decides otherwise, and why it is open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parameter {
    pub name: String,
    /// JSON pointer to the value in this document.
    pub at: String,
    pub default: Value,
    pub source: String,
    pub note: Text,
}

/// The kinds of need (jenis kebutuhan) of the round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pools {
    pub source: String,
    pub known: Vec<Pool>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pool {
    pub code: String,
    pub kind: PoolKind,
    pub name: Text,
    /// Other spellings in official files.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PoolKind {
    /// Kebutuhan umum.
    General,
    /// Kebutuhan khusus.
    Special,
}

/// Categories of applicants that rank before marks do (the criterion `category`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Categories {
    pub source: String,
    pub known: Vec<Category>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Category {
    pub code: String,
    pub name: Text,
    /// 1 ranks first. `null`: the law has an order that we do not know, so people of this category cannot be
    /// compared with those of another.
    pub priority: Option<u32>,
}

/// Marks of an earlier round may stand in place of a stage (regulations 1.7).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reuse {
    pub source: String,
    /// The stage whose marks may come from before. The thresholds of this round hold for them too.
    pub stage: String,
    pub note: Text,
}

/// How posts that stayed empty are filled: step after step, over all vacancies with empty places, by those who
/// passed everything and have no place. Nobody loses a place by it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Refill {
    pub source: String,
    /// Donors applied for the same post.
    pub same_post: bool,
    pub qualification: QualificationMatch,
    /// In which order the empty vacancies of one step choose.
    pub vacancy_order: VacancyOrder,
    pub steps: Vec<RefillStep>,
}

/// When a donor's education fits an empty vacancy. A vacancy that names no education asks for none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QualificationMatch {
    /// The code that the donor applied with is among those of the empty vacancy. Where that code is not known, all
    /// codes of the vacancy applied for must be among them.
    EducationOfDonor,
    /// Both vacancies name the same codes.
    SameCodes,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VacancyOrder {
    /// By the identifier of the vacancy, which is published before anybody has a mark.
    Identifier,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RefillStep {
    /// Name of the step, e.g. `U-1`.
    pub step: String,
    /// A step that is not enabled is known but not applied.
    pub enabled: bool,
    /// Which empty places this step fills.
    pub empty: EmptyPool,
    /// Where its donors come from.
    pub from: DonorPool,
    pub location: DonorLocation,
    /// Donors meet the thresholds of this pool too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thresholds_of: Option<String>,
    /// What is published of those whom this step places.
    pub code: Code,
    pub source: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EmptyPool {
    Any,
    General,
    Special,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DonorPool {
    Any,
    General,
    Special,
    /// The pool of the empty vacancy.
    Same,
    /// Any pool but that of the empty vacancy.
    Other,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DonorLocation {
    Any,
    Same,
    Other,
}

/// What happens when somebody with a place leaves after the announcement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Withdrawal {
    pub source: String,
    pub replacement: Replacement,
    /// What the person who leaves has to expect.
    pub consequence: Text,
    pub consequence_source: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Replacement {
    /// The place stays empty.
    None,
    /// The next in rank of the same vacancy who has no place; then the steps of the refill.
    NextInRank,
}

/// When a person may say that a decision was wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ObjectionWindow {
    /// What the objection is about: `administration`, or the code of a stage.
    pub about: String,
    /// Calendar days from the announcement; 0 where the law has no objection at this point.
    pub days: u32,
    pub answer_days: u32,
    /// Only once.
    pub once: bool,
    /// On which ground one may be accepted.
    pub ground: Text,
    pub source: String,
}

/// What is shown of whom when results are published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Disclosure {
    pub source: String,
    pub profile: PublicationProfile,
    /// Grade and age are published only where a tie was decided by them.
    pub person_fields_only_where_they_decided: bool,
    /// Pools that never stand beside a name.
    pub pools_never_beside_a_name: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PublicationProfile {
    /// A: names of those placed, with the recorded basis of the information officer.
    NamesOfPlaced,
    /// B: codes.
    Codes,
    /// C: codes, small vacancies withheld.
    CodesSmallWithheld,
}

impl Pools {
    /// The pool of this code.
    pub fn find(&self, code: &str) -> Option<&Pool> {
        self.known.iter().find(|pool| pool.code == code)
    }
}

impl Categories {
    pub(crate) fn find(&self, code: &str) -> Option<&Category> {
        self.known.iter().find(|category| category.code == code)
    }
}
