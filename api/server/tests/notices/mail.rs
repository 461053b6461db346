//! Mail: one Message-ID however often it is tried, one inbox entry, and nothing confidential on the way.
use server::{
    kernel::{Problem, problem::INTERNAL},
    notices::{Notice, tell},
    record::{Actor, write},
};
use uuid::Uuid;

use crate::support::{AGENCY, TestApp};

pub fn news() -> Notice {
    Notice {
        kind: "stage_announced",
        agency: Some(AGENCY.into()),
        subject: ("Hasil administrasi sudah ada".into(), "The administrative stage is out".into()),
        body: ("Anda memenuhi syarat.".into(), "You meet the requirements.".into()),
        link: Some("/lamaran".into()),
    }
}

pub async fn told(app: &TestApp, person: Uuid) {
    write(&app.state, Actor::system("t"), async |w| tell(&app.state, w, person, news()).await).await.unwrap();
}

/// The queue waits longer after each failure; a test does not.
async fn let_retries_come_now(app: &TestApp) {
    app.sql("UPDATE graphile_worker._private_jobs SET run_at = now()").await;
}

#[actix_web::test]
async fn siti_gets_a_mail_that_says_there_is_news_and_nothing_of_it() {
    let app = TestApp::start().await;
    let siti = app.person("Siti").await;
    told(&app, siti.person_id).await;
    let mails = app.mails_to(&siti.email).await;
    assert_eq!(mails.len(), 1);
    let mail = &mails[0];
    assert_eq!(mail.subject, "Hasil administrasi sudah ada");
    for part in [&mail.text, &mail.html] {
        assert!(part.contains("kotak-masuk"), "{part}");
        assert!(!part.contains("memenuhi syarat") && !part.contains("9901010101"), "{part}");
    }
    assert_eq!(
        app.count("SELECT count(*) FROM mail WHERE delivered_at IS NOT NULL AND attempts = 1").await,
        1
    );
    app.run_jobs().await;
    assert_eq!(app.mailbox.messages().len(), 1, "a delivered mail is not sent again");
}

#[actix_web::test]
async fn a_refused_delivery_is_tried_again_and_the_inbox_holds_one_entry() {
    let app = TestApp::start().await;
    let siti = app.person("Siti").await;
    app.mailbox.refuse_next(1);
    told(&app, siti.person_id).await;
    assert!(app.mails_to(&siti.email).await.is_empty());
    assert_eq!(app.count("SELECT count(*) FROM mail WHERE attempts = 1 AND last_error IS NOT NULL").await, 1);
    let_retries_come_now(&app).await;
    assert_eq!(app.mails_to(&siti.email).await.len(), 1);
    assert_eq!(app.count("SELECT count(*) FROM mail WHERE attempts = 2 AND last_error IS NULL").await, 1);
    assert_eq!(app.count("SELECT count(*) FROM inbox_entry").await, 1);
}

#[actix_web::test]
async fn a_lost_answer_sends_it_twice_under_one_message_id() {
    let app = TestApp::start().await;
    let siti = app.person("Siti").await;
    app.mailbox.lose_answer_next(1);
    told(&app, siti.person_id).await;
    app.run_jobs().await;
    let_retries_come_now(&app).await;
    let mails = app.mails_to(&siti.email).await;
    assert_eq!(mails.len(), 2);
    assert_eq!(mails[0].message_id, mails[1].message_id);
    assert!(!mails[0].message_id.is_empty());
}

#[actix_web::test]
async fn an_address_never_stands_in_the_clear_or_in_an_error() {
    let app = TestApp::start().await;
    let siti = app.person("Siti").await;
    app.mailbox.refuse_next(1);
    told(&app, siti.person_id).await;
    app.run_jobs().await;
    for table in ["mail", "graphile_worker._private_jobs"] {
        let query = format!("SELECT count(*) FROM {table} t WHERE t::text LIKE '%example.test%'");
        assert_eq!(app.count(&query).await, 0, "{table}");
    }
}

#[actix_web::test]
async fn a_refused_command_tells_nobody() {
    let app = TestApp::start().await;
    let siti = app.person("Siti").await;
    let refused: Result<(), Problem> = write(&app.state, Actor::system("t"), async |w| {
        tell(&app.state, w, siti.person_id, news()).await?;
        Err(Problem::new(&INTERNAL))
    })
    .await;
    assert!(refused.is_err());
    assert!(app.mails_to(&siti.email).await.is_empty());
    assert_eq!(app.count("SELECT count(*) FROM inbox_entry").await, 0);
}

#[actix_web::test]
async fn who_has_no_confirmed_address_is_told_in_the_inbox_alone() {
    let app = TestApp::start().await;
    let siti = app.person("Siti").await;
    app.sql("UPDATE account SET email_confirmed_at = NULL").await;
    told(&app, siti.person_id).await;
    app.run_jobs().await;
    assert!(app.mailbox.messages().is_empty());
    assert_eq!(app.count("SELECT count(*) FROM inbox_entry").await, 1);
}
