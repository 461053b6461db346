//! Siti signs in; strangers guess, steal a token, or come from another site.
use chrono::Duration;
use reqwest::Method;
use serde_json::{Value, json};

use super::{PASSWORD, account, from_app, sign_in, with_token};
use crate::support::{Response, TestApp};

const NIK: &str = "9901015705990001";
const SITI: &str = "siti@example.test";
const REFRESH: &str = "/api/v1/identity/refresh";

/// `name=value` of the refresh cookie that an answer sets.
fn cookie(answer: &Response) -> String {
    let line = answer.headers["set-cookie"].to_str().unwrap();
    line.split(';').next().unwrap().to_owned()
}

#[actix_web::test]
async fn siti_signs_in_and_sees_herself() {
    let app = TestApp::start().await;
    let made = account(&app, SITI, NIK).await;
    let answer = sign_in(&app, "Siti@Example.test ", PASSWORD, "app").await.expect(200);
    let line = answer.headers["set-cookie"].to_str().unwrap();
    for part in ["__Host-terang-refresh=", "Path=/", "Secure", "HttpOnly", "SameSite=Strict"] {
        assert!(line.contains(part), "{line}");
    }
    assert!(answer.body["refresh_token"].is_null(), "the app's token stays out of reach of scripts");
    let token = answer.text("/access_token");
    let me = with_token(&app, Method::GET, "/api/v1/identity/me", &token, Value::Null).await.expect(200);
    assert_eq!(me.text("/id"), made.account_id.to_string());
    assert_eq!(me.text("/standing"), "unproven");
    assert_eq!(me.text("/nik_masked"), "••••••••••••0001");
    assert_eq!(me.body["grants"], json!([]));
}

#[actix_web::test]
async fn an_officer_sees_what_each_role_opens() {
    let app = TestApp::start().await;
    let verifier = app.officer("verifier", "5473").await;
    let me = verifier.get("/api/v1/identity/me").await.expect(200);
    let grant = &me.body["grants"][0];
    assert_eq!((&grant["agency_id"], &grant["role"]), (&json!("5473"), &json!("verifier")));
    let permissions = grant["permissions"].as_array().unwrap();
    assert!(permissions.contains(&json!("verdict.give")));
    assert!(!permissions.contains(&json!("verdict.release")));
    assert_eq!(grant["agency_name"], "Pemerintah Kota Sawahlunto");
}

#[actix_web::test]
async fn an_unknown_address_and_a_wrong_password_look_alike() {
    let app = TestApp::start().await;
    account(&app, SITI, NIK).await;
    let wrong = sign_in(&app, SITI, "bukan kata sandinya", "app").await.problem(401, "wrong_credentials");
    let unknown =
        sign_in(&app, "nobody@example.test", PASSWORD, "app").await.problem(401, "wrong_credentials");
    let without_trace = |answer: &Response| {
        let mut body = answer.body.clone();
        body["trace_id"] = Value::Null;
        body
    };
    assert_eq!(without_trace(&wrong), without_trace(&unknown));
}

#[actix_web::test]
async fn guessing_ends_after_ten_tries_and_says_when_to_come_back() {
    let app = TestApp::start().await;
    account(&app, SITI, NIK).await;
    for _ in 0..10 {
        sign_in(&app, SITI, "tebakan tebakan", "app").await.problem(401, "wrong_credentials");
    }
    let full = sign_in(&app, SITI, PASSWORD, "app").await.problem(429, "too_many_attempts");
    let seconds: i64 = full.headers["retry-after"].to_str().unwrap().parse().unwrap();
    assert!((1..=900).contains(&seconds), "{seconds}");
    app.later(Duration::seconds(seconds));
    sign_in(&app, SITI, PASSWORD, "app").await.expect(200);
    for _ in 0..10 {
        sign_in(&app, SITI, PASSWORD, "app").await.expect(200);
    }
    let clear = app.count("SELECT count(*) FROM attempt a WHERE a::text LIKE '%siti%'").await;
    assert_eq!(clear, 0, "no address stands in the clear");
}

#[actix_web::test]
async fn a_refresh_token_works_once_and_its_reuse_ends_the_session() {
    let app = TestApp::start().await;
    account(&app, SITI, NIK).await;
    let first = sign_in(&app, SITI, PASSWORD, "mobile").await.expect(200).text("/refresh_token");
    let renewed = app.post(REFRESH, json!({"refresh_token": first})).await.expect(200);
    let (second, access) = (renewed.text("/refresh_token"), renewed.text("/access_token"));
    assert_ne!(first, second);
    app.post(REFRESH, json!({"refresh_token": first})).await.problem(401, "session_ended");
    app.post(REFRESH, json!({"refresh_token": second})).await.problem(401, "session_ended");
    with_token(&app, Method::GET, "/api/v1/identity/me", &access, Value::Null)
        .await
        .problem(401, "sign_in_required");
    assert_eq!(app.count("SELECT count(*) FROM session WHERE ended_because = 'refresh_reused'").await, 1);
}

