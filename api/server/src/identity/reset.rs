//! A forgotten password: a link to the account's own address, or a code from the counter; never birth date or NIK.
use actix_web::web;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::{
    Guard,
    attempt::{self, Limit},
    device::{CookieAnswer, Device},
    news::{self, What},
    password,
    sign_up::LINK_OVER,
    store::{accounts as store, sessions},
    token,
};
use crate::{
    http::{Answer, Json},
    kernel::{Problem, State, permission::Public, problem::BAD_INPUT},
    record::write,
};

/// Purpose of a code handed over at a counter.
pub(super) const COUNTER: &str = "counter_reset";

#[derive(Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct ForgottenPassword {
    #[validate(length(max = 254))]
    #[schema(example = "siti@contoh.id")]
    pub email: String,
}

#[derive(Serialize, ToSchema)]
pub struct ResetReceived {
    /// Hours that the mailed link is good.
    #[schema(example = 24)]
    pub link_hours: i64,
}

#[derive(Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewPassword {
    /// From the mailed link, or the code from the counter.
    #[validate(length(max = 200))]
    #[schema(example = "7QK4-M2XN-9RTC")]
    pub token: String,
    #[schema(example = "tambang lampu kuning 7")]
    pub password: String,
}

/// Ask for a new password.
///
/// Always answers the same; a link goes to the address if it has an account.
#[utoipa::path(post, path = "/api/v1/identity/forgotten-password", operation_id = "forget_password", tag = "identity",
    request_body = ForgottenPassword,
    responses((status = 202, body = ResetReceived, description = "If there is an account, a mail is on its way")))]
pub async fn forget_password(
    guard: Guard<Public>,
    state: web::Data<State>,
    device: Device,
    json: Json<ForgottenPassword>,
) -> Result<Answer<ResetReceived>, Problem> {
    let email = json.value.email.trim().to_lowercase();
    let limits = [
        Limit { name: "reset.email", value: &email, times: 5, minutes: 60 },
        Limit { name: "reset.address", value: &device.address, times: 100, minutes: 60 },
    ];
    attempt::count(&state, &guard.actor(), &limits).await?;
    let sealed = state.keys().seal_text("job.email", &email)?;
    let email_sealed = data_encoding::BASE64.encode(&sealed);
    write(&state, guard.actor(), async |write| {
        news::publish(write, What::PasswordForgotten { email_sealed }).await
    })
    .await?;
    Ok(Answer::accepted(ResetReceived { link_hours: news::LINK_HOURS }))
}

/// Set a new password.
///
/// The link or code works once. All sessions of the account end.
#[utoipa::path(post, path = "/api/v1/identity/new-password", operation_id = "set_new_password", tag = "identity",
    request_body = NewPassword, responses((status = 204, description = "The password is new; sign in with it")))]
pub async fn set_new_password(
    guard: Guard<Public>,
    state: web::Data<State>,
    device: Device,
    json: Json<NewPassword>,
) -> Result<CookieAnswer<()>, Problem> {
    let NewPassword { token, password } = json.value;
    let limit = Limit { name: "new_password.address", value: &device.address, times: 30, minutes: 60 };
    attempt::count(&state, &guard.actor(), &[limit]).await?;
    if let Some(fault) = password::fault(&password, &[]) {
        let mut problem = Problem::new(&BAD_INPUT);
        problem.errors.push(fault);
        return Err(problem);
    }
    let hash = password::hash(password).await?;
    let keys = state.keys();
    write(&state, guard.actor(), async |write| {
        let now = write.now;
        let mut found = token::read_link(keys, news::RESET, &token).map(|id| (id, news::RESET));
        if found.is_none() {
            let code = code_lookup(keys, &token);
            found = store::token_of_code(write.connection(), &code).await?.map(|id| (id, COUNTER));
        }
        let (id, purpose) = found.ok_or_else(|| Problem::new(&LINK_OVER))?;
        let account = store::use_token(write.connection(), id, purpose, now).await?;
        let account = account.ok_or_else(|| Problem::new(&LINK_OVER))?;
        store::set_password(write.connection(), account, &hash).await?;
        sessions::end_all(write.connection(), account, "password_changed", now).await?;
        news::publish(write, What::PasswordChanged { account }).await
    })
    .await?;
    Ok(CookieAnswer { body: None, cookie: None })
}

/// Under which a code is found; written with or without hyphens, in either case.
pub(super) fn code_lookup(keys: &crate::kernel::key::Keys, code: &str) -> Vec<u8> {
    let plain: String = code.chars().filter(char::is_ascii_alphanumeric).collect();
    keys.look_up("counter_code", &plain.to_ascii_uppercase())
}
