//! What the owner of an application sees: the form, the answers, the pre-check, the receipts.
use chrono::{DateTime, NaiveDate, Utc};
use diesel_async::AsyncPgConnection;
use selection::Requirement;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    facts::findings,
    form::{self, Form, Question, Words},
    model::{Answers, Applicant, FrozenDocument, Snapshot},
    moment,
    post::{self, Post},
    store::{self, Row, SnapshotRow},
};
use crate::{
    documents::{Document, DocumentAnswer},
    kernel::{
        Problem, State,
        problem::{INTERNAL, NOT_FOUND},
    },
    record::log::promise,
};

/// One requirement of the vacancy with what the system finds; `person_will_judge` is no refusal.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct Check {
    #[schema(example = "education")]
    pub code: String,
    #[schema(example = "in")]
    pub operator: String,
    /// A list of codes, a truth value, `{min, max}` in years, or words, as code and operator say.
    #[schema(example = json!(["5110100"]))]
    pub value: serde_json::Value,
    #[schema(example = "diploma")]
    pub evidence: Option<String>,
    #[schema(example = "Pengumuman 800/1/2026 huruf C")]
    pub source: String,
    /// `meets`, `does_not_meet` or `person_will_judge`.
    #[schema(example = "meets")]
    pub finding: String,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct Attachment {
    /// Code of the kind of document that it stands for.
    #[schema(example = "diploma")]
    pub code: String,
    pub name: Words,
    pub document: DocumentAnswer,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct ReceiptLine {
    /// Random part of the receipt's address.
    #[schema(example = "k3v7q2m5x4t6w8y9z2a4b6c8d2")]
    pub receipt: String,
    #[schema(example = "SAW-7QK4-M2XN")]
    pub number: String,
    #[schema(example = 1)]
    pub snapshot: i32,
    pub at: DateTime<Utc>,
}

/// The post that was applied to.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct PostAnswer {
    #[schema(example = "5473")]
    pub agency_id: String,
    #[schema(example = "Pemerintah Kota Sawahlunto")]
    pub agency_name: String,
    #[schema(example = "Asia/Jakarta")]
    pub zone: String,
    pub round_id: Uuid,
    #[schema(example = "Seleksi Pegawai BLUD RSUD 2026")]
    pub round_name: String,
    pub vacancy_id: Uuid,
    #[schema(example = "Perawat Terampil")]
    pub title: String,
    #[schema(example = "RSUD Sawahlunto")]
    pub unit_path: String,
    /// True where registration is at SSCASN only.
    #[schema(example = false)]
    pub national: bool,
    #[schema(example = "2026-11-10T17:00:00Z")]
    pub opens: Option<DateTime<Utc>>,
    /// Half-open: this instant is too late.
    #[schema(example = "2026-12-05T17:00:00Z")]
    pub closes: Option<DateTime<Utc>>,
}

/// An application in full, for its owner.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct ApplicationAnswer {
    pub id: Uuid,
    pub post: PostAnswer,
    /// `draft`, `submitted` or `withdrawn`.
    #[schema(example = "draft")]
    pub state: String,
    /// `own` or `sscasn`.
    #[schema(example = "own")]
    pub source: String,
    /// What the account says: shown, not asked again.
    #[schema(example = "SITI REKAAN")]
    pub name: String,
    #[schema(example = "9901********0001")]
    pub nik_masked: String,
    #[schema(example = "1998-08-17")]
    pub birth_date: NaiveDate,
    pub person_why: Words,
    pub kept: Words,
    #[schema(example = "UU 20/2023")]
    pub basis: String,
    #[schema(example = 1)]
    pub form_version: i32,
    pub questions: Vec<Question>,
    pub answers: Answers,
    pub attachments: Vec<Attachment>,
    pub checks: Vec<Check>,
    /// Pointers of questions without an answer; empty when it can be submitted.
    #[schema(example = json!(["/documents/diploma"]))]
    pub missing: Vec<String>,
    /// True when something was changed after the last submission and not submitted again.
    #[schema(example = false)]
    pub changed_since_submission: bool,
    pub submitted_at: Option<DateTime<Utc>>,
    pub withdrawn_at: Option<DateTime<Utc>>,
    pub receipts: Vec<ReceiptLine>,
    /// The record's signed promise for the last submission: a signed note that can be verified without us.
    pub promise: Option<String>,
}

