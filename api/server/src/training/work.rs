//! Trainers and organizers: the sessions that they work on, and the sheet of one session.
use actix_web::web;
use chrono::{DateTime, Utc};
use diesel_async::AsyncPgConnection;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{answer::CourseSession, model::EnrolmentState, store};
use crate::{
    employees,
    http::{Answer, Place},
    identity::{Guard, Scope},
    kernel::{
        Problem, State,
        permission::{AttendanceKeep, Role},
        problem::NOT_FOUND,
    },
};

/// Passes organizers, and trainers who teach this very session; for anybody else it does not exist.
pub async fn admit(
    guard: &Guard<AttendanceKeep>,
    connection: &mut AsyncPgConnection,
    agency: &str,
    session: Uuid,
) -> Result<(), Problem> {
    let holds =
        |role| guard.grants().any(|grant| grant.role == role && grant.scope.covers(Scope::Session(session)));
    if holds(Role::TrainingOrganizer) {
        return Ok(());
    }
    let teaches =
        holds(Role::Trainer) && store::is_trainer(connection, agency, session, guard.person_id()?).await?;
    if teaches { Ok(()) } else { Err(Problem::new(&NOT_FOUND)) }
}

/// The sessions to work on.
#[derive(Serialize, Deserialize, ToSchema)]
pub struct TrainingWork {
    pub items: Vec<CourseSession>,
}

/// List the sessions to work on.
///
/// All of the agency for organizers, drafts too; their own for trainers. The 200 newest.
#[utoipa::path(get, path = "/api/v1/agencies/{agency}/training/work", operation_id = "list_training_work",
    tag = "training", params(("agency" = String, Path, example = "5473")),
    responses((status = 200, body = TrainingWork, description = "The newest first")))]
pub async fn list_training_work(
    guard: Guard<AttendanceKeep>,
    state: web::Data<State>,
    place: Place<String>,
) -> Result<Answer<TrainingWork>, Problem> {
    let agency = &place.0;
    let all =
        guard.grants().any(|grant| grant.role == Role::TrainingOrganizer && grant.scope == Scope::Agency);
    let trainer = if all { None } else { Some(guard.person_id()?) };
    let mut connection = state.read().await?;
    let zone = employees::agency(&mut connection, agency).await?.zone;
    let rows = store::work(&mut connection, agency, trainer, None).await?;
    let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
    let meetings = store::meetings(&mut connection, agency, &ids).await?;
    let items = rows.into_iter().map(|row| CourseSession::of(row, &meetings, zone)).collect();
    Ok(Answer::ok(TrainingWork { items }))
}

/// Somebody who teaches.
#[derive(Serialize, Deserialize, ToSchema)]
pub struct SessionTrainer {
    #[schema(example = "0193a5b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b")]
    pub employee_id: Uuid,
    #[schema(example = "Contoh Rekaan")]
    pub name: String,
}

/// One participant's line.
#[derive(Serialize, Deserialize, ToSchema)]
pub struct SheetLine {
    #[schema(example = "0193a5b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b")]
    pub enrolment_id: Uuid,
    #[schema(example = "Contoh Rekaan")]
    pub name: String,
    /// Unit on the day of the first meeting.
    #[schema(example = "Dinas Kependudukan dan Pencatatan Sipil")]
    pub unit_name: Option<String>,
    #[schema(inline)]
    pub state: EnrolmentState,
    #[schema(example = "87.5")]
    pub score: Option<String>,
    #[schema(example = "7QK4-M2XN-8HJ3-PW5T-9ZRB-4CVD")]
    pub certificate: Option<String>,
    #[schema(example = false)]
    pub certificate_revoked: bool,
    /// Ids of the meetings at which the person was present.
    #[schema(example = json!(["0193a5b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b"]))]
    pub present_at: Vec<Uuid>,
    /// For `If-Match` when the result is recorded.
    #[schema(example = 1)]
    pub version: i32,
}

/// Everything about a session that its trainers work with.
#[derive(Serialize, Deserialize, ToSchema)]
pub struct AttendanceSheet {
    pub session: CourseSession,
    pub trainers: Vec<SessionTrainer>,
    pub lines: Vec<SheetLine>,
    /// The server's time, against which meetings have begun or ended.
    #[schema(example = "2026-12-07T01:00:00Z")]
    pub now: DateTime<Utc>,
}

/// Read a session's sheet.
///
/// Participants by name with attendance, result and certificate.
#[utoipa::path(get, path = "/api/v1/agencies/{agency}/course-sessions/{session}/sheet",
    operation_id = "read_attendance_sheet", tag = "training",
    params(("agency" = String, Path, example = "5473"), ("session" = Uuid, Path)),
    responses((status = 200, body = AttendanceSheet, description = "The sheet")))]
pub async fn read_attendance_sheet(
    guard: Guard<AttendanceKeep>,
    state: web::Data<State>,
    place: Place<(String, Uuid)>,
) -> Result<Answer<AttendanceSheet>, Problem> {
    let (agency, id) = &place.0;
    let mut connection = state.read().await?;
    admit(&guard, &mut connection, agency, *id).await?;
    let zone = employees::agency(&mut connection, agency).await?.zone;
    let found = store::work(&mut connection, agency, None, Some(*id)).await?;
    let row = found.into_iter().next().ok_or_else(|| Problem::new(&NOT_FOUND))?;
    let meetings = store::meetings(&mut connection, agency, &[*id]).await?;
    let trainers = store::trainers(&mut connection, agency, *id).await?;
    let people = store::participants(&mut connection, agency, *id).await?;
    let enrolments: Vec<_> = people.iter().map(|person| person.id).collect();
    let attended = store::attended(&mut connection, agency, &enrolments).await?;
    let lines = people.into_iter().map(|person| SheetLine {
        enrolment_id: person.id,
        name: person.name,
        unit_name: person.unit_name,
        state: EnrolmentState::of(&person.state),
        score: person.score.map(|score| score.to_string()),
        certificate: person.address,
        certificate_revoked: person.revoked,
        present_at: attended
            .iter()
            .filter(|(_, who)| *who == person.id)
            .map(|(meeting, _)| *meeting)
            .collect(),
        version: person.version,
    });
    let version = row.version;
    let sheet = AttendanceSheet {
        session: CourseSession::of(row, &meetings, zone),
        trainers: trainers
            .into_iter()
            .map(|(employee_id, name)| SessionTrainer { employee_id, name })
            .collect(),
        lines: lines.collect(),
        now: state.clock().now(),
    };
    Ok(Answer::ok(sheet).version(version))
}
