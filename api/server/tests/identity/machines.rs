//! Machine clients: two administrators make one, it gets its tokens by RFC 6749, and it does nothing beyond its scopes.
use serde_json::json;

use crate::support::{
    AGENCY, Caller, OTHER_AGENCY, Response, TestApp,
    machine::{proposal, send_form, token_for, token_form},
};

fn path() -> String {
    format!("/api/v1/agencies/{AGENCY}/machines")
}

fn employees(agency: &str) -> String {
    format!("/api/v1/agencies/{agency}/employees")
}

async fn administrators(app: &TestApp) -> (Caller<'_>, Caller<'_>) {
    (app.officer("administrator", AGENCY).await, app.officer("administrator", AGENCY).await)
}

async fn act(caller: &Caller<'_>, client: &str, what: &str, version: &str) -> Response {
    caller.act(&format!("{}/{client}/{what}", path()), json!({}), version).await
}

async fn new_secret(caller: &Caller<'_>, client: &str, overlap: i64, version: &str) -> Response {
    let path = format!("{}/{client}/secrets", path());
    caller.act(&path, json!({"overlap_hours": overlap}), version).await
}

/// Asks the server with a bearer token.
async fn read(app: &TestApp, token: &str, path: &str) -> Response {
    super::with_token(app, reqwest::Method::GET, path, token, serde_json::Value::Null).await
}

#[actix_web::test]
async fn two_administrators_make_a_client_that_works_in_its_agency_within_its_scopes() {
    let app = TestApp::start().await;
    let (first, second) = administrators(&app).await;
    let client = first.post(&path(), proposal(&["employee.manage"])).await.expect(201);
    let id = client.text("/id");
    assert_eq!(client.text("/state"), "waiting");
    assert_eq!(client.text("/scopes/0/name"), "employee.manage");
    new_secret(&second, &id, 0, "\"1\"").await.problem(409, "machine_not_in_force");
    act(&first, &id, "confirm", "\"1\"").await.problem(409, "machine_same_administrator");
    act(&second, &id, "confirm", "\"1\"").await.expect(200);
    act(&second, &id, "confirm", "\"2\"").await.problem(409, "machine_settled");
    let secret = new_secret(&first, &id, 0, "\"2\"").await.expect(201).text("/client_secret");

    let token = token_for(&app, &id, &secret, None).await.expect(200);
    assert_eq!(token.body["token_type"], "Bearer");
    assert_eq!(token.body["scope"], "employee.manage");
    assert_eq!(token.headers["cache-control"], "no-store");
    let bearer = token.text("/access_token");
    read(&app, &bearer, &employees(AGENCY)).await.expect(200);
    read(&app, &bearer, &employees(OTHER_AGENCY)).await.problem(404, "not_found");
    read(&app, &bearer, &path()).await.problem(404, "not_found");
    read(&app, &bearer, "/api/v1/identity/me").await.problem(401, "sign_in_required");
    app.later(chrono::Duration::minutes(11));
    read(&app, &bearer, &employees(AGENCY)).await.problem(401, "sign_in_required");
}

#[actix_web::test]
async fn what_decides_about_people_no_machine_may_hold() {
    let app = TestApp::start().await;
    let (first, _) = administrators(&app).await;
    for scope in
        ["verdict.give", "application.read", "run.approve", "grant.give", "machine.give", "account.own"]
    {
        let refused = first.post(&path(), proposal(&["run.see", scope])).await.problem(422, "bad_input");
        assert_eq!(refused.text("/errors/0/pointer"), "/scopes/1", "{scope}");
        assert_eq!(refused.text("/errors/0/code"), "people_only", "{scope}");
    }
    first.post(&path(), proposal(&["everything"])).await.problem(422, "bad_input").field("/scopes/0");
    first.post(&path(), proposal(&[])).await.problem(422, "bad_input").field("/scopes");
    let mut late = proposal(&["run.see"]);
    late["valid_until"] = json!("2026-11-01T00:00:00+07:00");
    first.post(&path(), late).await.problem(422, "bad_input").field("/valid_until");
    let offered = first.get(&format!("/api/v1/agencies/{AGENCY}/machine-scopes")).await.expect(200);
    let named = |name: &str| offered.body.as_array().unwrap().iter().any(|scope| scope["name"] == name);
    assert!(named("run.see") && !named("verdict.give"));
}

