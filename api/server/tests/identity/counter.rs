//! The counter: two officers prove, settle and reset; neither alone, nobody for himself.
use serde_json::json;
use uuid::Uuid;

use super::{PASSWORD, account, sign_in};
use crate::support::{AGENCY, Caller, OTHER_AGENCY, Response, TestApp};

const NIK: &str = "9901015705990001";
const SITI: &str = "siti@example.test";

async fn open(officer: &Caller<'_>, kind: &str, account: Uuid) -> Response {
    let body = json!({"kind": kind, "account_id": account, "evidence": "identity_card"});
    officer.post(&format!("/api/v1/agencies/{AGENCY}/counter/cases"), body).await
}

async fn decide(officer: &Caller<'_>, case: &Response, confirm: bool) -> Response {
    let path = format!("/api/v1/agencies/{AGENCY}/counter/cases/{}/decide", case.text("/id"));
    officer.act(&path, json!({"confirm": confirm}), "\"1\"").await
}

async fn officers(app: &TestApp) -> (Caller<'_>, Caller<'_>) {
    (app.officer("counter_officer", AGENCY).await, app.officer("counter_officer", AGENCY).await)
}

#[actix_web::test]
async fn siti_brings_her_card_and_two_officers_prove_her() {
    let app = TestApp::start().await;
    let (first, second) = officers(&app).await;
    let siti = account(&app, SITI, NIK).await;
    let search = format!("/api/v1/agencies/{AGENCY}/counter/search");
    let found = first.post(&search, json!({"email_or_nik": NIK})).await.expect(200);
    assert_eq!(found.body[0]["account_id"], json!(siti.account_id));
    let case = open(&first, "prove", siti.account_id).await.expect(201);
    decide(&first, &case, true).await.problem(409, "same_officer");
    let other = app.officer("counter_officer", OTHER_AGENCY).await;
    decide(&other, &case, true).await.problem(404, "not_found");
    decide(&second, &case, true).await.expect(200);
    decide(&second, &case, true).await.problem(412, "changed_meanwhile");
    let proven =
        format!("SELECT count(*) FROM account WHERE id = '{}' AND standing = 'proven'", siti.account_id);
    assert_eq!(app.count(&proven).await, 1);
    assert_eq!(app.mails_to(SITI).await.last().unwrap().subject, "Sebuah akun terbukti untuk Anda");
    let entries = format!("SELECT count(*) FROM inbox_entry WHERE person_id = '{}'", siti.person_id);
    assert_eq!(app.count(&entries).await, 1);
    let reads = format!("SELECT count(*) FROM record_personal_read WHERE person_id = '{}'", siti.person_id);
    assert_eq!(app.count(&reads).await, 1, "the look-up is kept for Siti to see");
}

#[actix_web::test]
async fn a_stale_second_factor_decides_nothing() {
    let app = TestApp::start().await;
    let (first, second) = officers(&app).await;
    let siti = account(&app, SITI, NIK).await;
    let case = open(&first, "prove", siti.account_id).await.expect(201);
    app.later(chrono::Duration::minutes(10));
    decide(&second, &case, true).await.problem(403, "step_up_required");
}

#[actix_web::test]
async fn an_earlier_false_claim_is_suspended_and_not_deleted() {
    let app = TestApp::start().await;
    let (first, second) = officers(&app).await;
    let stranger = account(&app, "stranger@example.test", NIK).await;
    let case = open(&first, "prove", stranger.account_id).await.expect(201);
    decide(&second, &case, true).await.expect(200);
    sign_in(&app, "stranger@example.test", PASSWORD, "mobile").await.expect(200);
    let siti = account(&app, SITI, NIK).await;
    open(&first, "prove", siti.account_id).await.problem(409, "nik_taken");
    let dispute = open(&first, "dispute", siti.account_id).await.expect(201);
    sign_in(&app, "stranger@example.test", PASSWORD, "mobile").await.expect(200);
    decide(&second, &dispute, true).await.expect(200);
    sign_in(&app, "stranger@example.test", PASSWORD, "mobile").await.problem(403, "account_suspended");
    let kept = "SELECT count(*) FROM account WHERE standing = 'suspended' AND proven_by = 'counter'";
    assert_eq!(app.count(kept).await, 1);
    let joined = format!(
        "SELECT count(*) FROM account WHERE id = '{}' AND standing = 'proven' AND person_id = '{}'",
        siti.account_id, stranger.person_id
    );
    assert_eq!(app.count(&joined).await, 1);
    for (kind, count) in [("account_disputed", 1), ("account_settled", 1), ("account_proven", 2)] {
        let query = format!("SELECT count(*) FROM record_leaf WHERE kind = '{kind}'");
        assert_eq!(app.count(&query).await, count, "{kind}");
    }
    for email in [SITI, "stranger@example.test"] {
        let subjects: Vec<_> = app.mails_to(email).await.into_iter().map(|mail| mail.subject).collect();
        assert!(subjects.contains(&"Identitas akun Anda dipersoalkan".into()), "{email}: {subjects:?}");
        assert!(subjects.contains(&"Sengketa identitas sudah diputuskan".into()), "{email}: {subjects:?}");
    }
}

#[actix_web::test]
async fn a_refused_dispute_changes_nothing() {
    let app = TestApp::start().await;
    let (first, second) = officers(&app).await;
    let siti = account(&app, SITI, NIK).await;
    let case = open(&first, "prove", siti.account_id).await.expect(201);
    decide(&second, &case, true).await.expect(200);
    let stranger = account(&app, "stranger@example.test", NIK).await;
    let dispute = open(&first, "dispute", stranger.account_id).await.expect(201);
    decide(&second, &dispute, false).await.expect(200);
    sign_in(&app, SITI, PASSWORD, "mobile").await.expect(200);
    let proven =
        format!("SELECT count(*) FROM account WHERE id = '{}' AND standing = 'proven'", siti.account_id);
    assert_eq!(app.count(&proven).await, 1);
}

#[actix_web::test]
async fn without_mail_a_code_from_two_officers_gives_a_new_password() {
    let app = TestApp::start().await;
    let (first, second) = officers(&app).await;
    let siti = account(&app, SITI, NIK).await;
    sign_in(&app, SITI, PASSWORD, "mobile").await.expect(200);
    let case = open(&first, "reset", siti.account_id).await.expect(201);
    let code = decide(&second, &case, true).await.expect(200).text("/code");
    assert_eq!(
        app.count(&format!("SELECT count(*) FROM account_token t WHERE t::text LIKE '%{code}%'")).await,
        0
    );
    let written = code.to_lowercase().replace('-', " ");
    let body = json!({"token": written, "password": "payung hijau sungai 42"});
    app.post("/api/v1/identity/new-password", body.clone()).await.expect(204);
    app.post("/api/v1/identity/new-password", body).await.problem(410, "link_over");
    sign_in(&app, SITI, "payung hijau sungai 42", "app").await.expect(200);
    let subjects: Vec<_> = app.mails_to(SITI).await.into_iter().map(|mail| mail.subject).collect();
    assert!(subjects.contains(&"Loket membuka kata sandi baru".into()), "{subjects:?}");
}

#[actix_web::test]
async fn an_officer_does_not_handle_himself() {
    let app = TestApp::start().await;
    let (first, second) = officers(&app).await;
    open(&first, "reset", first.account_id).await.problem(409, "own_case");
    let case = open(&first, "reset", second.account_id).await.expect(201);
    decide(&second, &case, true).await.problem(409, "own_case");
}
