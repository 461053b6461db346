//! Siti wants to hear of new vacancies: she agrees by mail, is told once a day at most, and stops it with one press.
use chrono::Duration;
use reqwest::Method;
use serde_json::{Value, json};
use server::kernel::new_id;

use super::committee::{Committee, timetable, vacancy};
use crate::support::{Response, TestApp};

const SITI: &str = "siti@example.test";

async fn save(app: &TestApp, email: &str, query: &str) -> Response {
    let path = "/api/v1/saved-searches";
    let body = json!({"email": email, "query": query, "language": "id"});
    let request = app.client.post(app.url(path)).header("idempotency-key", new_id().to_string()).json(&body);
    app.send(request, Method::POST, path).await
}

fn token(text: &str, page: &str) -> String {
    let rest = text.split_once(&format!("{page}#")).unwrap_or_else(|| panic!("{page} is not in {text}")).1;
    rest.split_whitespace().next().unwrap().to_owned()
}

async fn confirm(app: &TestApp, token: &str) -> Response {
    app.post("/api/v1/saved-searches/confirm", json!({"token": token})).await
}

/// What the queue does every morning.
async fn morning(app: &TestApp) {
    app.sql("SELECT graphile_worker.add_job('mail_saved_searches', 'null'::json)").await;
    app.run_jobs().await;
}

/// Siti's confirmed search.
async fn saved(app: &TestApp, query: &str) {
    save(app, SITI, query).await.expect(202);
    let mails = app.mails_to(SITI).await;
    let link = token(&mails.last().unwrap().text, "/pantau/konfirmasi");
    confirm(app, &link).await.expect(200);
}

/// A round with one vacancy, published now.
async fn publish(app: &TestApp, kind: &str, title: &str) -> String {
    let mut committee = Committee::begin(app, kind).await;
    let opens = (app.now() + Duration::days(1)).to_rfc3339();
    committee.timetable(timetable(&opens, "2026-12-20T17:00:00Z")).await;
    committee.rules("blud-professional").await;
    let mut body = vacancy();
    body["post_title"] = json!(title);
    let id = committee.vacancy(body).await;
    committee.try_publish(&committee.second).await.expect(200);
    id
}

async fn rows(app: &TestApp) -> i64 {
    app.count("SELECT count(*) FROM saved_search").await
}

#[actix_web::test]
async fn nothing_is_sent_before_she_agrees_and_then_only_what_is_new() {
    let app = TestApp::start().await;
    publish(&app, "internal", "Perawat lama").await;
    let received = save(&app, "Siti@Example.test", "text=perawat&show=open&sort=pay").await.expect(202);
    assert_eq!(received.body, json!({"link_hours": 48}));
    let asked = app.mails_to(SITI).await;
    assert_eq!(asked.len(), 1);
    assert_eq!(asked[0].subject, "Konfirmasi pencarian yang disimpan");
    assert!(asked[0].unsubscribe.is_none(), "there is nothing to stop yet");
    app.later(Duration::days(1));
    publish(&app, "blud_professional", "Perawat sebelum setuju").await;
    app.later(Duration::hours(1));
    morning(&app).await;
    assert_eq!(app.mails_to(SITI).await.len(), 1, "she has not agreed");

    let link = token(&asked[0].text, "/pantau/konfirmasi");
    let confirmed = confirm(&app, &link).await.expect(200);
    assert_eq!(confirmed.body, json!({"query": "text=perawat", "page": "/formasi?text=perawat"}));
    confirm(&app, &link).await.expect(200);
    app.later(Duration::hours(1));
    morning(&app).await;
    assert_eq!(app.mails_to(SITI).await.len(), 1, "nothing is new since she agreed");

    let id = publish(&app, "internship", "Perawat baru").await;
    publish(&app, "open_bidding", "Pengemudi").await;
    app.later(Duration::hours(1));
    morning(&app).await;
    let mails = app.mails_to(SITI).await;
    assert_eq!(mails.len(), 2);
    let news = &mails[1];
    assert_eq!(news.subject, "1 formasi baru untuk pencarian Anda");
    for part in [&news.text, &news.html] {
        assert!(
            part.contains("Perawat baru") && !part.contains("Pengemudi") && !part.contains("lama"),
            "{part}"
        );
    }
    assert!(news.text.contains(&format!("/formasi/{id}")) && news.text.contains("/formasi?text=perawat"));
}

#[actix_web::test]
async fn she_is_told_once_however_often_the_job_runs_and_at_most_once_a_day() {
    let app = TestApp::start().await;
    saved(&app, "text=perawat").await;
    app.later(Duration::hours(1));
    publish(&app, "internal", "Perawat satu").await;
    app.later(Duration::hours(1));
    morning(&app).await;
    morning(&app).await;
    assert_eq!(app.mails_to(SITI).await.len(), 2, "confirmation and one piece of news");
    publish(&app, "blud_professional", "Perawat dua").await;
    app.later(Duration::hours(2));
    morning(&app).await;
    assert_eq!(app.mails_to(SITI).await.len(), 2, "not twice a day");
    app.later(Duration::hours(20));
    morning(&app).await;
    let mails = app.mails_to(SITI).await;
    assert_eq!(mails.len(), 3);
    assert!(mails[2].text.contains("Perawat dua") && !mails[2].text.contains("Perawat satu"));
}

