//! An organizer plans a session of a course, and publishes it.
use actix_web::web;
use chrono::{DateTime, Duration, Utc};
use ledger::Kind;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{answer::TrainingReceipt, model::SESSION_NOT_DRAFT, store};
use crate::{
    employees,
    http::{Answer, IdempotencyKey, IfMatch, Json, Place},
    identity::{Guard, Scope},
    kernel::{Problem, State, Text, new_id, permission::CourseManage, problem::BAD_INPUT},
    record::{Fact, Once, Write, write, write_once},
};

/// Minutes of an hour of training (JP), regulations section 7.
const MINUTES_OF_HOUR: i64 = 45;

/// A meeting before it is stored.
#[derive(Clone, Deserialize, Serialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewMeeting {
    #[schema(example = "2026-12-07T08:00:00+07:00")]
    pub begins_at: DateTime<Utc>,
    #[schema(example = "2026-12-07T12:00:00+07:00")]
    pub ends_at: DateTime<Utc>,
    #[validate(range(
        min = 1,
        max = 24,
        message = "Tulis jumlah JP mulai dari 1.|Write hours (JP) from 1 on."
    ))]
    #[schema(example = 4)]
    pub hours: i32,
}

/// A session before it is stored.
#[derive(Clone, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewSession {
    #[validate(length(min = 1, max = 100, message = "Tulis nama kelas.|Write the session's name."))]
    #[schema(example = "Triwulan IV 2026")]
    pub label: String,
    #[validate(length(min = 1, max = 200, message = "Tulis tempatnya.|Write the place."))]
    #[schema(example = "Aula Balai Kota")]
    pub place: String,
    #[validate(range(
        min = 1,
        max = 10000,
        message = "Tulis jumlah kursi mulai dari 1.|Write seats from 1 on."
    ))]
    #[schema(example = 30)]
    pub capacity: i32,
    #[schema(example = "2026-11-01T07:00:00+07:00")]
    pub enrolment_opens: DateTime<Utc>,
    #[schema(example = "2026-12-02T00:00:00+07:00")]
    pub enrolment_closes: DateTime<Utc>,
    #[validate(nested, length(min = 1, max = 60, message = "Tambahkan pertemuan.|Add a meeting."))]
    pub meetings: Vec<NewMeeting>,
    /// Employees who teach; they keep attendance and results.
    #[validate(length(
        min = 1,
        max = 20,
        message = "Pilih paling sedikit satu pengajar.|Choose at least one trainer."
    ))]
    #[schema(example = json!(["0193a5b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b"]))]
    pub trainers: Vec<Uuid>,
}

const CLOSES_LATE: Text = Text::new(
    "Pendaftaran harus ditutup sesudah dibuka dan paling lambat saat pertemuan pertama dimulai.",
    "Enrolment must close after it opens and at the latest when the first meeting begins.",
);
const MEETING_ORDER: Text = Text::new(
    "Pertemuan harus berurutan dan tidak bertumpuk.",
    "Meetings must follow one another and not overlap.",
);
const MEETING_SHORT: Text = Text::new(
    "Pertemuan ini lebih pendek dari JP-nya. Satu JP adalah 45 menit.",
    "This meeting is shorter than its hours. One hour of training (JP) is 45 minutes.",
);
const HOURS_DIFFER: Text = Text::new(
    "Jumlah JP semua pertemuan harus sama dengan JP pelatihan.",
    "The hours of all meetings must add up to the hours of the course.",
);
const NO_TRAINER: Text =
    Text::new("Pengajar ini bukan pegawai instansi Anda.", "This trainer is not an employee of your agency.");

/// What a session must be before anybody sees it.
fn check(new: &NewSession, course_hours: i32) -> Result<(), Problem> {
    let mut problem = Problem::new(&BAD_INPUT);
    let first = new.meetings.first().map(|meeting| meeting.begins_at);
    if new.enrolment_opens >= new.enrolment_closes || first.is_some_and(|first| new.enrolment_closes > first)
    {
        problem = problem.field("/enrolment_closes", "closes_late", CLOSES_LATE);
    }
    for (at, meeting) in new.meetings.iter().enumerate() {
        let least = Duration::minutes(MINUTES_OF_HOUR * i64::from(meeting.hours));
        if meeting.ends_at - meeting.begins_at < least {
            problem = problem.field(format!("/meetings/{at}/hours"), "meeting_short", MEETING_SHORT);
        }
    }
    for (at, pair) in new.meetings.windows(2).enumerate() {
        let [before, after] = pair else { continue };
        if after.begins_at < before.ends_at {
            problem =
                problem.field(format!("/meetings/{}/begins_at", at + 1), "meeting_order", MEETING_ORDER);
        }
    }
    if new.meetings.iter().map(|meeting| meeting.hours).sum::<i32>() != course_hours {
        problem = problem.field("/meetings", "hours_differ", HOURS_DIFFER);
    }
    if problem.errors.is_empty() { Ok(()) } else { Err(problem) }
}

