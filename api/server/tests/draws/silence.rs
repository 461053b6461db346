//! Who stays silent is replaced, and everybody sees it; too much silence ends the draw without an order.
use serde_json::json;
use server::record::sequence;

use super::{Drawing, secret};
use crate::support::{AGENCY, TestApp, handed_in::HandedIn};

async fn fixed<'a>(round: &HandedIn<'a>) -> Drawing<'a> {
    let made = round.submitted_by(3).await;
    Drawing::fixed(round, made.into_iter().map(|(_, id)| id).collect()).await
}

#[actix_web::test]
async fn who_does_not_reveal_is_replaced_by_the_stand_in_of_the_own_office() {
    let app = TestApp::start().await;
    let round = app.closed_round("own").await;
    let drawing = fixed(&round).await;
    drawing.committed(&[0, 1, 2, 3, 4, 5]).await;
    drawing.revealed(&[0, 2, 3, 4]).await;
    drawing.finish().await.problem(409, "draw_not_yet");
    drawing.wait_until(drawing.reveal_until);
    drawing.reveal(1).await.problem(409, "draw_turn_over");
    drawing.finish().await.expect(200);
    let seen = app.get(&drawing.path).await.expect(200).body;
    assert_eq!(seen["seats"][1]["replaced_by"], "cadangan-inspektorat-1");
    assert_eq!(seen["seats"][0]["replaced_by"], json!(null));
    let secrets = ["panitia", "cadangan-inspektorat-1", "pemantau"].map(secret);
    let seed = selection::seed(&drawing.list_hash, &secrets.each_ref().map(String::as_str));
    assert_eq!(seen["seed"], seed);
    drawing.finish().await.problem(409, "draw_over");
}

#[actix_web::test]
async fn who_never_committed_cannot_reveal_and_is_replaced_too() {
    let app = TestApp::start().await;
    let round = app.closed_round("own").await;
    let drawing = fixed(&round).await;
    drawing.committed(&[0, 1, 3, 5]).await;
    drawing.reveal(0).await.problem(409, "draw_not_yet");
    drawing.wait_until(drawing.commit_until);
    drawing.commit(2).await.problem(409, "draw_turn_over");
    drawing.revealed(&[0, 1]).await;
    drawing.reveal(2).await.problem(409, "draw_turn_over");
    drawing.finish().await.problem(409, "draw_not_yet");
    drawing.revealed(&[3, 5]).await;
    drawing.finish().await.expect(200);
    let seen = app.get(&drawing.path).await.expect(200).body;
    assert_eq!(seen["seats"][2]["replaced_by"], "cadangan-pemantau-1");
    let told: serde_json::Value = serde_json::from_str(&drawing.file("draw.json").await).unwrap();
    assert_eq!(told["drawers"][2], json!({"name": "pemantau"}));
}

#[actix_web::test]
async fn too_much_silence_fails_openly_and_another_draw_can_follow() {
    let app = TestApp::start().await;
    let round = app.closed_round("own").await;
    let drawing = fixed(&round).await;
    drawing.committed(&[0, 1, 2]).await;
    drawing.wait_until(drawing.commit_until);
    drawing.revealed(&[0]).await;
    drawing.wait_until(drawing.reveal_until);
    let over = drawing.finish().await.expect(200);
    assert_eq!(over.text("/phase"), "failed");
    drawing.app.get(&format!("{}/files/order.txt", drawing.path)).await.problem(404, "not_found");
    sequence(&app.state).await.unwrap();
    assert!(drawing.file("over.tlog-proof").await.contains("tlog-proof"));
    assert_eq!(app.count("SELECT count(*) FROM reading_order").await, 0);
    drawing.author.step_up().await;
    for person in &drawing.people {
        person.step_up().await;
    }
    let again =
        drawing.author.post(&round.at("/draws"), super::body(&app, &drawing.people)).await.expect(201);
    assert_eq!(again.body["number"], 2);
    let list = app.get(&round.at("/draws")).await.expect(200);
    assert_eq!(
        (list.text("/items/0/phase"), list.text("/items/1/phase")),
        ("listing".into(), "failed".into())
    );
}

#[actix_web::test]
async fn two_finish_at_once_and_there_is_one_end() {
    let app = TestApp::start().await;
    let round = app.closed_round("own").await;
    let drawing = fixed(&round).await;
    drawing.committed(&[0, 1, 2, 3, 4, 5]).await;
    drawing.revealed(&[0, 1, 2]).await;
    let other = app.officer("committee", AGENCY).await;
    let path = format!("{}/finish", drawing.path);
    let (one, two) = futures::join!(drawing.author.post(&path, json!({})), other.post(&path, json!({})));
    let mut endings = [one.status.as_u16(), two.status.as_u16()];
    endings.sort_unstable();
    assert_eq!(endings, [200, 409]);
    assert_eq!(app.count("SELECT count(*) FROM record_leaf WHERE kind = 'draw_finished'").await, 1);
    assert_eq!(app.count("SELECT count(*) FROM reading_order").await, 3);
}