#[actix_web::test]
async fn one_press_stops_it_and_leaves_nothing_of_her() {
    let app = TestApp::start().await;
    saved(&app, "text=perawat").await;
    app.later(Duration::hours(1));
    publish(&app, "internal", "Perawat satu").await;
    app.later(Duration::hours(1));
    morning(&app).await;
    let news = app.mails_to(SITI).await.pop().unwrap();
    let (list, post) = news.unsubscribe.clone().unwrap();
    assert_eq!(post, "List-Unsubscribe=One-Click");
    let address = list.split_whitespace().collect::<String>();
    let address = address.trim_start_matches('<').trim_end_matches('>');
    let path = address.strip_prefix("http://127.0.0.1:8080").unwrap().to_owned();
    assert_eq!(path, format!("/api/v1/saved-searches/{}/stop", token(&news.text, "/pantau/berhenti")));
    // As a mail program does it (RFC 8058): no session, a form of its own.
    let request = app.client.post(app.url(&path)).header("content-type", "application/x-www-form-urlencoded");
    let request = request.body("List-Unsubscribe=One-Click");
    assert_eq!(app.send(request, Method::POST, &path).await.expect(200).body, json!({"stopped": true}));
    assert_eq!((rows(&app).await, app.count("SELECT count(*) FROM mail").await), (0, 0));
    app.post(&path, Value::Null).await.expect(200);
    app.post("/api/v1/saved-searches/AAAA/stop", Value::Null).await.problem(404, "not_found");
    app.later(Duration::days(2));
    publish(&app, "blud_professional", "Perawat dua").await;
    app.later(Duration::hours(1));
    morning(&app).await;
    assert_eq!(app.mails_to(SITI).await.len(), 2, "no more mail");
}

#[actix_web::test]
async fn the_answer_never_tells_whether_an_address_is_known() {
    let app = TestApp::start().await;
    saved(&app, "text=perawat").await;
    let known = save(&app, SITI, "text=perawat").await.expect(202);
    let unknown = save(&app, "budi@example.test", "text=perawat").await.expect(202);
    assert_eq!(known.body, unknown.body);
    // The second confirmation of the same search finds it saved.
    let link = token(&app.mails_to(SITI).await.pop().unwrap().text, "/pantau/konfirmasi");
    confirm(&app, &link).await.expect(200);
    assert_eq!(app.count("SELECT count(*) FROM saved_search WHERE confirmed_at IS NOT NULL").await, 1);
}

#[actix_web::test]
async fn what_nobody_confirms_is_gone_after_two_days() {
    let app = TestApp::start().await;
    save(&app, SITI, "").await.expect(202);
    let link = token(&app.mails_to(SITI).await[0].text, "/pantau/konfirmasi");
    confirm(&app, "nonsense").await.problem(410, "search_link_over");
    app.later(Duration::hours(49));
    confirm(&app, &link).await.problem(410, "search_link_over");
    morning(&app).await;
    assert_eq!((rows(&app).await, app.count("SELECT count(*) FROM mail").await), (0, 0));
}

#[actix_web::test]
async fn her_address_never_stands_in_the_clear() {
    let app = TestApp::start().await;
    saved(&app, "text=perawat").await;
    for table in ["saved_search", "mail", "graphile_worker._private_jobs", "record_answer", "attempt"] {
        let query = format!(
            "SELECT count(*) FROM {table} t WHERE t::text LIKE '%siti%' OR t::text LIKE '%73697469%'"
        );
        assert_eq!(app.count(&query).await, 0, "{table}");
    }
}

#[actix_web::test]
async fn what_is_no_search_and_too_many_tries_are_refused() {
    let app = TestApp::start().await;
    save(&app, "siti", "").await.problem(422, "bad_input").field("/email");
    save(&app, SITI, "colour=red").await.problem(422, "bad_input").field("/query");
    assert_eq!(rows(&app).await, 0);
    for _ in 0..5 {
        save(&app, SITI, "text=perawat").await.expect(202);
    }
    save(&app, SITI, "text=perawat").await.problem(429, "too_many_attempts");
}

#[actix_web::test]
async fn from_an_account_one_press_is_enough() {
    let app = TestApp::start().await;
    let siti = app.person("Siti").await;
    let body = json!({"query": "region=13&text=perawat"});
    let answer = siti.post("/api/v1/saved-searches/own", body.clone()).await.expect(200);
    assert_eq!(answer.text("/page"), "/formasi?region=13&text=perawat");
    siti.post("/api/v1/saved-searches/own", body).await.expect(200);
    assert_eq!(rows(&app).await, 1, "twice is once");
    assert!(app.mails_to(&siti.email).await.is_empty(), "her address is confirmed already");
    let own = siti.get("/api/v1/saved-searches/own").await.expect(200);
    assert_eq!(own.text("/0/query"), "region=13&text=perawat");
    let address = format!("/api/v1/saved-searches/own/{}/stop", own.text("/0/id"));
    app.later(Duration::hours(1));
    publish(&app, "internal", "Perawat").await;
    app.later(Duration::hours(1));
    morning(&app).await;
    assert_eq!(app.mails_to(&siti.email).await.len(), 1, "the agency lies in region 13");
    let budi = app.person("Budi").await;
    assert_eq!(budi.get("/api/v1/saved-searches/own").await.expect(200).body, json!([]));
    budi.post(&address, json!({})).await.problem(404, "not_found");
    siti.post(&address, json!({})).await.expect(200);
    assert_eq!(rows(&app).await, 0, "with its address and its mails");
    siti.post(&address, json!({})).await.problem(404, "not_found");
    app.sql("UPDATE account SET email_confirmed_at = NULL").await;
    let refused = siti.post("/api/v1/saved-searches/own", json!({"query": ""})).await;
    refused.problem(409, "address_unconfirmed");
}

#[actix_web::test]
async fn the_database_grants_the_server_no_more_than_it_needs() {
    let app = TestApp::start().await;
    let may = "SELECT has_table_privilege('terang_server', 'saved_search', 'DELETE')::int
      - has_table_privilege('terang_server', 'inbox_entry', 'DELETE')::int";
    assert_eq!(app.count(may).await, 1, "mails may go, what was told may not");
}
