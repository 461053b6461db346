//! Who holds a role for an object now.
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::model::{Scope, needs_second};
use crate::{
    kernel::{Problem, permission::Role},
    schema::{account, person, role_grant},
};

/// An account with its person.
#[derive(Clone, Debug, Queryable)]
pub struct Holder {
    pub account_id: Uuid,
    pub person_id: Uuid,
    pub name: String,
}

/// Accounts whose grant of this role covers the object and is in force, by name.
pub async fn holders(
    connection: &mut AsyncPgConnection,
    agency: &str,
    role: Role,
    object: Scope,
    now: DateTime<Utc>,
) -> Result<Vec<Holder>, Problem> {
    let (kind, id) = object.parts();
    let mut query = role_grant::table
        .inner_join(account::table.on(account::id.eq(role_grant::account_id)))
        .inner_join(person::table.on(person::id.eq(account::person_id)))
        .filter(role_grant::agency_id.eq(agency).and(role_grant::role.eq(role.code())))
        .filter(role_grant::ended_at.is_null())
        .filter(role_grant::valid_from.le(now).and(role_grant::valid_until.gt(now)))
        .filter(
            role_grant::scope_kind
                .eq("agency")
                .or(role_grant::scope_kind.eq(kind).and(role_grant::scope_id.is_not_distinct_from(id))),
        )
        .filter(account::standing.ne("suspended"))
        .order((person::name, account::id))
        .select((account::id, account::person_id, person::name))
        .distinct()
        .into_boxed();
    if needs_second(role) {
        query = query.filter(role_grant::confirmed_by.is_not_null().or(role_grant::granted_by.is_null()));
    }
    Ok(query.load(connection).await?)
}
