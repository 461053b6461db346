//! Siti applies for a nurse's post: draft, pre-check, documents, submission, correction, withdrawal.
use chrono::Duration;
use serde_json::json;

use super::world::{World, closes, nurse, plain};
use crate::{
    documents::upload::{picture, upload},
    support::{AGENCY, Caller, OTHER_AGENCY, Response, TestApp, inspection},
};

pub const APPLICATIONS: &str = "/api/v1/agencies/5473/applications";

pub async fn begin(who: &Caller<'_>, world: &World) -> Response {
    who.post(APPLICATIONS, json!({"vacancy_id": world.vacancy})).await
}

pub fn at(draft: &Response) -> String {
    format!("{APPLICATIONS}/{}", draft.text("/id"))
}

/// A draft of the plain vacancy that can be submitted.
async fn ready(who: &Caller<'_>, world: &World) -> (String, String) {
    let draft = begin(who, world).await.expect(201);
    let path = at(&draft);
    let saved = who.put(&path, json!({"education": "5110100"}), &draft.etag()).await.expect(200);
    assert_eq!(saved.body["missing"], json!([]));
    (path, saved.etag())
}

async fn submit(who: &Caller<'_>, path: &str, etag: &str) -> Response {
    who.act(&format!("{path}/submissions"), json!({"understood": true}), etag).await
}

fn finding<'a>(answer: &'a Response, code: &str) -> &'a str {
    let checks = answer.body["checks"].as_array().unwrap();
    checks.iter().find(|check| check["code"] == code).unwrap()["finding"].as_str().unwrap()
}

#[actix_web::test]
async fn from_draft_to_receipt() {
    inspection::program().await;
    let app = TestApp::start().await;
    let world = World::own(&app, nurse()).await;
    let siti = app.person("SITI REKAAN").await;
    let draft = begin(&siti, &world).await.expect(201);
    let path = at(&draft);
    let missing = json!(["/education", "/gpa", "/statements/true_data", "/documents/diploma"]);
    assert_eq!(draft.body["missing"], missing, "asks only what the vacancy needs");
    assert_eq!(finding(&draft, "education"), "person_will_judge");
    assert_eq!(finding(&draft, "age"), "meets", "the account knows the birth date");
    let refused = submit(&siti, &path, &draft.etag()).await.problem(422, "application_incomplete");
    refused.field("/documents/diploma");

    let answers = json!({"education": "none_of_these", "gpa": "2,75", "statements": ["true_data"]});
    let saved = siti.put(&path, answers, &draft.etag()).await.expect(200);
    assert_eq!((finding(&saved, "education"), finding(&saved, "gpa")), ("does_not_meet", "does_not_meet"));
    let answers = json!({"education": "5110100", "gpa": "3,25", "statements": ["true_data"]});
    let saved = siti.put(&path, answers, &saved.etag()).await.expect(200);
    assert_eq!((finding(&saved, "education"), finding(&saved, "gpa")), ("meets", "meets"));
    assert_eq!(finding(&saved, "other"), "person_will_judge");

    let file = upload(&app, &siti, "diploma", picture()).await.expect(201).text("/id");
    let place = format!("{path}/documents/diploma");
    let attached = siti.put(&place, json!({"document_id": file}), &saved.etag()).await.expect(200);
    assert_eq!(attached.body["missing"], json!([]));

    let done = submit(&siti, &path, &attached.etag()).await.expect(201);
    assert_eq!(done.body["state"], "submitted");
    let number = done.text("/receipts/0/number");
    assert!(number.starts_with("SAW-") && number.len() == 13, "{number}");
    let receipt = done.text("/receipts/0/receipt");
    assert_eq!(receipt.len(), 26, "128 random bits");
    let seen = app.get(&format!("/api/v1/agencies/{AGENCY}/receipts/{receipt}")).await.expect(200);
    assert_eq!(seen.body["standing"], "current");
    assert!(!seen.body.to_string().contains("SITI"), "a receipt names nobody");
    app.get(&format!("/api/v1/agencies/{OTHER_AGENCY}/receipts/{receipt}")).await.problem(404, "not_found");
    assert_eq!(app.count("SELECT count(*) FROM record_leaf WHERE kind = 'application_submitted'").await, 1);
    assert_eq!(app.count("SELECT count(*) FROM inbox_entry").await, 1);

    let listed = siti.get("/api/v1/applications").await.expect(200);
    assert_eq!(listed.body["items"][0]["receipts"][0]["number"], number);

    // A verifier opens the diploma, and Siti can see that somebody did.
    let verifier = app.officer("verifier", AGENCY).await;
    let evidence = format!("{path}/evidence/{file}");
    assert_eq!(verifier.get(&evidence).await.expect(200).bytes, picture());
    assert_eq!(
        app.count("SELECT count(*) FROM record_personal_read WHERE purpose = 'verification'").await,
        1
    );
    siti.get(&evidence).await.problem(404, "not_found");
    let stranger = app.officer("verifier", OTHER_AGENCY).await;
    stranger.get(&evidence).await.problem(404, "not_found");
}

