//! A personnel officer moves somebody to another post, or ends the service.
use actix_web::web;
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{answer::EmployeeReceipt, model, store};
use crate::{
    http::{Answer, IfMatch, Json, Place},
    identity::{Guard, Scope},
    kernel::{Problem, State, new_id, permission::EmployeeManage},
    record::{Write, write},
};

/// The post that somebody takes next.
#[derive(Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewPeriod {
    #[schema(example = "0193a5b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b")]
    pub unit_id: Uuid,
    #[validate(length(min = 1, max = 200, message = "Tulis nama jabatan.|Write the title of the post."))]
    #[schema(example = "Kepala Bidang Pelayanan")]
    pub post_title: String,
    #[schema(example = true)]
    pub head: bool,
    #[schema(example = "2026-01-01")]
    pub valid_from: NaiveDate,
}

/// The first day on which somebody is no longer in service.
#[derive(Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct EmploymentEnd {
    #[schema(example = "2026-12-01")]
    pub valid_until: NaiveDate,
}

/// Begins a new period; the present one ends on the same day.
pub async fn move_on(
    write: &mut Write<'_>,
    agency: &str,
    employee: Uuid,
    new: &NewPeriod,
) -> Result<i32, Problem> {
    let last = store::last_period(write.connection(), agency, employee).await?;
    if let Some(present) = model::begin(last, new.valid_from)? {
        store::end_period(write.connection(), agency, present, new.valid_from).await?;
    }
    let row = store::EmploymentRow {
        agency_id: agency,
        id: new_id(),
        employee_id: employee,
        unit_id: new.unit_id,
        post_title: &new.post_title,
        head: new.head,
        valid_from: new.valid_from,
    };
    store::insert_employment(write.connection(), &row).await?;
    write.audit(agency, "employee_moved", employee).await?;
    store::touch(write.connection(), agency, employee).await
}

/// Ends the present period.
pub async fn end(
    write: &mut Write<'_>,
    agency: &str,
    employee: Uuid,
    until: NaiveDate,
) -> Result<i32, Problem> {
    let last = store::last_period(write.connection(), agency, employee).await?;
    let period = model::leave(last, until)?;
    store::end_period(write.connection(), agency, period, until).await?;
    write.audit(agency, "employment_ended", employee).await?;
    store::touch(write.connection(), agency, employee).await
}

/// Move an employee to another post.
///
/// The present period ends on the day on which the new one begins.
#[utoipa::path(post, path = "/api/v1/agencies/{agency}/employees/{employee}/periods", operation_id = "move_employee",
    tag = "employees", params(("agency" = String, Path, example = "5473"), ("employee" = Uuid, Path)),
    request_body = NewPeriod, responses((status = 200, body = EmployeeReceipt, description = "Moved")))]
pub async fn move_employee(
    guard: Guard<EmployeeManage>,
    state: web::Data<State>,
    place: Place<(String, Uuid)>,
    seen: IfMatch,
    json: Json<NewPeriod>,
) -> Result<Answer<EmployeeReceipt>, Problem> {
    guard.covers(Scope::Agency)?;
    let (agency, id) = &place.0;
    write(&state, guard.actor(), async |write| {
        seen.check(store::lock(write.connection(), agency, *id).await?.version)?;
        let version = move_on(write, agency, *id, &json.value).await?;
        Ok(Answer::ok(EmployeeReceipt { id: *id, version }).version(version))
    })
    .await
}

/// End an employee's service.
///
/// From the given day on the person is no longer in service of this agency.
#[utoipa::path(post, path = "/api/v1/agencies/{agency}/employees/{employee}/end", operation_id = "end_employment",
    tag = "employees", params(("agency" = String, Path, example = "5473"), ("employee" = Uuid, Path)),
    request_body = EmploymentEnd, responses((status = 200, body = EmployeeReceipt, description = "Ended")))]
pub async fn end_employment(
    guard: Guard<EmployeeManage>,
    state: web::Data<State>,
    place: Place<(String, Uuid)>,
    seen: IfMatch,
    json: Json<EmploymentEnd>,
) -> Result<Answer<EmployeeReceipt>, Problem> {
    guard.covers(Scope::Agency)?;
    let (agency, id) = &place.0;
    write(&state, guard.actor(), async |write| {
        seen.check(store::lock(write.connection(), agency, *id).await?.version)?;
        let version = end(write, agency, *id, json.value.valid_until).await?;
        Ok(Answer::ok(EmployeeReceipt { id: *id, version }).version(version))
    })
    .await
}
