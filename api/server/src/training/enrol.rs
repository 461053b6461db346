//! An employee takes a seat or gives it back; a head of unit enrols the people of the own unit.
use actix_web::web;
use ledger::Kind;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{
    answer::TrainingReceipt,
    model::{self, Command, EnrolmentState},
    store, tell,
};
use crate::{
    employees::{self, Asked, Member},
    http::{Answer, IdempotencyKey, IfMatch, Json, Place},
    identity::{Guard, Scope},
    kernel::{
        Problem, State, new_id,
        permission::{EmployeeOwn, TeamEnrol},
        problem::NOT_FOUND,
    },
    record::{Fact, Once, Write, log::promise, write, write_once},
};

/// Who asked for the seat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    Themselves,
    Head,
}

/// Somebody of the own unit.
#[derive(Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct TeamEnrolment {
    #[schema(example = "0193a5b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b")]
    pub employee_id: Uuid,
}

/// Nothing but presence is asked of who enrols for themselves.
#[derive(Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct OwnEnrolment {}

/// Gives `member` a seat. The session's row is held, so that the last seat goes to one person only.
pub async fn enrol(
    state: &State,
    write: &mut Write<'_>,
    agency: &str,
    session: Uuid,
    member: &Member,
    by: By,
) -> Result<Uuid, Problem> {
    let held = store::lock(write.connection(), agency, session).await?;
    if held.state != "published" {
        return Err(Problem::new(&NOT_FOUND));
    }
    let zone = employees::agency(write.connection(), agency).await?.zone;
    let window = model::Window { opens: held.enrolment_opens, closes: held.enrolment_closes };
    window.admits(write.now).map_err(|refusal| model::told(refusal, zone))?;
    let row = store::EnrolmentRow {
        agency_id: agency,
        id: new_id(),
        session_id: session,
        employee_id: member.employee_id,
        state: EnrolmentState::Enrolled.code(),
        enrolled_by: if by == By::Head { "head" } else { "self" },
        enrolled_at: write.now,
    };
    store::insert(write.connection(), &row).await?;
    store::take_seat(write.connection(), agency, session, 1).await?;
    promise::ready(state, write, agency).await?;
    let payload = json!({
        "course_session": session, "course_title": course_title(write, agency, session).await?,
        "by": row.enrolled_by,
    });
    write.fact(fact(agency, Kind::EnrolmentRecorded, row.id, payload)).await?;
    if by == By::Head {
        tell::enrolled(state, write, agency, member.person_id, session).await?;
    }
    Ok(row.id)
}

fn fact(agency: &str, kind: Kind, enrolment: Uuid, payload: serde_json::Value) -> Fact<'_> {
    Fact { agency, kind, round: None, noun: "enrolment", subject: enrolment, payload }
}

/// The course of a session, by the name that people know it by.
pub async fn course_title(write: &mut Write<'_>, agency: &str, session: Uuid) -> Result<String, Problem> {
    let found = store::work(write.connection(), agency, None, Some(session)).await?;
    found.into_iter().next().map(|found| found.course_title).ok_or_else(|| Problem::new(&NOT_FOUND))
}

/// Gives the seat back.
pub async fn cancel(
    write: &mut Write<'_>,
    agency: &str,
    session: &store::Session,
    enrolment: &store::Enrolment,
) -> Result<i32, Problem> {
    let zone = employees::agency(write.connection(), agency).await?.zone;
    let command = Command::Cancel { closes: session.enrolment_closes };
    let now = write.now;
    let next = model::decide(EnrolmentState::of(&enrolment.state), command, now)
        .map_err(|refusal| model::told(refusal, zone))?;
    let version = store::set_state(write.connection(), agency, enrolment.id, next, None, now).await?;
    store::take_seat(write.connection(), agency, session.id, -1).await?;
    let title = course_title(write, agency, session.id).await?;
    let payload = json!({"course_session": session.id, "course_title": title});
    write.fact(fact(agency, Kind::EnrolmentCancelled, enrolment.id, payload)).await?;
    Ok(version)
}

/// The employee as of today, out of the units that are given; anybody else does not exist for the caller.
async fn member(
    write: &mut Write<'_>,
    agency: &str,
    employee: Uuid,
    units: Option<Vec<Uuid>>,
) -> Result<Member, Problem> {
    let day = employees::agency(write.connection(), agency).await?.day(write.now);
    let asked = Asked { units, employee: Some(employee), ..Asked::default() };
    let found = employees::team(write.connection(), agency, asked, day).await?;
    found.into_iter().next().ok_or_else(|| Problem::new(&NOT_FOUND))
}