/// Creates a draft.
pub async fn create(
    write: &mut Write<'_>,
    agency: &str,
    course: Uuid,
    new: &NewSession,
    copied_from: Option<Uuid>,
) -> Result<Uuid, Problem> {
    let hours = store::course_hours(write.connection(), agency, course).await?;
    check(new, hours)?;
    for (at, trainer) in new.trainers.iter().enumerate() {
        if employees::find(write.connection(), agency, *trainer).await?.is_none() {
            let pointer = format!("/trainers/{at}");
            return Err(Problem::new(&BAD_INPUT).field(pointer, "unknown", NO_TRAINER));
        }
    }
    let id = new_id();
    let row = store::SessionRow {
        agency_id: agency,
        id,
        course_id: course,
        label: new.label.trim(),
        place: new.place.trim(),
        capacity: new.capacity,
        enrolment_opens: new.enrolment_opens,
        enrolment_closes: new.enrolment_closes,
        state: "draft",
        copied_from,
        updated_at: write.now,
    };
    let meetings: Vec<_> = (1..)
        .zip(&new.meetings)
        .map(|(number, meeting)| store::MeetingRow {
            agency_id: agency,
            id: new_id(),
            session_id: id,
            number,
            begins_at: meeting.begins_at,
            ends_at: meeting.ends_at,
            hours: meeting.hours,
        })
        .collect();
    let once: std::collections::BTreeSet<_> = new.trainers.iter().copied().collect();
    let trainers: Vec<_> = once
        .into_iter()
        .map(|employee_id| store::TrainerRow { agency_id: agency, session_id: id, employee_id })
        .collect();
    store::insert_session(write.connection(), &row, &meetings, &trainers).await?;
    write.audit(agency, "course_session_created", id).await?;
    Ok(id)
}

/// Publishes a draft: from now on it can be seen, and enrolled in while its window is open.
pub async fn publish(write: &mut Write<'_>, agency: &str, session: &store::Session) -> Result<i32, Problem> {
    if session.state != "draft" {
        return Err(Problem::new(&SESSION_NOT_DRAFT));
    }
    let now = write.now;
    let version = store::publish(write.connection(), agency, session.id, now).await?;
    let payload = json!({
        "course": session.course_id,
        "capacity": session.capacity,
        "enrolment_opens": session.enrolment_opens,
        "enrolment_closes": session.enrolment_closes,
    });
    let fact = Fact {
        agency,
        kind: Kind::CourseSessionPublished,
        round: None,
        noun: "course_session",
        subject: session.id,
        payload,
    };
    write.fact(fact).await?;
    Ok(version)
}

/// Create a session of a course.
///
/// A draft that only organizers and its trainers see until it is published.
#[utoipa::path(post, path = "/api/v1/agencies/{agency}/courses/{course}/sessions",
    operation_id = "create_course_session", tag = "training",
    params(("agency" = String, Path, example = "5473"), ("course" = Uuid, Path)), request_body = NewSession,
    responses((status = 201, body = TrainingReceipt, description = "Created")))]
pub async fn create_course_session(
    guard: Guard<CourseManage>,
    state: web::Data<State>,
    place: Place<(String, Uuid)>,
    key: IdempotencyKey,
    json: Json<NewSession>,
) -> Result<Answer<TrainingReceipt>, Problem> {
    guard.covers(Scope::Agency)?;
    let (agency, course) = &place.0;
    let once = Once { operation: "create_course_session", key: &key, body_hash: json.hash };
    write_once(&state, guard.actor(), once, async |write| {
        let id = create(write, agency, *course, &json.value, None).await?;
        Ok(Answer::created(TrainingReceipt { id, version: 1 }).version(1))
    })
    .await
}

/// Publish a session.
///
/// Anybody can see it from now on; employees enrol while its window is open.
#[utoipa::path(post, path = "/api/v1/agencies/{agency}/course-sessions/{session}/publish",
    operation_id = "publish_course_session", tag = "training",
    params(("agency" = String, Path, example = "5473"), ("session" = Uuid, Path)),
    responses((status = 200, body = TrainingReceipt, description = "Published")))]
pub async fn publish_course_session(
    guard: Guard<CourseManage>,
    state: web::Data<State>,
    place: Place<(String, Uuid)>,
    seen: IfMatch,
) -> Result<Answer<TrainingReceipt>, Problem> {
    let (agency, id) = &place.0;
    guard.covers(Scope::Session(*id))?;
    write(&state, guard.actor(), async |write| {
        let session = store::lock(write.connection(), agency, *id).await?;
        seen.check(session.version)?;
        let version = publish(write, agency, &session).await?;
        Ok(Answer::ok(TrainingReceipt { id: *id, version }).version(version))
    })
    .await
}