#[actix_web::test]
async fn a_secret_is_shown_once_kept_as_a_hash_and_replaced_with_an_overlap() {
    let app = TestApp::start().await;
    let (first, second) = administrators(&app).await;
    let id = first.post(&path(), proposal(&["run.see"])).await.expect(201).text("/id");
    act(&second, &id, "confirm", "\"1\"").await.expect(200);
    let old = new_secret(&second, &id, 0, "\"2\"").await.expect(201).text("/client_secret");
    new_secret(&second, &id, 0, "\"2\"").await.problem(412, "changed_meanwhile");
    let list = first.get(&path()).await.expect(200);
    assert!(!list.body.to_string().contains(&old));
    let dump = "SELECT count(*) FROM machine_secret s WHERE s::text LIKE '%terang\\_%'";
    assert_eq!(app.count(dump).await, 0, "the secret itself is kept nowhere");
    assert_eq!(app.count("SELECT count(*) FROM record_answer WHERE body LIKE '%terang\\_%'").await, 0);

    let made = new_secret(&first, &id, 24, "\"3\"").await.expect(201);
    assert_eq!(made.text("/old_secret_works_until"), "2026-11-03T02:00:00Z");
    let new = made.text("/client_secret");
    token_for(&app, &id, &old, None).await.expect(200);
    token_for(&app, &id, &new, None).await.expect(200);
    app.later(chrono::Duration::hours(24));
    token_for(&app, &id, &old, None).await.problem(401, "invalid_client");
    token_for(&app, &id, &new, None).await.expect(200);

    first.step_up().await;
    let leaked = token_for(&app, &id, &new, None).await.expect(200).text("/access_token");
    new_secret(&first, &id, 0, "\"4\"").await.expect(201);
    token_for(&app, &id, &new, None).await.problem(401, "invalid_client");
    let runs = format!("/api/v1/agencies/{AGENCY}/rounds/{}/runs", uuid::Uuid::nil());
    read(&app, &leaked, &runs).await.problem(401, "sign_in_required");
    new_secret(&first, &id, 169, "\"5\"").await.problem(422, "bad_input").field("/overlap_hours");
    assert_eq!(app.count("SELECT count(*) FROM record_leaf WHERE kind = 'machine_secret_made'").await, 3);
}

#[actix_web::test]
async fn an_ended_client_ends_at_once_and_the_record_says_who_did_what() {
    let app = TestApp::start().await;
    let (first, second) = administrators(&app).await;
    let id = first.post(&path(), proposal(&["employee.manage"])).await.expect(201).text("/id");
    act(&second, &id, "confirm", "\"1\"").await.expect(200);
    let secret = new_secret(&second, &id, 0, "\"2\"").await.expect(201).text("/client_secret");
    let before = first.get(&path()).await.expect(200);
    assert!(before.body["items"][0]["last_used_at"].is_null());
    let bearer = token_for(&app, &id, &secret, None).await.expect(200).text("/access_token");
    let after = first.get(&path()).await.expect(200);
    assert_eq!(after.text("/items/0/last_used_at"), "2026-11-02T02:00:00Z");
    read(&app, &bearer, &employees(AGENCY)).await.expect(200);
    act(&first, &id, "end", "\"3\"").await.expect(200);
    read(&app, &bearer, &employees(AGENCY)).await.problem(401, "sign_in_required");
    token_for(&app, &id, &secret, None).await.problem(401, "invalid_client");
    act(&first, &id, "end", "\"4\"").await.problem(409, "machine_settled");
    let audited = |kind: &str| {
        format!("SELECT count(*) FROM record_audit WHERE kind = '{kind}' AND subject_id = '{id}'")
    };
    for kind in ["machine_proposed", "machine_given", "machine_secret_made", "machine_ended"] {
        assert_eq!(app.count(&audited(kind)).await, 1, "{kind}");
    }
    let withdrawn = first.post(&path(), proposal(&["run.see"])).await.expect(201).text("/id");
    act(&first, &withdrawn, "end", "\"1\"").await.expect(200);
    assert_eq!(app.count("SELECT count(*) FROM record_audit WHERE kind = 'machine_withdrawn'").await, 1);
}

