//! A supervisor decides what a verifier gave.
use chrono::Duration;
use serde_json::json;

use crate::support::{AGENCY, TestApp};

#[actix_web::test]
async fn who_read_does_not_release_even_with_both_roles() {
    let app = TestApp::start().await;
    let round = app.closed_round("own").await;
    round.submitted_by(1).await;
    let verifier = app.officer("verifier", AGENCY).await;
    let reading = round.claim(&verifier).await.unwrap();
    round.give(&verifier, &reading, None).await;
    let etag = verifier.get(&reading).await.expect(200).etag();
    let release = format!("{reading}/release");
    verifier.act(&release, json!({}), &etag).await.problem(404, "not_found");
    verifier.grant("supervisor", AGENCY).await;
    verifier.act(&release, json!({}), &etag).await.problem(409, "own_reading");
    let broken = diesel_async::RunQueryDsl::execute(
        diesel::sql_query(
            "UPDATE reading SET state = 'released', released_by = reader, released_at = given_at",
        ),
        &mut app.owner().await,
    )
    .await;
    assert!(broken.is_err(), "the database refuses it too");
    round.release(&app.officer("supervisor", AGENCY).await, &reading).await;
}

#[actix_web::test]
async fn release_needs_a_fresh_second_factor() {
    let app = TestApp::start().await;
    let round = app.closed_round("own").await;
    round.submitted_by(1).await;
    let verifier = app.officer("verifier", AGENCY).await;
    let reading = round.claim(&verifier).await.unwrap();
    round.give(&verifier, &reading, None).await;
    let supervisor = app.officer("supervisor", AGENCY).await;
    let etag = supervisor.get(&reading).await.expect(200).etag();
    app.later(Duration::minutes(11));
    let release = format!("{reading}/release");
    supervisor.act(&release, json!({}), &etag).await.problem(403, "step_up_required");
    supervisor.step_up().await;
    let done = supervisor.act(&release, json!({}), &etag).await.expect(200);
    assert_eq!(done.text("/state"), "released");
    assert_eq!(app.count("SELECT count(*) FROM record_leaf WHERE kind = 'verdict_released'").await, 1);
    supervisor.act(&release, json!({}), &done.etag()).await.problem(409, "reading_not_ready");
}

#[actix_web::test]
async fn a_verdict_goes_back_with_a_reason_and_the_first_attempt_is_kept() {
    let app = TestApp::start().await;
    let round = app.closed_round("own").await;
    round.submitted_by(1).await;
    let verifier = app.officer("verifier", AGENCY).await;
    let supervisor = app.officer("supervisor", AGENCY).await;
    let reading = round.claim(&verifier).await.unwrap();
    round.give(&verifier, &reading, Some("unreadable")).await;
    let etag = supervisor.get(&reading).await.expect(200).etag();
    let back = format!("{reading}/send-back");
    let silent = json!({"reason": " ", "by_another": false});
    supervisor.act(&back, silent, &etag).await.problem(422, "bad_input").field("/reason");
    let body = json!({"reason": "Halaman dua terbaca jelas.", "by_another": false});
    supervisor.act(&back, body, &etag).await.expect(200);
    assert_eq!(round.claim(&verifier).await.as_ref(), Some(&reading), "hers again, before anything new");
    let opened = verifier.get(&reading).await.expect(200);
    assert_eq!(opened.text("/returned_note"), "Halaman dua terbaca jelas.");
    round.give(&verifier, &reading, None).await;
    assert_eq!(verifier.get(&reading).await.expect(200).text("/outcome"), "MS");
    assert_eq!(app.count("SELECT count(*) FROM reading_item").await, 6);
}

#[actix_web::test]
async fn a_second_reader_is_not_the_first() {
    let app = TestApp::start().await;
    let round = app.closed_round("own").await;
    round.submitted_by(1).await;
    let (siti, budi) = (app.officer("verifier", AGENCY).await, app.officer("verifier", AGENCY).await);
    let supervisor = app.officer("supervisor", AGENCY).await;
    let reading = round.claim(&siti).await.unwrap();
    round.give(&siti, &reading, Some("unreadable")).await;
    round.release(&supervisor, &reading).await;
    let etag = supervisor.get(&reading).await.expect(200).etag();
    let body = json!({"reason": "Pelamar keberatan, baca lagi.", "by_another": true});
    supervisor.act(&format!("{reading}/send-back"), body, &etag).await.expect(200);
    assert_eq!(app.count("SELECT count(*) FROM record_leaf WHERE kind = 'verdict_reversed'").await, 1);
    assert_eq!(round.claim(&siti).await, None, "the first reader does not get it");
    let second = round.claim(&budi).await.unwrap();
    assert_ne!(second, reading);
    let broken = diesel_async::RunQueryDsl::execute(
        diesel::sql_query("UPDATE reading SET reader = first_reader WHERE ordinal = 2"),
        &mut app.owner().await,
    )
    .await;
    assert!(broken.is_err(), "the database refuses it too");
    round.give(&budi, &second, None).await;
    round.release(&supervisor, &second).await;
}
