//! An organizer issues the certificates of a session, and revokes one that should not stand.
use actix_web::web;
use ledger::Kind;
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::{Digest, Sha256};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{
    answer::TrainingReceipt,
    model::{ALREADY_REVOKED, NOTHING_TO_ISSUE},
    store, tell,
};
use crate::{
    employees,
    http::{Answer, IdempotencyKey, Json, Place},
    identity::{Guard, Scope},
    kernel::{
        Problem, State,
        permission::CourseManage,
        problem::{INTERNAL, NOT_FOUND},
        spoken_code,
    },
    record::{Fact, Once, Write, write_once},
};

/// Why a certificate does not stand any more. A closed list, because anybody reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = RevocationReason, example = "wrong_data")]
pub enum Reason {
    IssuedByMistake,
    WrongData,
    ResultReversed,
}

impl Reason {
    fn code(self) -> &'static str {
        match self {
            Self::IssuedByMistake => "issued_by_mistake",
            Self::WrongData => "wrong_data",
            Self::ResultReversed => "result_reversed",
        }
    }
}

/// How many certificates were issued.
#[derive(Serialize, Deserialize, ToSchema)]
pub struct CertificatesIssued {
    #[schema(example = 28)]
    pub issued: usize,
}

/// Nothing is asked: everybody who passed and has no certificate gets one.
#[derive(Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct CertificatesWanted {}

#[derive(Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct Revocation {
    #[schema(inline)]
    pub reason: Reason,
}

/// Groups of four in an address: 24 letters of 30 are more than 117 bits, which nobody guesses.
const ADDRESS_GROUPS: usize = 6;

/// Issues a certificate to everybody who passed and has none; answers how many.
pub async fn issue(
    state: &State,
    write: &mut Write<'_>,
    agency: &str,
    session: Uuid,
) -> Result<usize, Problem> {
    let held = store::lock(write.connection(), agency, session).await?;
    let issuer = employees::agency(write.connection(), agency).await?;
    let asked = store::work(write.connection(), agency, None, Some(session)).await?;
    let course = asked.into_iter().next().ok_or_else(|| Problem::new(&NOT_FOUND))?;
    let meetings = store::meetings(write.connection(), agency, &[held.id]).await?;
    let first = meetings.iter().map(|meeting| meeting.begins_at).min().unwrap_or(write.now);
    let last = meetings.iter().map(|meeting| meeting.ends_at).max().unwrap_or(write.now);
    let people = store::not_yet_issued(write.connection(), agency, session).await?;
    if people.is_empty() {
        return Err(Problem::new(&NOTHING_TO_ISSUE));
    }
    for (enrolment, person, name) in &people {
        let there = store::attended(write.connection(), agency, &[*enrolment]).await?;
        let was_there = |meeting: &&store::Meeting| there.iter().any(|(id, _)| *id == meeting.id);
        let mut row = store::CertificateRow {
            agency_id: agency,
            enrolment_id: *enrolment,
            address: &spoken_code(ADDRESS_GROUPS),
            holder_name: name,
            course_title: &course.course_title,
            hours: meetings.iter().filter(was_there).map(|meeting| meeting.hours).sum(),
            first_day: issuer.day(first),
            last_day: issuer.day(last),
            issuer_name: &issuer.name,
            issued_at: write.now,
            leaf_id: Uuid::nil(),
        };
        row.leaf_id = record(write, &row, session).await?;
        store::insert_certificate(write.connection(), &row).await?;
        tell::certificate(state, write, agency, session, *person, row.address).await?;
    }
    Ok(people.len())
}

