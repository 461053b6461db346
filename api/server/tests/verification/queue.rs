//! Two verifiers work from one queue.
use std::collections::BTreeSet;

use chrono::Duration;
use serde_json::{Value, json};

use crate::support::{AGENCY, OTHER_AGENCY, TestApp};

#[actix_web::test]
async fn two_verifiers_never_get_the_same_application() {
    let app = TestApp::start().await;
    let round = app.closed_round("own").await;
    round.submitted_by(12).await;
    let (siti, budi) = (app.officer("verifier", AGENCY).await, app.officer("verifier", AGENCY).await);
    let mut seen = BTreeSet::new();
    for _ in 0..6 {
        let (first, second) = futures::join!(round.claim(&siti), round.claim(&budi));
        for (verifier, reading) in [(&siti, first), (&budi, second)] {
            let reading = reading.unwrap();
            round.give(verifier, &reading, None).await;
            let opened = verifier.get(&reading).await.expect(200);
            assert!(seen.insert(opened.text("/application_id")), "read twice");
        }
    }
    assert_eq!(seen.len(), 12);
    assert_eq!(round.claim(&siti).await, None);
}

#[actix_web::test]
async fn many_verifiers_at_once_share_the_queue_without_overlap() {
    let app = TestApp::start().await;
    let round = app.closed_round("own").await;
    round.submitted_by(8).await;
    let mut verifiers = Vec::new();
    for _ in 0..8 {
        verifiers.push(app.officer("verifier", AGENCY).await);
    }
    let readings = futures::future::join_all(verifiers.iter().map(|one| round.claim(one))).await;
    let different: BTreeSet<_> = readings.iter().flatten().collect();
    assert_eq!(different.len(), 8, "{readings:?}");
}

#[actix_web::test]
async fn an_abandoned_application_comes_back_when_the_lease_ends() {
    let app = TestApp::start().await;
    let round = app.closed_round("own").await;
    round.submitted_by(1).await;
    let (siti, budi) = (app.officer("verifier", AGENCY).await, app.officer("verifier", AGENCY).await);
    let reading = round.claim(&siti).await.unwrap();
    assert_eq!(round.claim(&budi).await, None);
    assert_eq!(round.claim(&siti).await.as_ref(), Some(&reading), "her own stays hers");
    app.later(Duration::minutes(31));
    assert_eq!(round.claim(&budi).await.as_ref(), Some(&reading));
    let etag = budi.get(&reading).await.expect(200).etag();
    let body = json!({"items": [{"position": 0, "met": true}]});
    siti.put(&format!("{reading}/verdicts"), body, &etag).await.problem(404, "not_found");
}

#[actix_web::test]
async fn the_queue_tells_how_much_waits_and_since_when() {
    let app = TestApp::start().await;
    let round = app.closed_round("own").await;
    let came_in = app.now();
    round.submitted_by(3).await;
    app.later(Duration::minutes(5));
    let verifier = app.officer("verifier", AGENCY).await;
    let reading = round.claim(&verifier).await.unwrap();
    round.give(&verifier, &reading, None).await;
    round.claim(&verifier).await.unwrap();
    let queue = verifier.get(&round.at("/verification/queue")).await.expect(200).body;
    let numbers: Vec<_> = ["waiting", "assigned", "given", "released"].map(|key| queue[key].clone()).into();
    assert_eq!(numbers, [json!(1), json!(1), json!(1), json!(0)]);
    let oldest: chrono::DateTime<chrono::Utc> = queue["oldest_waiting_at"].as_str().unwrap().parse().unwrap();
    assert_eq!(oldest, came_in);
    assert_ne!(queue["forecast_at"], Value::Null);
    assert_ne!(queue["promised_at"], Value::Null);
}

#[actix_web::test]
async fn the_list_is_filtered_and_paged() {
    let app = TestApp::start().await;
    let round = app.closed_round("own").await;
    round.submitted_by(3).await;
    let verifier = app.officer("verifier", AGENCY).await;
    for reason in [Some("unreadable"), None, None] {
        let reading = round.claim(&verifier).await.unwrap();
        round.give(&verifier, &reading, reason).await;
    }
    let first = verifier.get(&round.at("/verification/readings?limit=2")).await.expect(200);
    assert_eq!(first.body["items"].as_array().unwrap().len(), 2);
    let next = first.text("/next");
    let path = round.at(&format!("/verification/readings?limit=2&cursor={next}"));
    assert_eq!(verifier.get(&path).await.expect(200).body["items"].as_array().unwrap().len(), 1);
    let refused = verifier.get(&round.at("/verification/readings?outcome=TMS")).await.expect(200);
    assert_eq!(refused.body["items"].as_array().unwrap().len(), 1);
    assert_eq!(refused.body["items"][0]["participant_code"], "P-01");
}

#[actix_web::test]
async fn nothing_is_read_before_registration_has_closed() {
    let app = TestApp::start().await;
    let round = app.closed_round("own").await;
    round.submitted_by(1).await;
    app.state.clock().advance(-Duration::hours(2));
    let verifier = app.officer("verifier", AGENCY).await;
    let path = round.at("/verification/claim");
    verifier.post(&path, json!({})).await.problem(409, "verification_not_open");
}

#[actix_web::test]
async fn officers_of_another_agency_or_round_see_nothing() {
    let app = TestApp::start().await;
    let round = app.closed_round("own").await;
    round.submitted_by(1).await;
    let stranger = app.officer("verifier", OTHER_AGENCY).await;
    let path = round.at("/verification/queue");
    stranger.get(&path).await.problem(404, "not_found");
    let theirs = path.replace(AGENCY, OTHER_AGENCY);
    stranger.get(&theirs).await.problem(404, "not_found");
    let elsewhere = app.person("Petugas seleksi lain").await;
    elsewhere.grant_scoped("verifier", AGENCY, "round", Some(server::kernel::new_id())).await;
    elsewhere.step_up().await;
    elsewhere.get(&path).await.problem(404, "not_found");
    let here = app.person("Petugas seleksi ini").await;
    here.grant_scoped("verifier", AGENCY, "round", Some(round.round)).await;
    here.step_up().await;
    here.get(&path).await.expect(200);
}
