//! When registration closes the set of applicants is sealed, once for each closing.
use chrono::Duration;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use ledger::{Hash, Token, TokenSet};
use serde_json::json;
use server::{schema::round_timetable, worker};

use crate::support::{AGENCY, TestApp, handed_in::HandedIn};

const SEALS: &str = "SELECT count(*) FROM record_leaf WHERE kind = 'registration_closed'";

async fn work(app: &TestApp) {
    app.sql("SELECT graphile_worker.add_job('seal_registrations', 'null'::json)").await;
    worker::drain(app.state.clone(), &app.database.server_url).await.unwrap();
}

/// Count and root of the newest seal, and its tokens.
async fn newest(app: &TestApp) -> (i64, Hash, Vec<Token>) {
    use server::schema::{record_leaf, record_token};
    let mut connection = app.owner().await;
    let (id, count, root): (uuid::Uuid, Option<i64>, Option<Vec<u8>>) = record_leaf::table
        .filter(record_leaf::kind.eq("registration_closed"))
        .order(record_leaf::at.desc())
        .select((record_leaf::id, record_leaf::milestone_count, record_leaf::milestone_root))
        .first(&mut connection)
        .await
        .unwrap();
    let tokens: Vec<Vec<u8>> = record_token::table
        .filter(record_token::leaf_id.eq(id))
        .select(record_token::token)
        .load(&mut connection)
        .await
        .unwrap();
    let tokens = tokens.into_iter().map(|token| Token(token.try_into().unwrap())).collect();
    (count.unwrap(), Hash(root.unwrap().try_into().unwrap()), tokens)
}

async fn reopen(round: &HandedIn<'_>, closes: Duration) {
    let now = round.app.now();
    let steps = json!([{"code": "registration", "opens": now - Duration::days(1), "closes": now + closes}]);
    let mut connection = round.app.owner().await;
    diesel::update(round_timetable::table.filter(round_timetable::round_id.eq(round.round)))
        .set(round_timetable::steps.eq(steps))
        .execute(&mut connection)
        .await
        .unwrap();
}

#[actix_web::test]
async fn all_who_handed_in_and_nobody_else_stand_in_the_seal() {
    let app = TestApp::start().await;
    let round = app.closed_round("own").await;
    let people = round.submitted_by(3).await;
    let gone = people[2].1;
    app.sql(&format!("UPDATE application SET state = 'withdrawn', withdrawn_at = now() WHERE id = '{gone}'"))
        .await;
    work(&app).await;
    let (count, root, tokens) = newest(&app).await;
    assert_eq!((count, tokens.len()), (2, 2));
    assert_eq!(TokenSet::new(tokens).unwrap().milestone().unwrap().root, root);
    work(&app).await;
    assert_eq!(app.count(SEALS).await, 1, "once for each closing");
}

#[actix_web::test]
async fn submissions_that_came_in_time_are_waited_for() {
    let app = TestApp::start().await;
    let round = app.closed_round("own").await;
    reopen(&round, Duration::minutes(10)).await;
    for (later, seals) in [(9, 0), (5, 0), (2, 1)] {
        app.later(Duration::minutes(later));
        work(&app).await;
        assert_eq!(app.count(SEALS).await, seals, "{}", app.now());
    }
    assert_eq!(newest(&app).await.0, 0, "that nobody applied is sealed too");
}

#[actix_web::test]
async fn registration_that_is_opened_again_is_sealed_again() {
    let app = TestApp::start().await;
    let round = app.closed_round("own").await;
    round.submitted_by(1).await;
    work(&app).await;
    reopen(&round, Duration::hours(1)).await;
    let late = app.person("Pelamar Rekaan Terlambat").await;
    round.submitted(&late, "P-02").await;
    work(&app).await;
    assert_eq!(app.count(SEALS).await, 1, "open again");
    app.later(Duration::minutes(66));
    work(&app).await;
    assert_eq!((app.count(SEALS).await, newest(&app).await.0), (2, 2));
}

#[actix_web::test]
async fn a_national_round_is_sealed_when_its_first_announcement_is_prepared() {
    let app = TestApp::start().await;
    let round = app.closed_round("national").await;
    round.submitted_by(2).await;
    work(&app).await;
    assert_eq!(app.count(SEALS).await, 0, "its list may still come in");
    round.verify_all().await;
    let author = app.officer("committee", AGENCY).await;
    for letter in ["800/1", "800/2"] {
        let body = json!({"stage": "administrative", "letter": letter});
        let draft = author.post(&round.at("/announcement-drafts"), body).await.expect(201);
        assert_eq!((app.count(SEALS).await, newest(&app).await.0), (1, 2), "and only then");
        let path = round.at(&format!("/announcement-drafts/{}", draft.text("/id")));
        author.delete(&path, &draft.etag()).await.expect(200);
    }
}

#[actix_web::test]
async fn whoever_the_list_brings_in_before_the_first_announcement_is_sealed_with_the_others() {
    let app = TestApp::start().await;
    let round = app.closed_round("national").await;
    round.submitted_by(1).await;
    round.verify_all().await;
    let author = app.officer("committee", AGENCY).await;
    let prepare = async |letter: &str| {
        let body = json!({"stage": "administrative", "letter": letter});
        author.post(&round.at("/announcement-drafts"), body).await.expect(201)
    };
    let draft = prepare("800/1").await;
    author
        .delete(&round.at(&format!("/announcement-drafts/{}", draft.text("/id"))), &draft.etag())
        .await
        .expect(200);
    assert_eq!((app.count(SEALS).await, newest(&app).await.0), (1, 1));

    app.later(Duration::minutes(1));
    let late = app.person("Pelamar Rekaan dari Daftar Susulan").await;
    round.submitted(&late, "P-02").await;
    round.verify_all().await;
    prepare("800/2").await;
    assert_eq!((app.count(SEALS).await, newest(&app).await.0), (2, 2));
}