#[actix_web::test]
async fn what_a_machine_writes_is_recorded_as_the_machines() {
    let app = TestApp::start().await;
    let town = crate::training::town::Town::of(&app, AGENCY).await;
    let machine = app.machine(AGENCY, &["employee.manage"]).await;
    let new = json!({
        "nik": "9901010101900001", "name": "Contoh Rekaan", "birth_date": "1990-01-01", "nip": "199001012024061001",
        "kind": "pns", "unit_id": town.units[0], "post_title": "Penata Layanan", "head": false, "valid_from": "2024-06-01",
    });
    let added = machine.post(&employees(AGENCY), new).await.expect(201).text("/id");
    let query = format!(
        "SELECT count(*) FROM record_audit WHERE subject_id = '{added}' AND actor_role = 'machine'
           AND machine_id = '{}' AND account_id IS NULL",
        machine.client_id
    );
    assert_eq!(app.count(&query).await, 1);
}

#[actix_web::test]
async fn tokens_are_asked_for_as_rfc_6749_says_and_refused_in_its_words() {
    let app = TestApp::start().await;
    let machine = app.machine(AGENCY, &["employee.manage", "run.see"]).await;
    let (id, secret) = (machine.client_id.to_string(), machine.secret.as_str());
    let grant = ("grant_type", "client_credentials");
    send_form(&app, &[grant], Some((&id, secret))).await.expect(200);
    let part = token_for(&app, &id, secret, Some("run.see")).await.expect(200);
    assert_eq!(part.body["scope"], "run.see");
    read(&app, &part.text("/access_token"), &employees(AGENCY)).await.problem(404, "not_found");

    let refused =
        token_for(&app, &id, secret, Some("run.see grant.give")).await.problem(400, "invalid_scope");
    assert_eq!(refused.text("/error"), "invalid_scope");
    let refused = token_for(&app, &id, "terang_wrong", None).await.problem(401, "invalid_client");
    assert!(refused.headers["www-authenticate"].to_str().unwrap().starts_with("Basic"));
    assert!(refused.headers["content-type"].to_str().unwrap().starts_with("application/json"));
    let nobody = token_for(&app, &uuid::Uuid::now_v7().to_string(), secret, None).await;
    let nobody = nobody.problem(401, "invalid_client");
    assert_eq!(nobody.text("/error_description"), refused.text("/error_description"));
    token_for(&app, "nobody", secret, None).await.problem(401, "invalid_client");
    token_form(&app, &[("grant_type", "password")]).await.problem(400, "unsupported_grant_type");
    token_form(&app, &[("scope", "run.see")]).await.problem(400, "invalid_request");
    token_form(&app, &[grant]).await.problem(401, "invalid_client");
    let both = [grant, ("client_id", &id), ("client_secret", secret)];
    send_form(&app, &both, Some((&id, secret))).await.problem(400, "invalid_request");
}

#[actix_web::test]
async fn guessing_a_secret_is_limited_and_locks_out_only_the_guesser() {
    let app = TestApp::start().await;
    let machine = app.machine(AGENCY, &["run.see"]).await;
    let id = machine.client_id.to_string();
    for _ in 0..20 {
        token_for(&app, &id, "terang_wrong", None).await.problem(401, "invalid_client");
    }
    token_for(&app, &id, &machine.secret, None).await.problem(429, "too_many_attempts");
    let body = format!("grant_type=client_credentials&client_id={id}&client_secret={}", machine.secret);
    let elsewhere = app.client.post(app.url("/api/v1/oauth/token")).header("x-forwarded-for", "203.0.113.9");
    let elsewhere = elsewhere.header("content-type", "application/x-www-form-urlencoded").body(body);
    app.send(elsewhere, reqwest::Method::POST, "/api/v1/oauth/token").await.expect(200);
}

#[actix_web::test]
async fn only_an_administrator_of_the_agency_with_a_fresh_code_makes_machines() {
    let app = TestApp::start().await;
    let (first, _) = administrators(&app).await;
    let id = first.post(&path(), proposal(&["run.see"])).await.expect(201).text("/id");
    let other = app.officer("administrator", OTHER_AGENCY).await;
    act(&other, &id, "confirm", "\"1\"").await.problem(404, "not_found");
    let inspector = app.officer("inspector", AGENCY).await;
    assert_eq!(inspector.get(&path()).await.expect(200).body["items"].as_array().unwrap().len(), 1);
    inspector.post(&path(), proposal(&["run.see"])).await.problem(404, "not_found");
    app.later(chrono::Duration::minutes(11));
    first.post(&path(), proposal(&["run.see"])).await.problem(403, "step_up_required");
    let refused = diesel_async::RunQueryDsl::execute(
        diesel::sql_query("UPDATE machine_client SET confirmed_by = proposed_by, confirmed_at = now()"),
        &mut app.state.primary().await.unwrap(),
    )
    .await;
    assert!(refused.is_err(), "the database too wants a second administrator");
}
