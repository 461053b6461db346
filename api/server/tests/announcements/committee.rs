//! The committee prepares, publishes and corrects.
use chrono::Duration;
use serde_json::{Value, json};

use crate::support::{AGENCY, OTHER_AGENCY, TestApp};

#[actix_web::test]
async fn nothing_is_prepared_while_a_verdict_is_missing() {
    let app = TestApp::start().await;
    let round = app.closed_round("own").await;
    round.submitted_by(2).await;
    let author = app.officer("committee", AGENCY).await;
    let body = json!({"stage": "administrative", "letter": "800/1"});
    let path = round.at("/announcement-drafts");
    author.post(&path, body.clone()).await.problem(409, "verdicts_missing");
    round.verify_all().await;
    author.post(&path, body.clone()).await.expect(201);
    author.post(&path, body).await.problem(409, "already_prepared");
    let later = json!({"stage": "shortlist", "letter": "800/2"});
    author.post(&path, later).await.problem(422, "bad_input").field("/run");
    let unknown = json!({"stage": "party", "letter": "800/3"});
    author.post(&path, unknown).await.problem(422, "bad_input").field("/stage");
}

#[actix_web::test]
async fn who_prepared_does_not_publish_and_publishing_needs_a_fresh_second_factor() {
    let app = TestApp::start().await;
    let round = app.closed_round("own").await;
    round.submitted_by(1).await;
    round.verify_all().await;
    let (author, member) = (app.officer("committee", AGENCY).await, app.officer("committee", AGENCY).await);
    let draft = round.prepare(&author, None).await;
    round.publish(&author, &draft).await.problem(409, "own_preparation");
    let broken = diesel_async::RunQueryDsl::execute(
        diesel::sql_query("UPDATE announcement SET published_by = prepared_by"),
        &mut app.owner().await,
    )
    .await;
    assert!(broken.is_err(), "the database refuses it too");
    app.later(Duration::minutes(11));
    round.publish(&member, &draft).await.problem(403, "step_up_required");
    member.step_up().await;
    round.publish(&member, &draft).await.expect(200);
    assert_eq!(app.count("SELECT count(*) FROM record_leaf WHERE kind = 'stage_announced'").await, 1);
    let milestone = "SELECT milestone_count FROM record_leaf WHERE kind = 'stage_announced'";
    assert_eq!(app.count(milestone).await, 1);
    round.publish(&member, &draft).await.problem(409, "not_prepared");
}

#[actix_web::test]
async fn a_draft_that_no_longer_tells_the_truth_is_not_published() {
    let app = TestApp::start().await;
    let round = app.closed_round("own").await;
    let people = round.submitted_by(2).await;
    round.verify_all().await;
    let (author, member) = (app.officer("committee", AGENCY).await, app.officer("committee", AGENCY).await);
    let draft = round.prepare(&author, None).await;
    app.sql(&format!(
        "UPDATE application SET state = 'withdrawn', withdrawn_at = now() WHERE id = '{}'",
        people[1].1
    ))
    .await;
    round.publish(&member, &draft).await.problem(409, "announcement_outdated");
    let etag = author.get(&draft).await.expect(200).etag();
    author.delete(&draft, &etag).await.expect(200);
    let draft = round.prepare(&author, None).await;
    round.publish(&member, &draft).await.expect(200);
}

#[actix_web::test]
async fn a_correction_is_a_new_version_and_the_old_one_stays() {
    let app = TestApp::start().await;
    let round = app.closed_round("own").await;
    round.submitted_by(2).await;
    round.verify_all().await;
    let first = round.announce(None).await;
    let before = app.get(&first).await.expect(200);
    let (old_file, _) = super::file(&round, &first).await;
    // A supervisor lets somebody else read the refused application again; this time it is MS.
    let supervisor = app.officer("supervisor", AGENCY).await;
    let list = supervisor.get(&round.at("/verification/readings?outcome=TMS")).await.expect(200);
    let reading = round.at(&format!("/verification/readings/{}", list.text("/items/0/id")));
    let etag = supervisor.get(&reading).await.expect(200).etag();
    let body = json!({"reason": "Ijazah dibaca ulang.", "by_another": true});
    supervisor.act(&format!("{reading}/send-back"), body, &etag).await.expect(200);
    let second_reader = app.officer("verifier", AGENCY).await;
    let again = round.claim(&second_reader).await.unwrap();
    round.give(&second_reader, &again, None).await;
    round.release(&supervisor, &again).await;

    let author = app.officer("committee", AGENCY).await;
    let without = json!({"stage": "administrative", "letter": "800/2"});
    let path = round.at("/announcement-drafts");
    author.post(&path, without).await.problem(422, "bad_input").field("/reason");
    let second = round.announce(Some("Satu ijazah dibaca ulang.")).await;
    let corrected = app.get(&second).await.expect(200).body;
    assert_eq!(corrected["number"], 2);
    assert_eq!(corrected["counts"], json!([{"status": "MS", "count": 2}]));
    let old = app.get(&first).await.expect(200).body;
    assert_eq!(old["counts"], before.body["counts"]);
    assert_eq!(old["replaced_by"], corrected["id"]);
    assert_eq!(super::file(&round, &first).await.0, old_file);
    let list = app.get(&round.at("/announcements")).await.expect(200);
    assert_eq!(list.body["items"].as_array().unwrap().len(), 2);
    assert_eq!(app.count("SELECT count(*) FROM record_leaf WHERE kind = 'announcement_corrected'").await, 1);
}

#[actix_web::test]
async fn another_agency_sees_neither_draft_nor_announcement_under_its_own_name() {
    let app = TestApp::start().await;
    let round = app.closed_round("own").await;
    round.submitted_by(1).await;
    round.verify_all().await;
    let author = app.officer("committee", AGENCY).await;
    let draft = round.prepare(&author, None).await;
    let stranger = app.officer("committee", OTHER_AGENCY).await;
    stranger.get(&draft).await.problem(404, "not_found");
    let theirs = draft.replace(AGENCY, OTHER_AGENCY);
    stranger.get(&theirs).await.problem(404, "not_found");
    stranger.act(&format!("{theirs}/publish"), Value::Null, "\"1\"").await.problem(404, "not_found");
    let announced = draft.replace("announcement-drafts", "announcements");
    app.get(&announced).await.problem(404, "not_found");
}
