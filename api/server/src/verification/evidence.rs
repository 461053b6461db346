//! What a verifier sees: the requirements of the vacancy as the person applied to it, with the evidence and the
//! finding of the pre-check, which is the same code that the applicant met.
use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use selection::{Facts, Finding, Requirement, RequirementCode, RequirementValue};
use uuid::Uuid;

use crate::{
    applications,
    documents::Document,
    kernel::{Problem, State},
    schema::vacancy,
};

/// One snapshot, opened.
pub struct Evidence {
    pub person_id: Uuid,
    pub person_name: String,
    pub birth_date: NaiveDate,
    pub nik: String,
    pub participant_code: String,
    /// `own` or `sscasn`.
    pub source: String,
    pub submitted_at: DateTime<Utc>,
    pub vacancy_id: Uuid,
    pub post_title: String,
    pub unit_path: String,
    pub pool: String,
    pub requirements: Vec<Requirement>,
    /// One for each requirement, in their order.
    pub findings: Vec<Finding>,
    pub facts: Facts,
    pub residence: Option<String>,
    /// Kind and file.
    pub papers: Vec<(String, Document)>,
}

impl Evidence {
    /// Requirements with their position and finding.
    pub fn asked(&self) -> impl Iterator<Item = (i16, &Requirement, Finding)> {
        let pairs = self.requirements.iter().zip(&self.findings);
        (0_i16..).zip(pairs).map(|(position, (requirement, finding))| (position, requirement, *finding))
    }

    /// The documents that prove a requirement.
    pub fn proof<'a>(&'a self, requirement: &'a Requirement) -> impl Iterator<Item = &'a Document> {
        let named = match (requirement.code, &requirement.value) {
            (RequirementCode::Document, RequirementValue::Text(code)) => Some(code.as_str()),
            _ => requirement.evidence.as_deref(),
        };
        let of = move |(kind, document): &'a (String, Document)| {
            (Some(kind.as_str()) == named).then_some(document)
        };
        self.papers.iter().filter_map(of)
    }

    /// What the person answered to a requirement, as text.
    pub fn answer(&self, requirement: &Requirement) -> Option<String> {
        match requirement.code {
            RequirementCode::Education => self.facts.education.clone(),
            RequirementCode::Age => self.facts.birth_date.map(|date| date.to_string()),
            RequirementCode::Gpa => self.facts.gpa.map(|gpa| gpa.to_string()),
            RequirementCode::Disability => self.facts.disability.map(|yes| yes.to_string()),
            RequirementCode::Residence => self.residence.clone(),
            RequirementCode::Statement => match &requirement.value {
                // Statements of an imported application were made at SSCASN.
                RequirementValue::Text(code) if self.source == "own" => {
                    Some(self.facts.statements.contains(code).to_string())
                }
                _ => None,
            },
            RequirementCode::Document | RequirementCode::Other => None,
        }
    }
}

/// Opens a snapshot of an application.
pub async fn open(
    state: &State,
    connection: &mut AsyncPgConnection,
    agency: &str,
    id: Uuid,
    snapshot: i32,
) -> Result<Evidence, Problem> {
    let handed = applications::handed_in(state, connection, agency, id, Some(snapshot)).await?;
    let (unit_path, pool) = vacancy::table
        .find((agency, handed.vacancy_id))
        .select((vacancy::unit_path, vacancy::pool))
        .first(connection)
        .await?;
    let snapshot = handed.snapshot;
    let column = |name: &str| snapshot.imported.get(name).cloned().filter(|text| !text.is_empty());
    let imported = [column("alamat_domisili"), column("kabkota_domisili"), column("provinsi_domisili")];
    let imported = imported.into_iter().flatten().collect::<Vec<_>>().join(", ");
    Ok(Evidence {
        person_id: handed.person_id,
        participant_code: handed.participant_code,
        source: handed.source,
        submitted_at: handed.at,
        vacancy_id: handed.vacancy_id,
        post_title: handed.vacancy_title,
        unit_path,
        pool,
        findings: applications::findings(&handed.requirements, &snapshot),
        facts: applications::facts(&snapshot),
        residence: snapshot.answers.residence.or(Some(imported).filter(|text| !text.is_empty())),
        requirements: handed.requirements,
        papers: handed.documents,
        person_name: snapshot.applicant.name,
        birth_date: snapshot.applicant.birth_date,
        nik: snapshot.applicant.nik,
    })
}
