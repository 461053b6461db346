//! Save a search by mail address: nothing is sent to it but one link, until that link is confirmed.
use actix_web::web;
use chrono::Duration;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::{
    CONFIRM, LINK_HOURS, SEARCH_LINK_OVER, SEARCHES, SEARCHES_FULL, look_up, mail, query, seal, store,
};
use crate::{
    http::{Answer, IdempotencyKey, Json},
    identity::{
        Device, Guard,
        attempt::{self, Limit},
        token,
    },
    kernel::{Language, Problem, State, new_id, permission::Public},
    record::{Once, write, write_once},
};

#[derive(Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct SearchToSave {
    #[validate(
        length(
            max = 254,
            code = "email_form",
            message = "Tulis surel seperti nama@contoh.id.|Write an e-mail address such as name@example.org."
        ),
        email(
            code = "email_form",
            message = "Tulis surel seperti nama@contoh.id.|Write an e-mail address such as name@example.org."
        )
    )]
    #[schema(example = "siti@contoh.id")]
    pub email: String,
    /// Parameters of the search, as in its address; those that only order or page hits are left out.
    #[validate(length(max = 1000))]
    #[schema(example = "text=perawat&region=13")]
    pub query: String,
    pub language: Language,
}

#[derive(Serialize, Deserialize, ToSchema)]
pub struct SearchReceived {
    /// Hours that the mailed link is good.
    #[schema(example = 48)]
    pub link_hours: i64,
}

#[derive(Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct SearchConfirmation {
    /// From the mailed link.
    #[validate(length(max = 200))]
    #[schema(example = "AZNc0bq3m1x5W7y9A1c3E5g7I9k1M3o5Q7s9U1w3Y5a")]
    pub token: String,
}

#[derive(Serialize, Deserialize, ToSchema)]
pub struct SearchSaved {
    /// The search as it is kept.
    #[schema(example = "region=13&text=perawat")]
    pub query: String,
    /// Path of its page in the app.
    #[schema(example = "/formasi?region=13&text=perawat")]
    pub page: String,
}

impl SearchSaved {
    pub fn of(query: &str) -> Self {
        Self { query: query.to_owned(), page: query::page(query) }
    }
}

/// Save a search by mail address.
///
/// Always answers the same, whether or not the address is known. Nothing is saved until the mailed link is confirmed.
#[utoipa::path(post, path = "/api/v1/saved-searches", operation_id = "save_search", tag = "rounds",
    request_body = SearchToSave,
    responses((status = 202, body = SearchReceived, description = "A mail with a link is on its way")))]
pub async fn save_search(
    guard: Guard<Public>,
    state: web::Data<State>,
    device: Device,
    key: IdempotencyKey,
    json: Json<SearchToSave>,
) -> Result<Answer<SearchReceived>, Problem> {
    let form = json.value;
    let query = query::canonical(&form.query)?;
    let email = form.email.trim().to_lowercase();
    let limits = [
        Limit { name: "saved_search.email", value: &email, times: 5, minutes: 60 },
        Limit { name: "saved_search.device", value: &device.address, times: 60, minutes: 60 },
    ];
    attempt::count(&state, &guard.actor(), &limits).await?;
    let once = Once { operation: "save_search", key: &key, body_hash: json.hash };
    write_once(&state, guard.actor(), once, async |write| {
        let row = store::Saved {
            id: new_id(),
            account_id: None,
            address_lookup: look_up(state.keys(), &email),
            address_sealed: seal(&state, &email)?,
            language: form.language.code().into(),
            query: query.clone(),
            created_at: write.now,
            expires_at: Some(write.now + Duration::hours(LINK_HOURS)),
            confirmed_at: None,
            looked_until: None,
            mailed_at: None,
        };
        store::insert(write.connection(), &row).await?;
        mail::ask(&state, write, &row, &email).await?;
        Ok(Answer::accepted(SearchReceived { link_hours: LINK_HOURS }))
    })
    .await
}

/// Confirm a saved search.
///
/// From then on new vacancies of this search are mailed, at most once a day. Doing it again changes nothing.
#[utoipa::path(post, path = "/api/v1/saved-searches/confirm", operation_id = "confirm_search", tag = "rounds",
    request_body = SearchConfirmation,
    responses((status = 200, body = SearchSaved, description = "The search is saved")))]
pub async fn confirm_search(
    guard: Guard<Public>,
    state: web::Data<State>,
    device: Device,
    json: Json<SearchConfirmation>,
) -> Result<Answer<SearchSaved>, Problem> {
    let over = || Problem::new(&SEARCH_LINK_OVER);
    let limit = Limit { name: "saved_search.confirm", value: &device.address, times: 60, minutes: 60 };
    attempt::count(&state, &guard.actor(), &[limit]).await?;
    let id = token::read_link(state.keys(), CONFIRM, &json.value.token).ok_or_else(over)?;
    write(&state, guard.actor(), async |write| {
        let now = write.now;
        let row = store::lock(write.connection(), id).await?.ok_or_else(over)?;
        if row.confirmed_at.is_some() {
            return Ok(Answer::ok(SearchSaved::of(&row.query)));
        }
        if row.expires_at.is_none_or(|expires| expires <= now) {
            return Err(over());
        }
        if store::twin(write.connection(), &row.address_lookup, &row.query).await?.is_some() {
            store::erase(write, id).await?;
            return Ok(Answer::ok(SearchSaved::of(&row.query)));
        }
        if store::count(write.connection(), &row.address_lookup).await? >= SEARCHES {
            return Err(Problem::new(&SEARCHES_FULL));
        }
        store::confirm(write.connection(), id, now).await?;
        Ok(Answer::ok(SearchSaved::of(&row.query)))
    })
    .await
}
