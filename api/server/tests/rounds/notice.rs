//! A CPNS notice that says too little, or wants more than a city may have, is refused with the clause.
use serde_json::{Value, json};

use super::committee::{Committee, vacancy};
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
