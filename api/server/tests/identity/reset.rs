//! A forgotten password: only who reads the account's mail gets a new one.
use serde_json::json;

use super::{PASSWORD, account, sign_in, sign_up::mailed_token};
use crate::support::{Response, TestApp};

const SITI: &str = "siti@example.test";
const NEW: &str = "payung hijau sungai 42";

async fn forget(app: &TestApp, email: &str) -> Response {
    app.post("/api/v1/identity/forgotten-password", json!({"email": email})).await
}

async fn renew(app: &TestApp, token: &str, password: &str) -> Response {
    app.post("/api/v1/identity/new-password", json!({"token": token, "password": password})).await
}

#[actix_web::test]
async fn siti_gets_a_new_password_by_mail_and_old_sessions_end() {
    let app = TestApp::start().await;
    account(&app, SITI, "9901015705990001").await;
    sign_in(&app, SITI, PASSWORD, "mobile").await.expect(200);
    forget(&app, SITI).await.expect(202);
    let token = mailed_token(&app, SITI).await;
    renew(&app, &token, "1234567890").await.problem(422, "bad_input").field("/password");
    renew(&app, &token, NEW).await.expect(204);
    renew(&app, &token, NEW).await.problem(410, "link_over");
    sign_in(&app, SITI, PASSWORD, "app").await.problem(401, "wrong_credentials");
    sign_in(&app, SITI, NEW, "app").await.expect(200);
    assert_eq!(app.count("SELECT count(*) FROM session WHERE ended_because = 'password_changed'").await, 1);
    let mails = app.mails_to(SITI).await;
    assert_eq!(mails.last().unwrap().subject, "Kata sandi Anda sudah diganti");
}

#[actix_web::test]
async fn an_unknown_address_gets_the_same_answer_and_no_mail() {
    let app = TestApp::start().await;
    account(&app, SITI, "9901015705990001").await;
    let known = forget(&app, SITI).await.expect(202);
    let unknown = forget(&app, "nobody@example.test").await.expect(202);
    assert_eq!(known.body, unknown.body);
    assert!(app.mails_to("nobody@example.test").await.is_empty());
    let clear = "SELECT count(*) FROM graphile_worker._private_jobs j WHERE j::text LIKE '%example%'";
    assert_eq!(app.count(clear).await, 0);
}

#[actix_web::test]
async fn a_sign_up_link_resets_nothing_and_the_reverse() {
    let app = TestApp::start().await;
    let body = super::sign_up::form("9901015705990001", SITI, PASSWORD);
    super::sign_up::sign_up(&app, &body).await.expect(202);
    let token = mailed_token(&app, SITI).await;
    renew(&app, &token, NEW).await.problem(410, "link_over");
}
