//! Who watches: two administrators name witnesses, witnesses cosign, and only they change who watches next.
use ledger::{Algorithm, SigningKey, checkpoint::Checkpoint, note::Note};
use serde_json::{Value, json};
use server::record::sequence;

use super::{observer::Observer, public_log::facts};
use crate::support::{AGENCY, Caller, Response, TestApp};

pub fn witness(number: u8) -> SigningKey {
    SigningKey::new(&format!("w{number}.example"), Algorithm::Ed25519Cosignature, &[number; 32]).unwrap()
}

pub fn lines(witnesses: &[&SigningKey]) -> String {
    let mut lines: String =
        (1..).zip(witnesses).map(|(at, key)| format!("witness W{at} {}\n", key.public())).collect();
    let names: Vec<String> = (1..=witnesses.len()).map(|at| format!("W{at}")).collect();
    lines += &format!("group G all {}\nquorum G\n", names.join(" "));
    lines
}

pub async fn change(author: &Caller<'_>, approver: &Caller<'_>, lines: &str) -> i64 {
    let path = format!("/api/v1/agencies/{AGENCY}/log/policies");
    let body = json!({"lines": lines, "reason": "Saksi dari luar"});
    let proposed = author.post(&path, body).await.expect(201);
    let version = proposed.body["version"].as_i64().unwrap();
    let approval = format!("{path}/{version}/approval");
    author.post(&approval, Value::Null).await.problem(409, "own_policy");
    approver.post(&approval, Value::Null).await.expect(201);
    version
}

pub async fn checkpoint(app: &TestApp) -> String {
    app.page(&format!("/ledger/{AGENCY}/checkpoint")).await.2
}

pub async fn bring(app: &TestApp, note: &Note) -> u16 {
    let url = app.url(&format!("/ledger/{AGENCY}/cosignatures"));
    app.client.post(url).body(note.to_string()).send().await.unwrap().status().as_u16()
}

/// A witness reads the checkpoint, cosigns it and brings it back.
pub async fn cosign(app: &TestApp, key: &SigningKey) -> u16 {
    let mut note = Note::parse(checkpoint(app).await.as_bytes()).unwrap();
    let time = app.now().timestamp() as u64;
    note.add(key.cosign(note.unverified_text(), time).unwrap());
    bring(app, &note).await
}

async fn status(app: &TestApp) -> Response {
    app.get(&format!("/api/v1/agencies/{AGENCY}/log")).await.expect(200)
}

async fn state_of(app: &TestApp, version: i64) -> String {
    let listed = app.get(&format!("/api/v1/agencies/{AGENCY}/log/policies")).await.expect(200);
    let items = listed.body["items"].as_array().unwrap();
    items.iter().find(|item| item["version"] == version).unwrap()["state"].as_str().unwrap().to_owned()
}

#[actix_web::test]
async fn two_administrators_name_witnesses_and_these_decide_who_follows_them() {
    let app = TestApp::start().await;
    let (first, second) =
        (app.officer("administrator", AGENCY).await, app.officer("administrator", AGENCY).await);
    facts(&app, 3).await;
    sequence(&app.state).await.unwrap();
    let [one, two, three, stranger] = [1, 2, 3, 9].map(witness);
    assert_eq!(cosign(&app, &one).await, 403, "nobody is a witness yet");

    let version = change(&first, &second, &lines(&[&one, &two])).await;
    assert_eq!(app.count("SELECT count(*) FROM record_leaf WHERE kind = 'key_event'").await, 1);
    assert_eq!(state_of(&app, version).await, "approved");
    sequence(&app.state).await.unwrap();
    assert_eq!(state_of(&app, version).await, "in_force", "there was no quorum before");
    assert_eq!(status(&app).await.body["witnesses"], json!(["w1.example", "w2.example"]));

    assert_eq!(cosign(&app, &stranger).await, 403);
    assert_eq!(cosign(&app, &one).await, 200);
    assert_eq!(status(&app).await.body["witnessed"], false, "one of two");
    assert_eq!(cosign(&app, &two).await, 200);
    let now = status(&app).await;
    assert_eq!((&now.body["witnessed"], &now.body["witnessed_size"]), (&json!(true), &now.body["size"]));
    let served = checkpoint(&app).await;
    assert!(served.contains("— w1.example ") && served.contains("— w2.example "), "{served}");
    Observer::of(&app.address, AGENCY).await.check(served.as_bytes());

    // The next change waits for those whom it replaces, and the new one is nobody until then.
    let next = change(&second, &first, &lines(&[&three])).await;
    sequence(&app.state).await.unwrap();
    assert_eq!(state_of(&app, next).await, "approved");
    assert_eq!(cosign(&app, &three).await, 403);
    assert_eq!(cosign(&app, &one).await, 200);
    assert_eq!(state_of(&app, next).await, "approved");
    assert_eq!(cosign(&app, &two).await, 200);
    assert_eq!(
        (state_of(&app, next).await.as_str(), state_of(&app, version).await.as_str()),
        ("in_force", "replaced")
    );
    assert_eq!(cosign(&app, &three).await, 200);
}

