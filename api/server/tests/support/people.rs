//! People of a test in one line each: an applicant, or an officer with a role and a fresh second factor.
use chrono::Duration;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use reqwest::Method;
use serde_json::Value;
use server::{
    identity::token,
    kernel::new_id,
    schema::{account, person, role_grant, session},
};
use uuid::Uuid;

use super::{Response, TestApp};

/// Somebody who is signed in.
#[derive(Clone)]
pub struct Caller<'a> {
    app: &'a TestApp,
    pub account_id: Uuid,
    pub person_id: Uuid,
    pub session_id: Uuid,
    pub email: String,
}

impl TestApp {
    /// A proven person with an account, signed in without a second factor.
    pub async fn person(&self, name: &str) -> Caller<'_> {
        let number = self.count("SELECT count(*) FROM person").await;
        self.person_with_nik(name, &format!("990101010190{number:04}"), "proven").await
    }

    /// Somebody whose standing is `unproven` or `proven`.
    pub async fn person_with_nik(&self, name: &str, nik: &str, standing: &str) -> Caller<'_> {
        let keys = self.state.keys();
        let (person_id, account_id, session_id) = (new_id(), new_id(), new_id());
        let now = self.now();
        let mut connection = self.state.primary().await.unwrap();
        let proven = standing == "proven";
        diesel::insert_into(person::table)
            .values((
                person::id.eq(person_id),
                person::standing.eq(if proven { "established" } else { "unproven" }),
                person::nik_lookup.eq(keys.nik.hashes(nik).lookup),
                person::nik_lookup_old.eq(keys.nik.hashes(nik).old),
                person::nik_lookup_key.eq(&keys.nik.present.id),
                person::nik_sealed.eq(keys.seal_text("person.nik", nik).unwrap()),
                person::name.eq(name),
                person::birth_date.eq(chrono::NaiveDate::from_ymd_opt(1990, 1, 1).unwrap()),
                person::created_at.eq(now),
            ))
            .execute(&mut connection)
            .await
            .unwrap();
        let email = format!("{}@example.test", account_id.simple());
        diesel::insert_into(account::table)
            .values((
                account::id.eq(account_id),
                account::person_id.eq(person_id),
                account::email_lookup.eq(keys.look_up("email", &email)),
                account::email_sealed.eq(keys.seal_text("account.email", &email).unwrap()),
                account::phone_sealed.eq(keys.seal_text("account.phone", "+620000000000").unwrap()),
                account::password_hash.eq("-"),
                account::standing.eq(standing),
                account::proven_by.eq(proven.then_some("counter")),
                account::email_confirmed_at.eq(now),
                account::created_at.eq(now),
            ))
            .execute(&mut connection)
            .await
            .unwrap();
        diesel::insert_into(session::table)
            .values((
                session::id.eq(session_id),
                session::account_id.eq(account_id),
                session::client.eq("mobile"),
                session::created_at.eq(now),
                session::expires_at.eq(now + Duration::days(14)),
            ))
            .execute(&mut connection)
            .await
            .unwrap();
        Caller { app: self, account_id, person_id, session_id, email }
    }

    /// Somebody with `role` in `agency` and a fresh second factor.
    pub async fn officer(&self, role: &str, agency: &str) -> Caller<'_> {
        let caller = self.person(&format!("Petugas {role}")).await;
        caller.grant(role, agency).await;
        caller.step_up().await;
        caller
    }
}

impl Caller<'_> {
    /// The same person at another server process.
    pub fn on<'a>(&self, app: &'a TestApp) -> Caller<'a> {
        let Self { account_id, person_id, session_id, email, .. } = self.clone();
        Caller { app, account_id, person_id, session_id, email }
    }

    /// The server that this person uses.
    pub fn app(&self) -> &TestApp {
        self.app
    }

    /// Grants a role for the whole agency, confirmed by a second administrator.
    pub async fn grant(&self, role: &str, agency: &str) {
        self.grant_scoped(role, agency, "agency", None).await;
    }

    pub async fn grant_scoped(&self, role: &str, agency: &str, kind: &str, id: Option<Uuid>) {
        let now = self.app.now();
        let first = Box::pin(self.app.person("Administrator Satu")).await.account_id;
        let second = Box::pin(self.app.person("Administrator Dua")).await.account_id;
        diesel::insert_into(role_grant::table)
            .values((
                role_grant::agency_id.eq(agency),
                role_grant::id.eq(new_id()),
                role_grant::account_id.eq(self.account_id),
                role_grant::role.eq(role),
                role_grant::scope_kind.eq(kind),
                role_grant::scope_id.eq(id),
                role_grant::valid_from.eq(now - Duration::days(1)),
                role_grant::valid_until.eq(now + Duration::days(365)),
                role_grant::granted_by.eq(first),
                role_grant::confirmed_by.eq(second),
                role_grant::confirmed_at.eq(now),
            ))
            .execute(&mut self.app.state.primary().await.unwrap())
            .await
            .unwrap();
    }

    /// Gives a second factor now.
    pub async fn step_up(&self) {
        diesel::update(session::table.find(self.session_id))
            .set(session::second_factor_at.eq(self.app.now()))
            .execute(&mut self.app.state.primary().await.unwrap())
            .await
            .unwrap();
    }

    pub fn token(&self) -> String {
        token::issue(self.app.state.keys(), self.account_id, self.session_id, self.app.now()).unwrap()
    }

    /// A request with this person's access token, to be completed with headers and body.
    pub fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        self.app.client.request(method, self.app.url(path)).bearer_auth(self.token())
    }

    pub async fn get(&self, path: &str) -> Response {
        self.app.send(self.request(Method::GET, path), Method::GET, path).await
    }

    /// A creation under a fresh idempotency key.
    pub async fn post(&self, path: &str, body: Value) -> Response {
        self.post_once(path, body, &new_id().to_string()).await
    }

    /// A creation under a given idempotency key.
    pub async fn post_once(&self, path: &str, body: Value, key: &str) -> Response {
        let request = self.request(Method::POST, path).header("idempotency-key", key).json(&body);
        self.app.send(request, Method::POST, path).await
    }

    /// A change of the version that `etag` names.
    pub async fn put(&self, path: &str, body: Value, etag: &str) -> Response {
        let request = self.request(Method::PUT, path).header("if-match", etag).json(&body);
        self.app.send(request, Method::PUT, path).await
    }

    /// An act on the version that `etag` names, under a fresh idempotency key.
    pub async fn act(&self, path: &str, body: Value, etag: &str) -> Response {
        let request = self.request(Method::POST, path).header("if-match", etag);
        let request = request.header("idempotency-key", new_id().to_string()).json(&body);
        self.app.send(request, Method::POST, path).await
    }

    pub async fn delete(&self, path: &str, etag: &str) -> Response {
        let request = self.request(Method::DELETE, path).header("if-match", etag);
        self.app.send(request, Method::DELETE, path).await
    }
}
