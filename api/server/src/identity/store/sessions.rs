//! Queries about sessions and refresh tokens.
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::{
    identity::model::Client,
    kernel::{Problem, new_id},
    schema::{account, refresh_token, session},
};

/// A refresh token with its session.
pub struct Refresh {
    pub id: Uuid,
    pub session_id: Uuid,
    pub account_id: Uuid,
    pub client: String,
    pub used_at: Option<DateTime<Utc>>,
    pub ended_at: Option<DateTime<Utc>>,
    pub expires_at: DateTime<Utc>,
    pub suspended: bool,
}

/// A session as its owner sees it.
#[derive(Queryable, Selectable)]
#[diesel(table_name = session)]
pub struct Open {
    pub id: Uuid,
    pub client: String,
    pub created_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    pub second_factor_at: Option<DateTime<Utc>>,
}

pub async fn insert(
    connection: &mut AsyncPgConnection,
    id: Uuid,
    account_id: Uuid,
    client: Client,
    now: DateTime<Utc>,
    expires_at: DateTime<Utc>,
) -> Result<(), Problem> {
    diesel::insert_into(session::table)
        .values((
            session::id.eq(id),
            session::account_id.eq(account_id),
            session::client.eq(client.code()),
            session::created_at.eq(now),
            session::expires_at.eq(expires_at),
        ))
        .execute(connection)
        .await?;
    Ok(())
}

pub async fn insert_refresh(
    connection: &mut AsyncPgConnection,
    session_id: Uuid,
    hash: &[u8],
    now: DateTime<Utc>,
) -> Result<(), Problem> {
    diesel::insert_into(refresh_token::table)
        .values((
            refresh_token::id.eq(new_id()),
            refresh_token::session_id.eq(session_id),
            refresh_token::token_hash.eq(hash),
            refresh_token::issued_at.eq(now),
        ))
        .execute(connection)
        .await?;
    Ok(())
}

/// The token with this hash, locked: of two renewals at once the second sees that it was used.
pub async fn refresh(connection: &mut AsyncPgConnection, hash: &[u8]) -> Result<Option<Refresh>, Problem> {
    type Row = (Uuid, Uuid, Option<DateTime<Utc>>);
    let token: Option<Row> = refresh_token::table
        .filter(refresh_token::token_hash.eq(hash))
        .select((refresh_token::id, refresh_token::session_id, refresh_token::used_at))
        .for_update()
        .first(connection)
        .await
        .optional()?;
    let Some((id, session_id, used_at)) = token else { return Ok(None) };
    let (account_id, client, ended_at, expires_at, standing): (
        Uuid,
        String,
        Option<DateTime<Utc>>,
        DateTime<Utc>,
        String,
    ) = session::table
        .inner_join(account::table)
        .filter(session::id.eq(session_id))
        .select((
            session::account_id,
            session::client,
            session::ended_at,
            session::expires_at,
            account::standing,
        ))
        .first(connection)
        .await?;
    let suspended = standing == "suspended";
    Ok(Some(Refresh { id, session_id, account_id, client, used_at, ended_at, expires_at, suspended }))
}

pub async fn use_refresh(
    connection: &mut AsyncPgConnection,
    id: Uuid,
    now: DateTime<Utc>,
) -> Result<(), Problem> {
    diesel::update(refresh_token::table.find(id))
        .set(refresh_token::used_at.eq(now))
        .execute(connection)
        .await?;
    Ok(())
}

/// Ends one session, if it has not ended.
pub async fn end(
    connection: &mut AsyncPgConnection,
    id: Uuid,
    because: &str,
    now: DateTime<Utc>,
) -> Result<(), Problem> {
    diesel::update(session::table.filter(session::id.eq(id).and(session::ended_at.is_null())))
        .set((session::ended_at.eq(now), session::ended_because.eq(because)))
        .execute(connection)
        .await?;
    Ok(())
}

/// Ends one session of this account; false when it has no such open session.
pub async fn end_own(
    connection: &mut AsyncPgConnection,
    account_id: Uuid,
    id: Uuid,
    now: DateTime<Utc>,
) -> Result<bool, Problem> {
    let own = session::table.filter(session::id.eq(id).and(session::account_id.eq(account_id)));
    let ended = diesel::update(own.filter(session::ended_at.is_null()))
        .set((session::ended_at.eq(now), session::ended_because.eq("by_owner")))
        .execute(connection)
        .await?;
    Ok(ended == 1)
}

/// Ends all sessions of an account.
pub async fn end_all(
    connection: &mut AsyncPgConnection,
    account_id: Uuid,
    because: &str,
    now: DateTime<Utc>,
) -> Result<(), Problem> {
    diesel::update(
        session::table.filter(session::account_id.eq(account_id).and(session::ended_at.is_null())),
    )
    .set((session::ended_at.eq(now), session::ended_because.eq(because)))
    .execute(connection)
    .await?;
    Ok(())
}

pub async fn open(
    connection: &mut AsyncPgConnection,
    account_id: Uuid,
    now: DateTime<Utc>,
) -> Result<Vec<Open>, Problem> {
    let open = session::table
        .filter(session::account_id.eq(account_id).and(session::ended_at.is_null()))
        .filter(session::expires_at.gt(now))
        .order(session::id.desc());
    Ok(open.limit(100).select(Open::as_select()).load(connection).await?)
}

pub async fn step_up(
    connection: &mut AsyncPgConnection,
    id: Uuid,
    now: DateTime<Utc>,
) -> Result<(), Problem> {
    diesel::update(session::table.find(id))
        .set(session::second_factor_at.eq(now))
        .execute(connection)
        .await?;
    Ok(())
}
