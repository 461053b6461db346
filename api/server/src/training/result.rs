//! A trainer records whether somebody passed.
use actix_web::web;
use ledger::Kind;
use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::{Validate, ValidationError};

use super::{
    answer::TrainingReceipt,
    enrol::course_title,
    model::{self, Command, EnrolmentState},
    store, tell,
    work::admit,
};
use crate::{
    employees,
    http::{Answer, IfMatch, Json, Place},
    identity::Guard,
    kernel::{Problem, State, permission::AttendanceKeep, problem::INTERNAL},
    record::{Fact, Write, write},
};

/// Passed or not, with a score where the course gives one.
#[derive(Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewResult {
    #[schema(example = true)]
    pub passed: bool,
    /// 0 to 100, at most three decimals, as a decimal string.
    #[validate(custom(function = "score_form"))]
    #[schema(example = "87.5")]
    pub score: Option<String>,
}

fn exact(text: &str) -> Option<Decimal> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let score = plain.then(|| Decimal::from_str_exact(text).ok()).flatten()?;
    (score <= Decimal::ONE_HUNDRED && score.scale() <= 3).then_some(score)
}

fn score_form(text: &str) -> Result<(), ValidationError> {
    let message = "Nilai dari 0 sampai 100, paling banyak tiga desimal, dengan titik.|A score from 0 to 100, at most three decimals, with a point.";
    exact(text).map(drop).ok_or_else(|| ValidationError::new("score_form").with_message(message.into()))
}

/// Records a result, or corrects it while no certificate stands on it.
pub async fn record(
    state: &State,
    write: &mut Write<'_>,
    agency: &str,
    enrolment: &store::Enrolment,
    new: &NewResult,
) -> Result<i32, Problem> {
    let session = enrolment.session_id;
    let meetings = store::meetings(write.connection(), agency, &[session]).await?;
    let attended = store::attended(write.connection(), agency, &[enrolment.id]).await?.len();
    let command = Command::Result {
        passed: new.passed,
        attended,
        kept: meetings.iter().all(|meeting| meeting.version > 1),
        ends: meetings.iter().map(|meeting| meeting.ends_at).max().unwrap_or(write.now),
        certified: store::issued(write.connection(), agency, enrolment.id).await?,
    };
    let zone = employees::agency(write.connection(), agency).await?.zone;
    let now = write.now;
    let next = model::decide(EnrolmentState::of(&enrolment.state), command, now)
        .map_err(|refusal| model::told(refusal, zone))?;
    let score = match &new.score {
        None => None,
        Some(text) => Some(exact(text).ok_or_else(|| Problem::new(&INTERNAL).inside("unchecked score"))?),
    };
    let version = store::set_state(write.connection(), agency, enrolment.id, next, score, now).await?;
    let payload = json!({
        "course_session": session, "course_title": course_title(write, agency, session).await?,
        "state": next.code(), "score": new.score, "attended": attended, "meetings": meetings.len(),
    });
    let fact = Fact {
        agency,
        kind: Kind::TrainingResult,
        round: None,
        noun: "enrolment",
        subject: enrolment.id,
        payload,
    };
    write.fact(fact).await?;
    tell::result(state, write, agency, enrolment).await?;
    Ok(version)
}

/// Record a participant's result.
///
/// After the last meeting, once the attendance of all meetings is kept; corrected in the same way until a certificate
/// is issued. For organizers and the session's trainers.
#[utoipa::path(put, path = "/api/v1/agencies/{agency}/enrolments/{enrolment}/result",
    operation_id = "record_training_result", tag = "training",
    params(("agency" = String, Path, example = "5473"), ("enrolment" = Uuid, Path)), request_body = NewResult,
    responses((status = 200, body = TrainingReceipt, description = "Recorded")))]
pub async fn record_training_result(
    guard: Guard<AttendanceKeep>,
    state: web::Data<State>,
    place: Place<(String, Uuid)>,
    seen: IfMatch,
    json: Json<NewResult>,
) -> Result<Answer<TrainingReceipt>, Problem> {
    let (agency, id) = &place.0;
    write(&state, guard.actor(), async |write| {
        let found = store::find_enrolment(write.connection(), agency, *id).await?;
        admit(&guard, write.connection(), agency, found.session_id).await?;
        store::lock(write.connection(), agency, found.session_id).await?;
        let enrolment = store::find_enrolment(write.connection(), agency, *id).await?;
        seen.check(enrolment.version)?;
        let version = record(&state, write, agency, &enrolment, &json.value).await?;
        Ok(Answer::ok(TrainingReceipt { id: *id, version }).version(version))
    })
    .await
}
