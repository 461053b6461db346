//! The agency's machine clients, and what a machine may be allowed.
use actix_web::web;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;
use validator::Validate;

use super::{MachineClient, MachineScope, Reader, SCOPES, scope};
use crate::{
    http::{Answer, Cursor, Page, Parameters, page::limit},
    identity::{Guard, Scope, store::machines as store},
    kernel::{Problem, State, permission::MachineSee},
};

#[derive(Deserialize, IntoParams, Validate)]
#[into_params(parameter_in = Query)]
pub struct MachinesQuery {
    /// From `next` of the page before.
    #[param(value_type = String, required = false)]
    pub cursor: Option<Cursor>,
    /// 1 to 100, 20 when absent.
    #[param(nullable = false)]
    pub limit: Option<i64>,
}

/// List the agency's machine clients.
#[utoipa::path(get, path = "/api/v1/agencies/{agency}/machines", operation_id = "list_machines", tag = "identity",
    params(("agency" = String, Path, description = "Agency code"), MachinesQuery),
    responses((status = 200, body = Page<MachineClient>, description = "One page, newest first")))]
pub async fn list_machines(
    guard: Guard<MachineSee>,
    state: web::Data<State>,
    query: Parameters<MachinesQuery>,
) -> Result<Answer<Page<MachineClient>>, Problem> {
    guard.covers(Scope::Agency)?;
    let (agency, now) = (guard.agency()?, state.clock().now());
    let before = query.0.cursor.map(|cursor| cursor.key::<Uuid>()).transpose()?;
    let limit = limit(query.0.limit);
    let mut connection = state.primary().await?;
    let rows = store::of_agency(&mut connection, agency, before, limit + 1).await?;
    let page = Page::of(rows, limit, |row| row.id);
    let ids: Vec<_> = page.items.iter().map(|row| row.id).collect();
    let secrets = store::working_secrets(&mut connection, agency, &ids, now).await?;
    let reader = Reader { keys: state.keys(), me: guard.caller_id()?, now, language: guard.language };
    let items: Result<Vec<_>, _> = page.items.into_iter().map(|row| reader.shown(row, &secrets)).collect();
    Ok(Answer::ok(Page { items: items?, next: page.next }))
}

/// List the scopes that a machine client may have.
#[utoipa::path(get, path = "/api/v1/agencies/{agency}/machine-scopes", operation_id = "list_machine_scopes",
    tag = "identity", params(("agency" = String, Path, description = "Agency code")),
    responses((status = 200, body = Vec<MachineScope>, description = "Names of permissions with their words")))]
pub async fn list_machine_scopes(guard: Guard<MachineSee>) -> Result<Answer<Vec<MachineScope>>, Problem> {
    guard.covers(Scope::Agency)?;
    Ok(Answer::ok(SCOPES.iter().map(|(name, _)| scope::shown(name, guard.language)).collect()))
}