#[actix_web::test]
async fn a_cosignature_that_is_wrong_or_for_another_head_is_not_taken() {
    let app = TestApp::start().await;
    let (first, second) =
        (app.officer("administrator", AGENCY).await, app.officer("administrator", AGENCY).await);
    facts(&app, 2).await;
    sequence(&app.state).await.unwrap();
    let one = witness(1);
    change(&first, &second, &lines(&[&one])).await;
    sequence(&app.state).await.unwrap();
    let note = Note::parse(checkpoint(&app).await.as_bytes()).unwrap();
    let text = note.unverified_text().to_owned();
    let now = app.now().timestamp() as u64;
    let head: Checkpoint = text.parse().unwrap();
    let other = Checkpoint::new(&head.origin, head.size, ledger::leaf_hash(b"x")).unwrap();
    for (time, over) in [(now + 3600, text.clone()), (now, other.to_string())] {
        let mut wrong = note.clone();
        wrong.add(one.cosign(&over, time).unwrap());
        assert_eq!(bring(&app, &wrong).await, 403);
    }
    assert_eq!(bring(&app, &note).await, 403, "no witness at all");
    let url = app.url(&format!("/ledger/{AGENCY}/cosignatures"));
    assert_eq!(app.client.post(&url).body("nonsense").send().await.unwrap().status(), 400);
    // A head that our key signed and that we never showed: the witness is told, and so is the log line.
    let seed = app.state.keys().logs.seed(AGENCY).unwrap().unwrap();
    let log = SigningKey::new(&head.origin, Algorithm::Ed25519, &seed).unwrap();
    let mut forked = other.sign(&log).unwrap();
    forked.add(one.cosign(forked.unverified_text(), now).unwrap());
    assert_eq!(bring(&app, &forked).await, 409);
    assert_eq!(app.count("SELECT count(*) FROM record_cosignature").await, 0);
}

#[actix_web::test]
async fn two_who_approve_at_the_same_moment_approve_once() {
    let app = TestApp::start().await;
    let admins = [(); 4].map(|()| app.officer("administrator", AGENCY));
    let [one, two, three, four] = admins;
    let (one, two, three, four) = (one.await, two.await, three.await, four.await);
    facts(&app, 1).await;
    sequence(&app.state).await.unwrap();
    let path = format!("/api/v1/agencies/{AGENCY}/log/policies");
    let approval = format!("{path}/1/approval");
    let body = json!({"lines": lines(&[&witness(1)]), "reason": "Saksi dari luar"});
    let answers = |(one, other): (Response, Response)| {
        let mut answers = [one.status.as_u16(), other.status.as_u16()];
        answers.sort_unstable();
        answers
    };
    let proposed = answers(futures::join!(one.post(&path, body.clone()), two.post(&path, body)));
    assert_eq!(proposed, [201, 409]);
    let approved =
        answers(futures::join!(three.post(&approval, Value::Null), four.post(&approval, Value::Null)));
    assert_eq!(approved, [201, 409]);
    assert_eq!(app.count("SELECT count(*) FROM record_leaf WHERE kind = 'key_event'").await, 1);
}
