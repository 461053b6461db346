//! A CPNS notice that says too little, or wants more than a city may have, is refused with the clause.
use serde_json::{Value, json};

use super::committee::{Committee, timetable, vacancy};
use crate::support::TestApp;

async fn refused(further: Value, code: &str, clause: &str) {
    let app = TestApp::start().await;
    let mut committee = Committee::begin(&app, "cpns").await;
    committee.rules("cpns-2024").await;
    let mut body = vacancy();
    body["further_tests"] = further;
    let answer = committee.try_vacancy(body).await.problem(422, "notice_refused");
    let errors = answer.body["errors"].as_array().unwrap();
    let found = errors.iter().find(|error| error["code"] == code);
    let found = found.unwrap_or_else(|| panic!("{code} is not among {errors:?}"));
    assert!(found["message"].as_str().unwrap().contains(clause), "{found}");
}

#[actix_web::test]
async fn kind_and_weight_must_be_stated() {
    let silent = json!({"main_weight": "1", "tests": [{"kind": null, "weight": null}]});
    refused(silent.clone(), "kind_missing", "PermenPANRB 6/2024, pasal 22").await;
    refused(silent, "weight_missing", "PermenPANRB 6/2024, pasal 22").await;
}

#[actix_web::test]
async fn a_city_may_not_interview() {
    let talk = json!({"main_weight": "0.9", "tests": [{"kind": "interview", "weight": "0.1"}]});
    refused(talk, "interview_not_allowed", "PermenPANRB 6/2024").await;
}

#[actix_web::test]
async fn a_city_has_one_further_test_of_forty_percent() {
    let heavy = json!({"main_weight": "0.5", "tests": [{"kind": "practice", "weight": "0.5"}]});
    refused(heavy, "further_weight_too_high", "40 %").await;
    let two = json!({"main_weight": "0.7", "tests": [{"kind": "practice", "weight": "0.2"}, {"kind": "fitness", "weight": "0.1"}]});
    refused(two, "too_many_kinds", "PermenPANRB 6/2024").await;
}

#[actix_web::test]
async fn a_notice_that_says_nothing_is_refused() {
    refused(Value::Null, "main_weight_missing", "pasal 22").await;
}

async fn prepared(app: &TestApp) -> Committee<'_> {
    let mut committee = Committee::begin(app, "cpns").await;
    committee.timetable(timetable("2026-11-02T02:00:00Z", "2026-11-20T17:00:00Z")).await;
    committee.rules("cpns-2024").await;
    committee
}

fn stating(post: &str, further: Value) -> Value {
    let mut body = vacancy();
    body["post_title"] = post.into();
    body["further_tests"] = further;
    body
}

#[actix_web::test]
async fn the_weights_that_a_notice_states_are_published_as_rules() {
    let app = TestApp::start().await;
    let mut committee = prepared(&app).await;
    let practice = json!({"main_weight": "0.6", "tests": [{"kind": "practice", "weight": "0.4"}]});
    committee.vacancy(stating("Perawat", practice)).await;
    committee.vacancy(stating("Arsiparis", json!({"main_weight": "1", "tests": []}))).await;
    committee.try_publish(&committee.second).await.expect(200);
    let page = app.get(&committee.path("")).await.expect(200).body;
    let parts = &page["rules"]["stages"][1]["steps"][0]["form"]["weighted_sum"]["by_post"];
    let of_nurses = json!([
        {"of": "skb_cat", "weight": "0.6", "out": "skb_cat_weighted"},
        {"of": "skb_extra", "weight": "0.4", "out": "skb_extra_weighted"},
    ]);
    assert_eq!(parts, &json!({"Perawat": of_nurses}));
    let versions = app.get(&committee.path("/versions")).await.expect(200).body;
    let rules: Vec<&Value> =
        versions.as_array().unwrap().iter().filter(|one| one["kind"] == "rules").collect();
    assert_eq!(rules.len(), 2, "the document that was chosen, and the one with the weights");
    assert_eq!(rules[1]["hash"], page["rules_hash"]);
    assert!(rules[0]["document"]["stages"][1]["steps"][0]["form"]["weighted_sum"].get("by_post").is_none());
}

