//! An organizer describes a course.
use actix_web::web;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{answer::TrainingReceipt, store};
use crate::{
    http::{Answer, IdempotencyKey, Json, Place},
    identity::{Guard, Scope},
    kernel::{Problem, State, new_id, permission::CourseManage},
    record::{Once, Write, write_once},
};

/// What is taught, to what end, in how many hours.
#[derive(Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewCourse {
    /// Code from the national list of courses, when the course stands there.
    #[schema(example = "A5EB03E201F9F6A0E040640A040252AD")]
    pub reference_id: Option<String>,
    #[validate(length(
        min = 3,
        max = 200,
        message = "Tulis judul pelatihan.|Write the title of the course."
    ))]
    #[schema(example = "Pelayanan publik yang ramah dan efisien")]
    pub title: String,
    #[validate(length(min = 3, max = 2000, message = "Tulis tujuannya.|Write what it is for."))]
    #[schema(example = "Peserta melayani warga dengan ramah dan tepat waktu.")]
    pub goal: String,
    /// Hours of training (JP) of 45 minutes. No table converts kinds of training into hours: they are stated here.
    #[validate(range(
        min = 1,
        max = 2000,
        message = "Tulis jumlah JP mulai dari 1.|Write hours (JP) from 1 on."
    ))]
    #[schema(example = 8)]
    pub hours: i32,
}

/// Creates a course.
pub async fn create(write: &mut Write<'_>, agency: &str, new: &NewCourse) -> Result<Uuid, Problem> {
    let row = store::CourseRow {
        agency_id: agency,
        id: new_id(),
        reference_id: new.reference_id.as_deref(),
        title: new.title.trim(),
        goal: new.goal.trim(),
        hours: new.hours,
        created_at: write.now,
        updated_at: write.now,
    };
    store::insert_course(write.connection(), &row).await?;
    write.audit(agency, "course_created", row.id).await?;
    Ok(row.id)
}

/// Create a course.
///
/// Sessions are added to it afterwards.
#[utoipa::path(post, path = "/api/v1/agencies/{agency}/courses", operation_id = "create_course", tag = "training",
    params(("agency" = String, Path, example = "5473")), request_body = NewCourse,
    responses((status = 201, body = TrainingReceipt, description = "Created")))]
pub async fn create_course(
    guard: Guard<CourseManage>,
    state: web::Data<State>,
    place: Place<String>,
    key: IdempotencyKey,
    json: Json<NewCourse>,
) -> Result<Answer<TrainingReceipt>, Problem> {
    guard.covers(Scope::Agency)?;
    let once = Once { operation: "create_course", key: &key, body_hash: json.hash };
    write_once(&state, guard.actor(), once, async |write| {
        let id = create(write, &place.0, &json.value).await?;
        Ok(Answer::created(TrainingReceipt { id, version: 1 }).version(1))
    })
    .await
}
