//! What a verifier sees: the requirements of the vacancy as the person applied to it, with the evidence and the
//! finding of the pre-check, which is the same code that the applicant met.
use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use selection::{Facts, Finding, Requirement, RequirementCode, RequirementValue};
use serde::Deserialize;
use uuid::Uuid;

use crate::{
    kernel::{Problem, State, problem::INTERNAL},
    schema::{
        application, application_document, application_snapshot, document, person, vacancy, vacancy_version,
    },
};

/// A document of the snapshot.
#[derive(Clone, Debug, Queryable)]
pub struct Paper {
    pub id: Uuid,
    pub requirement: String,
    pub kind: String,
    pub media_type: String,
    pub byte_count: i64,
    pub page_count: Option<i32>,
}

/// What was answered, as the snapshot froze it.
#[derive(Deserialize)]
struct Frozen {
    facts: Facts,
}

/// One snapshot, opened.
pub struct Evidence {
    pub person_id: Uuid,
    pub person_name: String,
    pub birth_date: NaiveDate,
    pub nik: String,
    pub participant_code: String,
    pub submitted_at: DateTime<Utc>,
    pub vacancy_id: Uuid,
    pub post_title: String,
    pub unit_path: String,
    pub pool: String,
    pub requirements: Vec<Requirement>,
    pub facts: Facts,
    pub papers: Vec<Paper>,
}

impl Evidence {
    pub fn finding(&self, requirement: &Requirement) -> Finding {
        selection::check(requirement, &self.facts)
    }

    /// The document codes that prove a requirement.
    pub fn proof<'a>(&'a self, requirement: &'a Requirement) -> impl Iterator<Item = &'a Paper> {
        let named = match (requirement.code, &requirement.value) {
            (RequirementCode::Document, RequirementValue::Text(code)) => Some(code.as_str()),
            _ => requirement.evidence.as_deref(),
        };
        self.papers.iter().filter(move |paper| Some(paper.requirement.as_str()) == named)
    }

    /// What the person answered to a requirement, as text.
    pub fn answer(&self, requirement: &Requirement) -> Option<String> {
        match requirement.code {
            RequirementCode::Education => self.facts.education.clone(),
            RequirementCode::Age => self.facts.birth_date.map(|date| date.to_string()),
            RequirementCode::Gpa => self.facts.gpa.map(|gpa| gpa.to_string()),
            RequirementCode::Disability => self.facts.disability.map(|yes| yes.to_string()),
            RequirementCode::Statement => match &requirement.value {
                RequirementValue::Text(code) => Some(self.facts.statements.contains(code).to_string()),
                _ => None,
            },
            RequirementCode::Document | RequirementCode::Residence | RequirementCode::Other => None,
        }
    }
}

fn inside(error: impl std::fmt::Display) -> Problem {
    Problem::new(&INTERNAL).inside(error)
}

/// The requirements that an application was made under.
pub async fn requirements(
    connection: &mut AsyncPgConnection,
    agency: &str,
    vacancy: Uuid,
    version: i32,
) -> Result<Vec<Requirement>, Problem> {
    let document: serde_json::Value = vacancy_version::table
        .find((agency, vacancy, version))
        .select(vacancy_version::document)
        .first(connection)
        .await?;
    let found = document.get("requirements").cloned().unwrap_or_default();
    serde_json::from_value(found).map_err(inside)
}

type Found = (Uuid, String, NaiveDate, Vec<u8>, String, Uuid, i32, String, String, String);

/// Opens a snapshot of an application.
pub async fn open(
    state: &State,
    connection: &mut AsyncPgConnection,
    agency: &str,
    id: Uuid,
    snapshot: i32,
) -> Result<Evidence, Problem> {
    let found: Found =
        application::table
            .inner_join(person::table)
            .inner_join(vacancy::table.on(
                vacancy::agency_id.eq(application::agency_id).and(vacancy::id.eq(application::vacancy_id)),
            ))
            .filter(application::agency_id.eq(agency).and(application::id.eq(id)))
            .select((
                person::id,
                person::name,
                person::birth_date,
                person::nik_sealed,
                application::participant_code,
                vacancy::id,
                application::vacancy_version,
                vacancy::post_title,
                vacancy::unit_path,
                vacancy::pool,
            ))
            .first(connection)
            .await?;
    let (
        person_id,
        person_name,
        birth_date,
        nik,
        participant_code,
        vacancy_id,
        version,
        post_title,
        unit_path,
        pool,
    ) = found;
    let (sealed, submitted_at): (Vec<u8>, DateTime<Utc>) = application_snapshot::table
        .find((agency, id, snapshot))
        .select((application_snapshot::answers_sealed, application_snapshot::at))
        .first(connection)
        .await?;
    let frozen = state.keys().unseal("application_snapshot.answers", &sealed)?;
    let Frozen { facts } = serde_json::from_slice(&frozen).map_err(inside)?;
    let requirements = requirements(connection, agency, vacancy_id, version).await?;
    let papers = application_document::table
        .inner_join(
            document::table.on(document::agency_id
                .eq(application_document::agency_id)
                .and(document::id.eq(application_document::document_id))),
        )
        .filter(application_document::agency_id.eq(agency).and(application_document::application_id.eq(id)))
        .filter(application_document::snapshot_number.eq(snapshot))
        .order(application_document::requirement)
        .select((
            document::id,
            application_document::requirement,
            document::kind,
            document::media_type,
            document::byte_count,
            document::page_count,
        ))
        .load(connection)
        .await?;
    Ok(Evidence {
        person_id,
        person_name,
        birth_date,
        nik: state.keys().unseal_text("person.nik", &nik)?,
        participant_code,
        submitted_at,
        vacancy_id,
        post_title,
        unit_path,
        pool,
        requirements,
        facts,
        papers,
    })
}