#[actix_web::test]
async fn personal_data_lie_sealed() {
    let app = TestApp::start().await;
    let world = World::own(&app, plain()).await;
    let siti = app.person("SITI REKAAN").await;
    let (path, etag) = ready(&siti, &world).await;
    submit(&siti, &path, &etag).await.expect(201);
    let in_clear = "SELECT count(*) FROM application_snapshot s, record_secret r
        WHERE position('5110100'::bytea in s.answers_sealed) > 0 OR position('SITI'::bytea in s.answers_sealed) > 0
          OR r.record LIKE '%SITI%' OR r.record LIKE '%99010101%'";
    assert_eq!(app.count(in_clear).await, 0);
}

#[actix_web::test]
async fn a_window_that_closed_one_second_ago_refuses_with_the_time() {
    let app = TestApp::start().await;
    let world = World::own(&app, plain()).await;
    let siti = app.person("SITI REKAAN").await;
    let (path, etag) = ready(&siti, &world).await;
    app.state.clock().set(closes() - Duration::seconds(1));
    let submitted = submit(&siti, &path, &etag).await.expect(201);
    let budi = app.person("BUDI REKAAN").await;
    let (other, other_etag) = ready(&budi, &world).await;

    app.state.clock().set(closes() + Duration::seconds(1));
    let refused = submit(&budi, &other, &other_etag).await.problem(409, "window_closed");
    assert!(refused.text("/title").contains("Jumat, 6 November 2026 pukul 23.59 WIB"), "{}", refused.body);
    let late = submit(&siti, &path, &submitted.etag()).await;
    late.problem(409, "window_closed");
    siti.act(&format!("{path}/withdrawals"), json!({"understood": true}), &submitted.etag())
        .await
        .problem(409, "window_closed");
    let saved = budi.put(&other, json!({}), &other_etag).await;
    saved.problem(409, "window_closed");
    assert_eq!(app.count("SELECT count(*) FROM application_snapshot").await, 1);
}

#[actix_web::test]
async fn a_file_that_began_in_time_may_end_a_little_late() {
    inspection::program().await;
    let app = TestApp::start().await;
    let world = World::own(&app, nurse()).await;
    let siti = app.person("SITI REKAAN").await;
    let draft = begin(&siti, &world).await.expect(201);
    let path = at(&draft);
    let answers = json!({"education": "5110100", "gpa": "3.25", "statements": ["true_data"]});
    let saved = siti.put(&path, answers, &draft.etag()).await.expect(200);
    let place = format!("{path}/documents/diploma");
    let first = upload(&app, &siti, "diploma", picture()).await.text("/id");
    let attached = siti.put(&place, json!({"document_id": first}), &saved.etag()).await.expect(200);
    let done = submit(&siti, &path, &attached.etag()).await.expect(201);

    app.state.clock().set(closes() - Duration::seconds(10));
    let better = upload(&app, &siti, "diploma", picture()).await.text("/id");
    app.state.clock().set(closes() + Duration::minutes(5));
    let late = siti.put(&place, json!({"document_id": better}), &done.etag()).await.expect(200);
    assert_eq!(late.body["receipts"].as_array().unwrap().len(), 2, "frozen at once");

    let too_late = upload(&app, &siti, "diploma", picture()).await.text("/id");
    let refused = siti.put(&place, json!({"document_id": too_late}), &late.etag()).await;
    refused.problem(409, "window_closed");
    app.state.clock().set(closes() + Duration::minutes(15));
    let refused = siti.put(&place, json!({"document_id": first}), &late.etag()).await;
    refused.problem(409, "window_closed");
}

