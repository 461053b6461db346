//! What the verification routes answer.
use chrono::{DateTime, NaiveDate, Utc};
use selection::{Requirement, RequirementCode};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    evidence::Evidence,
    store::{ItemRow, Listed, ReadingRow},
};
use crate::{
    documents::Document,
    kernel::{Problem, State, Text},
};

/// A sentence in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BothLanguages {
    #[schema(example = "Dokumen bukti tidak terbaca.")]
    pub id: String,
    #[schema(example = "The evidence document cannot be read.")]
    pub en: String,
}

impl From<Text> for BothLanguages {
    fn from(text: Text) -> Self {
        Self { id: text.id.into(), en: text.en.into() }
    }
}

/// The name of a plain code, such as `person_will_judge`.
pub fn code(value: &impl Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

/// One requirement of the vacancy as it was applied to.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct AskedRequirement {
    /// `education`, `age`, `gpa`, `disability`, `document`, `statement`, `residence` or `other`.
    #[schema(example = "document")]
    pub code: String,
    #[schema(example = "present")]
    pub operator: String,
    /// A truth value, a list of codes, `{min, max}` in years, or text; it goes with the operator.
    #[schema(value_type = serde_json::Value, example = "ijazah")]
    pub value: serde_json::Value,
    /// Code of the document that proves it.
    #[schema(example = "ijazah")]
    pub evidence: Option<String>,
    /// The clause that asks it.
    #[schema(example = "PermenPANRB 6/2024 pasal 23")]
    pub source: String,
}

impl AskedRequirement {
    pub fn of(requirement: &Requirement) -> Self {
        Self {
            code: code(&requirement.code),
            operator: code(&requirement.operator),
            value: serde_json::to_value(&requirement.value).unwrap_or_default(),
            evidence: requirement.evidence.clone(),
            source: requirement.source.clone(),
        }
    }
}

/// A document that the applicant handed in.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct EvidenceDocument {
    #[schema(example = "0193a5b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b")]
    pub id: Uuid,
    #[schema(example = "ijazah")]
    pub kind: String,
    #[schema(example = "application/pdf")]
    pub media_type: String,
    #[schema(example = 182_044)]
    pub byte_count: i64,
    #[schema(example = 2)]
    pub page_count: Option<i32>,
}

impl EvidenceDocument {
    fn of(document: &Document) -> Self {
        Self {
            id: document.id,
            kind: document.kind.clone(),
            media_type: document.media_type.clone(),
            byte_count: document.byte_count,
            page_count: document.page_count,
        }
    }
}

/// A requirement with evidence, finding of the pre-check, and the verdict if there is one.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct ReadingItem {
    #[schema(example = 0)]
    pub position: i16,
    pub requirement: AskedRequirement,
    /// What the applicant answered, where the requirement has an answer.
    #[schema(example = "5101087")]
    pub answer: Option<String>,
    pub documents: Vec<EvidenceDocument>,
    /// `meets`, `does_not_meet` or `person_will_judge`.
    #[schema(example = "person_will_judge")]
    pub finding: String,
    /// `met` or `not_met`.
    #[schema(example = "not_met")]
    pub verdict: Option<String>,
    #[schema(example = "unreadable")]
    pub reason: Option<String>,
    #[schema(example = "Halaman kedua kosong.")]
    pub note: Option<String>,
}

/// A reading with everything that the decision rests on.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct OpenReading {
    #[schema(example = "0193a5b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b")]
    pub id: Uuid,
    #[schema(example = "assigned")]
    pub state: String,
    /// 1 for the first reading, more when somebody else reads again.
    #[schema(example = 1)]
    pub ordinal: i16,
    /// Whether it is the caller's to read.
    #[schema(example = true)]
    pub mine: bool,
    #[schema(example = "0193a5b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b")]
    pub application_id: Uuid,
    #[schema(example = "7QK4-M2XN")]
    pub participant_code: String,
    /// `own`, or `sscasn`: documents and statements then lie at SSCASN.
    #[schema(example = "own")]
    pub source: String,
    #[schema(example = "Contoh Rekaan")]
    pub name: String,
    #[schema(example = "1998-05-17")]
    pub birth_date: NaiveDate,
    /// All digits but the last four are hidden.
    #[schema(example = "************0001")]
    pub nik_masked: String,
    #[schema(example = "0193a5b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b")]
    pub vacancy_id: Uuid,
    #[schema(example = "Perawat Terampil")]
    pub post_title: String,
    #[schema(example = "RSUD Sawahlunto")]
    pub unit_path: String,
    #[schema(example = "general")]
    pub pool: String,
    #[schema(example = "2026-12-01T03:00:00Z")]
    pub submitted_at: DateTime<Utc>,
    #[schema(example = "2026-12-07T03:30:00Z")]
    pub lease_until: Option<DateTime<Utc>>,
    /// `MS` or `TMS`, as soon as a verdict was given.
    #[schema(example = "TMS")]
    pub outcome: Option<String>,
    #[schema(example = "2026-12-07T03:10:00Z")]
    pub given_at: Option<DateTime<Utc>>,
    #[schema(example = "2026-12-07T05:00:00Z")]
    pub released_at: Option<DateTime<Utc>>,
    /// Why the supervisor gave it back.
    #[schema(example = "Periksa lagi tanggal pada STR.")]
    pub returned_note: Option<String>,
    pub items: Vec<ReadingItem>,
}

