//! What a run is given: vacancies, participants with their marks, and rulings on ties.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::mark::Mark;

/// Posts of one kind, unit, pool and qualification; the group inside which people are ranked (regulations 1.3).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vacancy {
    /// Identifier, unique in the run.
    pub vacancy: String,
    /// Code of the post; rules may name thresholds and weights for it.
    pub post: String,
    /// Education codes that the vacancy admits.
    #[serde(default)]
    pub qualification: Vec<String>,
    /// Code of unit and place.
    #[serde(default)]
    pub location: String,
    /// Code of the pool, as the rules name it (`general`, `disability`, …).
    pub pool: String,
    /// Number of places.
    pub quota: u32,
}

impl Vacancy {
    pub(crate) fn places(&self) -> usize {
        usize::try_from(self.quota).unwrap_or(usize::MAX)
    }
}

/// Which scale a grade is on. The two cannot be compared with one another (regulations 1.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GradeKind {
    /// Grade point average of a diploma or degree, 0 to 4.
    Ipk,
    /// Mean grade on the school certificate, 0 to 100.
    Ijazah,
}

/// A person's grade with its scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grade {
    pub kind: GradeKind,
    pub value: Mark,
}

/// Why somebody leaves the selection for another reason than marks. Where several hold at one stage, the first
/// of this list counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Flag {
    /// Did not pass the administrative stage (TMS).
    Ineligible,
    /// Cheated (DIS).
    Disqualified,
    /// Withdrew (APS).
    Withdrawn,
    /// Failed an eliminating part of a further test (TMS-1).
    Eliminated,
}

/// One person in the tests, under a random code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Participant {
    /// Random code, unique in the run.
    pub participant: String,
    /// The vacancy applied for.
    pub vacancy: String,
    /// Marks by component code. A component that is missing here counts as absent once its stage is reached.
    #[serde(default)]
    pub marks: BTreeMap<String, Mark>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade: Option<Grade>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub birth_date: Option<NaiveDate>,
    /// Flag with the code of the stage from which it counts. Without a stage, `ineligible` and `disqualified`
    /// count from the first, `withdrawn` and `eliminated` from the last: who withdraws after the shortlist
    /// keeps his position in it, so that nobody else's place there changes.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub flags: BTreeMap<Flag, Option<String>>,
}

/// A decision of the competent authority on people whom the law leaves tied at the border of the places.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ruling {
    pub vacancy: String,
    /// All the tied participants and nobody else, best first.
    pub order: Vec<String>,
    /// Number and date of the document.
    pub document: String,
    /// The two officers who answer for it; they must differ.
    pub officers: [String; 2],
}