impl From<&Post> for PostAnswer {
    fn from(post: &Post) -> Self {
        Self {
            agency_id: post.agency_id.clone(),
            agency_name: post.agency_name.clone(),
            zone: post.zone.clone(),
            round_id: post.round_id,
            round_name: post.round_name.clone(),
            vacancy_id: post.vacancy_id,
            title: post.title.clone(),
            unit_path: post.unit_path.clone(),
            national: post.national,
            opens: post.window.map(|window| window.opens),
            closes: post.window.map(|window| window.closes),
        }
    }
}

impl From<&SnapshotRow> for ReceiptLine {
    fn from(row: &SnapshotRow) -> Self {
        Self {
            receipt: row.receipt.clone(),
            number: row.receipt_number.clone(),
            snapshot: row.number,
            at: row.at,
        }
    }
}

/// An application with everything that it points to, opened.
pub struct Opened {
    pub row: Row,
    pub post: Post,
    pub form: Form,
    pub applicant: Applicant,
    pub answers: Answers,
    pub attached: Vec<(String, Document)>,
}

impl Opened {
    pub async fn load(state: &State, connection: &mut AsyncPgConnection, row: Row) -> Result<Self, Problem> {
        let post = post::find(connection, &row.agency_id, row.vacancy_id)
            .await?
            .ok_or_else(|| Problem::new(&NOT_FOUND))?;
        let person = store::person(connection, row.person_id).await?;
        let applicant = Applicant {
            nik: state.keys().unseal_text("person.nik", &person.nik_sealed)?,
            name: person.name,
            birth_date: person.birth_date,
        };
        let answers = answers(state, connection, &row).await?;
        let attached = store::attached(connection, &row.agency_id, row.id, 0).await?;
        Ok(Self { form: Form::newest(connection).await?, row, post, applicant, answers, attached })
    }

    /// What would be frozen at `at`.
    pub fn snapshot(&self, at: DateTime<Utc>) -> Snapshot {
        let frozen = |(kind, document): &(String, Document)| FrozenDocument {
            kind: kind.clone(),
            document_id: document.id,
            sha256: data_encoding::HEXLOWER.encode(&document.sha256),
        };
        Snapshot {
            answers: self.answers.clone(),
            applicant: self.applicant.clone(),
            reference_date: at.with_timezone(&moment::zone(&self.post.zone)).date_naive(),
            documents: self.attached.iter().map(frozen).collect(),
            imported: std::collections::BTreeMap::new(),
        }
    }

    pub async fn questions(&self, connection: &mut AsyncPgConnection) -> Result<Vec<Question>, Problem> {
        let codes = form::education_codes(&self.post.requirements);
        let names = store::education_names(connection, &codes).await?;
        // A code that the catalog does not know is still a choice, told by itself.
        let unknown = codes.iter().filter(|code| !names.iter().any(|(known, _)| known == *code));
        let unknown: Vec<_> = unknown.map(|code| (code.clone(), code.clone())).collect();
        let all: Vec<_> = names.into_iter().chain(unknown).collect();
        Ok(self.form.questions(&self.post.requirements, &all))
    }

