//! Public look-up of regions: the children of one, or a search over all.
use actix_web::web;
use diesel::{dsl::sql, prelude::*, sql_types::Bool};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use super::words::prefix_query;
use crate::{
    http::{Cached, Cursor, Page, Parameters, page::limit},
    identity::Guard,
    kernel::{Problem, State, permission::Public},
    schema,
};

#[derive(Clone, Debug, Serialize, Queryable, Selectable, ToSchema)]
#[diesel(table_name = schema::region)]
pub struct Region {
    #[schema(example = "13.73")]
    pub code: String,
    #[schema(example = "Kota Sawahlunto")]
    pub name: String,
    /// `province`, `regency`, `city`, `district`, `urban_village`, `village` or `customary_village`.
    #[schema(example = "city")]
    pub level: String,
    #[schema(example = "13")]
    pub parent_code: Option<String>,
}

/// The name of a region, for other rooms.
pub async fn region_name(connection: &mut AsyncPgConnection, code: &str) -> Result<Option<String>, Problem> {
    let name = schema::region::table.find(code).select(schema::region::name).first(connection).await;
    Ok(name.optional()?)
}

#[derive(Debug, Deserialize, IntoParams, Validate)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct RegionQuery {
    /// Code of the region whose children are wanted.
    #[param(example = "13")]
    pub parent: Option<String>,
    /// Words of the name, the last one may be begun; without `parent` and `text`: the provinces.
    #[param(example = "sawahl")]
    #[validate(length(max = 200))]
    pub text: Option<String>,
    pub cursor: Option<String>,
    #[param(example = 100)]
    pub limit: Option<i64>,
}

/// Find regions.
///
/// Children of a region, or a search by name, in the order of codes.
#[utoipa::path(get, path = "/api/v1/regions", operation_id = "regions", tag = "catalog", params(RegionQuery),
    responses((status = 200, body = Page<Region>, description = "Regions"), (status = 304, description = "Unchanged")))]
pub async fn regions(
    _guard: Guard<Public>,
    state: web::Data<State>,
    Parameters(query): Parameters<RegionQuery>,
) -> Result<Cached<Page<Region>>, Problem> {
    use schema::region::dsl;
    let mut rows = dsl::region.select(Region::as_select()).into_boxed();
    match (query.parent, query.text.as_deref().and_then(prefix_query)) {
        (Some(parent), None) => rows = rows.filter(dsl::parent_code.eq(parent)),
        (None, None) => rows = rows.filter(dsl::parent_code.is_null()),
        (parent, Some(text)) => {
            rows = rows.filter(
                sql::<Bool>("to_tsvector('simple', name) @@ to_tsquery('simple', ")
                    .bind::<diesel::sql_types::Text, _>(text)
                    .sql(")"),
            );
            if let Some(parent) = parent {
                rows = rows.filter(dsl::parent_code.eq(parent));
            }
        }
    }
    if let Some(cursor) = query.cursor {
        rows = rows.filter(dsl::code.gt(Cursor(cursor).key::<String>()?));
    }
    let limit = limit(query.limit);
    let rows: Vec<Region> = rows.order(dsl::code).limit(limit + 1).load(&mut state.read().await?).await?;
    Ok(Cached(Page::of(rows, limit, |row| row.code.clone())))
}
