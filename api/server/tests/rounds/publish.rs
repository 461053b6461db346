//! A round is published by somebody else than its author, whole, once.
use chrono::Duration;
use serde_json::json;
use server::rounds;

use super::committee::{Committee, timetable, vacancy};
use crate::support::{AGENCY, OTHER_AGENCY, TestApp};

#[actix_web::test]
async fn a_second_member_publishes_and_everybody_sees_it() {
    let app = TestApp::start().await;
    let (committee, id) = Committee::published(&app).await;
    let page = app.get(&format!("/api/v1/vacancies/{id}")).await.expect(200);
    assert_eq!(page.body["apply"]["how"], "here");
    assert_eq!(page.body["agency"]["zone"], "Asia/Jakarta");
    let round = app.get(&committee.path("")).await.expect(200);
    assert_eq!(round.body["rules"]["rule_id"], "blud-professional");
    assert_eq!(round.body["places"], 2);
    let facts = "SELECT count(*) FROM record_leaf WHERE kind IN ('round_published', 'vacancy_published')";
    assert_eq!(app.count(facts).await, 2);
    committee.try_publish(&committee.second).await.problem(409, "round_published");
}

#[actix_web::test]
async fn a_published_version_keeps_every_requirement_for_the_verifier() {
    let app = TestApp::start().await;
    let (_committee, id) = Committee::published(&app).await;
    let page = app.get(&format!("/api/v1/vacancies/{id}")).await.expect(200);
    let shown = page.body["requirements"].as_array().unwrap().len();
    let kept = "SELECT count(*) FROM vacancy_version, jsonb_array_elements(document->'requirements')";
    assert_eq!(app.count(kept).await, i64::try_from(shown).unwrap());
    // The rules ask the age of everybody; the form and the verifier must ask it too.
    for of_everybody in
        ["SELECT requirements FROM vacancy", "SELECT document->'requirements' FROM vacancy_version"]
    {
        let asks =
            format!("SELECT count(*) FROM ({of_everybody}) v (r) WHERE r @> '[{{\"code\": \"age\"}}]'");
        assert_eq!(app.count(&asks).await, 1);
    }
}

#[actix_web::test]
async fn the_author_may_not_publish_and_a_stale_factor_is_not_enough() {
    let app = TestApp::start().await;
    let mut committee = Committee::begin(&app, "internal").await;
    committee.timetable(timetable("2026-11-02T02:00:00Z", "2026-11-20T17:00:00Z")).await;
    committee.rules("blud-professional").await;
    committee.vacancy(vacancy()).await;
    committee.try_publish(&committee.author).await.problem(409, "second_member_required");
    app.later(Duration::minutes(11));
    committee.try_publish(&committee.second).await.problem(403, "step_up_required");
}

#[actix_web::test]
async fn what_is_missing_is_named() {
    let app = TestApp::start().await;
    let committee = Committee::begin(&app, "internal").await;
    let refused = committee.try_publish(&committee.second).await.problem(422, "round_incomplete");
    refused.field("/rules").field("/vacancies").field("/timetable");
}

#[actix_web::test]
async fn a_round_needs_a_legal_basis_and_a_known_kind() {
    let app = TestApp::start().await;
    let member = app.officer("committee", AGENCY).await;
    let path = format!("/api/v1/agencies/{AGENCY}/rounds");
    let body =
        json!({"code": "x-2026", "kind": "internal", "legal_basis": "  ", "name": "Seleksi", "year": 2026});
    member.post(&path, body).await.problem(422, "legal_basis_missing");
    let body =
        json!({"code": "x-2026", "kind": "lottery", "legal_basis": "UU", "name": "Seleksi", "year": 2026});
    member.post(&path, body).await.problem(422, "bad_input").field("/kind");
}

#[actix_web::test]
async fn a_round_of_another_agency_or_in_preparation_does_not_exist() {
    let app = TestApp::start().await;
    let committee = Committee::begin(&app, "internal").await;
    app.get(&committee.path("")).await.problem(404, "not_found");
    let stranger = app.officer("committee", OTHER_AGENCY).await;
    let own = format!("/api/v1/agencies/{AGENCY}/round-preparations/{}", committee.round);
    stranger.get(&own).await.problem(404, "not_found");
    let theirs = format!("/api/v1/agencies/{OTHER_AGENCY}/round-preparations/{}", committee.round);
    stranger.get(&theirs).await.problem(404, "not_found");
}

#[actix_web::test]
async fn the_window_begins_at_its_first_instant_and_is_over_at_its_last() {
    let app = TestApp::start().await;
    let (committee, id) = Committee::published(&app).await;
    let mut connection = app.state.read().await.unwrap();
    let round = committee.round.parse().unwrap();
    let window = rounds::window(&mut connection, AGENCY, round, "registration").await.unwrap().unwrap();
    assert_eq!(window.0, TestApp::morning(), "it opened this very instant");
    let how = async || app.get(&format!("/api/v1/vacancies/{id}")).await.body["apply"]["how"].clone();
    assert_eq!(how().await, "here");
    app.state.clock().set(window.1 - Duration::microseconds(1));
    assert_eq!(how().await, "here");
    app.state.clock().set(window.1);
    assert_eq!(how().await, "over");
}

#[actix_web::test]
async fn a_national_round_sends_people_to_the_national_portal() {
    let app = TestApp::start().await;
    let mut committee = Committee::begin(&app, "cpns").await;
    committee.timetable(timetable("2026-11-02T02:00:00Z", "2026-11-20T17:00:00Z")).await;
    committee.rules("cpns-2024").await;
    let mut body = vacancy();
    body["further_tests"] = json!({"main_weight": "1", "tests": []});
    let id = committee.vacancy(body).await;
    committee.try_publish(&committee.second).await.expect(200);
    let mut connection = app.state.read().await.unwrap();
    let round = committee.round.parse().unwrap();
    assert!(rounds::window(&mut connection, AGENCY, round, "registration").await.unwrap().is_none());
    let page = app.get(&format!("/api/v1/vacancies/{id}")).await.expect(200);
    assert_eq!(page.body["apply"]["how"], "sscasn");
    assert_eq!(page.body["apply"]["link"], "https://sscasn.bkn.go.id");
    assert_eq!(page.body["apply"]["closes"], "2026-11-20T17:00:00Z");
}
