//! Sessions: opened by a password, kept by a refresh token that changes with each use, ended by many.
use chrono::{DateTime, Duration, Utc};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{
    device::CookieAnswer,
    model::{ACCESS_MINUTES, Client, SESSION_DAYS},
    store::sessions as store,
    token,
};
use crate::{
    kernel::{Code, Problem, State, key::Keys, new_id, random},
    record::Write,
};

pub static SESSION_ENDED: Code = Code::new(
    "session_ended",
    401,
    "Sesi Anda sudah berakhir. Masuk lagi, lalu ulangi.",
    "Your session has ended. Sign in again and repeat what you did.",
);

/// Tokens of a session.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub struct SessionTokens {
    /// Send as `Authorization: Bearer …`.
    #[schema(example = "eyJhbGciOiJIUzI1NiJ9.e30.c2ln")]
    pub access_token: String,
    /// Seconds that the access token is valid.
    #[schema(example = 600)]
    pub expires_in: i64,
    /// For mobile clients; the app gets it as a cookie.
    #[schema(example = "Zk2k0bq3m1x5W7y9A1c3E5g7I9k1M3o5Q7s9U1w3Y5a")]
    pub refresh_token: Option<String>,
}

/// Opens a session and answers the client's first tokens.
pub async fn open(
    keys: &Keys,
    write: &mut Write<'_>,
    account_id: Uuid,
    client: Client,
) -> Result<CookieAnswer<SessionTokens>, Problem> {
    let (id, now) = (new_id(), write.now);
    let expires_at = now + Duration::days(SESSION_DAYS);
    store::insert(write.connection(), id, account_id, client, now, expires_at).await?;
    next_tokens(keys, write, account_id, id, client).await
}

async fn next_tokens(
    keys: &Keys,
    write: &mut Write<'_>,
    account_id: Uuid,
    session_id: Uuid,
    client: Client,
) -> Result<CookieAnswer<SessionTokens>, Problem> {
    let refresh = data_encoding::BASE64URL_NOPAD.encode(&random::<32>());
    let now = write.now;
    store::insert_refresh(write.connection(), session_id, &digest(&refresh), now).await?;
    let access_token = token::issue(keys, account_id, session_id, now)?;
    let (cookie, refresh_token) = match client {
        Client::App => (Some(Some(refresh)), None),
        Client::Mobile => (None, Some(refresh)),
    };
    let body = SessionTokens { access_token, expires_in: ACCESS_MINUTES * 60, refresh_token };
    Ok(CookieAnswer { body: Some(body), cookie })
}

fn digest(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

/// What a presented refresh token leads to, as a total function.
#[derive(Debug, PartialEq, Eq)]
pub enum Presented {
    Renew,
    /// Used before: somebody else has a copy, so the whole session ends.
    Reused,
    Over,
}

pub fn presented(found: &store::Refresh, client: Client, now: DateTime<Utc>) -> Presented {
    let over = found.ended_at.is_some() || found.expires_at <= now || found.suspended;
    if over || found.client != client.code() {
        Presented::Over
    } else if found.used_at.is_some() {
        Presented::Reused
    } else {
        Presented::Renew
    }
}

/// Exchanges a refresh token for new tokens. The inner error is an answer that must not undo what was written.
pub async fn renew(
    state: &State,
    write: &mut Write<'_>,
    refresh: &str,
    client: Client,
) -> Result<Result<CookieAnswer<SessionTokens>, Problem>, Problem> {
    let ended = || Ok(Err(Problem::new(&SESSION_ENDED)));
    let now = write.now;
    let Some(found) = store::refresh(write.connection(), &digest(refresh)).await? else { return ended() };
    match presented(&found, client, now) {
        Presented::Over => ended(),
        Presented::Reused => {
            store::end(write.connection(), found.session_id, "refresh_reused", now).await?;
            ended()
        }
        Presented::Renew => {
            store::use_refresh(write.connection(), found.id, now).await?;
            next_tokens(state.keys(), write, found.account_id, found.session_id, client).await.map(Ok)
        }
    }
}
