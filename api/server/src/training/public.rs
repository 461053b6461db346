//! What anybody sees: what an agency trains, where, when, for how many.
use actix_web::web;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use super::{answer::CourseSession, store};
use crate::{
    employees,
    http::{Answer, Cursor, Page, Parameters, Place, page},
    identity::Guard,
    kernel::{Problem, State, permission::Public, problem::NOT_FOUND},
};

/// An agency that trains.
#[derive(Serialize, Deserialize, ToSchema)]
pub struct TrainingAgency {
    #[schema(example = "5473")]
    pub id: String,
    #[schema(example = "Pemerintah Kota Sawahlunto")]
    pub name: String,
    #[schema(example = "Asia/Jakarta")]
    pub zone: String,
}

/// The agencies that train.
#[derive(Serialize, Deserialize, ToSchema)]
pub struct TrainingAgencies {
    pub items: Vec<TrainingAgency>,
}

/// List the agencies that train.
///
/// Those with at least one published session, by name.
#[utoipa::path(get, path = "/api/v1/training/agencies", operation_id = "list_training_agencies", tag = "training",
    responses((status = 200, body = TrainingAgencies, description = "All of them")))]
pub async fn list_training_agencies(
    _guard: Guard<Public>,
    state: web::Data<State>,
) -> Result<Answer<TrainingAgencies>, Problem> {
    let rows = store::agencies(&mut *state.read().await?).await?;
    let items = rows.into_iter().map(|row| TrainingAgency { id: row.id, name: row.name, zone: row.zone });
    Ok(Answer::ok(TrainingAgencies { items: items.collect() }))
}

/// A course with how often it ran and who came, in numbers.
#[derive(Serialize, Deserialize, ToSchema)]
pub struct Course {
    #[schema(example = "0193a5b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b")]
    pub id: Uuid,
    #[schema(example = "Pelayanan publik yang ramah dan efisien")]
    pub title: String,
    #[schema(example = "Peserta melayani warga dengan ramah dan tepat waktu.")]
    pub goal: String,
    /// Hours of training (JP) of 45 minutes.
    #[schema(example = 8)]
    pub hours: i32,
    /// Name in the national list of courses, when it stands there.
    #[schema(example = "ADMINISTRASI PERKANTORAN")]
    pub reference_name: Option<String>,
    #[schema(example = 4)]
    pub sessions: i64,
    /// Sessions in which one can enrol now.
    #[schema(example = 1)]
    pub open_sessions: i64,
    #[schema(example = 96)]
    pub participants: i64,
    #[schema(example = 88)]
    pub passed: i64,
}

#[derive(Deserialize, IntoParams, Validate)]
#[into_params(parameter_in = Query)]
pub struct CourseQuery {
    #[param(value_type = Option<String>)]
    pub cursor: Option<Cursor>,
    #[param(example = 20)]
    pub limit: Option<i64>,
}

/// List an agency's courses.
///
/// With the numbers of sessions, participants and passes; the newest first.
#[utoipa::path(get, path = "/api/v1/agencies/{agency}/courses", operation_id = "list_courses", tag = "training",
    params(("agency" = String, Path, example = "5473"), CourseQuery),
    responses((status = 200, body = Page<Course>, description = "One page")))]
pub async fn list_courses(
    _guard: Guard<Public>,
    state: web::Data<State>,
    place: Place<String>,
    query: Parameters<CourseQuery>,
) -> Result<Answer<Page<Course>>, Problem> {
    let limit = page::limit(query.0.limit);
    let before = query.0.cursor.as_ref().map(Cursor::key).transpose()?;
    let now = state.clock().now();
    let mut connection = state.read().await?;
    let rows = store::courses(&mut connection, &place.0, now, before, limit + 1).await?;
    Ok(Answer::ok(Page::of(rows, limit, |row| row.id).map(|row| Course {
        id: row.id,
        title: row.title,
        goal: row.goal,
        hours: row.hours,
        reference_name: row.reference_name,
        sessions: row.sessions,
        open_sessions: row.open_sessions,
        participants: row.participants,
        passed: row.passed,
    })))
}

#[derive(Deserialize, IntoParams, Validate)]
#[into_params(parameter_in = Query)]
pub struct SessionQuery {
    /// Only sessions of this course.
    pub course: Option<Uuid>,
    /// Only sessions in which one can enrol now.
    #[param(example = true)]
    pub open: Option<bool>,
    #[param(value_type = Option<String>)]
    pub cursor: Option<Cursor>,
    #[param(example = 20)]
    pub limit: Option<i64>,
}

/// List an agency's published sessions.
///
/// With place, meetings and the seats that are left; the newest first.
#[utoipa::path(get, path = "/api/v1/agencies/{agency}/course-sessions", operation_id = "list_course_sessions",
    tag = "training", params(("agency" = String, Path, example = "5473"), SessionQuery),
    responses((status = 200, body = Page<CourseSession>, description = "One page")))]
pub async fn list_course_sessions(
    _guard: Guard<Public>,
    state: web::Data<State>,
    place: Place<String>,
    query: Parameters<SessionQuery>,
) -> Result<Answer<Page<CourseSession>>, Problem> {
    let limit = page::limit(query.0.limit);
    let asked = store::Scheduled {
        id: None,
        course: query.0.course,
        open_at: (query.0.open == Some(true)).then(|| state.clock().now()),
        before: query.0.cursor.as_ref().map(Cursor::key).transpose()?,
        limit: limit + 1,
    };
    let mut connection = state.read().await?;
    let zone = employees::agency(&mut connection, &place.0).await?.zone;
    let rows = store::sessions(&mut connection, &place.0, asked).await?;
    let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
    let meetings = store::meetings(&mut connection, &place.0, &ids).await?;
    let page = Page::of(rows, limit, |row| row.id);
    Ok(Answer::ok(page.map(|row| CourseSession::of(row, &meetings, zone))))
}

/// Read a published session.
///
/// With place, meetings and the seats that are left.
#[utoipa::path(get, path = "/api/v1/agencies/{agency}/course-sessions/{session}",
    operation_id = "read_course_session", tag = "training",
    params(("agency" = String, Path, example = "5473"), ("session" = Uuid, Path)),
    responses((status = 200, body = CourseSession, description = "The session")))]
pub async fn read_course_session(
    _guard: Guard<Public>,
    state: web::Data<State>,
    place: Place<(String, Uuid)>,
) -> Result<Answer<CourseSession>, Problem> {
    let (agency, id) = &place.0;
    let mut connection = state.read().await?;
    let zone = employees::agency(&mut connection, agency).await?.zone;
    let asked = store::Scheduled { id: Some(*id), limit: 1, ..store::Scheduled::default() };
    let rows = store::sessions(&mut connection, agency, asked).await?;
    let row = rows.into_iter().next().ok_or_else(|| Problem::new(&NOT_FOUND))?;
    let meetings = store::meetings(&mut connection, agency, &[*id]).await?;
    let version = row.version;
    Ok(Answer::ok(CourseSession::of(row, &meetings, zone)).version(version))
}