#[actix_web::test]
async fn one_post_is_tested_in_one_way() {
    let app = TestApp::start().await;
    let mut committee = prepared(&app).await;
    let practice = json!({"main_weight": "0.6", "tests": [{"kind": "practice", "weight": "0.4"}]});
    committee.vacancy(stating("Perawat", practice)).await;
    committee.vacancy(stating("Perawat", json!({"main_weight": "1", "tests": []}))).await;
    let answer = committee.try_publish(&committee.second).await.problem(422, "notice_refused");
    let errors = answer.body["errors"].as_array().unwrap();
    assert!(errors.iter().any(|error| error["code"] == "weights_differ"), "{errors:?}");
}

/// The parts of the field test by post, as the round's rules have them now.
async fn parts(app: &TestApp, committee: &Committee<'_>) -> Value {
    let page = app.get(&committee.path("")).await.expect(200).body;
    page["rules"]["stages"][1]["steps"][0]["form"]["weighted_sum"]["by_post"].clone()
}

/// Proposed by one member; the other reads which vacancies change with it, and approves.
async fn amended(committee: &mut Committee<'_>, vacancy_id: &str, document: Value, with_it: &[&str]) {
    let body = json!({"kind": "vacancy", "vacancy_id": vacancy_id, "document": document,
        "reason": "Tes praktik diubah", "legal_basis": "Keputusan Wali Kota 14/2026"});
    let made = committee.author.act(&committee.path("/amendments"), body, &committee.etag).await.expect(201);
    assert_eq!(made.body["also_changes"], json!(with_it));
    let prepared = committee.path("").replace("/rounds/", "/round-preparations/");
    let read = committee.second.get(&prepared).await.expect(200).body;
    let proposed = |one: &&Value| one["id"] == made.body["id"];
    let shown = read["amendments"].as_array().unwrap().iter().find(proposed).unwrap();
    assert_eq!(shown["also_changes"], json!(with_it));
    let approve = committee.path(&format!("/amendments/{}/approve", made.text("/id")));
    committee.etag = committee.second.act(&approve, json!({}), &committee.etag).await.expect(200).etag();
}

#[actix_web::test]
async fn an_amended_notice_changes_the_rules_and_every_vacancy_of_the_post() {
    let app = TestApp::start().await;
    let mut committee = prepared(&app).await;
    let practice = json!({"main_weight": "0.6", "tests": [{"kind": "practice", "weight": "0.4"}]});
    let nurse = committee.vacancy(stating("Perawat", practice.clone())).await;
    let other = committee.vacancy(stating("Perawat", practice)).await;
    let archivist = committee.vacancy(stating("Arsiparis", json!({"main_weight": "1", "tests": []}))).await;
    committee.etag = committee.try_publish(&committee.second).await.expect(200).etag();

    let lighter = json!({"main_weight": "0.8", "tests": [{"kind": "practice", "weight": "0.2"}]});
    amended(&mut committee, &nurse, stating("Perawat", lighter), &[&other]).await;
    let weighs = |post: &Value| (post["Perawat"][0]["weight"].clone(), post["Perawat"][1]["weight"].clone());
    assert_eq!(weighs(&parts(&app, &committee).await), (json!("0.8"), json!("0.2")));
    let page = app.get(&format!("/api/v1/vacancies/{other}")).await.expect(200).body;
    assert_eq!(
        (&page["further_tests"]["main_weight"], &page["version"]),
        (&json!("0.8"), &json!(2)),
        "one way"
    );
    let page = app.get(&format!("/api/v1/vacancies/{archivist}")).await.expect(200).body;
    assert_eq!(page["version"], 1, "another post is as it was");
    let versions = app.get(&committee.path("/versions")).await.expect(200).body;
    let last = versions.as_array().unwrap().iter().rfind(|one| one["kind"] == "rules").unwrap().clone();
    assert_eq!(last["legal_basis"], "Keputusan Wali Kota 14/2026");

    let alone = json!({"main_weight": "1", "tests": []});
    amended(&mut committee, &other, stating("Perawat", alone), &[&nurse]).await;
    assert_eq!(
        parts(&app, &committee).await,
        Value::Null,
        "without further tests the main test counts alone"
    );
}
