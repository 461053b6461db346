//! Whether the server is up, reaches its database, and shows made-up data.
use actix_web::web;
use diesel_async::RunQueryDsl;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    http::{Answer, Routes},
    identity::Guard,
    kernel::{Problem, State, permission::Public},
};

#[derive(Serialize, ToSchema)]
pub struct Health {
    #[schema(example = "ok")]
    pub status: String,
    /// True in the demo city, where every person is made up.
    #[schema(example = true)]
    pub demo: bool,
    #[schema(example = "0.1.0")]
    pub version: String,
}

/// Say whether the server works.
///
/// Answers 503 while the database cannot be reached.
#[utoipa::path(get, path = "/api/v1/health", operation_id = "health", tag = "health",
    responses((status = 200, body = Health, description = "The server works")))]
pub async fn health(_guard: Guard<Public>, state: web::Data<State>) -> Result<Answer<Health>, Problem> {
    diesel::sql_query("SELECT 1").execute(&mut state.read().await?).await?;
    let version = env!("CARGO_PKG_VERSION").to_owned();
    Ok(Answer::ok(Health { status: "ok".into(), demo: state.settings().demo, version }))
}

pub fn routes(routes: &mut Routes) {
    routes.add(__path_health, health, &[]);
}
