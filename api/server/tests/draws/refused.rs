//! What a draw does not take: steps out of turn, copies, wrong secrets, strangers, and a second draw until one likes it.
use chrono::Duration;
use serde_json::json;
use server::record::sequence;

use super::{Drawing, body, people, seal, secret};
use crate::support::{AGENCY, OTHER_AGENCY, TestApp};

#[actix_web::test]
async fn nobody_commits_before_the_list_is_in_the_record_nor_reveals_before_all_commitments_are() {
    let app = TestApp::start().await;
    let round = app.closed_round("own").await;
    let made = round.submitted_by(2).await;
    seal(&round, made.into_iter().map(|(_, id)| id).collect()).await;
    let drawing = Drawing::waiting(&round).await;
    drawing.commit(0).await.problem(409, "draw_not_recorded");
    sequence(&app.state).await.unwrap();
    for seat in 0..6 {
        drawing.commit(seat).await.expect(201);
        drawing.reveal(seat).await.expect(409);
    }
    drawing.commit(0).await.problem(409, "draw_step_done");
    drawing.reveal(0).await.problem(409, "draw_not_recorded");
    sequence(&app.state).await.unwrap();
    drawing.revealed(&[0]).await;
    drawing.reveal(0).await.problem(409, "draw_step_done");
    drawing.finish().await.problem(409, "draw_not_yet");
    drawing.reveal(1).await.expect(201);
    drawing.reveal(2).await.expect(201);
    drawing.finish().await.problem(409, "draw_not_recorded");
    assert_eq!(drawing.phase().await, "settling");
}

#[actix_web::test]
async fn copies_and_wrong_secrets_are_refused() {
    let app = TestApp::start().await;
    let round = app.closed_round("own").await;
    let made = round.submitted_by(2).await;
    let drawing = Drawing::fixed(&round, made.into_iter().map(|(_, id)| id).collect()).await;
    drawing.committed(&[0]).await;
    let (inspector, path) = (&drawing.people[1], format!("{}/commitment", drawing.path));
    let copied = json!({"commitment": drawing.commitment("panitia")});
    inspector.post(&path, copied).await.problem(409, "commitment_taken");
    let short = inspector.post(&path, json!({"commitment": "abc"})).await.problem(422, "bad_input");
    short.field("/commitment");
    // A commitment that was made with another's name never opens.
    let stolen = selection::commitment(&drawing.list_hash, "panitia", &secret("inspektorat"));
    inspector.post(&path, json!({"commitment": stolen})).await.expect(201);
    drawing.committed(&[2, 3, 4, 5]).await;
    drawing.reveal(1).await.problem(409, "secret_does_not_open");
    let wrong = json!({"secret": secret("pemantau")});
    drawing.people[0]
        .post(&format!("{}/secret", drawing.path), wrong)
        .await
        .problem(409, "secret_does_not_open");
    assert_eq!(app.count("SELECT count(*) FROM draw_seat WHERE secret IS NOT NULL").await, 0);
}

#[actix_web::test]
async fn only_the_chosen_accounts_take_part_while_their_role_lasts() {
    let app = TestApp::start().await;
    let round = app.closed_round("own").await;
    let made = round.submitted_by(2).await;
    let drawing = Drawing::fixed(&round, made.into_iter().map(|(_, id)| id).collect()).await;
    let path = format!("{}/commitment", drawing.path);
    let body = json!({"commitment": drawing.commitment("panitia")});
    for role in ["committee", "inspector", "observer", "verifier"] {
        let outsider = app.officer(role, AGENCY).await;
        outsider.post(&path, body.clone()).await.problem(404, "not_found");
    }
    let elsewhere = app.officer("committee", OTHER_AGENCY).await;
    elsewhere.post(&path, body.clone()).await.problem(404, "not_found");
    let theirs = path.replace(AGENCY, OTHER_AGENCY);
    elsewhere.post(&theirs, body.clone()).await.problem(404, "not_found");
    app.sql(&format!(
        "UPDATE role_grant SET ended_at = now() WHERE account_id = '{}'",
        drawing.people[0].account_id
    ))
    .await;
    drawing.people[0].post(&path, body).await.problem(404, "not_found");
    app.later(Duration::minutes(11));
    let stale = json!({"commitment": drawing.commitment("inspektorat")});
    drawing.people[1].post(&path, stale).await.problem(403, "step_up_required");
}

#[actix_web::test]
async fn what_is_fixed_is_fixed_well() {
    let app = TestApp::start().await;
    let round = app.closed_round("own").await;
    let made = round.submitted_by(2).await;
    let (author, people) = (app.officer("committee", AGENCY).await, people(&app).await);
    let (path, good) = (round.at("/draws"), body(&app, &people));
    author.post(&path, good.clone()).await.problem(409, "nothing_to_draw");
    seal(&round, made.into_iter().map(|(_, id)| id).collect()).await;
    let with = |key: &str, value: serde_json::Value| {
        let mut changed = good.clone();
        changed[key] = value;
        changed
    };
    let twice = with("committee", json!([people[0].account_id, people[0].account_id]));
    author.post(&path, twice).await.problem(422, "bad_input").field("/committee");
    let alone = with("observer", json!([people[2].account_id]));
    author.post(&path, alone).await.problem(422, "bad_input").field("/observer");
    let past = with("commit_until", json!(app.now()));
    author.post(&path, past).await.problem(422, "bad_input").field("/commit_until");
    let hasty = with("reveal_until", good["commit_until"].clone());
    author.post(&path, hasty).await.problem(422, "bad_input").field("/reveal_until");
    let other_role = with("observer", json!([people[2].account_id, author.account_id]));
    author.post(&path, other_role).await.problem(409, "drawer_not_eligible");
    author.post(&path, good.clone()).await.expect(201);
    author.post(&path, good).await.problem(409, "draw_exists");
    let candidates = author.get(&round.at("/draw-candidates")).await.expect(200).body;
    assert_eq!(candidates["inspectorate"].as_array().unwrap().len(), 2);
    assert_eq!(candidates["waiting"], 2);
}

#[actix_web::test]
async fn a_finished_draw_is_not_drawn_again() {
    let app = TestApp::start().await;
    let round = app.closed_round("own").await;
    let made = round.submitted_by(2).await;
    let drawing = Drawing::fixed(&round, made.into_iter().map(|(_, id)| id).collect()).await;
    drawing.committed(&[0, 1, 2, 3, 4, 5]).await;
    drawing.revealed(&[0, 1, 2]).await;
    drawing.finish().await.expect(200);
    let again = body(&app, &drawing.people);
    drawing.author.post(&round.at("/draws"), again).await.problem(409, "draw_exists");
    drawing.reveal(3).await.problem(409, "draw_over");
}
