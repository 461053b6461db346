//! What a run is given: vacancies, participants with their marks, and rulings on ties.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
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

/// One person in the tests, under a random code. The fields stand in the order of their names, as canonical JSON has
/// them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Participant {
    /// What a certificate adds, in percent of the component's maximum, by component.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub additions: BTreeMap<String, Mark>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub birth_date: Option<NaiveDate>,
    /// Rank by age within the round, 1 for the oldest, in place of the birth date where that is not published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub birth_order: Option<u32>,
    /// Category, where the rules rank by it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// Education code that the person applied with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub education: Option<String>,
    /// Flag with the code of the stage from which it counts. Without a stage, `ineligible` and `disqualified`
    /// count from the first, `withdrawn` and `eliminated` from the last or from the first stage without all
    /// marks: who withdraws after the shortlist keeps his position in it, so that nobody else's place there changes.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub flags: BTreeMap<Flag, Option<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade: Option<Grade>,
    /// Marks by component code. A component that is missing here counts as absent once its stage is reached.
    #[serde(default)]
    pub marks: BTreeMap<String, Mark>,
    /// Random code, unique in the run.
    pub participant: String,
    /// The marks of the stage named by the clause `reuse` come from an earlier round.
    #[serde(default, skip_serializing_if = "is_false")]
    pub reused: bool,
    /// The vacancy applied for.
    pub vacancy: String,
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

/// Somebody who was announced as placed and left afterwards.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Departure {
    pub participant: String,
    /// Number and date of the report.
    pub document: String,
}

/// When the rules were fixed and when marks began to exist, in the time of the public record.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dating {
    /// When this version of the rules was recorded.
    pub rules_at: DateTime<Utc>,
    /// When the first mark of each stage was recorded; stages without marks are missing.
    pub first_marks: BTreeMap<String, DateTime<Utc>>,
    /// A later version counts only as an amendment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amendment: Option<Amendment>,
}

/// What allows rules to be younger than marks: a legal basis and two different officers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Amendment {
    pub legal_basis: String,
    pub officers: [String; 2],
}

impl Dating {
    /// The first stage whose marks are older than these rules, unless the rules are a signed amendment.
    pub(crate) fn younger_than<'a>(&self, mut stages: impl Iterator<Item = &'a str>) -> Option<&'a str> {
        let signed = self.amendment.as_ref().is_some_and(|amendment| {
            let [first, second] = &amendment.officers;
            let named = |text: &str| !text.trim().is_empty();
            named(&amendment.legal_basis) && named(first) && named(second) && first != second
        });
        stages.find(|stage| !signed && self.first_marks.get(*stage).is_some_and(|mark| *mark < self.rules_at))
    }
}

fn is_false(value: &bool) -> bool {
    !*value
}
