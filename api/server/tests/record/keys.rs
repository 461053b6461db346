//! The keys of a log: changed while facts come in, lost and replaced; what was given before stays good without us.
use std::path::PathBuf;

use diesel_async::AsyncPgConnection;
use ledger::{Algorithm, SigningKey, checkpoint::Checkpoint, leaf_hash, note::Note};
use serde_json::{Value, json};
use server::{
    kernel::new_id,
    record::{Actor, log::proof, sequence, write},
};
use uuid::Uuid;

use super::{
    fact::fact,
    public_log::facts,
    witnesses::{bring, change, checkpoint, cosign, lines, witness},
};
use crate::support::{AGENCY, Caller, TestApp, checker::check};

fn path() -> String {
    format!("/api/v1/agencies/{AGENCY}/log/keys")
}

/// What the custodians do, each with a half.
fn halves(app: &TestApp, number: u16) {
    for custodian in [1, 2] {
        app.state.keys().logs.make_half(AGENCY, number, custodian).unwrap();
    }
}

fn destroy(app: &TestApp, files: &[&str]) {
    for file in files {
        std::fs::remove_file(app.folder.join(format!("keys/log-{AGENCY}{file}.key"))).unwrap();
    }
}

/// One proposes, the other approves; answers the version.
async fn agree(author: &Caller<'_>, approver: &Caller<'_>, reason: &str) -> i64 {
    let proposed = author.post(&path(), json!({"reason": reason})).await.expect(201);
    let version = proposed.body["version"].as_i64().unwrap();
    let approval = format!("{}/{version}/approval", path());
    author.post(&approval, Value::Null).await.problem(409, "own_key_change");
    approver.post(&approval, Value::Null).await.expect(201);
    version
}

async fn told(app: &TestApp) -> Value {
    app.get(&path()).await.expect(200).body
}

/// A fact and where its receipts are kept: the proof file and the card.
struct Kept {
    leaf: Uuid,
    files: [PathBuf; 2],
}

async fn kept(app: &TestApp, name: &str) -> Kept {
    let leaf = write(&app.state, Actor::system("t"), async |w| w.fact(fact(new_id())).await).await.unwrap();
    sequence(&app.state).await.unwrap();
    let mut connection: AsyncPgConnection = app.owner().await;
    let files = [app.folder.join(format!("{name}.tlog-proof")), app.folder.join(format!("{name}.card"))];
    let proof = proof::file(&app.state, &mut connection, AGENCY, leaf).await.unwrap();
    let card = proof::card(&app.state, &mut connection, AGENCY, leaf).await.unwrap();
    std::fs::write(&files[0], proof).unwrap();
    std::fs::write(&files[1], card).unwrap();
    Kept { leaf, files }
}

/// The policy as it is served now, in a file.
async fn policy(app: &TestApp) -> String {
    let file = app.folder.join("policy");
    std::fs::write(&file, app.page(&format!("/ledger/{AGENCY}/policy")).await.2).unwrap();
    file.display().to_string()
}

/// Each receipt holds under today's policy, by a program that asks nobody.
async fn hold(app: &TestApp, all: &[&Kept]) {
    let policy = policy(app).await;
    for file in all.iter().flat_map(|kept| &kept.files) {
        let file = file.display().to_string();
        let (ending, said) =
            check(vec!["receipt".into(), file.clone(), "--policy".into(), policy.clone()]).await;
        assert_eq!(ending, 0, "{file}: {said}");
    }
}

async fn walked(app: &TestApp) -> (i32, String) {
    let policy = policy(app).await;
    check(vec!["log".into(), app.url(&format!("/ledger/{AGENCY}")), "--policy".into(), policy]).await
}

