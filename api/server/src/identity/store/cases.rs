//! Queries about counter cases.
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::{kernel::Problem, schema::counter_case};

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = counter_case)]
pub struct Case {
    pub agency_id: String,
    pub id: Uuid,
    pub kind: String,
    pub account_id: Uuid,
    pub state: String,
    pub evidence: String,
    pub opened_by: Uuid,
    pub opened_at: DateTime<Utc>,
    pub decided_by: Option<Uuid>,
    pub decided_at: Option<DateTime<Utc>>,
    pub version: i32,
}

pub async fn insert(connection: &mut AsyncPgConnection, case: &Case) -> Result<(), Problem> {
    diesel::insert_into(counter_case::table).values(case).execute(connection).await?;
    Ok(())
}

pub async fn find(connection: &mut AsyncPgConnection, agency: &str, id: Uuid) -> Result<Case, Problem> {
    Ok(counter_case::table.find((agency, id)).select(Case::as_select()).first(connection).await?)
}

pub async fn find_locked(
    connection: &mut AsyncPgConnection,
    agency: &str,
    id: Uuid,
) -> Result<Case, Problem> {
    let case = counter_case::table.find((agency, id)).select(Case::as_select()).for_update();
    Ok(case.first(connection).await?)
}

/// Open ones, oldest first.
pub async fn open(
    connection: &mut AsyncPgConnection,
    agency: &str,
    after: Option<Uuid>,
    limit: i64,
) -> Result<Vec<Case>, Problem> {
    let mut query = counter_case::table
        .filter(counter_case::agency_id.eq(agency).and(counter_case::state.eq("open")))
        .order(counter_case::id)
        .limit(limit)
        .select(Case::as_select())
        .into_boxed();
    if let Some(after) = after {
        query = query.filter(counter_case::id.gt(after));
    }
    Ok(query.load(connection).await?)
}

pub async fn decide(connection: &mut AsyncPgConnection, case: &Case) -> Result<(), Problem> {
    diesel::update(counter_case::table.find((&case.agency_id, case.id)))
        .set((
            counter_case::state.eq(&case.state),
            counter_case::decided_by.eq(case.decided_by),
            counter_case::decided_at.eq(case.decided_at),
            counter_case::version.eq(case.version),
        ))
        .execute(connection)
        .await?;
    Ok(())
}
