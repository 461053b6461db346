//! Queries of identity; here those that the guard makes on each request.
pub mod accounts;
pub mod cases;
pub mod grants;
pub mod machines;
pub mod sessions;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::model::{Grant, Scope, Signed, needs_second};
use crate::{
    kernel::{Problem, permission::Role},
    schema::{account, role_grant, session},
};

/// Agency, role, scope, proposer and confirmer of a grant.
type GrantFound = (String, String, String, Option<Uuid>, Option<Uuid>, Option<Uuid>);
type Found = (Uuid, String, Option<DateTime<Utc>>);

/// The account behind a session that has neither ended nor run out, with its grants in force.
pub async fn signed(
    connection: &mut AsyncPgConnection,
    account_id: Uuid,
    session_id: Uuid,
    now: DateTime<Utc>,
    demo: bool,
) -> Result<Option<Signed>, Problem> {
    let found: Option<Found> = session::table
        .inner_join(account::table)
        .filter(session::id.eq(session_id).and(account::id.eq(account_id)))
        .filter(session::ended_at.is_null().and(session::expires_at.gt(now)))
        .filter(account::standing.ne("suspended").and(account::demo.eq(false).or(account::demo.eq(demo))))
        .select((account::person_id, account::standing, session::second_factor_at))
        .first(connection)
        .await
        .optional()?;
    let Some((person_id, standing, second_factor_at)) = found else { return Ok(None) };
    let grants = grants_in_force(connection, account_id, now).await?;
    let proven = standing == "proven";
    Ok(Some(Signed { account_id, person_id, session_id, proven, second_factor_at, grants }))
}

/// Grants that are confirmed where a second administrator must confirm, begun, not over and not ended.
pub async fn grants_in_force(
    connection: &mut AsyncPgConnection,
    account_id: Uuid,
    now: DateTime<Utc>,
) -> Result<Vec<Grant>, Problem> {
    let rows: Vec<GrantFound> = role_grant::table
        .filter(role_grant::account_id.eq(account_id).and(role_grant::ended_at.is_null()))
        .filter(role_grant::valid_from.le(now).and(role_grant::valid_until.gt(now)))
        .select((
            role_grant::agency_id,
            role_grant::role,
            role_grant::scope_kind,
            role_grant::scope_id,
            role_grant::granted_by,
            role_grant::confirmed_by,
        ))
        .load(connection)
        .await?;
    // The first administrators have no proposer: the machine's owner made them.
    let grant = |(agency_id, role, kind, id, granted_by, confirmed_by): GrantFound| {
        let settled = confirmed_by.is_some() || granted_by.is_none();
        let role = Role::of(&role).filter(|role| settled || !needs_second(*role))?;
        Some(Grant { agency_id, role, scope: Scope::of(&kind, id)? })
    };
    Ok(rows.into_iter().filter_map(grant).collect())
}