#[actix_web::test]
async fn a_key_is_changed_under_load_then_lost_and_every_receipt_stays_good() {
    let app = TestApp::start().await;
    let (first, second) =
        (app.officer("administrator", AGENCY).await, app.officer("administrator", AGENCY).await);
    let before = kept(&app, "before").await;
    let stolen = app.state.keys().logs.seed(AGENCY).unwrap().unwrap();

    first.post(&path(), json!({"reason": "routine"})).await.problem(409, "next_key_missing");
    app.state.keys().logs.make_half(AGENCY, 2, 1).unwrap();
    first.post(&path(), json!({"reason": "routine"})).await.problem(409, "next_key_missing");
    app.state.keys().logs.make_half(AGENCY, 2, 2).unwrap();
    first.post(&path(), json!({"reason": "lost"})).await.problem(409, "key_not_lost");
    // A proposal that nobody approved gives way to the next one.
    first.post(&path(), json!({"reason": "theft"})).await.expect(201);
    let incoming = async {
        for _ in 0..12 {
            facts(&app, 5).await;
        }
    };
    let turns = async {
        for _ in 0..12 {
            sequence(&app.state).await.unwrap();
        }
    };
    let (version, (), ()) = futures::join!(agree(&first, &second, "routine"), incoming, turns);
    second.post(&format!("{}/1/approval", path()), Value::Null).await.problem(409, "key_change_decided");
    sequence(&app.state).await.unwrap();
    sequence(&app.state).await.unwrap();
    let now = told(&app).await;
    assert_eq!((&now["items"][0]["number"], &now["items"][0]["custodians"]), (&json!(2), &json!(2)));
    assert_eq!(
        (&now["changes"][0]["state"], &now["changes"][0]["version"]),
        (&json!("done"), &json!(version))
    );
    assert_eq!(now["changes"][1]["state"], "replaced");
    assert_eq!((&now["items"][0]["without_old"], &now["items"][1]["number"]), (&json!(false), &json!(1)));
    assert_eq!(now["items"][1]["until_size"], now["items"][0]["since_size"]);

    // The old file is destroyed; the log goes on by the two halves.
    destroy(&app, &[""]);
    let after = kept(&app, "after").await;
    hold(&app, &[&before, &after]).await;
    let (ending, said) = walked(&app).await;
    assert!(ending == 0 && said.contains("dengan tanda tangan kunci lama"), "{said}");

    // Whoever has a copy of the old file signs nothing any more.
    let log = SigningKey::new(after_name(&app).await.as_str(), Algorithm::Ed25519, &stolen).unwrap();
    let size = now["items"][0]["since_size"].as_u64().unwrap() + 7;
    let forged = Checkpoint::new(log.public().name(), size, leaf_hash(b"x")).unwrap().sign(&log).unwrap();
    assert_eq!(bring(&app, &forged).await, 409);

    // One half is gone, and so is every copy of it.
    destroy(&app, &["-2-1"]);
    let waiting =
        write(&app.state, Actor::system("t"), async |w| w.fact(fact(new_id())).await).await.unwrap();
    sequence(&app.state).await.unwrap();
    let status = app.get(&format!("/api/v1/agencies/{AGENCY}/log")).await.expect(200);
    assert_eq!(status.text("/refusing/code"), "key_missing");
    first.post(&path(), json!({"reason": "routine"})).await.problem(409, "key_is_lost");
    halves(&app, 3);
    agree(&second, &first, "lost").await;
    sequence(&app.state).await.unwrap();
    let status = app.get(&format!("/api/v1/agencies/{AGENCY}/log")).await.expect(200);
    assert_eq!(status.body["refusing"], Value::Null);
    let now = told(&app).await;
    assert_eq!((&now["items"][0]["number"], &now["items"][0]["without_old"]), (&json!(3), &json!(true)));
    assert_eq!(now["items"][0]["witnessed"], false);
    let lost = kept(&app, "lost").await;
    hold(&app, &[&before, &after, &lost]).await;
    let (ending, said) = walked(&app).await;
    assert!(ending == 0 && said.contains("TANPA kunci lama"), "{said}");
    let proof = proof::file(&app.state, &mut app.owner().await, AGENCY, waiting).await.unwrap();
    assert!(proof.contains("c2sp.org/tlog-proof"), "what waited for the key was not lost");
    assert_ne!(before.leaf, lost.leaf);
    let retired = std::fs::read_to_string(policy(&app).await).unwrap();
    assert_eq!(retired.matches("# terang-retired-log ").count(), 2, "{retired}");
    assert!(retired.contains(" rotated\n") && retired.contains(" lost\n"), "{retired}");
}

