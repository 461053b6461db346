//! Handing in: the working copy is frozen as a snapshot, with a receipt and a leaf.
use actix_web::web;
use chrono::{DateTime, Utc};
use ledger::Kind;
use serde::Deserialize;
use serde_json::json;
use sha2::{Digest, Sha256};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{
    answer::{ApplicationAnswer, Opened, checks},
    draft::{allowed, changing},
    model::{Command, Standing},
    problem::{CHANGES, INCOMPLETE, NATIONAL_DOOR, SETTLE_AT_COUNTER, VACANCY_CHANGED},
    store::{self, SnapshotRow},
};
use crate::{
    http::{Answer, Arrival, IdempotencyKey, IfMatch, Json, Place, Routes},
    identity::Guard,
    kernel::{Problem, State, Text, permission::ApplicationOwn, problem::INTERNAL, random, spoken_code},
    record::{Fact, Once, Write, log::promise, write_once},
};

/// The person says that he has read what will happen.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct Submission {
    #[schema(example = true)]
    #[validate(custom(function = confirmed))]
    pub understood: bool,
}

fn confirmed(understood: &bool) -> Result<(), validator::ValidationError> {
    if *understood {
        return Ok(());
    }
    let text = "Centang pernyataan sebelum mengirim.|Tick the statement before you submit.";
    Err(validator::ValidationError::new("understood").with_message(text.into()))
}

/// Submit an application, or submit it again with corrections.
///
/// Freezes what was filled in as a snapshot and gives a receipt with a random address. The instant that counts is
/// when the head of the request reached the server. While the window is open it may be changed and submitted again:
/// the last snapshot counts.
#[utoipa::path(post, path = "/api/v1/agencies/{agency}/applications/{application}/submissions",
    operation_id = "submit_application", tag = "applications", request_body = Submission,
    params(("agency" = String, Path, description = "Agency code", example = "5473"),
        ("application" = Uuid, Path, description = "Application id")),
    responses((status = 201, body = ApplicationAnswer, description = "Submitted; `receipts` begins with the new one")))]
pub async fn submit_application(
    guard: Guard<ApplicationOwn>,
    state: web::Data<State>,
    place: Place<(String, Uuid)>,
    seen: IfMatch,
    key: IdempotencyKey,
    arrival: Arrival,
    body: Json<Submission>,
) -> Result<Answer<ApplicationAnswer>, Problem> {
    let (Place((agency, id)), person) = (place, guard.person_id()?);
    let body_hash = Sha256::new().chain_update(id.as_bytes()).chain_update(body.hash).finalize().into();
    let once = Once { operation: "submit_application", key: &key, body_hash };
    write_once(&state, guard.actor(), once, async |write| {
        let row = changing(write.connection(), &agency, id, person, seen).await?;
        let post = allowed(write.connection(), &row, Command::Submit, arrival, guard.language).await?;
        if post.vacancy_version != row.vacancy_version {
            return Err(Problem::new(&VACANCY_CHANGED));
        }
        let opened = Opened::load(&state, write.connection(), row).await?;
        complete(&opened, write).await?;
        let closes = post.window.map(|window| window.closes).unwrap_or(write.now);
        let settle = super::moment::said_closing(closes, &post.zone, guard.language);
        let (opened, number) = freeze(&state, write, opened, arrival.0, &settle).await?;
        super::told::submitted(&state, write, &opened, &number).await?;
        promise::ready(&state, write, &agency).await?;
        let version = opened.row.version;
        Ok(Answer::created(opened.promised_answer(&state, write.connection(), arrival.0).await?)
            .version(version))
    })
    .await
}

async fn complete(opened: &Opened, write: &mut Write<'_>) -> Result<(), Problem> {
    let questions = opened.questions(write.connection()).await?;
    let missing = opened.missing(&questions);
    let text = Text::new("Bagian ini belum diisi.", "This part is not filled in yet.");
    let problem = missing.iter().fold(Problem::new(&INCOMPLETE), |problem, question| {
        problem.field(question.pointer.clone(), "required", text)
    });
    if missing.is_empty() { Ok(()) } else { Err(problem) }
}