#[actix_web::test]
async fn the_cookie_renews_for_the_app_and_not_for_another_site() {
    let app = TestApp::start().await;
    account(&app, SITI, NIK).await;
    let signed = sign_in(&app, SITI, PASSWORD, "app").await.expect(200);
    let foreign = app.client.post(app.url(REFRESH)).header("origin", "https://evil.example");
    let foreign = foreign.header("cookie", cookie(&signed)).json(&json!({}));
    app.send(foreign, Method::POST, REFRESH).await.problem(403, "foreign_origin");
    let silent = app.client.post(app.url(REFRESH)).header("cookie", cookie(&signed)).json(&json!({}));
    app.send(silent, Method::POST, REFRESH).await.problem(403, "foreign_origin");
    let renewed = from_app(&app, REFRESH, json!({}), Some(&cookie(&signed))).await.expect(200);
    assert_ne!(cookie(&renewed), cookie(&signed));
    from_app(&app, REFRESH, json!({}), None).await.problem(401, "session_ended");
}

#[actix_web::test]
async fn another_site_cannot_sign_a_browser_in() {
    let app = TestApp::start().await;
    account(&app, SITI, NIK).await;
    let path = "/api/v1/identity/sign-in";
    let body = json!({"email": SITI, "password": PASSWORD, "client": "app"});
    let request = app.client.post(app.url(path)).header("origin", "https://evil.example").json(&body);
    app.send(request, Method::POST, path).await.problem(403, "foreign_origin");
}

#[actix_web::test]
async fn a_cookie_is_no_token_of_a_mobile_client() {
    let app = TestApp::start().await;
    account(&app, SITI, NIK).await;
    let signed = sign_in(&app, SITI, PASSWORD, "app").await.expect(200);
    let token = cookie(&signed).split_once('=').unwrap().1.to_owned();
    app.post(REFRESH, json!({"refresh_token": token})).await.problem(401, "session_ended");
}

#[actix_web::test]
async fn signing_out_ends_the_session_at_once() {
    let app = TestApp::start().await;
    account(&app, SITI, NIK).await;
    let signed = sign_in(&app, SITI, PASSWORD, "app").await.expect(200);
    let token = signed.text("/access_token");
    let out =
        with_token(&app, Method::POST, "/api/v1/identity/sign-out", &token, json!({})).await.expect(204);
    assert!(out.headers["set-cookie"].to_str().unwrap().contains("Max-Age=0"));
    with_token(&app, Method::GET, "/api/v1/identity/me", &token, Value::Null)
        .await
        .problem(401, "sign_in_required");
    from_app(&app, REFRESH, json!({}), Some(&cookie(&signed))).await.problem(401, "session_ended");
}

#[actix_web::test]
async fn siti_ends_a_session_on_a_lost_phone_and_nobody_elses() {
    let app = TestApp::start().await;
    account(&app, SITI, NIK).await;
    let budi = app.person("Budi").await;
    let phone = sign_in(&app, SITI, PASSWORD, "mobile").await.expect(200).text("/access_token");
    let here = sign_in(&app, SITI, PASSWORD, "app").await.expect(200).text("/access_token");
    let path = "/api/v1/identity/sessions";
    let list = with_token(&app, Method::GET, path, &here, Value::Null).await.expect(200);
    assert_eq!(list.body.as_array().unwrap().len(), 2);
    let lost = list.body.as_array().unwrap().iter().find(|s| s["client"] == "mobile").unwrap();
    assert_eq!(lost["current"], false);
    let lost = format!("{path}/{}", lost["id"].as_str().unwrap());
    let foreign = budi.request(Method::DELETE, &lost);
    app.send(foreign, Method::DELETE, &lost).await.problem(404, "not_found");
    with_token(&app, Method::DELETE, &lost, &here, json!({})).await.expect(204);
    with_token(&app, Method::GET, path, &phone, Value::Null).await.problem(401, "sign_in_required");
}

#[actix_web::test]
async fn a_session_runs_out_and_an_access_token_sooner() {
    let app = TestApp::start().await;
    account(&app, SITI, NIK).await;
    let signed = sign_in(&app, SITI, PASSWORD, "mobile").await.expect(200);
    app.later(Duration::minutes(10));
    let token = signed.text("/access_token");
    with_token(&app, Method::GET, "/api/v1/identity/me", &token, Value::Null)
        .await
        .problem(401, "sign_in_required");
    app.later(Duration::days(14));
    app.post(REFRESH, json!({"refresh_token": signed.text("/refresh_token")}))
        .await
        .problem(401, "session_ended");
}
