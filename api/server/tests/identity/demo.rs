//! The demo's accounts, whose password everybody knows, open nothing outside the demo.
use reqwest::Method;
use serde_json::Value;

use super::{PASSWORD, account, sign_in, with_token};
use crate::support::TestApp;

const DEMO: &str = "/api/v1/demo/accounts";
const ME: &str = "/api/v1/identity/me";
const EMAIL: &str = "panitia1@rekaan.test";

async fn demo_account(app: &TestApp) {
    account(app, EMAIL, "9901015705990001").await;
    app.sql("UPDATE account SET demo = true").await;
}

#[actix_web::test]
async fn in_the_demo_they_are_listed_and_sign_in() {
    let app = TestApp::start_demo().await;
    demo_account(&app).await;
    let listed = app.get(DEMO).await.expect(200);
    assert!(!listed.body["accounts"].as_array().unwrap().is_empty());
    let token = sign_in(&app, EMAIL, PASSWORD, "mobile").await.expect(200).text("/access_token");
    with_token(&app, Method::GET, ME, &token, Value::Null).await.expect(200);
}

#[actix_web::test]
async fn elsewhere_there_are_none() {
    let app = TestApp::start().await;
    app.get(DEMO).await.problem(404, "not_found");
    account(&app, EMAIL, "9901015705990001").await;
    let token = sign_in(&app, EMAIL, PASSWORD, "mobile").await.expect(200).text("/access_token");
    // The database of a demo, served without the demo: an open session ends too.
    app.sql("UPDATE account SET demo = true").await;
    sign_in(&app, EMAIL, PASSWORD, "mobile").await.problem(401, "wrong_credentials");
    with_token(&app, Method::GET, ME, &token, Value::Null).await.problem(401, "sign_in_required");
}
