//! A personnel officer adds somebody who entered service.
use actix_web::web;
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{
    answer::EmployeeReceipt,
    model::{Kind, nik_form, nip_form},
    store,
};
use crate::{
    http::{Answer, IdempotencyKey, Json, Place},
    identity::{Guard, Scope},
    kernel::{Problem, State, key::Keys, new_id, permission::EmployeeManage},
    record::{Once, Write, write_once},
};

/// Somebody who enters service.
#[derive(Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewEmployee {
    /// Number on the identity card; kept encrypted.
    #[validate(custom(function = "nik_form"))]
    #[schema(example = "9901010101900001")]
    pub nik: String,
    #[validate(length(min = 1, max = 200, message = "Tulis nama lengkap.|Write the full name."))]
    #[schema(example = "Contoh Rekaan")]
    pub name: String,
    #[schema(example = "1990-01-01")]
    pub birth_date: NaiveDate,
    /// Employee number; kept encrypted.
    #[validate(custom(function = "nip_form"))]
    #[schema(example = "199001012024061001")]
    pub nip: String,
    #[schema(inline)]
    pub kind: Kind,
    #[schema(example = "0193a5b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b")]
    pub unit_id: Uuid,
    #[validate(length(min = 1, max = 200, message = "Tulis nama jabatan.|Write the title of the post."))]
    #[schema(example = "Penata Layanan Operasional")]
    pub post_title: String,
    #[schema(example = false)]
    pub head: bool,
    #[schema(example = "2024-06-01")]
    pub valid_from: NaiveDate,
}

/// Adds an employee with the first period; somebody with this NIK who is known already stays the same person.
pub async fn add(
    write: &mut Write<'_>,
    keys: &Keys,
    agency: &str,
    new: &NewEmployee,
) -> Result<Uuid, Problem> {
    let now = write.now;
    let person_id =
        store::establish(write.connection(), keys, &new.nik, &new.name, new.birth_date, now).await?;
    let id = new_id();
    let row = store::EmployeeRow {
        agency_id: agency,
        id,
        person_id,
        kind: new.kind.code(),
        nip_lookup: keys.look_up("nip", &new.nip),
        nip_lookup_key: &keys.lookup.id,
        nip_sealed: keys.seal_text("employee.nip", &new.nip)?,
        created_at: now,
    };
    store::insert_employee(write.connection(), &row).await?;
    let period = store::EmploymentRow {
        agency_id: agency,
        id: new_id(),
        employee_id: id,
        unit_id: new.unit_id,
        post_title: &new.post_title,
        head: new.head,
        valid_from: new.valid_from,
    };
    store::insert_employment(write.connection(), &period).await?;
    write.audit(agency, "employee_added", id).await?;
    Ok(id)
}

/// Add an employee.
///
/// Person, employee number and first period. The NIK joins somebody who is established under it already.
#[utoipa::path(post, path = "/api/v1/agencies/{agency}/employees", operation_id = "add_employee", tag = "employees",
    params(("agency" = String, Path, example = "5473")), request_body = NewEmployee,
    responses((status = 201, body = EmployeeReceipt, description = "Added")))]
pub async fn add_employee(
    guard: Guard<EmployeeManage>,
    state: web::Data<State>,
    place: Place<String>,
    key: IdempotencyKey,
    json: Json<NewEmployee>,
) -> Result<Answer<EmployeeReceipt>, Problem> {
    guard.covers(Scope::Agency)?;
    let once = Once { operation: "add_employee", key: &key, body_hash: json.hash };
    write_once(&state, guard.actor(), once, async |write| {
        let id = add(write, state.keys(), &place.0, &json.value).await?;
        Ok(Answer::created(EmployeeReceipt { id, version: 1 }).version(1))
    })
    .await
}
