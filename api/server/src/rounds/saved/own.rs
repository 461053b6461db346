//! Searches saved from an account whose address is confirmed already: in one press, listed, and stopped.
use actix_web::web;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{
    ADDRESS_UNCONFIRMED, SEARCHES, SEARCHES_FULL, ask::SearchSaved, leave::SearchStopped, look_up, query,
    seal, store,
};
use crate::{
    http::{Answer, IdempotencyKey, Json, Place},
    identity::{self, Guard},
    kernel::{Problem, State, new_id, permission::OwnAccount, problem::NOT_FOUND},
    record::{Once, write, write_once},
};

#[derive(Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct OwnSearchToSave {
    /// Parameters of the search, as in its address.
    #[validate(length(max = 1000))]
    #[schema(example = "text=perawat&region=13")]
    pub query: String,
}

/// A search that was saved from this account.
#[derive(Serialize, ToSchema)]
pub struct OwnSearch {
    pub id: Uuid,
    #[schema(example = "region=13&text=perawat")]
    pub query: String,
    #[schema(example = "/formasi?region=13&text=perawat")]
    pub page: String,
    pub saved_at: DateTime<Utc>,
}

/// Save a search from one's account.
///
/// New vacancies go to the account's confirmed address, at most once a day. Saving it again changes nothing.
#[utoipa::path(post, path = "/api/v1/saved-searches/own", operation_id = "save_own_search", tag = "rounds",
    request_body = OwnSearchToSave,
    responses((status = 200, body = SearchSaved, description = "The search is saved")))]
pub async fn save_own_search(
    guard: Guard<OwnAccount>,
    state: web::Data<State>,
    key: IdempotencyKey,
    json: Json<OwnSearchToSave>,
) -> Result<Answer<SearchSaved>, Problem> {
    let query = query::canonical(&json.value.query)?;
    let (account, person) = (guard.account_id()?, guard.person_id()?);
    let once = Once { operation: "save_own_search", key: &key, body_hash: json.hash };
    write_once(&state, guard.actor(), once, async |write| {
        let now = write.now;
        let address = identity::address(&state, write.connection(), person).await?;
        let address = address.filter(|address| address.has_account);
        let address = address.ok_or_else(|| Problem::new(&ADDRESS_UNCONFIRMED))?;
        let lookup = look_up(state.keys(), &address.email.to_lowercase());
        if store::twin(write.connection(), &lookup, &query).await?.is_some() {
            return Ok(Answer::ok(SearchSaved::of(&query)));
        }
        if store::count(write.connection(), &lookup).await? >= SEARCHES {
            return Err(Problem::new(&SEARCHES_FULL));
        }
        let row = store::Saved {
            id: new_id(),
            account_id: Some(account),
            address_lookup: lookup,
            address_sealed: seal(&state, &address.email)?,
            language: address.language.code().into(),
            query: query.clone(),
            created_at: now,
            expires_at: None,
            confirmed_at: Some(now),
            looked_until: Some(now),
            mailed_at: None,
        };
        store::insert(write.connection(), &row).await?;
        Ok(Answer::ok(SearchSaved::of(&query)))
    })
    .await
}

/// List the searches that were saved from one's account.
#[utoipa::path(get, path = "/api/v1/saved-searches/own", operation_id = "own_searches", tag = "rounds",
    responses((status = 200, body = Vec<OwnSearch>, description = "The searches, newest first")))]
pub async fn own_searches(
    guard: Guard<OwnAccount>,
    state: web::Data<State>,
) -> Result<Answer<Vec<OwnSearch>>, Problem> {
    let mut connection = state.primary().await?;
    let rows = store::of_account(&mut connection, guard.account_id()?).await?;
    let view = |row: store::Saved| OwnSearch {
        id: row.id,
        page: query::page(&row.query),
        query: row.query,
        saved_at: row.created_at,
    };
    Ok(Answer::ok(rows.into_iter().map(view).collect()))
}

/// Stop a search that was saved from one's account.
///
/// Takes it away with its address and its mails.
#[utoipa::path(post, path = "/api/v1/saved-searches/own/{search}/stop", operation_id = "stop_own_search", tag = "rounds",
    params(("search" = Uuid, Path, description = "Id of the saved search")),
    responses((status = 200, body = SearchStopped, description = "No more mails come")))]
pub async fn stop_own_search(
    guard: Guard<OwnAccount>,
    state: web::Data<State>,
    search: Place<Uuid>,
) -> Result<Answer<SearchStopped>, Problem> {
    let account = guard.account_id()?;
    write(&state, guard.actor(), async |write| {
        let saved = store::lock(write.connection(), search.0).await?;
        let own = saved.filter(|saved| saved.account_id == Some(account));
        let own = own.ok_or_else(|| Problem::new(&NOT_FOUND))?;
        store::erase(write, own.id).await?;
        Ok(Answer::ok(SearchStopped { stopped: true }))
    })
    .await
}
