//! People, accounts and sessions: what a person does, and what a stranger tries.
use chrono::NaiveDate;
use reqwest::Method;
use serde_json::json;
use server::{
    identity::{AccountToMake, Identification, MadeAccount, hash_password, make_account},
    kernel::Language,
    record::{Actor, write},
};

use crate::support::{Response, TestApp};

mod claim;
mod counter;
mod demo;
mod grants;
mod machines;
mod reset;
mod second_factor;
mod sign_in;
mod sign_up;

pub const PASSWORD: &str = "tambang lampu kuning 7";

/// An unproven account with a confirmed address, made as sign-up makes it.
pub async fn account(app: &TestApp, email: &str, nik: &str) -> MadeAccount {
    let password_hash = hash_password(PASSWORD.into()).await.unwrap();
    let identification = Identification {
        nik: nik.into(),
        name: "Siti Aminah".into(),
        birth_date: NaiveDate::from_ymd_opt(1999, 5, 17).unwrap(),
    };
    let wanted = AccountToMake {
        identification: &identification,
        email,
        phone: "+6281200000000",
        password_hash: &password_hash,
        language: Language::Id,
        demo: false,
    };
    write(&app.state, Actor::system("t"), async |w| make_account(&app.state, w, &wanted).await).await.unwrap()
}

/// A request as the app in a browser sends it.
pub async fn from_app(app: &TestApp, path: &str, body: serde_json::Value, cookie: Option<&str>) -> Response {
    let mut request = app.client.post(app.url(path)).header("origin", &app.address).json(&body);
    if let Some(cookie) = cookie {
        request = request.header("cookie", cookie);
    }
    app.send(request, Method::POST, path).await
}

pub async fn sign_in(app: &TestApp, email: &str, password: &str, client: &str) -> Response {
    let body = json!({"email": email, "password": password, "client": client});
    from_app(app, "/api/v1/identity/sign-in", body, None).await
}

/// A request with this access token.
pub async fn with_token(
    app: &TestApp,
    method: Method,
    path: &str,
    token: &str,
    body: serde_json::Value,
) -> Response {
    let request = app.client.request(method.clone(), app.url(path)).bearer_auth(token);
    let request = request.header("idempotency-key", uuid::Uuid::now_v7().to_string());
    let request = if method == Method::GET { request } else { request.json(&body) };
    app.send(request, method, path).await
}
