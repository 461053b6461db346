//! A trainer keeps the attendance of a meeting.
use actix_web::web;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{
    answer::TrainingReceipt,
    model::{self, ATTENDANCE_CLOSED, MEETING_NOT_BEGUN},
    store,
    work::admit,
};
use crate::{
    employees,
    http::{Answer, IfMatch, Json, Place},
    identity::Guard,
    kernel::{Problem, State, Text, permission::AttendanceKeep, problem::BAD_INPUT},
    record::{Write, write},
};

/// Everybody who was there.
#[derive(Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct Attendance {
    /// Enrolments of those who were present; all others were absent.
    #[schema(example = json!(["0193a5b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b"]))]
    pub present: Vec<Uuid>,
}

const NOT_A_PARTICIPANT: Text = Text::new(
    "Orang ini tidak terdaftar di kelas ini. Muat ulang daftar hadir.",
    "This person is not enrolled in this session. Reload the attendance list.",
);

/// Keeps who was present at a meeting that has begun; `seen` is the version of the sheet that was changed.
pub async fn keep(
    write: &mut Write<'_>,
    agency: &str,
    session: Uuid,
    meeting: Uuid,
    present: &[Uuid],
    seen: Option<IfMatch>,
) -> Result<i32, Problem> {
    store::lock(write.connection(), agency, session).await?;
    let sheet = store::lock_meeting(write.connection(), agency, session, meeting).await?;
    if let Some(seen) = seen {
        seen.check(sheet.version)?;
    }
    if write.now < sheet.begins_at {
        let zone = employees::agency(write.connection(), agency).await?.zone;
        return Err(model::told((&MEETING_NOT_BEGUN, Some(sheet.begins_at)), zone));
    }
    // Hours and certificates rest on the attendance, so it stands once a result does.
    if store::count_results(write.connection(), agency, session).await? > 0 {
        return Err(Problem::new(&ATTENDANCE_CLOSED));
    }
    let enrolled = store::enrolled_in(write.connection(), agency, session).await?;
    if let Some(at) = present.iter().position(|id| !enrolled.contains(id)) {
        let pointer = format!("/present/{at}");
        return Err(Problem::new(&BAD_INPUT).field(pointer, "not_a_participant", NOT_A_PARTICIPANT));
    }
    let once: Vec<_> =
        present.iter().copied().collect::<std::collections::BTreeSet<_>>().into_iter().collect();
    let now = write.now;
    let version = store::keep_attendance(write.connection(), agency, meeting, &once, now).await?;
    write.audit(agency, "attendance_kept", meeting).await?;
    Ok(version)
}

/// Keep the attendance of a meeting.
///
/// Replaces the whole list; `If-Match` names the meeting's `attendance_version`. For organizers and the session's
/// trainers, from the beginning of the meeting until the first result.
#[utoipa::path(put, path = "/api/v1/agencies/{agency}/course-sessions/{session}/meetings/{meeting}/attendance",
    operation_id = "keep_attendance", tag = "training",
    params(("agency" = String, Path, example = "5473"), ("session" = Uuid, Path), ("meeting" = Uuid, Path)),
    request_body = Attendance, responses((status = 200, body = TrainingReceipt, description = "Kept")))]
pub async fn keep_attendance(
    guard: Guard<AttendanceKeep>,
    state: web::Data<State>,
    place: Place<(String, Uuid, Uuid)>,
    seen: IfMatch,
    json: Json<Attendance>,
) -> Result<Answer<TrainingReceipt>, Problem> {
    let (agency, session, meeting) = &place.0;
    write(&state, guard.actor(), async |write| {
        admit(&guard, write.connection(), agency, *session).await?;
        let version = keep(write, agency, *session, *meeting, &json.value.present, Some(seen)).await?;
        Ok(Answer::ok(TrainingReceipt { id: *meeting, version }).version(version))
    })
    .await
}
