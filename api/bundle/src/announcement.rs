//! `announcement.json`: what was announced, of whom, by which rules and engine.

use serde::{Deserialize, Serialize};

/// The keys stand in this order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Announcement {
    pub agency: String,
    pub agency_name: String,
    pub round: String,
    pub round_name: String,
    /// `administrative`, `shortlist` or `result`.
    pub stage: String,
    /// The last stage that was run; missing where nothing was computed.
    pub through: Option<String>,
    pub number: u32,
    pub letter: String,
    /// Why it corrects the version before.
    pub reason: Option<String>,
    pub published_at: String,
    /// The publication profile.
    pub profile: String,
    pub engine: Option<String>,
    pub rules_hash: Option<String>,
    pub participants: u32,
    pub vacancies: u32,
    /// Vacancies that are left out because few took part.
    pub withheld: u32,
    /// The public record in which this stands.
    pub log: String,
}

impl Announcement {
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string_pretty(self).map(|text| text + "\n")
    }
}
