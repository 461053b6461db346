//! Creations that happen once: the answer is kept under the caller's key in the transaction that did the work.
use actix_web::http::StatusCode;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde::{Serialize, de::DeserializeOwned};

use super::write::{Actor, Write, write};
use crate::{
    http::{Answer, IdempotencyKey},
    kernel::{
        Problem, State,
        problem::{INTERNAL, KEY_REUSED, STILL_RUNNING},
    },
    schema::record_answer,
};

/// What makes a request the same request.
pub struct Once<'a> {
    /// Operation id.
    pub operation: &'static str,
    pub key: &'a IdempotencyKey,
    pub body_hash: [u8; 32],
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = record_answer)]
struct Kept {
    caller: String,
    key: String,
    operation: String,
    body_hash: Vec<u8>,
    status: i16,
    etag: Option<String>,
    body: String,
    at: chrono::DateTime<chrono::Utc>,
}

/// As `write`, but a second request with the same key and body gets the first one's answer and changes nothing.
pub async fn write_once<T: Serialize + DeserializeOwned>(
    state: &State,
    actor: Actor,
    once: Once<'_>,
    work: impl AsyncFnOnce(&mut Write<'_>) -> Result<Answer<T>, Problem>,
) -> Result<Answer<T>, Problem> {
    let caller = actor.caller().map_or_else(|| "anyone".to_owned(), |id| id.to_string());
    write(state, actor, async |write| {
        let key = &once.key.0;
        lock(write.connection(), &caller, key).await?;
        if let Some(kept) = find(write.connection(), &caller, key).await? {
            return answer_again(kept, &once);
        }
        let answer = work(write).await?;
        let row = Kept {
            caller,
            key: key.clone(),
            operation: once.operation.to_owned(),
            body_hash: once.body_hash.to_vec(),
            status: i16::try_from(answer.status.as_u16()).unwrap_or(500),
            etag: answer.version.map(|version| version.to_string()),
            body: serde_json::to_string(&answer.body)
                .map_err(|error| Problem::new(&INTERNAL).inside(error))?,
            at: write.now,
        };
        diesel::insert_into(record_answer::table).values(&row).execute(write.connection()).await?;
        Ok(answer)
    })
    .await
}

fn answer_again<T: DeserializeOwned>(kept: Kept, once: &Once<'_>) -> Result<Answer<T>, Problem> {
    if kept.body_hash != once.body_hash || kept.operation != once.operation {
        return Err(Problem::new(&KEY_REUSED));
    }
    let status = u16::try_from(kept.status).ok().and_then(|status| StatusCode::from_u16(status).ok());
    Ok(Answer {
        status: status.unwrap_or(StatusCode::OK),
        version: kept.etag.and_then(|etag| etag.parse().ok()),
        body: serde_json::from_str(&kept.body).map_err(|error| Problem::new(&INTERNAL).inside(error))?,
    })
}

#[derive(QueryableByName)]
struct Locked {
    #[diesel(sql_type = diesel::sql_types::Bool)]
    locked: bool,
}

/// Whoever comes while the first is still at work is told so instead of waiting.
async fn lock(connection: &mut AsyncPgConnection, caller: &str, key: &str) -> Result<(), Problem> {
    let row: Locked =
        diesel::sql_query("SELECT pg_try_advisory_xact_lock(hashtextextended($1, 11)) AS locked")
            .bind::<diesel::sql_types::Text, _>(format!("{caller}\n{key}"))
            .get_result(connection)
            .await?;
    if row.locked { Ok(()) } else { Err(Problem { retry_after: Some(1), ..Problem::new(&STILL_RUNNING) }) }
}

async fn find(connection: &mut AsyncPgConnection, caller: &str, key: &str) -> Result<Option<Kept>, Problem> {
    let found = record_answer::table.find((caller, key)).select(Kept::as_select()).first(connection).await;
    Ok(found.optional()?)
}
