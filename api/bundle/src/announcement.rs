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
    /// What opens to a court what is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kept_back: Option<KeptBack>,
    /// On what names are published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub names_basis: Option<NamesBasis>,
    /// SHA-256 of `periksa.html`, the checker in one file, as this server gave it out then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checker: Option<String>,
    /// The public record in which this stands.
    pub log: String,
}

/// Vacancies that are left out: how many people, and the commitment to their files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeptBack {
    pub participants: u32,
    /// A vacancy is left out where fewer take part.
    pub below: u32,
    /// Vacancies left out because a place or a ruling joins them to one of those.
    pub joined: u32,
    /// SHA-256 over form, salt and the list of hashes of the whole files.
    pub commitment: String,
}

/// What the information officer (PPID) recorded before names were published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NamesBasis {
    pub document: String,
    pub date: String,
    /// The officer's unit; the officer is not named.
    pub unit: String,
    pub text: String,
}

impl Announcement {
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string_pretty(self).map(|text| text + "\n")
    }
}
