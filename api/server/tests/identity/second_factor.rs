//! The second factor: set up with a code, fresh for ten minutes, no code twice.
use chrono::Duration;
use reqwest::Method;
use serde_json::json;
use server::identity::code_at;

use super::{PASSWORD, account, sign_in, with_token};
use crate::support::{AGENCY, TestApp};

const SET_UP: &str = "/api/v1/identity/second-factor/set-up";
const GIVE: &str = "/api/v1/identity/second-factor";

struct Officer {
    token: String,
    secret: Vec<u8>,
}

async fn set_up(app: &TestApp) -> Officer {
    account(app, "budi@example.test", "9901010101990002").await;
    let token = sign_in(app, "budi@example.test", PASSWORD, "mobile").await.expect(200).text("/access_token");
    let answer = with_token(app, Method::POST, SET_UP, &token, json!({})).await.expect(200);
    assert!(answer.text("/uri").starts_with("otpauth://totp/Terang:budi"));
    assert!(answer.text("/qr_svg").contains("<svg"));
    let plain = answer.text("/secret").replace(' ', "");
    let secret = data_encoding::BASE32_NOPAD.decode(plain.as_bytes()).unwrap();
    Officer { token, secret }
}

impl Officer {
    async fn give(&self, app: &TestApp, code: &str) -> crate::support::Response {
        with_token(app, Method::POST, GIVE, &self.token, json!({"code": code})).await
    }

    fn code(&self, app: &TestApp) -> String {
        code_at(&self.secret, app.now()).unwrap()
    }
}

#[actix_web::test]
async fn a_code_confirms_the_set_up_and_is_taken_once() {
    let app = TestApp::start().await;
    let budi = set_up(&app).await;
    let code = budi.code(&app);
    budi.give(&app, &code).await.expect(200);
    budi.give(&app, &code).await.problem(422, "wrong_code");
    app.later(Duration::seconds(30));
    budi.give(&app, &code).await.problem(422, "wrong_code");
    budi.give(&app, &budi.code(&app)).await.expect(200);
    with_token(&app, Method::POST, SET_UP, &budi.token, json!({})).await.problem(409, "second_factor_set_up");
}

#[actix_web::test]
async fn guessed_codes_run_into_the_limit() {
    let app = TestApp::start().await;
    let budi = set_up(&app).await;
    let wrong = if budi.code(&app) == "000000" { "000001" } else { "000000" };
    for _ in 0..10 {
        budi.give(&app, wrong).await.problem(422, "wrong_code");
    }
    budi.give(&app, &budi.code(&app)).await.problem(429, "too_many_attempts");
}

#[actix_web::test]
async fn without_a_set_up_there_is_no_code() {
    let app = TestApp::start().await;
    let siti = app.person("Siti").await;
    siti.post(GIVE, json!({"code": "123456"})).await.problem(409, "second_factor_not_set_up");
}

#[actix_web::test]
async fn a_role_without_second_factor_opens_nothing() {
    let app = TestApp::start().await;
    let officer = app.person("Administrator").await;
    officer.grant("administrator", AGENCY).await;
    let path = format!("/api/v1/agencies/{AGENCY}/grants");
    officer.get(&path).await.problem(403, "second_factor_required");
    officer.step_up().await;
    officer.get(&path).await.expect(200);
}
