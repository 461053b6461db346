//! The next quarter's session is made from an earlier one: the same plan, on other days.
use actix_web::web;
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{
    answer::TrainingReceipt,
    session::{NewMeeting, NewSession, create},
    store,
};
use crate::{
    employees,
    http::{Answer, IdempotencyKey, Json, Place},
    identity::{Guard, Scope},
    kernel::{Problem, State, permission::CourseManage, problem::NOT_FOUND},
    record::{Once, Write, write_once},
};

/// Name and first day of the new session.
#[derive(Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewCopy {
    #[validate(length(min = 1, max = 100, message = "Tulis nama kelas.|Write the session's name."))]
    #[schema(example = "Triwulan I 2027")]
    pub label: String,
    /// Day of the first meeting, in the agency's zone; everything else moves by as many days.
    #[schema(example = "2027-03-08")]
    pub first_day: NaiveDate,
}

/// Makes a draft from `from`. Indonesia's zones know no summer time, so that whole days keep the hour of the day.
pub async fn copy(write: &mut Write<'_>, agency: &str, from: Uuid, new: &NewCopy) -> Result<Uuid, Problem> {
    let session = store::lock(write.connection(), agency, from).await?;
    let meetings = store::meetings(write.connection(), agency, &[from]).await?;
    let trainers = store::trainers(write.connection(), agency, from).await?;
    let place = employees::agency(write.connection(), agency).await?;
    let first = meetings.first().ok_or_else(|| Problem::new(&NOT_FOUND))?;
    let moved = new.first_day - place.day(first.begins_at);
    let plan = NewSession {
        label: new.label.clone(),
        place: session.place,
        capacity: session.capacity,
        enrolment_opens: session.enrolment_opens + moved,
        enrolment_closes: session.enrolment_closes + moved,
        meetings: meetings
            .iter()
            .map(|meeting| NewMeeting {
                begins_at: meeting.begins_at + moved,
                ends_at: meeting.ends_at + moved,
                hours: meeting.hours,
            })
            .collect(),
        trainers: trainers.into_iter().map(|(id, _)| id).collect(),
    };
    create(write, agency, session.course_id, &plan, Some(from)).await
}

/// Make the next session from an earlier one.
///
/// Place, seats, hours and trainers stay; the dates move. The copy is a draft.
#[utoipa::path(post, path = "/api/v1/agencies/{agency}/course-sessions/{session}/copies",
    operation_id = "copy_course_session", tag = "training",
    params(("agency" = String, Path, example = "5473"), ("session" = Uuid, Path)), request_body = NewCopy,
    responses((status = 201, body = TrainingReceipt, description = "Created")))]
pub async fn copy_course_session(
    guard: Guard<CourseManage>,
    state: web::Data<State>,
    place: Place<(String, Uuid)>,
    key: IdempotencyKey,
    json: Json<NewCopy>,
) -> Result<Answer<TrainingReceipt>, Problem> {
    guard.covers(Scope::Agency)?;
    let (agency, from) = &place.0;
    let once = Once { operation: "copy_course_session", key: &key, body_hash: json.hash };
    write_once(&state, guard.actor(), once, async |write| {
        let id = copy(write, agency, *from, &json.value).await?;
        Ok(Answer::created(TrainingReceipt { id, version: 1 }).version(1))
    })
    .await
}
