//! Answer types that several routes share.
use chrono::{DateTime, Utc};
use selection::{Operator, Requirement, RequirementCode, RequirementValue};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    model::{NATIONAL_STEPS, Step, step_name},
    store::Round,
};

/// A text in both languages.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct BothTexts {
    #[schema(example = "Pendaftaran")]
    pub id: String,
    #[schema(example = "Registration")]
    pub en: String,
}

/// A step of the timetable.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct StepView {
    #[schema(example = "registration")]
    pub code: String,
    pub name: BothTexts,
    #[schema(example = "2026-11-10T00:00:00Z")]
    pub opens: DateTime<Utc>,
    /// The first instant that is too late.
    #[schema(example = "2026-12-05T17:00:00Z")]
    pub closes: DateTime<Utc>,
    /// True when this step is done at SSCASN, not here.
    #[schema(example = false)]
    pub at_national_door: bool,
}

pub fn step_views(round: &Round, steps: Vec<Step>) -> Vec<StepView> {
    let mut views: Vec<_> = steps
        .into_iter()
        .map(|step| {
            let name = step_name(&step.code);
            StepView {
                name: BothTexts {
                    id: name.map_or(step.code.clone(), |name| name.id.into()),
                    en: name.map_or(step.code.clone(), |name| name.en.into()),
                },
                at_national_door: round.is_national() && NATIONAL_STEPS.contains(&step.code.as_str()),
                code: step.code,
                opens: step.opens,
                closes: step.closes,
            }
        })
        .collect();
    views.sort_by_key(|step| (step.opens, step.closes));
    views
}

/// The round in short.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct RoundView {
    pub id: Uuid,
    #[schema(example = "5473")]
    pub agency_id: String,
    #[schema(example = "blud-2026")]
    pub code: String,
    #[schema(example = "blud_professional")]
    pub kind: String,
    /// `national`: registration and objections at SSCASN; `own`: here.
    #[schema(example = "own")]
    pub door: String,
    #[schema(example = "Permendagri 79/2018")]
    pub legal_basis: String,
    #[schema(example = "Pegawai profesional RSUD 2026")]
    pub name: String,
    #[schema(example = 2026)]
    pub year: i32,
    /// `A`: names of those placed; `B`: codes; `C`: codes, small vacancies withheld.
    #[schema(example = "B")]
    pub publication_profile: String,
    /// Under profile `C`, vacancies with fewer participants are withheld.
    #[schema(example = 5)]
    pub withhold_below: i16,
    /// `preparation`, `published` or `closed`.
    #[schema(example = "published")]
    pub state: String,
    #[schema(example = false)]
    pub archive: bool,
    #[schema(example = "2026-11-02T02:00:00Z")]
    pub published_at: Option<DateTime<Utc>>,
    #[schema(example = 1)]
    pub timetable_version: i32,
    #[schema(example = 1)]
    pub rules_version: i32,
    #[schema(example = 1)]
    pub version: i32,
}

impl From<&Round> for RoundView {
    fn from(round: &Round) -> Self {
        let round = round.clone();
        Self {
            id: round.id,
            agency_id: round.agency_id,
            code: round.code,
            kind: round.kind,
            door: round.door,
            legal_basis: round.legal_basis,
            name: round.name,
            year: round.year,
            publication_profile: round.publication_profile,
            withhold_below: round.withhold_below,
            state: round.state,
            archive: round.archive,
            published_at: round.published_at,
            timetable_version: round.timetable_version,
            rules_version: round.rules_version,
            version: round.version,
        }
    }
}

/// A requirement as data and in words.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct RequirementView {
    /// `education`, `age`, `gpa`, `disability`, `document`, `statement`, `residence` or `other`.
    #[schema(example = "age")]
    pub code: String,
    #[schema(example = "between")]
    pub operator: String,
    /// Codes, `{min, max}`, true or false, a decimal string or words, as the code says.
    pub value: Value,
    /// Code of the document that proves it.
    #[schema(example = "identity_card")]
    pub evidence: Option<String>,
    #[schema(example = "PermenPANRB 6/2024 pasal 23")]
    pub source: String,
    pub words: BothTexts,
}

impl RequirementView {
    pub fn of(requirement: &Requirement) -> Self {
        let text = |value: Value| value.as_str().unwrap_or_default().to_owned();
        let data = serde_json::to_value(requirement).unwrap_or_default();
        let field = |name: &str| data.get(name).cloned().unwrap_or_default();
        Self {
            code: text(field("code")),
            operator: text(field("operator")),
            value: field("value"),
            evidence: requirement.evidence.clone(),
            source: requirement.source.clone(),
            words: words(requirement),
        }
    }
}

fn words(requirement: &Requirement) -> BothTexts {
    use RequirementCode as Code;
    let both = |id: String, en: String| BothTexts { id, en };
    match (requirement.code, requirement.operator, &requirement.value) {
        (Code::Education, Operator::In, RequirementValue::Codes(codes)) => {
            let count = codes.len();
            both(
                format!("Lulusan salah satu dari {count} pendidikan yang disebut"),
                format!("Graduate of one of the {count} educations named"),
            )
        }
        (Code::Age, Operator::Between, RequirementValue::Years { min, max }) => both(
            format!("Berusia {min} sampai {max} tahun saat melamar"),
            format!("Aged {min} to {max} when applying"),
        ),
        (Code::Gpa, Operator::AtLeast, RequirementValue::Text(mark)) => {
            both(format!("IPK paling rendah {mark}"), format!("Grade point average of at least {mark}"))
        }
        (Code::Disability, Operator::Is, RequirementValue::Bool(true)) => {
            both("Penyandang disabilitas".into(), "Person with a disability".into())
        }
        (Code::Disability, Operator::Is, _) => {
            both("Bukan penyandang disabilitas".into(), "Person without a disability".into())
        }
        (Code::Document, Operator::Present, RequirementValue::Text(code)) => {
            let (id, en) = document_name(code);
            both(format!("Mengunggah {id}"), format!("Upload of {en}"))
        }
        (Code::Statement, Operator::Present, RequirementValue::Text(code)) => {
            let (id, en) = statement_name(code);
            both(format!("Menyatakan {id}"), format!("States {en}"))
        }
        (_, _, RequirementValue::Text(text)) => both(text.clone(), text.clone()),
        _ => both(requirement.source.clone(), requirement.source.clone()),
    }
}

/// Statements by code, in words; one that we have no words for stands as it is.
fn statement_name(code: &str) -> (&str, &str) {
    match code {
        "true_data" => ("bahwa semua isian benar", "that everything given is true"),
        other => (other, other),
    }
}

/// Documents by code, in words.
fn document_name(code: &str) -> (&str, &str) {
    match code {
        "identity_card" => ("kartu tanda penduduk (KTP)", "identity card (KTP)"),
        "certificate_of_education" => ("ijazah", "certificate of education"),
        "transcript" => ("transkrip nilai", "transcript of marks"),
        "registration_certificate" => ("surat tanda registrasi (STR)", "registration certificate (STR)"),
        "photograph" => ("pasfoto", "photograph"),
        "application_letter" => ("surat lamaran", "letter of application"),
        "disability_certificate" => ("surat keterangan disabilitas", "certificate of disability"),
        other => (other, other),
    }
}