/// The fact names the paper by its hash; the random address keeps the hash from being guessed.
async fn record(
    write: &mut Write<'_>,
    row: &store::CertificateRow<'_>,
    session: Uuid,
) -> Result<Uuid, Problem> {
    let paper = json!({
        "address": row.address,
        "holder_name": row.holder_name,
        "course_title": row.course_title,
        "hours": row.hours,
        "first_day": row.first_day,
        "last_day": row.last_day,
        "issuer_name": row.issuer_name,
    });
    let bytes = serde_json_canonicalizer::to_vec(&paper).map_err(|e| Problem::new(&INTERNAL).inside(e))?;
    let hash = data_encoding::HEXLOWER.encode(&Sha256::digest(&bytes));
    let fact = Fact {
        agency: row.agency_id,
        kind: Kind::CertificateIssued,
        round: None,
        noun: "enrolment",
        subject: row.enrolment_id,
        payload: json!({
            "course_session": session, "course_title": row.course_title, "hours": row.hours,
            "first_day": row.first_day, "last_day": row.last_day, "certificate": hash,
        }),
    };
    write.fact(fact).await
}

/// Revokes a certificate; its page stays and says so, and its hours count no more.
pub async fn revoke(
    state: &State,
    write: &mut Write<'_>,
    agency: &str,
    enrolment: &store::Enrolment,
    reason: Reason,
) -> Result<(), Problem> {
    if store::lock_issued(write.connection(), agency, enrolment.id).await? {
        return Err(Problem::new(&ALREADY_REVOKED));
    }
    let fact = Fact {
        agency,
        kind: Kind::CertificateRevoked,
        round: None,
        noun: "enrolment",
        subject: enrolment.id,
        payload: json!({"reason": reason.code()}),
    };
    let leaf_id = write.fact(fact).await?;
    let row = store::RevocationRow {
        agency_id: agency,
        enrolment_id: enrolment.id,
        reason: reason.code(),
        revoked_at: write.now,
        leaf_id,
    };
    store::insert_revocation(write.connection(), &row).await?;
    tell::revoked(state, write, agency, enrolment).await
}

/// Issue the certificates of a session.
///
/// One for everybody who passed and has none yet; each is a fact of the public record.
#[utoipa::path(post, path = "/api/v1/agencies/{agency}/course-sessions/{session}/certificates",
    operation_id = "issue_certificates", tag = "training",
    params(("agency" = String, Path, example = "5473"), ("session" = Uuid, Path)),
    request_body = CertificatesWanted,
    responses((status = 201, body = CertificatesIssued, description = "Issued")))]
pub async fn issue_certificates(
    guard: Guard<CourseManage>,
    state: web::Data<State>,
    place: Place<(String, Uuid)>,
    key: IdempotencyKey,
    json: Json<CertificatesWanted>,
) -> Result<Answer<CertificatesIssued>, Problem> {
    let (agency, session) = &place.0;
    guard.covers(Scope::Session(*session))?;
    let once = Once { operation: "issue_certificates", key: &key, body_hash: json.hash };
    write_once(&state, guard.actor(), once, async |write| {
        let issued = issue(&state, write, agency, *session).await?;
        Ok(Answer::created(CertificatesIssued { issued }))
    })
    .await
}

/// Revoke a certificate.
///
/// Its page stays at its address and says that it was revoked, when and why.
#[utoipa::path(post, path = "/api/v1/agencies/{agency}/enrolments/{enrolment}/certificate/revocation",
    operation_id = "revoke_certificate", tag = "training",
    params(("agency" = String, Path, example = "5473"), ("enrolment" = Uuid, Path)), request_body = Revocation,
    responses((status = 201, body = TrainingReceipt, description = "Revoked")))]
pub async fn revoke_certificate(
    guard: Guard<CourseManage>,
    state: web::Data<State>,
    place: Place<(String, Uuid)>,
    key: IdempotencyKey,
    json: Json<Revocation>,
) -> Result<Answer<TrainingReceipt>, Problem> {
    let (agency, id) = &place.0;
    let once = Once { operation: "revoke_certificate", key: &key, body_hash: json.hash };
    write_once(&state, guard.actor(), once, async |write| {
        let found = store::find_enrolment(write.connection(), agency, *id).await?;
        guard.covers(Scope::Session(found.session_id))?;
        store::lock(write.connection(), agency, found.session_id).await?;
        revoke(&state, write, agency, &found, json.value.reason).await?;
        Ok(Answer::created(TrainingReceipt { id: *id, version: found.version }).version(found.version))
    })
    .await
}