/// The last four digits only.
pub fn masked(nik: &str) -> String {
    let hidden = nik.chars().count().saturating_sub(4);
    nik.chars().enumerate().map(|(at, digit)| if at < hidden { '*' } else { digit }).collect()
}

/// A note, opened.
pub fn note(state: &State, place: &str, sealed: Option<&Vec<u8>>) -> Result<Option<String>, Problem> {
    sealed.map(|sealed| state.keys().unseal_text(place, sealed)).transpose()
}

pub const ITEM_NOTE: &str = "reading_item.note";
pub const RETURNED_NOTE: &str = "reading.returned_note";

impl OpenReading {
    pub fn of(
        state: &State,
        row: &ReadingRow,
        evidence: &Evidence,
        given: &[ItemRow],
        caller: Uuid,
    ) -> Result<Self, Problem> {
        let mut items = Vec::new();
        for (position, requirement, finding) in evidence.asked() {
            let verdict = given.iter().find(|item| item.position == position);
            items.push(ReadingItem {
                position,
                requirement: AskedRequirement::of(requirement),
                answer: evidence.answer(requirement),
                documents: evidence.proof(requirement).map(EvidenceDocument::of).collect(),
                finding: code(&finding),
                verdict: verdict.map(|item| item.verdict.clone()),
                reason: verdict.and_then(|item| item.reason.clone()),
                note: note(state, ITEM_NOTE, verdict.and_then(|item| item.note_sealed.as_ref()))?,
            });
        }
        Ok(Self {
            id: row.id,
            state: row.state.clone(),
            ordinal: row.ordinal,
            mine: row.reader == Some(caller),
            application_id: row.application_id,
            participant_code: evidence.participant_code.clone(),
            source: evidence.source.clone(),
            name: evidence.person_name.clone(),
            birth_date: evidence.birth_date,
            nik_masked: masked(&evidence.nik),
            vacancy_id: evidence.vacancy_id,
            post_title: evidence.post_title.clone(),
            unit_path: evidence.unit_path.clone(),
            pool: evidence.pool.clone(),
            submitted_at: evidence.submitted_at,
            lease_until: row.lease_until,
            outcome: row.outcome.clone(),
            given_at: row.given_at,
            released_at: row.released_at,
            returned_note: note(state, RETURNED_NOTE, row.returned_note_sealed.as_ref())?,
            items,
        })
    }
}

/// One line of the list.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct ListedReading {
    #[schema(example = "0193a5b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b")]
    pub id: Uuid,
    #[schema(example = "given")]
    pub state: String,
    #[schema(example = 1)]
    pub ordinal: i16,
    #[schema(example = "7QK4-M2XN")]
    pub participant_code: String,
    #[schema(example = "0193a5b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b")]
    pub vacancy_id: Uuid,
    #[schema(example = "Perawat Terampil")]
    pub post_title: String,
    #[schema(example = "RSUD Sawahlunto")]
    pub unit_path: String,
    #[schema(example = "TMS")]
    pub outcome: Option<String>,
    /// Whether the caller is the reader.
    #[schema(example = false)]
    pub mine: bool,
    #[schema(example = "2026-12-07T03:10:00Z")]
    pub given_at: Option<DateTime<Utc>>,
    /// For If-Match.
    #[schema(example = 2)]
    pub version: i32,
    #[schema(example = "2026-12-07T03:10:00Z")]
    pub updated_at: DateTime<Utc>,
}

impl ListedReading {
    pub fn of(listed: Listed, caller: Uuid) -> Self {
        let row = listed.reading;
        Self {
            id: row.id,
            state: row.state,
            ordinal: row.ordinal,
            participant_code: listed.participant_code,
            vacancy_id: listed.vacancy_id,
            post_title: listed.post_title,
            unit_path: listed.unit_path,
            outcome: row.outcome,
            mine: row.reader == Some(caller),
            given_at: row.given_at,
            version: row.version,
            updated_at: row.updated_at,
        }
    }
}

/// The kind of a requirement by its code.
pub fn kind_code(kind: RequirementCode) -> String {
    code(&kind)
}
