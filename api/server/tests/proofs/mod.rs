//! What an applicant keeps: the promise at once, the proof a moment later, and the verdict's once it is announced.
mod later;
mod marks;
mod training;

use ledger::{
    Card, MAX_CARD_BYTES, Opening, Promise,
    note::{KeyRing, Note},
    policy::Policy,
    proof::ProofFile,
};
use serde_json::{Value, json};
use server::record::{Fence, sequence, sequence_as};

use crate::{
    applications::{
        apply::{at, begin},
        world::{World, plain},
    },
    record::{
        observer::Observer,
        witnesses::{change, cosign, lines, witness},
    },
    support::{AGENCY, Caller, OTHER_AGENCY, Response, TestApp},
};

async fn submitted(app: &TestApp, siti: &Caller<'_>) -> (String, Response) {
    let world = World::own(app, plain()).await;
    let draft = begin(siti, &world).await.expect(201);
    let path = at(&draft);
    let saved = siti.put(&path, json!({"education": "5110100"}), &draft.etag()).await.expect(200);
    let done = siti.act(&format!("{path}/submissions"), json!({"understood": true}), &saved.etag()).await;
    (path, done.expect(201))
}

async fn policy(app: &TestApp) -> Policy {
    let (status, _, text) = app.page(&format!("/ledger/{AGENCY}/policy")).await;
    assert_eq!(status, 200);
    Policy::parse(text.as_bytes()).unwrap()
}

#[actix_web::test]
async fn a_promise_comes_with_the_receipt_and_is_verified_without_us() {
    let app = TestApp::start().await;
    let siti = app.person("SITI REKAAN").await;
    let (path, done) = submitted(&app, &siti).await;
    let text = done.text("/promise");
    // Nothing of the server is asked for this: the key is all that is needed.
    let key = policy(&app).await.logs()[0].key.clone();
    let note = Note::parse(text.as_bytes()).unwrap();
    let promise = Promise::open(&note, &KeyRing::new([key.clone()])).unwrap();
    let receipt = done.text("/receipts/0/receipt");
    let shown = app.get(&format!("/api/v1/agencies/{AGENCY}/receipts/{receipt}")).await.expect(200);
    assert_eq!(promise.commit.to_string(), shown.text("/commitment"));
    assert_eq!(promise.origin, key.name());
    assert_eq!(
        siti.get(&path).await.expect(200).text("/promise"),
        text,
        "it is given again whenever she looks"
    );

    let listed = siti.get(&format!("{path}/proofs")).await.expect(200);
    assert_eq!(listed.body["has_witnesses"], false);
    assert_eq!(
        (&listed.body["items"][0]["state"], &listed.body["items"][0]["index"]),
        (&json!("waiting"), &Value::Null)
    );
    let leaf = listed.text("/items/0/leaf");
    siti.get(&format!("{path}/proofs/{leaf}")).await.problem(404, "proof_not_yet");
    let card = siti.get(&format!("{path}/proofs/{leaf}/card")).await.expect(200).text("/text");
    let card = Card::parse(card.as_bytes()).unwrap();
    assert_eq!((card.index, card.promise), (None, note));
}

