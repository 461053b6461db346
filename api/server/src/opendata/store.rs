//! Queries over published vacancies by year and kind, in portions that no memory feels.
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::{
    kernel::Problem,
    schema::{selection_round, vacancy},
};

/// One vacancy with what its round says of it.
#[derive(Debug, Queryable)]
pub struct Row {
    pub id: Uuid,
    pub external_id: String,
    pub year: i32,
    pub kind: String,
    pub agency_id: String,
    pub agency_name: String,
    pub post_title: String,
    pub post_code: Option<String>,
    pub unit_path: String,
    pub pool: String,
    pub pool_original: String,
    pub education_codes: Vec<String>,
    pub places: i32,
    pub eligible_count: Option<i32>,
    pub open_to_disabled: bool,
    pub pay_min: Option<i64>,
    pub pay_max: Option<i64>,
    pub region_code: Option<String>,
    pub archive: bool,
    pub updated_at: DateTime<Utc>,
}

/// A year and a kind with what there is of them.
#[derive(Debug, QueryableByName)]
pub struct Extent {
    #[diesel(sql_type = diesel::sql_types::Integer)]
    pub year: i32,
    #[diesel(sql_type = diesel::sql_types::Text)]
    pub kind: String,
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    pub rows: i64,
    #[diesel(sql_type = diesel::sql_types::Timestamptz)]
    pub updated_at: DateTime<Utc>,
}

const EXTENTS: &str = "SELECT r.year, r.kind, sum(v.n)::bigint AS rows, max(v.updated_at) AS updated_at
  FROM (SELECT agency_id, round_id, count(*) AS n, max(updated_at) AS updated_at
        FROM vacancy WHERE published GROUP BY agency_id, round_id) v
  JOIN selection_round r ON r.agency_id = v.agency_id AND r.id = v.round_id
  GROUP BY r.year, r.kind ORDER BY r.year DESC, r.kind";

/// All years and kinds, newest first.
pub async fn extents(connection: &mut AsyncPgConnection) -> Result<Vec<Extent>, Problem> {
    Ok(diesel::sql_query(EXTENTS).load(connection).await?)
}

/// The next rows after an id.
pub async fn rows(
    connection: &mut AsyncPgConnection,
    year: i32,
    kind: &str,
    after: Option<Uuid>,
    limit: i64,
) -> Result<Vec<Row>, Problem> {
    let same =
        vacancy::agency_id.eq(selection_round::agency_id).and(vacancy::round_id.eq(selection_round::id));
    let mut rows = vacancy::table
        .inner_join(selection_round::table.on(same))
        .filter(vacancy::published)
        .filter(selection_round::year.eq(year).and(selection_round::kind.eq(kind)))
        .order(vacancy::id)
        .limit(limit)
        .select((
            vacancy::id,
            vacancy::external_id,
            selection_round::year,
            selection_round::kind,
            vacancy::agency_id,
            vacancy::agency_name,
            vacancy::post_title,
            vacancy::post_code,
            vacancy::unit_path,
            vacancy::pool,
            vacancy::pool_original,
            vacancy::education_codes,
            vacancy::places,
            vacancy::eligible_count,
            vacancy::open_to_disabled,
            vacancy::pay_min,
            vacancy::pay_max,
            vacancy::region_code,
            vacancy::archive,
            vacancy::updated_at,
        ))
        .into_boxed();
    if let Some(after) = after {
        rows = rows.filter(vacancy::id.gt(after));
    }
    Ok(rows.load(connection).await?)
}