async fn after_name(app: &TestApp) -> String {
    app.get(&format!("/api/v1/agencies/{AGENCY}/log")).await.expect(200).text("/origin")
}

#[actix_web::test]
async fn where_there_are_witnesses_the_next_key_waits_for_them() {
    let app = TestApp::start().await;
    let (first, second) =
        (app.officer("administrator", AGENCY).await, app.officer("administrator", AGENCY).await);
    facts(&app, 3).await;
    sequence(&app.state).await.unwrap();
    let one = witness(1);
    change(&first, &second, &lines(&[&one])).await;
    sequence(&app.state).await.unwrap();
    halves(&app, 2);
    agree(&first, &second, "custodian").await;
    sequence(&app.state).await.unwrap();
    let number = async || told(&app).await["items"][0]["number"].as_i64().unwrap();
    assert_eq!(number().await, 1, "nobody has seen the change yet");
    first.post(&path(), json!({"reason": "routine"})).await.problem(409, "key_waits");
    assert_eq!(cosign(&app, &one).await, 200);
    sequence(&app.state).await.unwrap();
    assert_eq!(number().await, 2);
    // The proof of the change is signed by the old key and by the witness.
    let old = told(&app).await["items"][1]["id"].as_str().unwrap().to_owned();
    let (status, _, proof) = app.page(&format!("/ledger/{AGENCY}/keys/{old}")).await;
    assert!(status == 200 && proof.contains("— w1.example "), "{proof}");
    assert_eq!(app.page(&format!("/ledger/{AGENCY}/keys/00000000")).await.0, 404);

    // A lost key waits for nobody: without one, nothing is signed. The witnesses tell whether they stand for the next.
    destroy(&app, &["", "-2-1", "-2-2"]);
    facts(&app, 2).await;
    sequence(&app.state).await.unwrap();
    halves(&app, 3);
    agree(&second, &first, "lost").await;
    sequence(&app.state).await.unwrap();
    let now = told(&app).await;
    assert_eq!((&now["items"][0]["number"], &now["items"][0]["witnessed"]), (&json!(3), &json!(false)));
    let (ending, said) = walked(&app).await;
    assert!(ending == 2 && said.contains("belum disaksikan"), "{said}");
    assert_eq!(cosign(&app, &one).await, 200);
    assert_eq!(told(&app).await["items"][0]["witnessed"], true);
    let served = checkpoint(&app).await;
    assert!(Note::parse(served.as_bytes()).unwrap().signatures().len() == 2, "{served}");
    let (ending, said) = walked(&app).await;
    assert!(ending == 0 && said.contains("TANPA kunci lama"), "{said}");
}

#[actix_web::test]
async fn two_who_approve_a_key_at_the_same_moment_approve_once() {
    let app = TestApp::start().await;
    let (first, second, third) = (
        app.officer("administrator", AGENCY).await,
        app.officer("administrator", AGENCY).await,
        app.officer("administrator", AGENCY).await,
    );
    facts(&app, 1).await;
    sequence(&app.state).await.unwrap();
    halves(&app, 2);
    first.post(&path(), json!({"reason": "routine"})).await.expect(201);
    let approval = format!("{}/1/approval", path());
    let (one, other) =
        futures::join!(second.post(&approval, Value::Null), third.post(&approval, Value::Null));
    let mut answers = [one.status.as_u16(), other.status.as_u16()];
    answers.sort_unstable();
    assert_eq!(answers, [201, 409]);
    // Halves that were exchanged after the proposal are not what was agreed on.
    assert_eq!(told(&app).await["changes"][0]["state"], "approved");
    destroy(&app, &["-2-1"]);
    sequence(&app.state).await.unwrap();
    assert_eq!(told(&app).await["items"][0]["number"], 1, "it stays with the old key");
    assert_eq!(
        app.get(&format!("/api/v1/agencies/{AGENCY}/log")).await.expect(200).body["refusing"],
        Value::Null
    );
}