    pub fn missing<'a>(&self, questions: &'a [Question]) -> Vec<&'a Question> {
        let kinds: Vec<String> = self.attached.iter().map(|(kind, _)| kind.clone()).collect();
        form::missing(questions, &self.answers, &kinds)
    }

    /// The answer to its owner, with the pre-check as of `now`.
    pub async fn answer(
        self,
        connection: &mut AsyncPgConnection,
        now: DateTime<Utc>,
    ) -> Result<ApplicationAnswer, Problem> {
        let questions = self.questions(connection).await?;
        let missing = self.missing(&questions).into_iter().map(|question| question.pointer.clone()).collect();
        let receipts = store::snapshots(connection, &self.row.agency_id, self.row.id).await?;
        let at = self.row.submitted_at.filter(|_| self.row.draft_sealed.is_none()).unwrap_or(now);
        let checks = checks(&self.post.requirements, &self.snapshot(at))?;
        let nik = interchange::identifiers::Nik::parse(&self.applicant.nik);
        let attachments = self.attached.iter().map(|(code, document)| Attachment {
            code: code.clone(),
            name: self.form.document_name(code),
            document: document.into(),
        });
        Ok(ApplicationAnswer {
            id: self.row.id,
            post: PostAnswer::from(&self.post),
            attachments: attachments.collect(),
            nik_masked: nik.map(|nik| nik.masked()).unwrap_or_default(),
            name: self.applicant.name,
            birth_date: self.applicant.birth_date,
            person_why: self.form.person.why,
            kept: self.form.kept,
            basis: self.form.basis,
            form_version: self.form.version,
            questions,
            answers: self.answers,
            checks,
            missing,
            changed_since_submission: self.row.state == "submitted" && self.row.draft_sealed.is_some(),
            state: self.row.state,
            source: self.row.source,
            submitted_at: self.row.submitted_at,
            withdrawn_at: self.row.withdrawn_at,
            receipts: receipts.iter().map(ReceiptLine::from).collect(),
            promise: None,
        })
    }

    /// As `answer`, with the promise for the last submission.
    pub async fn promised_answer(
        self,
        state: &State,
        connection: &mut AsyncPgConnection,
        now: DateTime<Utc>,
    ) -> Result<ApplicationAnswer, Problem> {
        let (agency, id, number) = (self.row.agency_id.clone(), self.row.id, self.row.snapshot_number);
        let last = store::snapshot(connection, &agency, id, number).await?;
        let promise = match last.filter(|_| self.row.source == "own") {
            Some(last) => promise::of(state, connection, &agency, last.leaf_id).await?,
            None => None,
        };
        let answer = self.answer(connection, now).await?;
        Ok(ApplicationAnswer { promise: promise.map(|note| note.to_string()), ..answer })
    }
}

/// The working copy: what was typed since, or what was handed in last.
async fn answers(state: &State, connection: &mut AsyncPgConnection, row: &Row) -> Result<Answers, Problem> {
    let text = match &row.draft_sealed {
        Some(sealed) => Some(state.keys().unseal("application.draft", sealed)?),
        None => None,
    };
    if let Some(text) = text {
        return serde_json::from_slice(&text).map_err(inside);
    }
    let last = store::snapshot(connection, &row.agency_id, row.id, row.snapshot_number).await?;
    last.map_or(Ok(Answers::default()), |last| Ok(unseal(state, &last)?.answers))
}

/// Opens what was frozen.
pub fn unseal(state: &State, row: &SnapshotRow) -> Result<Snapshot, Problem> {
    let text = state.keys().unseal("application_snapshot.answers", &row.answers_sealed)?;
    serde_json::from_slice(&text).map_err(inside)
}

/// Each requirement beside its finding.
pub fn checks(requirements: &[Requirement], snapshot: &Snapshot) -> Result<Vec<Check>, Problem> {
    let word = |value: serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let one = |(requirement, finding): (&Requirement, selection::Finding)| {
        Ok(Check {
            code: word(serde_json::to_value(requirement.code).map_err(inside)?),
            operator: word(serde_json::to_value(requirement.operator).map_err(inside)?),
            value: serde_json::to_value(&requirement.value).map_err(inside)?,
            evidence: requirement.evidence.clone(),
            source: requirement.source.clone(),
            finding: word(serde_json::to_value(finding).map_err(inside)?),
        })
    };
    requirements.iter().zip(findings(requirements, snapshot)).map(one).collect()
}

fn inside(error: impl std::fmt::Display) -> Problem {
    Problem::new(&INTERNAL).inside(format!("application: {error}"))
}