#[actix_web::test]
async fn a_proof_file_opens_her_record_and_stands_under_the_checkpoint() {
    let app = TestApp::start().await;
    let siti = app.person("SITI REKAAN").await;
    let (path, done) = submitted(&app, &siti).await;
    sequence(&app.state).await.unwrap();
    let listed = siti.get(&format!("{path}/proofs")).await.expect(200);
    let first = &listed.body["items"][0];
    assert_eq!(
        (first["kind"].as_str(), first["state"].as_str()),
        (Some("application_submitted"), Some("recorded"))
    );
    let leaf = listed.text("/items/0/leaf");
    let answer = siti.get(&format!("{path}/proofs/{leaf}")).await.expect(200);
    let name = answer.headers["content-disposition"].to_str().unwrap().to_owned();
    assert!(name.contains("application-submitted") && name.contains(".tlog-proof"), "{name}");

    let file = ProofFile::parse(&answer.bytes).unwrap();
    let opening = Opening::decode(file.extra.as_ref().unwrap()).unwrap();
    let policy = policy(&app).await;
    let origin = opening.leaf.log().to_owned();
    let judged = file.verify(&opening.leaf.hash().unwrap(), &origin, &policy).unwrap();
    assert_eq!(json!(file.index), first["index"]);
    assert!(judged.opened.checkpoint.size > file.index);
    assert_eq!(opening.promise.unwrap().to_string(), done.text("/promise"));
    assert!(path.ends_with(opening.record.subject.trim_start_matches("application:")));
    assert!(
        !String::from_utf8_lossy(file.extra.as_ref().unwrap()).contains("SITI"),
        "ids and hashes, no name"
    );
    // Programs that are not ours agree on the head.
    let head = Observer::of(&app.address, AGENCY).await.check(file.checkpoint.to_string().as_bytes());
    assert_eq!(head.size, judged.opened.checkpoint.size);

    let card = siti.get(&format!("{path}/proofs/{leaf}/card")).await.expect(200);
    let text = card.text("/text");
    assert!(text.len() <= MAX_CARD_BYTES && card.body["size"].as_u64().unwrap() > 20);
    assert_eq!(Card::parse(text.as_bytes()).unwrap().index, Some(file.index));
    assert!(!text.contains(&data_encoding::HEXLOWER.encode(&opening.salt.0)), "no salt on paper");
}

#[actix_web::test]
async fn proofs_are_for_their_owner() {
    let app = TestApp::start().await;
    let siti = app.person("SITI REKAAN").await;
    let (path, _) = submitted(&app, &siti).await;
    sequence(&app.state).await.unwrap();
    let leaf = siti.get(&format!("{path}/proofs")).await.expect(200).text("/items/0/leaf");
    let budi = app.person("BUDI REKAAN").await;
    let officer = app.officer("verifier", AGENCY).await;
    for address in ["".into(), format!("/{leaf}"), format!("/{leaf}/card")] {
        let address: String = address;
        for stranger in [&budi, &officer] {
            stranger.get(&format!("{path}/proofs{address}")).await.problem(404, "not_found");
        }
        app.get(&format!("{path}/proofs{address}")).await.problem(401, "sign_in_required");
        let elsewhere = path.replace(AGENCY, OTHER_AGENCY);
        siti.get(&format!("{elsewhere}/proofs{address}")).await.problem(404, "not_found");
    }
    // A leaf of somebody else under her own application.
    let (_, other) = submitted(&app, &budi).await;
    let of_budi = format!("{}/{}/proofs", path.rsplit_once('/').unwrap().0, other.text("/id"));
    let leaf = budi.get(&of_budi).await.expect(200).text("/items/0/leaf");
    siti.get(&format!("{path}/proofs/{leaf}")).await.problem(404, "not_found");
}

