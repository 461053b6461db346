//! Signing in, renewing a session, signing out.
use actix_web::web;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::{
    Guard,
    account::email_lookup,
    attempt::{self, Limit},
    device::{CookieAnswer, Device},
    model::Client,
    password,
    session::{self, SessionTokens},
    store::{accounts, sessions as store},
};
use crate::{
    http::Json,
    kernel::{
        Code, Problem, State,
        permission::{OwnAccount, Public},
    },
    record::write,
};

pub static WRONG_CREDENTIALS: Code = Code::new(
    "wrong_credentials",
    401,
    "Surel atau kata sandi tidak cocok. Periksa keduanya, atau atur ulang kata sandi Anda.",
    "E-mail or password do not match. Check both, or reset your password.",
);
pub static ACCOUNT_SUSPENDED: Code = Code::new(
    "account_suspended",
    403,
    "Akun ini ditangguhkan karena NIK-nya dibuktikan oleh orang lain. Bawa KTP Anda ke loket instansi.",
    "This account is suspended because its NIK was proven by somebody else. Bring your identity card to a counter.",
);

/// Tries of one address within a quarter of an hour, right ones not counted.
const TRIES: i32 = 10;
/// Tries from one network address; a whole school may sit behind it.
const TRIES_FROM_ADDRESS: i32 = 300;

#[derive(Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    #[validate(length(max = 254))]
    #[schema(example = "siti@contoh.id")]
    pub email: String,
    #[validate(length(max = 128))]
    #[schema(example = "tambang lampu kuning 7")]
    pub password: String,
    pub client: Client,
}

#[derive(Deserialize, ToSchema, Validate, Default)]
#[serde(deny_unknown_fields)]
pub struct Renewal {
    /// For mobile clients; the app sends an empty object and its cookie.
    #[schema(example = "Zk2k0bq3m1x5W7y9A1c3E5g7I9k1M3o5Q7s9U1w3Y5a")]
    pub refresh_token: Option<String>,
}

/// Sign in.
///
/// Takes the same time whether or not the account exists.
#[utoipa::path(post, path = "/api/v1/identity/sign-in", operation_id = "sign_in", tag = "identity",
    request_body = SignIn, responses((status = 200, body = SessionTokens, description = "A new session")))]
pub async fn sign_in(
    guard: Guard<Public>,
    state: web::Data<State>,
    device: Device,
    json: Json<SignIn>,
) -> Result<CookieAnswer<SessionTokens>, Problem> {
    let wanted = json.value;
    if wanted.client == Client::App {
        device.must_be_the_app()?;
    }
    let email = wanted.email.trim().to_lowercase();
    let limits = [
        Limit { name: "sign_in.email", value: &email, times: TRIES, minutes: 15 },
        Limit { name: "sign_in.address", value: &device.address, times: TRIES_FROM_ADDRESS, minutes: 15 },
    ];
    attempt::count(&state, &guard.actor(), &limits).await?;
    let mut connection = state.primary().await?;
    let found = accounts::by_email(&mut connection, &email_lookup(state.keys(), &email)).await?;
    drop(connection);
    // Everybody knows the password of the demo's accounts: outside the demo there are none.
    let found = found.filter(|account| state.settings().demo || !account.demo);
    let stored = found.as_ref().map(|account| account.password_hash.clone());
    let right = password::verify(wanted.password, stored).await?;
    let account = found.filter(|_| right).ok_or_else(|| Problem::new(&WRONG_CREDENTIALS))?;
    if account.standing == "suspended" {
        return Err(Problem::new(&ACCOUNT_SUSPENDED));
    }
    attempt::forget(&state, &guard.actor(), "sign_in.email", &email).await?;
    write(&state, guard.actor(), async |write| {
        session::open(state.keys(), write, account.id, wanted.client).await
    })
    .await
}

/// Renew a session.
///
/// A refresh token works once. Whoever presents a used one ends the whole session, since somebody has a copy.
#[utoipa::path(post, path = "/api/v1/identity/refresh", operation_id = "refresh_session", tag = "identity",
    request_body = Renewal,
    responses((status = 200, body = SessionTokens, description = "New tokens of the same session")))]
pub async fn refresh_session(
    guard: Guard<Public>,
    state: web::Data<State>,
    device: Device,
    json: Json<Renewal>,
) -> Result<CookieAnswer<SessionTokens>, Problem> {
    let (token, client) = match json.value.refresh_token {
        Some(token) => (token, Client::Mobile),
        None => {
            let cookie = device.cookie()?.ok_or_else(|| Problem::new(&session::SESSION_ENDED))?;
            (cookie.to_owned(), Client::App)
        }
    };
    write(&state, guard.actor(), async |write| session::renew(&state, write, &token, client).await).await?
}

/// Sign out.
///
/// Ends this session at once and removes the cookie.
#[utoipa::path(post, path = "/api/v1/identity/sign-out", operation_id = "sign_out", tag = "identity",
    responses((status = 204, description = "The session has ended")))]
pub async fn sign_out(
    guard: Guard<OwnAccount>,
    state: web::Data<State>,
) -> Result<CookieAnswer<()>, Problem> {
    let session_id = guard.signed()?.session_id;
    write(&state, guard.actor(), async |write| {
        let now = write.now;
        store::end(write.connection(), session_id, "signed_out", now).await
    })
    .await?;
    Ok(CookieAnswer { body: None, cookie: Some(None) })
}
