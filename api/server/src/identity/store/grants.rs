//! Queries about grants.
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::{
    kernel::Problem,
    schema::{account, agency, person, role_grant},
};

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = role_grant)]
pub struct GrantRow {
    pub agency_id: String,
    pub id: Uuid,
    pub account_id: Uuid,
    pub role: String,
    pub scope_kind: String,
    pub scope_id: Option<Uuid>,
    pub valid_from: DateTime<Utc>,
    pub valid_until: DateTime<Utc>,
    pub granted_by: Option<Uuid>,
    pub confirmed_by: Option<Uuid>,
    pub confirmed_at: Option<DateTime<Utc>>,
    pub ended_at: Option<DateTime<Utc>>,
    pub version: i32,
}

pub async fn insert(connection: &mut AsyncPgConnection, row: &GrantRow) -> Result<(), Problem> {
    diesel::insert_into(role_grant::table).values(row).execute(connection).await?;
    Ok(())
}

pub async fn find_locked(
    connection: &mut AsyncPgConnection,
    agency: &str,
    id: Uuid,
) -> Result<GrantRow, Problem> {
    let row = role_grant::table.find((agency, id)).select(GrantRow::as_select()).for_update();
    Ok(row.first(connection).await?)
}

pub async fn update(connection: &mut AsyncPgConnection, row: &GrantRow) -> Result<(), Problem> {
    diesel::update(role_grant::table.find((&row.agency_id, row.id)))
        .set((
            role_grant::confirmed_by.eq(row.confirmed_by),
            role_grant::confirmed_at.eq(row.confirmed_at),
            role_grant::ended_at.eq(row.ended_at),
            role_grant::version.eq(row.version),
        ))
        .execute(connection)
        .await?;
    Ok(())
}

/// Grants of an agency with their holders' names, newest first.
pub async fn of_agency(
    connection: &mut AsyncPgConnection,
    agency: &str,
    before: Option<Uuid>,
    limit: i64,
) -> Result<Vec<(GrantRow, String)>, Problem> {
    let mut query = role_grant::table
        .inner_join(account::table.on(account::id.eq(role_grant::account_id)))
        .inner_join(person::table.on(person::id.eq(account::person_id)))
        .filter(role_grant::agency_id.eq(agency))
        .order(role_grant::id.desc())
        .limit(limit)
        .select((GrantRow::as_select(), person::name))
        .into_boxed();
    if let Some(before) = before {
        query = query.filter(role_grant::id.lt(before));
    }
    Ok(query.load(connection).await?)
}

/// Roles that the account holds or is proposed for, in any agency.
pub async fn roles_of(
    connection: &mut AsyncPgConnection,
    account_id: Uuid,
    now: DateTime<Utc>,
) -> Result<Vec<String>, Problem> {
    let query = role_grant::table
        .filter(role_grant::account_id.eq(account_id).and(role_grant::ended_at.is_null()))
        .filter(role_grant::valid_until.gt(now))
        .select(role_grant::role);
    Ok(query.load(connection).await?)
}

pub async fn agency_exists(connection: &mut AsyncPgConnection, id: &str) -> Result<bool, Problem> {
    let found: Option<String> =
        agency::table.find(id).select(agency::id).first(connection).await.optional()?;
    Ok(found.is_some())
}
