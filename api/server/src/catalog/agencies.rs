//! Public look-up of agencies.
use actix_web::web;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use super::words::words;
use crate::{
    http::{Cached, Cursor, Page, Parameters, Place, page::limit},
    identity::Guard,
    kernel::{Problem, State, permission::Public, problem::NOT_FOUND},
    schema,
};

/// A public employer.
#[derive(Clone, Debug, Serialize, Queryable, Selectable, ToSchema)]
#[diesel(table_name = schema::agency)]
pub struct Agency {
    #[schema(example = "5473")]
    pub id: String,
    #[schema(example = "Pemerintah Kota Sawahlunto")]
    pub name: String,
    /// `central` or `regional`.
    #[schema(example = "regional")]
    pub kind: String,
    #[schema(example = "city")]
    pub agency_type: Option<String>,
    /// Time zone of everything that the agency does.
    #[schema(example = "Asia/Jakarta")]
    pub zone: String,
    #[schema(example = "13.73")]
    pub region_code: Option<String>,
    #[schema(example = true)]
    pub active: bool,
}

/// One agency, for other rooms.
pub async fn agency(connection: &mut AsyncPgConnection, id: &str) -> Result<Option<Agency>, Problem> {
    let found = schema::agency::table.find(id).select(Agency::as_select()).first(connection).await;
    Ok(found.optional()?)
}

#[derive(Debug, Deserialize, IntoParams, Validate)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AgencyQuery {
    /// Words of the name, or the code.
    #[param(example = "sawahlunto")]
    #[validate(length(max = 200))]
    pub text: Option<String>,
    pub cursor: Option<String>,
    #[param(example = 20)]
    pub limit: Option<i64>,
}

/// Find agencies.
///
/// Searches active agencies by words of the present or another name, or by code; in the order of names.
#[utoipa::path(get, path = "/api/v1/agencies", operation_id = "agencies", tag = "catalog", params(AgencyQuery),
    responses((status = 200, body = Page<Agency>, description = "Agencies"), (status = 304, description = "Unchanged")))]
pub async fn agencies(
    _guard: Guard<Public>,
    state: web::Data<State>,
    Parameters(query): Parameters<AgencyQuery>,
) -> Result<Cached<Page<Agency>>, Problem> {
    use schema::agency::dsl;
    let mut rows = dsl::agency.filter(dsl::active).select(Agency::as_select()).into_boxed();
    for word in words(query.text.as_deref().unwrap_or_default()) {
        let pattern = format!("%{word}%");
        rows = rows
            .filter(dsl::name.ilike(pattern.clone()).or(dsl::other_name.ilike(pattern)).or(dsl::id.eq(word)));
    }
    if let Some(cursor) = query.cursor {
        let (name, id): (String, String) = Cursor(cursor).key()?;
        rows = rows.filter(dsl::name.gt(name.clone()).or(dsl::name.eq(name).and(dsl::id.gt(id))));
    }
    let limit = limit(query.limit);
    let rows: Vec<Agency> =
        rows.order((dsl::name, dsl::id)).limit(limit + 1).load(&mut state.read().await?).await?;
    Ok(Cached(Page::of(rows, limit, |row| (row.name.clone(), row.id.clone()))))
}

/// Show an agency.
///
/// Name, kind and time zone of one agency.
#[utoipa::path(get, path = "/api/v1/agencies/{agency}", operation_id = "agency", tag = "catalog",
    params(("agency" = String, Path, description = "Agency code", example = "5473")),
    responses((status = 200, body = Agency, description = "The agency"), (status = 304, description = "Unchanged")))]
pub async fn one_agency(
    _guard: Guard<Public>,
    state: web::Data<State>,
    Place(id): Place<String>,
) -> Result<Cached<Agency>, Problem> {
    let mut connection = state.read().await?;
    let found = agency(&mut connection, &id).await?;
    found.map(Cached).ok_or_else(|| Problem::new(&NOT_FOUND))
}
