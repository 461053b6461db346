//! A vacancy's page is kept by each server process, and is right within a second of a change anywhere.
use std::time::Duration;

use serde_json::json;
use server::{
    http::{Kept, KeptAnswers},
    kernel::new_id,
};
use tokio::time::timeout;

use super::committee::{Committee, vacancy};
use crate::support::TestApp;

async fn page(app: &TestApp, id: &str) -> serde_json::Value {
    app.get(&format!("/api/v1/vacancies/{id}")).await.expect(200).body
}

/// Changes places without telling anybody, as no process of ours does.
async fn change_in_secret(app: &TestApp, id: &str, places: i32) {
    let secretly = format!(
        "DO $$ BEGIN
           SET LOCAL session_replication_role = replica;
           UPDATE vacancy SET places = {places} WHERE id = '{id}';
         END $$"
    );
    app.sql(&secretly).await;
}

#[actix_web::test]
async fn two_processes_say_the_same_within_a_second_of_an_amendment() {
    let first = TestApp::start().await;
    let (committee, id) = Committee::published(&first).await;
    let second = first.sibling().await;
    assert_eq!(page(&second, &id).await["places"], 2);
    change_in_secret(&first, &id, 7).await;
    assert_eq!(page(&first, &id).await["places"], 7, "who does not listen keeps nothing");
    assert_eq!(page(&second, &id).await["places"], 2, "the answer was kept");

    let mut heard = second.state.changes().subscribe();
    let mut more = vacancy();
    more["places"] = json!(3);
    let body = json!({"kind": "vacancy", "vacancy_id": id, "document": more, "reason": "Tambahan formasi", "legal_basis": "Keputusan 13/2026"});
    let made = committee.author.act(&committee.path("/amendments"), body, &committee.etag).await.expect(201);
    let approve = committee.path(&format!("/amendments/{}/approve", made.text("/id")));
    committee.second.act(&approve, json!({}), &committee.etag).await.expect(200);
    timeout(Duration::from_secs(1), async { while !heard.next().await.concerns("vacancy", &id) {} })
        .await
        .expect("the other process hears it within a second");
    assert_eq!(page(&second, &id).await["places"], 3);
    assert_eq!(page(&second, &id).await["version"], 2);
}

#[actix_web::test]
async fn a_kept_page_is_confirmed_by_its_etag_and_names_another_after_a_change_of_its_round() {
    let first = TestApp::start().await;
    let (committee, id) = Committee::published(&first).await;
    let second = first.sibling().await;
    let path = format!("/api/v1/vacancies/{id}");
    let etag = second.get(&path).await.expect(200).etag();
    let ask = || async {
        let asked = second.client.get(second.url(&path)).header("if-none-match", &etag);
        asked.send().await.unwrap().status().as_u16()
    };
    assert_eq!(ask().await, 304);
    let mut heard = second.state.changes().subscribe();
    first
        .sql(&format!("UPDATE selection_round SET name = 'Nama baru' WHERE id = '{}'", committee.round))
        .await;
    timeout(Duration::from_secs(1), heard.next()).await.unwrap();
    assert_eq!(ask().await, 200);
    assert_eq!(page(&second, &id).await["round"]["name"], "Nama baru");
}

#[actix_web::test]
async fn a_kept_page_turns_when_a_step_opens_or_closes() {
    let app = TestApp::start().await;
    let (_committee, id) = Committee::published(&app).await;
    app.listen().await;
    for (at, how) in [
        ("2026-11-02T01:59:59Z", "not_yet"),
        ("2026-11-02T02:00:00Z", "here"),
        ("2026-11-20T16:59:59Z", "here"),
        ("2026-11-20T17:00:00Z", "over"),
    ] {
        app.state.clock().set(at.parse().unwrap());
        assert_eq!(page(&app, &id).await["apply"]["how"], how, "at {at}");
    }
}

#[actix_web::test]
async fn what_was_read_before_a_change_is_not_kept_after_it() {
    let app = TestApp::start().await;
    app.listen().await;
    let (answers, id, now) = (KeptAnswers::default(), new_id(), app.now());
    let old = Kept::new(&"old", vec![("vacancy", id.to_string())], now, None).unwrap();
    let slow = answers.find(&app.state, &id).err().expect("nothing is kept yet");
    let mut heard = app.state.changes().subscribe();
    app.sql("UPDATE agency SET name = 'X' WHERE id = '5473'").await;
    heard.next().await;
    answers.keep(&app.state, slow, id, &old);
    let ticket = answers.find(&app.state, &id).err().expect("it may have been read before the change");
    answers.keep(&app.state, ticket, id, &old);
    assert!(answers.find(&app.state, &id).is_ok(), "nothing changed since this ticket");
}

#[actix_web::test]
async fn who_was_cut_off_forgets_what_it_kept() {
    let app = TestApp::start().await;
    let (_committee, id) = Committee::published(&app).await;
    app.listen().await;
    assert_eq!(page(&app, &id).await["places"], 2);
    let mut heard = app.state.changes().subscribe();
    app.sql(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE application_name = 'terang changes' AND datname = current_database()",
    )
    .await;
    change_in_secret(&app, &id, 9).await;
    timeout(Duration::from_secs(20), heard.next()).await.expect("it connects again");
    assert_eq!(page(&app, &id).await["places"], 9);
}