#[actix_web::test]
async fn a_correction_is_a_new_snapshot_and_a_withdrawal_ends_it() {
    let app = TestApp::start().await;
    let world = World::own(&app, plain()).await;
    let siti = app.person("SITI REKAAN").await;
    let (path, etag) = ready(&siti, &world).await;
    let first = submit(&siti, &path, &etag).await.expect(201);
    let changed = siti.put(&path, json!({"education": "none_of_these"}), &first.etag()).await.expect(200);
    assert_eq!(changed.body["changed_since_submission"], true);
    let second = submit(&siti, &path, &changed.etag()).await.expect(201);
    assert_eq!(second.body["receipts"].as_array().unwrap().len(), 2);
    let old = first.text("/receipts/0/receipt");
    let receipt = format!("/api/v1/agencies/{AGENCY}/receipts/{old}");
    assert_eq!(app.get(&receipt).await.text("/standing"), "replaced");

    let act = format!("{path}/withdrawals");
    siti.act(&act, json!({"understood": false}), &second.etag()).await.problem(422, "bad_input");
    let gone = siti.act(&act, json!({"understood": true}), &second.etag()).await.expect(201);
    assert_eq!(gone.body["state"], "withdrawn");
    assert_eq!(app.get(&receipt).await.text("/standing"), "withdrawn");
    siti.put(&path, json!({}), &gone.etag()).await.problem(409, "already_withdrawn");
    for (kind, count) in [("application_corrected", 1), ("application_withdrawn", 1)] {
        let leaves = format!("SELECT count(*) FROM record_leaf WHERE kind = '{kind}'");
        assert_eq!(app.count(&leaves).await, count, "{kind}");
    }
    begin(&siti, &world).await.expect(201);
}

#[actix_web::test]
async fn what_was_typed_survives_a_conflict() {
    let app = TestApp::start().await;
    let world = World::own(&app, plain()).await;
    let siti = app.person("SITI REKAAN").await;
    let draft = begin(&siti, &world).await.expect(201);
    let path = at(&draft);
    siti.put(&path, json!({"education": "5110100"}), &draft.etag()).await.expect(200);
    // The other tab still has the first version.
    let refused = siti.put(&path, json!({"education": null}), &draft.etag()).await;
    refused.problem(412, "changed_meanwhile");
    assert_eq!(siti.get(&path).await.text("/answers/education"), "5110100");
    let now = siti.get(&path).await.etag();
    siti.put(&path, json!({"gpa": "5"}), &now).await.problem(422, "bad_input").field("/gpa");
    siti.put(&path, json!({"religion": "x"}), &now).await.problem(422, "bad_input").field("/religion");
    let unmatched = siti.request(reqwest::Method::PUT, &path).json(&json!({}));
    app.send(unmatched, reqwest::Method::PUT, &path).await.problem(428, "if_match_required");
}

#[actix_web::test]
async fn a_draft_belongs_to_its_writer() {
    let app = TestApp::start().await;
    let world = World::own(&app, plain()).await;
    let (siti, budi) = (app.person("SITI REKAAN").await, app.person("BUDI REKAAN").await);
    let (path, etag) = ready(&siti, &world).await;
    budi.get(&path).await.problem(404, "not_found");
    budi.put(&path, json!({}), &etag).await.problem(404, "not_found");
    submit(&budi, &path, &etag).await.problem(404, "not_found");
    budi.delete(&path, &etag).await.problem(404, "not_found");
    siti.get(&path.replace(AGENCY, OTHER_AGENCY)).await.problem(404, "not_found");
    app.get(&path).await.problem(401, "sign_in_required");
    assert_eq!(budi.get("/api/v1/applications").await.body["items"], json!([]));

    begin(&siti, &world).await.problem(409, "already_applying");
    siti.delete(&path, &etag).await.expect(200);
    begin(&siti, &world).await.expect(201);
}

#[actix_web::test]
async fn requirements_that_changed_are_looked_at_again() {
    let app = TestApp::start().await;
    let world = World::own(&app, plain()).await;
    let siti = app.person("SITI REKAAN").await;
    let (path, etag) = ready(&siti, &world).await;
    app.sql("UPDATE vacancy SET version = 2").await;
    submit(&siti, &path, &etag).await.problem(409, "vacancy_changed");
    let saved = siti.put(&path, json!({"education": "5110100"}), &etag).await.expect(200);
    submit(&siti, &path, &saved.etag()).await.expect(201);
}
