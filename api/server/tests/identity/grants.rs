//! Grants: two administrators for what decides, nobody for himself, no one with both kinds of power.
use diesel_async::RunQueryDsl;
use serde_json::{Value, json};
use server::{
    identity::administrators::{Arguments, make},
    kernel::permission::Role,
};

use super::{PASSWORD, account, sign_in};
use crate::support::{AGENCY, Caller, OTHER_AGENCY, Response, TestApp};

fn path() -> String {
    format!("/api/v1/agencies/{AGENCY}/grants")
}

fn wanted(email: &str, role: &str) -> Value {
    json!({"email": email, "role": role, "scope_kind": "agency", "valid_until": "2027-11-02T00:00:00+07:00"})
}

async fn administrators(app: &TestApp) -> (Caller<'_>, Caller<'_>) {
    (app.officer("administrator", AGENCY).await, app.officer("administrator", AGENCY).await)
}

async fn act(caller: &Caller<'_>, grant: &Response, what: &str, version: &str) -> Response {
    caller.act(&format!("{}/{}/{what}", path(), grant.text("/id")), json!({}), version).await
}

async fn roles(caller: &Caller<'_>) -> Vec<String> {
    let me = caller.get("/api/v1/identity/me").await.expect(200);
    me.body["grants"].as_array().unwrap().iter().map(|g| g["role"].as_str().unwrap().to_owned()).collect()
}

#[actix_web::test]
async fn a_deciding_role_opens_after_a_second_administrator() {
    let app = TestApp::start().await;
    let (first, second) = administrators(&app).await;
    let budi = app.person("Budi").await;
    let grant = first.post(&path(), wanted(&budi.email, "verifier")).await.expect(201);
    assert_eq!(grant.text("/state"), "waiting");
    assert!(roles(&budi).await.is_empty());
    act(&first, &grant, "confirm", "\"1\"").await.problem(409, "same_administrator");
    act(&second, &grant, "confirm", "\"1\"").await.expect(200);
    act(&second, &grant, "confirm", "\"2\"").await.problem(409, "grant_settled");
    assert_eq!(roles(&budi).await, ["verifier"]);
    act(&first, &grant, "end", "\"2\"").await.expect(200);
    assert!(roles(&budi).await.is_empty(), "an ended grant ends at once");
    for kind in ["grant_given", "grant_ended"] {
        let query = format!("SELECT count(*) FROM record_leaf WHERE kind = '{kind}'");
        assert_eq!(app.count(&query).await, 1, "{kind}");
    }
}

#[actix_web::test]
async fn other_roles_open_at_once_but_an_administrator_does_not() {
    let app = TestApp::start().await;
    let (first, _second) = administrators(&app).await;
    let (budi, wati) = (app.person("Budi").await, app.person("Wati").await);
    let grant = first.post(&path(), wanted(&budi.email, "trainer")).await.expect(201);
    assert_eq!(grant.text("/state"), "in_force");
    assert_eq!(roles(&budi).await, ["trainer"]);
    let grant = first.post(&path(), wanted(&wati.email, "administrator")).await.expect(201);
    assert_eq!(grant.text("/state"), "waiting");
    assert!(roles(&wati).await.is_empty(), "else one administrator makes his own second");
}

#[actix_web::test]
async fn nobody_grants_to_himself_or_mixes_powers() {
    let app = TestApp::start().await;
    let (first, second) = administrators(&app).await;
    first.post(&path(), wanted(&first.email, "trainer")).await.problem(409, "own_grant");
    first.post(&path(), wanted(&second.email, "verifier")).await.problem(409, "roles_conflict");
    let verifier = app.officer("verifier", AGENCY).await;
    first.post(&path(), wanted(&verifier.email, "operator")).await.problem(409, "roles_conflict");
    let stranger = app.person_with_nik("Belum Terbukti", "9901010101990077", "unproven").await;
    first.post(&path(), wanted(&stranger.email, "trainer")).await.problem(409, "account_not_proven");
    first
        .post(&path(), wanted("nobody@example.test", "trainer"))
        .await
        .problem(422, "bad_input")
        .field("/email");
    first.post(&path(), wanted(&stranger.email, "emperor")).await.problem(422, "bad_input").field("/role");
}

#[actix_web::test]
async fn the_database_refuses_what_the_server_forgot() {
    let app = TestApp::start().await;
    let (first, _) = administrators(&app).await;
    let refused = diesel::sql_query(format!(
        "INSERT INTO role_grant (agency_id, id, account_id, role, scope_kind, valid_from, valid_until)
         VALUES ('{AGENCY}', gen_random_uuid(), '{}', 'verifier', 'agency', '2026-11-02', '2027-11-02')",
        first.account_id
    ))
    .execute(&mut app.state.primary().await.unwrap())
    .await;
    assert!(refused.unwrap_err().to_string().contains("role_grant_separation"));
    for role in Role::ALL {
        let query = format!("SELECT role_decides('{}')::int", role.code());
        assert_eq!(app.count(&query).await == 1, role.decides(), "{}", role.code());
    }
}

#[actix_web::test]
async fn an_administrator_of_another_agency_sees_and_does_nothing_here() {
    let app = TestApp::start().await;
    let (first, _) = administrators(&app).await;
    let other = app.officer("administrator", OTHER_AGENCY).await;
    let budi = app.person("Budi").await;
    let grant = first.post(&path(), wanted(&budi.email, "verifier")).await.expect(201);
    other.get(&path()).await.problem(404, "not_found");
    act(&other, &grant, "confirm", "\"1\"").await.problem(404, "not_found");
    let list = first.get(&path()).await.expect(200);
    assert!(list.body["items"].as_array().unwrap().iter().any(|item| item["name"] == "Budi"));
}

#[actix_web::test]
async fn the_machines_owner_makes_two_administrators_or_none() {
    let app = TestApp::start().await;
    account(&app, "satu@example.test", "9901010101990011").await;
    account(&app, "dua@example.test", "9901010101990012").await;
    let asked = |emails: &[&str]| Arguments {
        agency: AGENCY.into(),
        email: emails.iter().map(|email| (*email).to_owned()).collect(),
    };
    for wrong in [&["satu@example.test"][..], &["satu@example.test", "SATU@example.test"]] {
        make(&app.state, &asked(wrong)).await.unwrap_err();
    }
    let refused = make(&app.state, &asked(&["satu@example.test", "tiga@example.test"])).await.unwrap_err();
    assert!(refused.contains("no account"), "{refused}");
    make(&app.state, &asked(&["satu@example.test", "dua@example.test"])).await.unwrap();
    assert_eq!(app.count("SELECT count(*) FROM role_grant WHERE role = 'administrator'").await, 2);
    let token = sign_in(&app, "satu@example.test", PASSWORD, "mobile").await.text("/access_token");
    let me = super::with_token(&app, reqwest::Method::GET, "/api/v1/identity/me", &token, Value::Null).await;
    assert_eq!(me.body["grants"][0]["role"], "administrator");
}
