//! Siti signs up; strangers ask whether she is known, occupy her address, and race for her NIK.
use reqwest::Method;
use serde_json::{Value, json};

use super::{PASSWORD, account, from_app, sign_in};
use crate::support::{Response, TestApp};

const NIK: &str = "9901015705990001";
const SITI: &str = "siti@example.test";
const PATH: &str = "/api/v1/identity/sign-up";

pub fn form(nik: &str, email: &str, password: &str) -> Value {
    json!({
        "nik": nik, "name": "Siti Aminah", "birth_date": "1999-05-17", "email": email,
        "phone": "081200000000", "password": password, "language": "id",
    })
}

pub async fn sign_up(app: &TestApp, body: &Value) -> Response {
    let request = app.client.post(app.url(PATH)).json(body);
    let request = request.header("idempotency-key", uuid::Uuid::now_v7().to_string());
    app.send(request, Method::POST, PATH).await
}

/// The token in the newest mail to an address.
pub async fn mailed_token(app: &TestApp, email: &str) -> String {
    let mails = app.mails_to(email).await;
    let text = &mails.last().unwrap().text;
    text.split('#').nth(1).unwrap().split_whitespace().next().unwrap().to_owned()
}

async fn confirm(app: &TestApp, token: &str, password: &str) -> Response {
    let body = json!({"token": token, "password": password, "client": "app"});
    from_app(app, "/api/v1/identity/confirm-email", body, None).await
}

#[actix_web::test]
async fn siti_signs_up_confirms_and_is_signed_in() {
    let app = TestApp::start().await;
    let received = sign_up(&app, &form(NIK, SITI, PASSWORD)).await.expect(202);
    assert_eq!(received.body, json!({"link_hours": 24}));
    assert_eq!(
        app.count("SELECT count(*) FROM account").await,
        0,
        "nothing exists before the address is confirmed"
    );
    let mails = app.mails_to(SITI).await;
    assert_eq!(mails.len(), 1);
    assert!(!mails[0].text.contains(NIK) && !mails[0].html.contains(NIK));
    let token = mailed_token(&app, SITI).await;
    confirm(&app, &token, PASSWORD).await.expect(200);
    sign_in(&app, SITI, PASSWORD, "app").await.expect(200);
    assert_eq!(app.count("SELECT count(*) FROM account WHERE standing = 'unproven'").await, 1);
    confirm(&app, &token, PASSWORD).await.problem(410, "link_over");
}

#[actix_web::test]
async fn nobody_learns_who_is_known() {
    let app = TestApp::start().await;
    account(&app, SITI, NIK).await;
    let known_nik = sign_up(&app, &form(NIK, "stranger@example.test", PASSWORD)).await.expect(202);
    let known_email = sign_up(&app, &form("9901010101990009", SITI, PASSWORD)).await.expect(202);
    let new = sign_up(&app, &form("9901010101990008", "new@example.test", PASSWORD)).await.expect(202);
    assert_eq!((&known_nik.body, &known_email.body), (&new.body, &new.body));
    // The request itself did the same work in all three cases; the rest happens later.
    assert_eq!(app.count("SELECT count(*) FROM sign_up").await, 3);
    assert_eq!(app.count("SELECT count(*) FROM graphile_worker._private_jobs").await, 3);
    assert_eq!(app.count("SELECT count(*) FROM mail").await, 0);
    let stranger = app.mails_to("stranger@example.test").await;
    let other = app.mails_to("new@example.test").await;
    assert_eq!(
        stranger[0].subject, other[0].subject,
        "the stranger's mail does not tell that the NIK is known"
    );
    let owner = app.mails_to(SITI).await;
    assert_eq!(owner[0].subject, "Anda sudah punya akun");
    assert!(!owner[0].text.contains('#'), "no link that opens anything");
}

#[actix_web::test]
async fn who_types_sitis_address_occupies_nothing() {
    let app = TestApp::start().await;
    let thief = "kata sandi si pencuri 9";
    sign_up(&app, &form("9901010101990009", SITI, thief)).await.expect(202);
    let stolen = mailed_token(&app, SITI).await;
    // Siti clicks the stranger's link with a password of her own: nothing opens.
    confirm(&app, &stolen, PASSWORD).await.problem(401, "wrong_credentials");
    sign_up(&app, &form(NIK, SITI, PASSWORD)).await.expect(202);
    let hers = mailed_token(&app, SITI).await;
    confirm(&app, &hers, PASSWORD).await.expect(200);
    // The stranger's sign-up is worthless now, even with link and password.
    confirm(&app, &stolen, thief).await.problem(410, "link_over");
    sign_in(&app, SITI, thief, "app").await.problem(401, "wrong_credentials");
}

#[actix_web::test]
async fn a_link_is_over_after_a_day_and_cannot_be_made_up() {
    let app = TestApp::start().await;
    sign_up(&app, &form(NIK, SITI, PASSWORD)).await.expect(202);
    let token = mailed_token(&app, SITI).await;
    let forged: String = token.chars().rev().collect();
    confirm(&app, &forged, PASSWORD).await.problem(410, "link_over");
    app.later(chrono::Duration::hours(24));
    confirm(&app, &token, PASSWORD).await.problem(410, "link_over");
}

#[actix_web::test]
async fn sending_the_form_twice_is_one_sign_up() {
    let app = TestApp::start().await;
    let body = form(NIK, SITI, PASSWORD);
    for _ in 0..2 {
        let request = app.client.post(app.url(PATH)).json(&body).header("idempotency-key", "once");
        app.send(request, Method::POST, PATH).await.expect(202);
    }
    assert_eq!(app.mails_to(SITI).await.len(), 1);
}

#[actix_web::test]
async fn what_is_typed_wrong_is_named_and_not_repeated() {
    let app = TestApp::start().await;
    let mut body = form("990101570599000", "siti", PASSWORD);
    body["phone"] = json!("nol delapan");
    let refused = sign_up(&app, &body).await.problem(422, "bad_input");
    let refused = refused.field("/nik").field("/email").field("/phone");
    assert!(!refused.body.to_string().contains("990101570599000"));
    let common = sign_up(&app, &form(NIK, SITI, "sitiaminah1999")).await.problem(422, "bad_input");
    common.field("/password");
    let mut future = form(NIK, SITI, PASSWORD);
    future["birth_date"] = json!("2030-01-01");
    sign_up(&app, &future).await.problem(422, "bad_input").field("/birth_date");
}

#[actix_web::test]
async fn what_waits_is_not_readable_in_the_database() {
    let app = TestApp::start().await;
    sign_up(&app, &form(NIK, SITI, PASSWORD)).await.expect(202);
    app.run_jobs().await;
    for table in ["sign_up", "mail", "attempt", "record_answer"] {
        for secret in [NIK, SITI, PASSWORD, "Aminah"] {
            let query = format!("SELECT count(*) FROM {table} t WHERE t::text LIKE '%{secret}%'");
            assert_eq!(app.count(&query).await, 0, "{secret} stands in {table}");
        }
    }
}
