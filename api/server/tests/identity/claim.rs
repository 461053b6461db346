//! Joining an imported person: only who reads the imported address can, and only for the account that asked.
use chrono::NaiveDate;
use reqwest::Method;
use serde_json::json;
use server::{
    identity::{Contact, Identification, ProvenBy, import_person, prove},
    record::{Actor, write},
};
use uuid::Uuid;

use super::{PASSWORD, account, sign_in, sign_up::mailed_token, with_token};
use crate::support::{AGENCY, Response, TestApp};

const NIK: &str = "9901015705990001";
const SITI: &str = "siti@example.test";
const IMPORTED: &str = "siti.lama@example.test";

async fn imported(app: &TestApp) -> Uuid {
    let identification = Identification {
        nik: NIK.into(),
        name: "SITI AMINAH".into(),
        birth_date: NaiveDate::from_ymd_opt(1999, 5, 17).unwrap(),
    };
    let contact = Contact { email: Some(IMPORTED.into()), phone: None };
    write(&app.state, Actor::system("t"), async |w| {
        import_person(&app.state, w, AGENCY, &identification, &contact).await
    })
    .await
    .unwrap()
}

async fn token(app: &TestApp, email: &str) -> String {
    sign_in(app, email, PASSWORD, "mobile").await.expect(200).text("/access_token")
}

async fn claim(app: &TestApp, access: &str) -> Response {
    with_token(app, Method::POST, "/api/v1/identity/claim", access, json!({})).await
}

async fn confirm(app: &TestApp, access: &str, link: &str) -> Response {
    with_token(app, Method::POST, "/api/v1/identity/claim/confirm", access, json!({"token": link})).await
}

#[actix_web::test]
async fn siti_joins_the_application_that_sscasn_brought() {
    let app = TestApp::start().await;
    let person = imported(&app).await;
    let made = account(&app, SITI, NIK).await;
    let access = token(&app, SITI).await;
    claim(&app, &access).await.expect(202);
    let link = mailed_token(&app, IMPORTED).await;
    confirm(&app, &access, &link).await.expect(204);
    confirm(&app, &access, &link).await.problem(410, "link_over");
    let me = with_token(&app, Method::GET, "/api/v1/identity/me", &access, json!(null)).await.expect(200);
    assert_eq!((me.text("/standing"), me.text("/proven_by")), ("proven".into(), "imported_email".into()));
    let joined =
        format!("SELECT count(*) FROM account WHERE id = '{}' AND person_id = '{person}'", made.account_id);
    assert_eq!(app.count(&joined).await, 1);
    let earlier =
        format!("SELECT count(*) FROM person WHERE id = '{}' AND superseded_by = '{person}'", made.person_id);
    assert_eq!(app.count(&earlier).await, 1);
    assert_eq!(app.count("SELECT count(*) FROM record_leaf WHERE kind = 'account_proven'").await, 1);
    assert_eq!(app.mails_to(IMPORTED).await.last().unwrap().subject, "Sebuah akun terbukti untuk Anda");
}

#[actix_web::test]
async fn a_stranger_who_types_sitis_nik_gets_nothing_even_when_she_clicks() {
    let app = TestApp::start().await;
    imported(&app).await;
    account(&app, "stranger@example.test", NIK).await;
    account(&app, SITI, NIK).await;
    let stranger = token(&app, "stranger@example.test").await;
    claim(&app, &stranger).await.expect(202);
    let link = mailed_token(&app, IMPORTED).await;
    assert!(app.mails_to("stranger@example.test").await.is_empty());
    let siti = token(&app, SITI).await;
    confirm(&app, &siti, &link).await.problem(410, "link_over");
    assert_eq!(app.count("SELECT count(*) FROM account WHERE standing = 'proven'").await, 0);
}

#[actix_web::test]
async fn a_claim_answers_the_same_whether_or_not_there_is_an_import() {
    let app = TestApp::start().await;
    imported(&app).await;
    account(&app, SITI, NIK).await;
    account(&app, "budi@example.test", "9901010101990002").await;
    let with = claim(&app, &token(&app, SITI).await).await.expect(202);
    let without = claim(&app, &token(&app, "budi@example.test").await).await.expect(202);
    assert_eq!(with.body, without.body);
    app.run_jobs().await;
    assert_eq!(app.mailbox.messages().len(), 1);
}

#[actix_web::test]
async fn of_a_hundred_who_race_for_one_nik_one_is_proven() {
    let app = TestApp::start().await;
    let mut accounts = Vec::new();
    // The hashing is not what races here.
    let first = account(&app, "pelari0@example.test", NIK).await;
    accounts.push(first.account_id);
    for number in 1..100 {
        let caller = app.person_with_nik(&format!("Pelari {number}"), NIK, "unproven").await;
        accounts.push(caller.account_id);
    }
    let racing = accounts.into_iter().map(|id| {
        let state = app.state.clone();
        async move {
            write(&state, Actor::system("t"), async |w| prove(w, id, ProvenBy::Counter, Some(AGENCY)).await)
                .await
        }
    });
    let done = futures::future::join_all(racing).await;
    assert_eq!(done.iter().filter(|one| one.is_ok()).count(), 1);
    for refused in done.into_iter().filter_map(Result::err) {
        assert_eq!(refused.code.code, "nik_taken");
    }
    assert_eq!(app.count("SELECT count(*) FROM account WHERE standing = 'proven'").await, 1);
    assert_eq!(app.count("SELECT count(*) FROM person WHERE standing = 'established'").await, 1);
    assert_eq!(app.count("SELECT count(*) FROM record_leaf WHERE kind = 'account_proven'").await, 1);
}