/// The units that a head's grants cover; nothing for the whole agency.
pub fn units(guard: &Guard<TeamEnrol>) -> Option<Vec<Uuid>> {
    guard
        .grants()
        .map(|grant| match grant.scope {
            Scope::Agency => None,
            Scope::Unit(id) => Some(Some(id)),
            _ => Some(None),
        })
        .collect::<Option<Vec<_>>>()
        .map(|units| units.into_iter().flatten().collect())
}

/// Take a seat in a session.
///
/// For employees of the agency, while enrolment is open and a seat is left.
#[utoipa::path(post, path = "/api/v1/agencies/{agency}/course-sessions/{session}/enrolments",
    operation_id = "enrol_self", tag = "training",
    params(("agency" = String, Path, example = "5473"), ("session" = Uuid, Path)), request_body = OwnEnrolment,
    responses((status = 201, body = TrainingReceipt, description = "Enrolled")))]
pub async fn enrol_self(
    guard: Guard<EmployeeOwn>,
    state: web::Data<State>,
    place: Place<(String, Uuid)>,
    key: IdempotencyKey,
    json: Json<OwnEnrolment>,
) -> Result<Answer<TrainingReceipt>, Problem> {
    let (agency, session) = &place.0;
    let person = guard.person_id()?;
    let once = Once { operation: "enrol_self", key: &key, body_hash: json.hash };
    write_once(&state, guard.actor(), once, async |write| {
        let own = employees::of_person(write.connection(), agency, person).await?;
        let own = own.ok_or_else(|| Problem::new(&NOT_FOUND))?;
        let member = member(write, agency, own.id, None).await?;
        let id = enrol(&state, write, agency, *session, &member, By::Themselves).await?;
        Ok(Answer::created(TrainingReceipt { id, version: 1 }).version(1))
    })
    .await
}

/// Enrol somebody of the own unit.
///
/// For heads of unit; the person is told. People of other units do not exist here.
#[utoipa::path(post, path = "/api/v1/agencies/{agency}/course-sessions/{session}/team-enrolments",
    operation_id = "enrol_team_member", tag = "training",
    params(("agency" = String, Path, example = "5473"), ("session" = Uuid, Path)), request_body = TeamEnrolment,
    responses((status = 201, body = TrainingReceipt, description = "Enrolled")))]
pub async fn enrol_team_member(
    guard: Guard<TeamEnrol>,
    state: web::Data<State>,
    place: Place<(String, Uuid)>,
    key: IdempotencyKey,
    json: Json<TeamEnrolment>,
) -> Result<Answer<TrainingReceipt>, Problem> {
    let (agency, session) = &place.0;
    let once = Once { operation: "enrol_team_member", key: &key, body_hash: json.hash };
    write_once(&state, guard.actor(), once, async |write| {
        let member = member(write, agency, json.value.employee_id, units(&guard)).await?;
        let id = enrol(&state, write, agency, *session, &member, By::Head).await?;
        Ok(Answer::created(TrainingReceipt { id, version: 1 }).version(1))
    })
    .await
}

/// Give the own seat back.
///
/// Until enrolment closes; the seat is free for somebody else at once.
#[utoipa::path(post, path = "/api/v1/agencies/{agency}/enrolments/{enrolment}/cancel",
    operation_id = "cancel_enrolment", tag = "training",
    params(("agency" = String, Path, example = "5473"), ("enrolment" = Uuid, Path)),
    responses((status = 200, body = TrainingReceipt, description = "Cancelled")))]
pub async fn cancel_enrolment(
    guard: Guard<EmployeeOwn>,
    state: web::Data<State>,
    place: Place<(String, Uuid)>,
    seen: IfMatch,
) -> Result<Answer<TrainingReceipt>, Problem> {
    let (agency, id) = &place.0;
    let person = guard.person_id()?;
    write(&state, guard.actor(), async |write| {
        let own = employees::of_person(write.connection(), agency, person).await?;
        let own = own.ok_or_else(|| Problem::new(&NOT_FOUND))?;
        let found = store::find_enrolment(write.connection(), agency, *id).await?;
        if found.employee_id != own.id {
            return Err(Problem::new(&NOT_FOUND));
        }
        let session = store::lock(write.connection(), agency, found.session_id).await?;
        let enrolment = store::find_enrolment(write.connection(), agency, *id).await?;
        seen.check(enrolment.version)?;
        let version = cancel(write, agency, &session, &enrolment).await?;
        Ok(Answer::ok(TrainingReceipt { id: *id, version }).version(version))
    })
    .await
}