#[actix_web::test]
async fn a_verdict_stays_closed_in_the_proofs_too_until_it_is_announced() {
    let app = TestApp::start().await;
    let round = app.closed_round("own").await;
    let people = round.submitted_by(2).await;
    round.verify_all().await;
    sequence(&app.state).await.unwrap();
    let kinds = async |at: usize| {
        let (person, application) = &people[at];
        let listed =
            person.get(&format!("/api/v1/agencies/{AGENCY}/applications/{application}/proofs")).await;
        let items = listed.expect(200).body["items"].as_array().unwrap().clone();
        items.iter().map(|item| item["kind"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert!(kinds(0).await.iter().all(|kind| !kind.starts_with("verdict")), "{:?}", kinds(0).await);
    app.later(chrono::Duration::minutes(1));
    round.announce(None).await;
    sequence(&app.state).await.unwrap();
    assert!(kinds(0).await.contains(&"verdict_released".to_owned()), "{:?}", kinds(0).await);
    let (person, application) = &people[0];
    let path = format!("/api/v1/agencies/{AGENCY}/applications/{application}/proofs");
    let listed = person.get(&path).await.expect(200);
    let items = listed.body["items"].as_array().unwrap();
    let released = items.iter().find(|item| item["kind"] == "verdict_released").unwrap();
    let file = person.get(&format!("{path}/{}", released["leaf"].as_str().unwrap())).await.expect(200);
    let opening = Opening::decode(ProofFile::parse(&file.bytes).unwrap().extra.as_ref().unwrap()).unwrap();
    assert_eq!(opening.record.payload["items"][0]["reason"], "education_not_listed");
}

/// The record in a proof file, and the file.
fn opened(file: &Response) -> (Opening, ProofFile) {
    let file = ProofFile::parse(&file.bytes).unwrap();
    (Opening::decode(file.extra.as_ref().unwrap()).unwrap(), file)
}

#[actix_web::test]
async fn the_proof_is_there_after_two_minutes_also_when_a_turn_is_lost() {
    let app = TestApp::start().await;
    let siti = app.person("SITI REKAAN").await;
    let (path, _) = submitted(&app, &siti).await;
    let sent = app.now();
    let leaf = siti.get(&format!("{path}/proofs")).await.expect(200).text("/items/0/leaf");
    // A process that was the sequencer and does not know yet that another one is.
    let late = Fence(app.count("SELECT nextval('record_fence')").await);
    let now = Fence(app.count("SELECT nextval('record_fence')").await);
    app.sql(&format!(
        "INSERT INTO record_tree (agency_id, fence, size, published) VALUES ('{AGENCY}', {}, 0, 0)",
        now.0
    ))
    .await;
    app.later(chrono::Duration::minutes(1));
    assert_eq!(sequence_as(&app.state, late, true).await.unwrap(), 0);
    siti.get(&format!("{path}/proofs/{leaf}")).await.problem(404, "proof_not_yet");
    app.later(chrono::Duration::minutes(1));
    assert_eq!(sequence_as(&app.state, now, false).await.unwrap(), 1);
    siti.get(&format!("{path}/proofs/{leaf}")).await.expect(200);
    let signed = "SELECT extract(epoch FROM signed_at) FROM record_checkpoint ORDER BY size DESC LIMIT 1";
    assert!(app.count(signed).await - sent.timestamp() <= 120);
}

#[actix_web::test]
async fn a_proof_grows_from_waiting_to_witnessed_and_says_so_at_every_step() {
    let app = TestApp::start().await;
    let (first, second) =
        (app.officer("administrator", AGENCY).await, app.officer("administrator", AGENCY).await);
    let siti = app.person("SITI REKAAN").await;
    let (path, _) = submitted(&app, &siti).await;
    let [one, two] = [1, 2].map(witness);
    change(&first, &second, &lines(&[&one, &two])).await;
    let listed = async || siti.get(&format!("{path}/proofs")).await.expect(200);
    let leaf = listed().await.text("/items/0/leaf");
    assert_eq!(listed().await.text("/items/0/state"), "waiting");
    sequence(&app.state).await.unwrap();
    let now = listed().await;
    assert_eq!((now.text("/items/0/state").as_str(), &now.body["has_witnesses"]), ("recorded", &json!(true)));
    let file = async || opened(&siti.get(&format!("{path}/proofs/{leaf}")).await.expect(200));
    let (opening, early) = file().await;
    let (policy, origin) = (policy(&app).await, opening.leaf.log().to_owned());
    let met =
        |file: &ProofFile| file.verify(&opening.leaf.hash().unwrap(), &origin, &policy).unwrap().quorum_met;
    assert!(!met(&early), "not yet witnessed");
    assert_eq!(cosign(&app, &one).await, 200);
    assert_eq!(listed().await.text("/items/0/state"), "recorded", "one of two");
    assert_eq!(cosign(&app, &two).await, 200);
    assert_eq!(listed().await.text("/items/0/state"), "witnessed");
    let (again, witnessed) = file().await;
    assert!(met(&witnessed) && again == opening, "the same record, now with two witnesses");
}
