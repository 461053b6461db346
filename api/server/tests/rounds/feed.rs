//! Somebody follows a search in a feed reader; an independent parser reads the feed.
use atom_syndication::Feed;
use serde_json::json;
use server::{catalog::load::Progress, load};

use super::committee::{Committee, timetable, vacancy};
use crate::{catalog::Files, support::TestApp};

async fn feed(app: &TestApp, query: &str) -> Feed {
    let answer = app.get(&format!("/api/v1/vacancies.atom{query}")).await.expect(200);
    assert_eq!(answer.headers["content-type"], "application/atom+xml; charset=utf-8");
    Feed::read_from(answer.bytes.as_slice()).unwrap()
}

#[actix_web::test]
async fn a_search_is_followed_under_the_parameters_of_the_search() {
    let (app, files) = (TestApp::start().await, Files::new());
    load::all(&app.state, files.path(), Progress::Silent).await.unwrap();
    let (_committee, id) = Committee::published(&app).await;
    let open = feed(&app, "?show=open&text=perawat").await;
    assert_eq!(open.entries().len(), 1, "the archive's nurse is not open");
    let entry = &open.entries()[0];
    assert_eq!(entry.id(), format!("urn:uuid:{id}"));
    assert_eq!(entry.title().as_str(), "Perawat");
    assert_eq!(entry.links()[0].href(), format!("http://127.0.0.1:8080/formasi/{id}"));
    assert_eq!(entry.authors()[0].name(), "Pemerintah Kota Sawahlunto");
    let summary = entry.summary().unwrap().as_str();
    assert!(
        summary.contains("2 formasi") && summary.contains("20 November 2026 pukul 23.59 WIB"),
        "{summary}"
    );
    assert_eq!(entry.updated().to_rfc3339(), "2026-11-02T02:00:00+00:00");
    let own = open.links().iter().find(|link| link.rel() == "self").unwrap();
    assert_eq!(own.href(), "http://127.0.0.1:8080/api/v1/vacancies.atom?show=open&text=perawat");
    assert_eq!(open.id(), own.href());
    assert_eq!(feed(&app, "").await.entries().len(), 4, "without parameters, everything");
    let none = feed(&app, "?text=tidakada").await;
    assert!(none.entries().is_empty() && !none.title().as_str().is_empty());
    app.get("/api/v1/vacancies.atom?colour=red").await.problem(422, "bad_input");
}

#[actix_web::test]
async fn signs_of_xml_in_a_title_stay_text() {
    let app = TestApp::start().await;
    let mut committee = Committee::begin(&app, "blud_professional").await;
    committee.timetable(timetable("2026-11-02T02:00:00Z", "2026-11-20T17:00:00Z")).await;
    committee.rules("blud-professional").await;
    let mut body = vacancy();
    body["post_title"] = json!("Perawat <b>&\" ]]>");
    committee.vacancy(body).await;
    committee.try_publish(&committee.second).await.expect(200);
    assert_eq!(feed(&app, "").await.entries()[0].title().as_str(), "Perawat <b>&\" ]]>");
}

#[actix_web::test]
async fn an_unchanged_feed_is_not_sent_again() {
    let app = TestApp::start().await;
    Committee::published(&app).await;
    let path = "/api/v1/vacancies.atom?show=open";
    let first = app.get(path).await.expect(200);
    app.later(chrono::Duration::hours(1));
    let again = app.client.get(app.url(path)).header("if-none-match", first.etag()).send().await.unwrap();
    assert_eq!(again.status(), 304);
}
