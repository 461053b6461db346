//! The drill of `docs/OPERATE.md`: `token.key` is exchanged, and nobody has to sign in again.
use serde_json::{Value, json};
use server::kernel::Clock;

use crate::{
    identity::{PASSWORD, account, sign_in},
    kills::serving::Serving,
    support::TestApp,
};

#[actix_web::test]
async fn with_a_new_token_key_everybody_stays_signed_in() {
    let app = TestApp::start_at(Clock::system()).await;
    account(&app, "siti@example.test", "9901015705990001").await;
    let before = sign_in(&app, "siti@example.test", PASSWORD, "mobile").await.expect(200);
    let keys = app.folder.join("keys");
    let old = std::fs::read(keys.join("token.key")).unwrap();
    std::fs::remove_file(keys.join("token.key")).unwrap();

    let serving = Serving::new(&app);
    let _process = serving.start();
    serving.answers().await;
    assert_ne!(std::fs::read(keys.join("token.key")).unwrap(), old);
    let me = async |token: &str| {
        let address = format!("{}/api/v1/identity/me", serving.address());
        app.client.get(address).bearer_auth(token).send().await.unwrap().status().as_u16()
    };
    assert_eq!(me(&before.text("/access_token")).await, 401);
    let refresh = app.client.post(format!("{}/api/v1/identity/refresh", serving.address()));
    let answer = refresh.json(&json!({"refresh_token": before.text("/refresh_token")})).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    let after: Value = serde_json::from_slice(&answer.bytes().await.unwrap()).unwrap();
    assert_eq!(me(after["access_token"].as_str().unwrap()).await, 200);
}
