//! A verifier reads one application and gives a verdict on every requirement.
use serde_json::{Value, json};

use crate::support::{AGENCY, TestApp};

#[actix_web::test]
async fn requirement_evidence_and_pre_check_lie_side_by_side() {
    let app = TestApp::start().await;
    let round = app.closed_round("own").await;
    let people = round.submitted_by(1).await;
    let verifier = app.officer("verifier", AGENCY).await;
    let reading = round.claim(&verifier).await.unwrap();
    let opened = verifier.get(&reading).await.expect(200);
    let items = opened.body["items"].as_array().unwrap();
    assert_eq!(items.len(), 3);
    assert_eq!(items[0]["requirement"]["code"], "education");
    assert_eq!(items[0]["answer"], "5103000");
    assert_eq!(items[0]["finding"], "meets");
    // Born on 1 January 1990, 36 at the reference day.
    assert_eq!(items[1]["finding"], "does_not_meet");
    assert_eq!(items[0]["verdict"], Value::Null);
    let nik = opened.text("/nik_masked");
    assert!(nik.starts_with("************") && nik.len() == 16, "{nik}");
    let reads = format!(
        "SELECT count(*) FROM record_personal_read WHERE person_id = '{}' AND purpose = 'verification'",
        people[0].0.person_id
    );
    assert_eq!(app.count(&reads).await, 1);
}

#[actix_web::test]
async fn a_reading_belongs_to_its_verifier() {
    let app = TestApp::start().await;
    let round = app.closed_round("own").await;
    round.submitted_by(1).await;
    let (siti, budi) = (app.officer("verifier", AGENCY).await, app.officer("verifier", AGENCY).await);
    let reading = round.claim(&siti).await.unwrap();
    budi.get(&reading).await.problem(404, "not_found");
    app.officer("supervisor", AGENCY).await.get(&reading).await.expect(200);
}

#[actix_web::test]
async fn every_requirement_needs_a_verdict_and_every_refusal_a_listed_reason() {
    let app = TestApp::start().await;
    let round = app.closed_round("own").await;
    round.submitted_by(1).await;
    let verifier = app.officer("verifier", AGENCY).await;
    let reading = round.claim(&verifier).await.unwrap();
    let etag = verifier.get(&reading).await.expect(200).etag();
    let verdicts = format!("{reading}/verdicts");
    let met = |position: i32| json!({"position": position, "met": true});
    let give = async |items: Value| verifier.put(&verdicts, json!({"items": items}), &etag).await;
    give(json!([met(0), met(1)])).await.problem(422, "bad_input").field("/items");
    give(json!([met(0), met(0), met(1)])).await.problem(422, "bad_input").field("/items");
    let without = json!({"position": 0, "met": false});
    give(json!([without, met(1), met(2)])).await.problem(422, "bad_input").field("/items/0/reason");
    let foreign = json!({"position": 0, "met": false, "reason": "too_old"});
    give(json!([foreign, met(1), met(2)])).await.problem(422, "bad_input").field("/items/0/reason");
    let silent = json!({"position": 0, "met": false, "reason": "other"});
    give(json!([silent, met(1), met(2)])).await.problem(422, "bad_input").field("/items/0/note");
    let praised = json!({"position": 0, "met": true, "reason": "unreadable"});
    give(json!([praised, met(1), met(2)])).await.problem(422, "bad_input").field("/items/0/reason");
    assert_eq!(app.count("SELECT count(*) FROM reading_item").await, 0);
    give(json!([met(2), met(0), met(1)])).await.expect(200);
}

#[actix_web::test]
async fn one_requirement_not_met_makes_tms_and_the_note_is_sealed() {
    let app = TestApp::start().await;
    let round = app.closed_round("own").await;
    round.submitted_by(1).await;
    let verifier = app.officer("verifier", AGENCY).await;
    let reading = round.claim(&verifier).await.unwrap();
    let etag = verifier.get(&reading).await.expect(200).etag();
    let note = "Jurusan tertulis Kebidanan";
    let body = json!({"items": [
        {"position": 0, "met": false, "reason": "education_not_listed", "note": note},
        {"position": 1, "met": true}, {"position": 2, "met": true},
    ]});
    let given = verifier.put(&format!("{reading}/verdicts"), body.clone(), &etag).await.expect(200);
    assert_eq!(given.text("/outcome"), "TMS");
    let opened = verifier.get(&reading).await.expect(200);
    assert_eq!(opened.text("/items/0/note"), note);
    let plain = "SELECT count(*) FROM reading_item WHERE position(convert_to('Kebidanan', 'UTF8') in note_sealed) > 0";
    assert_eq!(app.count(plain).await, 0);
    let leaves = "SELECT count(*) FROM record_leaf WHERE kind = 'verdict_recorded'";
    assert_eq!(app.count(leaves).await, 1);
    let secret = "SELECT count(*) FROM record_secret WHERE record LIKE '%Kebidanan%'";
    assert_eq!(app.count(secret).await, 0, "no note in the record");
    verifier.put(&format!("{reading}/verdicts"), body, &etag).await.problem(412, "changed_meanwhile");
}

#[actix_web::test]
async fn the_reasons_stand_in_both_languages() {
    let app = TestApp::start().await;
    let lists = app.get("/api/v1/verification/reasons").await.expect(200);
    let lists = lists.body["lists"].as_array().unwrap();
    assert_eq!(lists.len(), 8);
    for list in lists {
        for reason in list["reasons"].as_array().unwrap() {
            assert_ne!(reason["legend"]["id"], reason["legend"]["en"], "{reason}");
        }
    }
}
