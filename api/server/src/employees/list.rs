//! The personnel officer's list: who is in service today.
use actix_web::web;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use super::{model::Kind, store};
use crate::{
    http::{Answer, Cursor, Page, Parameters, Place, page},
    identity::{Guard, Scope},
    kernel::{Problem, State, permission::EmployeeManage},
};

#[derive(Deserialize, IntoParams, Validate)]
#[into_params(parameter_in = Query)]
pub struct EmployeeQuery {
    /// Only people of this unit.
    pub unit: Option<Uuid>,
    #[param(value_type = Option<String>)]
    pub cursor: Option<Cursor>,
    #[param(example = 20)]
    pub limit: Option<i64>,
}

/// Somebody in service today.
#[derive(Serialize, Deserialize, ToSchema)]
pub struct EmployeeInService {
    #[schema(example = "0193a5b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b")]
    pub id: Uuid,
    #[schema(example = "Contoh Rekaan")]
    pub name: String,
    #[schema(inline)]
    pub kind: Kind,
    #[schema(example = "0193a5b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b")]
    pub unit_id: Uuid,
    #[schema(example = "Dinas Kependudukan dan Pencatatan Sipil")]
    pub unit_name: String,
    #[schema(example = "Penata Layanan Operasional")]
    pub post_title: String,
    #[schema(example = false)]
    pub head: bool,
}

/// List the employees who are in service today.
///
/// By name, with unit and post of today.
#[utoipa::path(get, path = "/api/v1/agencies/{agency}/employees", operation_id = "list_employees", tag = "employees",
    params(("agency" = String, Path, example = "5473"), EmployeeQuery),
    responses((status = 200, body = Page<EmployeeInService>, description = "One page")))]
pub async fn list_employees(
    guard: Guard<EmployeeManage>,
    state: web::Data<State>,
    place: Place<String>,
    query: Parameters<EmployeeQuery>,
) -> Result<Answer<Page<EmployeeInService>>, Problem> {
    guard.covers(Scope::Agency)?;
    let mut connection = state.read().await?;
    let agency = store::agency(&mut connection, &place.0).await?;
    let limit = page::limit(query.0.limit);
    let asked = store::Asked {
        units: query.0.unit.map(|unit| vec![unit]),
        after: query.0.cursor.as_ref().map(Cursor::key).transpose()?,
        limit: Some(limit + 1),
        ..store::Asked::default()
    };
    let day = agency.day(state.clock().now());
    let rows = store::team(&mut connection, &place.0, asked, day).await?;
    let page = Page::of(rows, limit, |member| (member.name.clone(), member.employee_id));
    Ok(Answer::ok(page.map(|member| EmployeeInService {
        id: member.employee_id,
        name: member.name,
        kind: Kind::of(&member.kind),
        unit_id: member.unit_id,
        unit_name: member.unit_name,
        post_title: member.post_title,
        head: member.head,
    })))
}
