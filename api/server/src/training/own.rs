//! An employee's own courses, past and to come.
use actix_web::web;
use chrono::{DateTime, Utc};
use diesel_async::AsyncPgConnection;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{answer::CourseMeeting, model::EnrolmentState, public::CourseQuery, store};
use crate::{
    employees,
    http::{Answer, Cursor, Page, Parameters, Place, page},
    identity::Guard,
    kernel::{Problem, State, permission::EmployeeOwn, problem::NOT_FOUND},
};

/// A meeting, and whether one was there.
#[derive(Serialize, Deserialize, ToSchema)]
pub struct OwnMeeting {
    #[serde(flatten)]
    pub meeting: CourseMeeting,
    #[schema(example = true)]
    pub attended: bool,
}

/// An own enrolment: where it stands and what became of it.
#[derive(Serialize, Deserialize, ToSchema)]
pub struct OwnTraining {
    #[schema(example = "0193a5b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b")]
    pub enrolment_id: Uuid,
    #[schema(example = "0193a5b2-c3d4-7e5f-8a9b-0c1d2e3f4a5c")]
    pub session_id: Uuid,
    #[schema(example = "Pelayanan publik yang ramah dan efisien")]
    pub course_title: String,
    #[schema(example = "Triwulan IV 2026")]
    pub session_label: String,
    #[schema(example = "Aula Balai Kota")]
    pub place: String,
    #[schema(example = "2026-12-01T17:00:00Z")]
    pub enrolment_closes: DateTime<Utc>,
    #[schema(inline)]
    pub state: EnrolmentState,
    /// Whether the head of unit took the seat.
    #[schema(example = false)]
    pub enrolled_by_head: bool,
    #[schema(example = "87.5")]
    pub score: Option<String>,
    /// Address of the certificate, once it is issued.
    #[schema(example = "7QK4-M2XN-8HJ3-PW5T-9ZRB-4CVD")]
    pub certificate: Option<String>,
    #[schema(example = false)]
    pub certificate_revoked: bool,
    #[schema(example = "Asia/Jakarta")]
    pub zone: String,
    /// For `If-Match` when the seat is given back.
    #[schema(example = 1)]
    pub version: i32,
    pub meetings: Vec<OwnMeeting>,
}

/// List the own courses.
///
/// Every enrolment of the signed-in employee in this agency, the newest first.
#[utoipa::path(get, path = "/api/v1/agencies/{agency}/training/me", operation_id = "own_training", tag = "training",
    params(("agency" = String, Path, example = "5473"), CourseQuery),
    responses((status = 200, body = Page<OwnTraining>, description = "One page")))]
pub async fn own_training(
    guard: Guard<EmployeeOwn>,
    state: web::Data<State>,
    place: Place<String>,
    query: Parameters<CourseQuery>,
) -> Result<Answer<Page<OwnTraining>>, Problem> {
    let agency = &place.0;
    let limit = page::limit(query.0.limit);
    let before = query.0.cursor.as_ref().map(Cursor::key).transpose()?;
    let mut connection = state.read().await?;
    let own = employees::of_person(&mut connection, agency, guard.person_id()?).await?;
    let own = own.ok_or_else(|| Problem::new(&NOT_FOUND))?;
    let zone = employees::agency(&mut connection, agency).await?.zone;
    let rows = store::of_employee(&mut connection, agency, own.id, before, limit + 1).await?;
    let sessions: Vec<_> = rows.iter().map(|row| row.session_id).collect();
    let enrolments: Vec<_> = rows.iter().map(|row| row.id).collect();
    let meetings = store::meetings(&mut connection, agency, &sessions).await?;
    let attended = store::attended(&mut connection, agency, &enrolments).await?;
    let meetings_of = |row: &store::Own| {
        let of_session = meetings.iter().filter(|meeting| meeting.session_id == row.session_id);
        let was_there = |meeting: &store::Meeting| attended.contains(&(meeting.id, row.id));
        of_session
            .map(|meeting| OwnMeeting { meeting: CourseMeeting::of(meeting), attended: was_there(meeting) })
            .collect()
    };
    Ok(Answer::ok(Page::of(rows, limit, |row| row.id).map(|row| OwnTraining {
        meetings: meetings_of(&row),
        enrolment_id: row.id,
        session_id: row.session_id,
        course_title: row.course_title,
        session_label: row.label,
        place: row.place,
        enrolment_closes: row.enrolment_closes,
        state: EnrolmentState::of(&row.state),
        enrolled_by_head: row.enrolled_by == "head",
        score: row.score.map(|score| score.to_string()),
        certificate: row.address,
        certificate_revoked: row.revoked,
        zone: zone.name().to_owned(),
        version: row.version,
    })))
}

/// Whether the seat is the person's own.
pub async fn is_of(
    connection: &mut AsyncPgConnection,
    agency: &str,
    enrolment: Uuid,
    person: Uuid,
) -> Result<bool, Problem> {
    let found = store::find_enrolment(connection, agency, enrolment).await?;
    let employee = employees::find(connection, agency, found.employee_id).await?;
    Ok(employee.is_some_and(|employee| employee.person_id == person))
}
