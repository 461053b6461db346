//! Whether the server is up, reaches its database, and shows made-up data.
use actix_web::web;
use diesel_async::RunQueryDsl;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    http::{Answer, Routes},
    identity::Guard,
    kernel::{Problem, State, permission::Public, replica::Standing},
};

#[derive(Serialize, ToSchema)]
pub struct Health {
    #[schema(example = "ok")]
    pub status: String,
    /// `none`, or how the replica stands: `ok`, `behind` (too far, or cut off) or `away`. Unless it is `ok`, everything
    /// is read from the primary.
    #[schema(example = "ok")]
    pub replica: String,
    /// True in the demo city, where every person is made up.
    #[schema(example = true)]
    pub demo: bool,
    #[schema(example = "0.1.0")]
    pub version: String,
}

/// Say whether the server works.
///
/// Answers 503 while the primary cannot be reached.
#[utoipa::path(get, path = "/api/v1/health", operation_id = "health", tag = "health",
    responses((status = 200, body = Health, description = "The server works")))]
pub async fn health(_guard: Guard<Public>, state: web::Data<State>) -> Result<Answer<Health>, Problem> {
    diesel::sql_query("SELECT 1").execute(&mut state.primary().await?).await?;
    let replica = state.replica().await.map_or("none", Standing::code).to_owned();
    let version = env!("CARGO_PKG_VERSION").to_owned();
    Ok(Answer::ok(Health { status: "ok".into(), replica, demo: state.settings().demo, version }))
}

pub fn routes(routes: &mut Routes) {
    routes.add(__path_health, health, &[]);
}
