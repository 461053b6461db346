//! A machine client of an agency, as two administrators made it.
use chrono::Duration;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use reqwest::Method;
use serde_json::{Value, json};
use server::{
    identity::token,
    kernel::new_id,
    schema::{machine_client, machine_secret},
};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{Response, TestApp};

pub struct Machine<'a> {
    app: &'a TestApp,
    pub client_id: Uuid,
    secret_id: Uuid,
    pub secret: String,
    scopes: Vec<String>,
}

impl TestApp {
    /// A machine client in force, with a secret.
    pub async fn machine(&self, agency: &str, scopes: &[&str]) -> Machine<'_> {
        let (now, client_id, secret_id) = (self.now(), new_id(), new_id());
        let first = self.person("Administrator Satu").await.account_id;
        let second = self.person("Administrator Dua").await.account_id;
        let secret = format!("terang_{}", new_id().simple());
        let contact = self.state.keys().seal_text("machine_client.contact", "mesin@example.test").unwrap();
        let mut connection = self.state.primary().await.unwrap();
        diesel::insert_into(machine_client::table)
            .values((
                machine_client::agency_id.eq(agency),
                machine_client::id.eq(client_id),
                machine_client::name.eq("Mesin uji"),
                machine_client::purpose.eq("Menguji"),
                machine_client::contact_sealed.eq(contact),
                machine_client::scopes.eq(scopes),
                machine_client::valid_until.eq(now + Duration::days(365)),
                machine_client::proposed_by.eq(first),
                machine_client::proposed_at.eq(now),
                machine_client::confirmed_by.eq(second),
                machine_client::confirmed_at.eq(now),
            ))
            .execute(&mut connection)
            .await
            .unwrap();
        diesel::insert_into(machine_secret::table)
            .values((
                machine_secret::agency_id.eq(agency),
                machine_secret::id.eq(secret_id),
                machine_secret::client_id.eq(client_id),
                machine_secret::hash.eq(Sha256::digest(secret.as_bytes()).to_vec()),
                machine_secret::made_by.eq(second),
                machine_secret::made_at.eq(now),
            ))
            .execute(&mut connection)
            .await
            .unwrap();
        let scopes = scopes.iter().map(|scope| (*scope).to_owned()).collect();
        Machine { app: self, client_id, secret_id, secret, scopes }
    }
}

impl Machine<'_> {
    pub fn token(&self) -> String {
        let (keys, now) = (self.app.state.keys(), self.app.now());
        token::issue_machine(keys, self.client_id, self.secret_id, &self.scopes, now).unwrap()
    }

    pub fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        self.app.client.request(method, self.app.url(path)).bearer_auth(self.token())
    }

    pub async fn get(&self, path: &str) -> Response {
        self.app.send(self.request(Method::GET, path), Method::GET, path).await
    }

    /// A creation under a fresh idempotency key.
    pub async fn post(&self, path: &str, body: Value) -> Response {
        let request = self.request(Method::POST, path).header("idempotency-key", new_id().to_string());
        self.app.send(request.json(&body), Method::POST, path).await
    }
}

/// Asks for a token with the credentials in the form.
pub async fn token_for(app: &TestApp, id: &str, secret: &str, scope: Option<&str>) -> Response {
    let mut form = vec![("grant_type", "client_credentials"), ("client_id", id), ("client_secret", secret)];
    form.extend(scope.map(|scope| ("scope", scope)));
    token_form(app, &form).await
}

/// Sends this form to `machine_token`.
pub async fn token_form(app: &TestApp, form: &[(&str, &str)]) -> Response {
    send_form(app, form, None).await
}

pub async fn send_form(app: &TestApp, form: &[(&str, &str)], basic: Option<(&str, &str)>) -> Response {
    let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish();
    let request = app.client.post(app.url("/api/v1/oauth/token"));
    let request = request.header("content-type", "application/x-www-form-urlencoded").body(body);
    let request = match basic {
        Some((id, secret)) => request.basic_auth(id, Some(secret)),
        None => request,
    };
    app.send(request, Method::POST, "/api/v1/oauth/token").await
}

/// What an administrator proposes.
pub fn proposal(scopes: &[&str]) -> Value {
    json!({
        "name": "SIMPEG", "purpose": "Menyamakan data pegawai setiap malam", "contact": "simpeg@example.test",
        "scopes": scopes, "valid_until": "2027-11-02T00:00:00+07:00",
    })
}
