//! What an employee finds about the own service, in every agency.
use actix_web::web;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{answer::EmploymentPeriod, model::Kind, store};
use crate::{
    http::Answer,
    identity::Guard,
    kernel::{Problem, State, permission::EmployeeOwn},
    schema::{agency, employee},
};

/// The own service in one agency.
#[derive(Serialize, Deserialize, ToSchema)]
pub struct OwnEmployment {
    #[schema(example = "0193a5b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b")]
    pub employee_id: Uuid,
    #[schema(example = "5473")]
    pub agency_id: String,
    #[schema(example = "Pemerintah Kota Sawahlunto")]
    pub agency_name: String,
    #[schema(example = "Asia/Jakarta")]
    pub zone: String,
    #[schema(inline)]
    pub kind: Kind,
    /// The own employee number.
    #[schema(example = "199001012024061001")]
    pub nip: String,
    /// The latest first.
    pub periods: Vec<EmploymentPeriod>,
}

/// Everything that is recorded about the own service.
#[derive(Serialize, Deserialize, ToSchema)]
pub struct OwnEmployments {
    pub items: Vec<OwnEmployment>,
}

/// Read the own record of service.
///
/// One entry for each agency that the signed-in person serves or served; empty for anybody else.
#[utoipa::path(get, path = "/api/v1/employees/me", operation_id = "own_employments", tag = "employees",
    responses((status = 200, body = OwnEmployments, description = "The own record")))]
pub async fn own_employments(
    guard: Guard<EmployeeOwn>,
    state: web::Data<State>,
) -> Result<Answer<OwnEmployments>, Problem> {
    let mut connection = state.read().await?;
    let rows: Vec<(Uuid, String, String, String, String, Vec<u8>)> = employee::table
        .inner_join(agency::table.on(agency::id.eq(employee::agency_id)))
        .filter(employee::person_id.eq(guard.person_id()?))
        .order(employee::created_at.desc())
        .select((
            employee::id,
            employee::agency_id,
            agency::name,
            agency::zone,
            employee::kind,
            employee::nip_sealed,
        ))
        .load(&mut connection)
        .await?;
    let ids: Vec<_> = rows.iter().map(|row| row.0).collect();
    let periods = store::periods(&mut connection, &ids).await?;
    let items = rows
        .into_iter()
        .map(|(employee_id, agency_id, agency_name, zone, kind, sealed)| {
            let own = periods
                .iter()
                .filter(|row| row.employee_id == employee_id && row.agency_id == agency_id)
                .cloned()
                .map(EmploymentPeriod::from)
                .collect();
            let nip = state.keys().unseal_text("employee.nip", &sealed)?;
            let kind = Kind::of(&kind);
            Ok(OwnEmployment { employee_id, agency_id, agency_name, zone, kind, nip, periods: own })
        })
        .collect::<Result<_, Problem>>()?;
    Ok(Answer::ok(OwnEmployments { items }))
}
