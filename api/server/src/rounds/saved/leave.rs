//! Stop a saved search: by the link in its mails, without signing in, for a person or a mail program.
use actix_web::web;
use serde::Serialize;
use utoipa::ToSchema;

use super::{LEAVE, store};
use crate::{
    http::{Answer, Place},
    identity::{Guard, token},
    kernel::{Problem, State, permission::Public, problem::NOT_FOUND},
    record::write,
};

#[derive(Serialize, ToSchema)]
pub struct SearchStopped {
    /// Always true: a search that was stopped before stays stopped.
    #[schema(example = true)]
    pub stopped: bool,
}

/// Stop a saved search.
///
/// Takes the search away with its address and its mails. Mail programs post here by themselves (RFC 8058); whatever
/// they send as the body is not read. Doing it again changes nothing.
#[utoipa::path(post, path = "/api/v1/saved-searches/{token}/stop", operation_id = "stop_search", tag = "rounds",
    params(("token" = String, Path, description = "From the mail", example = "AZNc0bq3m1x5W7y9A1c3E5g7I9k1M3o5Q7s9U1w3Y5a")),
    responses((status = 200, body = SearchStopped, description = "No more mails come")))]
pub async fn stop_search(
    guard: Guard<Public>,
    state: web::Data<State>,
    token: Place<String>,
) -> Result<Answer<SearchStopped>, Problem> {
    let id = token::read_link(state.keys(), LEAVE, &token.0).ok_or_else(|| Problem::new(&NOT_FOUND))?;
    write(&state, guard.actor(), async |write| {
        if store::lock(write.connection(), id).await?.is_some() {
            store::erase(write, id).await?;
        }
        Ok(Answer::ok(SearchStopped { stopped: true }))
    })
    .await
}