/// Writes snapshot, receipt and leaf, and moves the application on; answers it with the receipt's number. `settle` is the closing time in words.
pub async fn freeze(
    state: &State,
    write: &mut Write<'_>,
    mut opened: Opened,
    at: DateTime<Utc>,
    settle: &str,
) -> Result<(Opened, String), Problem> {
    let snapshot = opened.snapshot(at);
    let text = serde_json::to_vec(&snapshot).map_err(inside)?;
    let found = checks(&opened.post.requirements, &snapshot)?;
    let (first, number) =
        (Standing::of(&opened.row.state) == Standing::Draft, opened.row.snapshot_number + 1);
    let row = &mut opened.row;
    let leaf_id = write
        .fact(Fact {
            agency: &row.agency_id,
            kind: if first { Kind::ApplicationSubmitted } else { Kind::ApplicationCorrected },
            round: Some(row.round_id),
            noun: "application",
            subject: row.id,
            payload: json!({
                "snapshot": number,
                "vacancy": row.vacancy_id,
                "vacancy_version": row.vacancy_version,
                "rules_version": row.rules_version,
                "timetable_version": row.timetable_version,
                "form_version": row.form_version,
                "content_sha256": data_encoding::HEXLOWER.encode(&Sha256::digest(&text)),
                "documents": snapshot.documents.iter().map(|document| &document.sha256).collect::<Vec<_>>(),
            }),
        })
        .await?;
    row.state = "submitted".into();
    row.draft_sealed = None;
    row.snapshot_number = number;
    row.submitted_at = Some(row.submitted_at.filter(|_| !first).unwrap_or(at));
    row.version += 1;
    row.updated_at = write.now;
    store::update(write.connection(), row).await.map_err(|error| match store::violated(&error) {
        Some("application_one_per_nik" | "application_one_per_nik_old") => {
            Problem::new(&SETTLE_AT_COUNTER).with("closes", settle)
        }
        _ => error.into(),
    })?;
    let frozen = SnapshotRow {
        agency_id: row.agency_id.clone(),
        application_id: row.id,
        number,
        receipt: receipt_address(),
        receipt_number: receipt_number(&opened.post.agency_name),
        answers_sealed: state.keys().seal("application_snapshot.answers", &text)?,
        findings: json!(found.iter().map(|check| &check.finding).collect::<Vec<_>>()),
        leaf_id,
        at,
    };
    store::insert_snapshot(write.connection(), &frozen).await?;
    for (kind, document) in &opened.attached {
        store::attach(write.connection(), row, number, kind, document.id).await?;
    }
    Ok((opened, frozen.receipt_number))
}

/// 128 random bits, so that nobody finds a receipt whose address he was not given.
pub fn receipt_address() -> String {
    data_encoding::BASE32_NOPAD.encode(&random::<16>()).to_ascii_lowercase()
}

/// What people read aloud at the counter: the beginning of the agency's own name and eight random signs.
pub fn receipt_number(agency_name: &str) -> String {
    let last = agency_name.split_whitespace().last().unwrap_or_default();
    let prefix: String = last.chars().filter(char::is_ascii_alphabetic).take(3).collect();
    format!("{}-{}", prefix.to_ascii_uppercase(), spoken_code(2))
}

fn inside(error: impl std::fmt::Display) -> Problem {
    Problem::new(&INTERNAL).inside(format!("submission: {error}"))
}

pub fn routes(routes: &mut Routes) {
    let own = [&NATIONAL_DOOR, &INCOMPLETE, &VACANCY_CHANGED, &SETTLE_AT_COUNTER];
    let problems: Vec<_> = CHANGES.iter().copied().chain(own).collect();
    routes.add(__path_submit_application, submit_application, &problems);
}
