//! Joining an account to the person that an import brought: only who reads the imported address can do it.
use actix_web::web;
use diesel_async::AsyncPgConnection;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{
    Guard,
    attempt::{self, Limit},
    contact::Contact,
    device::CookieAnswer,
    model::ProvenBy,
    news::{self, What},
    sign_up::LINK_OVER,
    standing::prove,
    store::accounts::{self as store, Account},
    token,
};
use crate::{
    http::{Answer, Json},
    kernel::{Problem, State, permission::OwnAccount},
    record::{Write, write},
};

#[derive(Serialize, ToSchema)]
pub struct ClaimReceived {
    /// Hours that the mailed link is good.
    #[schema(example = 24)]
    pub link_hours: i64,
}

#[derive(Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct ClaimConfirmation {
    /// From the mailed link.
    #[validate(length(max = 200))]
    #[schema(example = "AZNc0bq3m1x5W7y9A1c3E5g7I9k1M3o5Q7s9U1w3Y5a")]
    pub token: String,
}

/// The address that an import brought for the NIK of an unproven account, while nobody else has proven that NIK.
pub(super) async fn imported_email(
    state: &State,
    connection: &mut AsyncPgConnection,
    account: &Account,
) -> Result<Option<String>, Problem> {
    if account.standing != "unproven" {
        return Ok(None);
    }
    let own = store::person(connection, account.person_id).await?;
    let Some(imported) = store::established(connection, &own.niks()).await? else { return Ok(None) };
    if store::proven_of(connection, imported.id).await?.is_some() {
        return Ok(None);
    }
    let contact = imported.contact_sealed.map(|sealed| Contact::unseal(state.keys(), &sealed)).transpose()?;
    Ok(contact.and_then(|contact| contact.email))
}

/// Ask to join your account to your imported application.
///
/// Always answers the same. If an import knows your NIK with an address, a link goes to that address.
#[utoipa::path(post, path = "/api/v1/identity/claim", operation_id = "claim_imported", tag = "identity",
    responses((status = 202, body = ClaimReceived, description = "If there is such an import, a mail is on its way")))]
pub async fn claim_imported(
    guard: Guard<OwnAccount>,
    state: web::Data<State>,
) -> Result<Answer<ClaimReceived>, Problem> {
    let account = guard.account_id()?;
    let limit = Limit { name: "claim.account", value: &account.to_string(), times: 5, minutes: 1440 };
    attempt::count(&state, &guard.actor(), &[limit]).await?;
    write(&state, guard.actor(), async |write| news::publish(write, What::ImportedClaimed { account }).await)
        .await?;
    Ok(Answer::accepted(ClaimReceived { link_hours: news::LINK_HOURS }))
}

/// Join with the mailed link.
///
/// Works for the account that asked, signed in; somebody else who opens the link joins nothing.
#[utoipa::path(post, path = "/api/v1/identity/claim/confirm", operation_id = "confirm_claim", tag = "identity",
    request_body = ClaimConfirmation,
    responses((status = 204, description = "The account is proven and joined")))]
pub async fn confirm_claim(
    guard: Guard<OwnAccount>,
    state: web::Data<State>,
    json: Json<ClaimConfirmation>,
) -> Result<CookieAnswer<()>, Problem> {
    let account = guard.account_id()?;
    let id = token::read_link(state.keys(), news::CLAIM, &json.value.token);
    let id = id.ok_or_else(|| Problem::new(&LINK_OVER))?;
    write(&state, guard.actor(), async |write| join(write, account, id).await).await?;
    Ok(CookieAnswer { body: None, cookie: None })
}

async fn join(write: &mut Write<'_>, account: Uuid, id: Uuid) -> Result<(), Problem> {
    let now = write.now;
    let asked = store::use_token(write.connection(), id, news::CLAIM, now).await?;
    if asked != Some(account) {
        return Err(Problem::new(&LINK_OVER));
    }
    let own = store::find(write.connection(), account).await?;
    let person = store::person(write.connection(), own.person_id).await?;
    let imported = store::established(write.connection(), &person.niks()).await?;
    let agency = imported.and_then(|imported| imported.imported_by);
    prove(write, account, ProvenBy::ImportedEmail, agency.as_deref()).await
}
