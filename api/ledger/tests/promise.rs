//! The receipt of the first moment, its card, and what a proof file opens.
#![expect(clippy::unwrap_used, reason = "a test that fails here should fail")]

mod common;

use chrono::DateTime;
use common::{CHECKPOINT, LOG_VKEY, ORIGIN, TIME, log_key, seed};
use ledger::checkpoint::{self, CheckpointError};
use ledger::note::{KeyRing, Note};
use ledger::{
    Algorithm, Card, Hash, Kind, Leaf, Opening, OpeningError, Promise, PromiseError, Record, Salt,
    SigningKey, commit, leaf_hash,
};

fn promise() -> Promise {
    let at = DateTime::from_timestamp(TIME.try_into().unwrap(), 999_000_000).unwrap();
    Promise::new(ORIGIN, leaf_hash(b"x"), at).unwrap()
}

fn ring() -> KeyRing {
    KeyRing::new([LOG_VKEY.parse().unwrap()])
}

#[test]
fn a_promise_is_signed_and_opened() {
    let text = promise().to_string();
    assert_eq!(text, format!("terang/promise/v1\n{ORIGIN}\n{}\n2023-11-14T22:13:20Z\n", leaf_hash(b"x")));
    let note = promise().sign(&log_key()).unwrap();
    assert_eq!(Promise::open(&note, &ring()), Ok(promise()));
    let stranger = SigningKey::new("ledger.example/other", Algorithm::Ed25519, &seed(3)).unwrap();
    assert_eq!(promise().sign(&stranger).unwrap_err(), PromiseError::NotByLog);
    let mut by_stranger = Note::new(text.clone()).unwrap();
    by_stranger.add(stranger.sign(&text).unwrap());
    assert!(Promise::open(&by_stranger, &ring()).is_err());
    let both = KeyRing::new([LOG_VKEY.parse().unwrap(), stranger.public().clone()]);
    assert_eq!(Promise::open(&by_stranger, &both), Err(PromiseError::NotByLog));
    for wrong in [
        text.replace("22:13:20Z", "22:13:20+00:00"),
        text.replace("22:13:20Z", "22:13:20.5Z"),
        text.replace("v1", "v2"),
        text.replace(ORIGIN, "two words"),
        format!("{text}more\n"),
        text.to_uppercase(),
    ] {
        assert_eq!(wrong.parse::<Promise>(), Err(PromiseError::Format), "{wrong}");
    }
}

#[test]
fn a_promise_and_a_checkpoint_are_never_taken_for_each_other() {
    let note = promise().sign(&log_key()).unwrap();
    let opened = checkpoint::open(note.to_string().as_bytes(), ORIGIN, &ring());
    assert_eq!(opened.unwrap_err(), CheckpointError::Format);
    let checkpoint = Note::parse(CHECKPOINT.as_bytes()).unwrap();
    assert_eq!(Promise::open(&checkpoint, &ring()), Err(PromiseError::Format));
}

#[test]
fn a_card_carries_the_promise_in_500_bytes() {
    let note = promise().sign(&log_key()).unwrap();
    for index in [None, Some(0), Some(1_234_567)] {
        let card = Card::new(index, note.clone()).unwrap();
        assert!(card.to_string().len() <= 350, "{}", card.to_string().len());
        assert_eq!(Card::parse(card.to_string().as_bytes()), Ok(card));
    }
    let text = Card::new(Some(7), note.clone()).unwrap().to_string();
    for wrong in [
        "",
        &text.replace("card", "kartu"),
        &text.replace("index 7", "index 07"),
        &text.replace("index 7", "index"),
    ] {
        assert!(Card::parse(wrong.as_bytes()).is_err(), "{wrong}");
    }
    let mut long = note;
    for _ in 0..4 {
        long.add(log_key().sign("x\n").unwrap());
    }
    assert_eq!(Card::new(None, long.clone()).unwrap_err(), PromiseError::TooLong);
    let unwritten = Card { index: None, promise: long };
    assert_eq!(Card::parse(unwritten.to_string().as_bytes()).unwrap_err(), PromiseError::TooLong);
}

fn opening() -> Opening {
    let record = Record {
        subject: "application:x".to_owned(),
        payload: serde_json::json!({"status": "submitted", "number": 3}),
        actor_role: "applicant".to_owned(),
        previous: None,
    };
    let salt = Salt(seed(1));
    let commitment = commit(&salt, &record).unwrap();
    let leaf = Leaf::new(ORIGIN, Kind::ApplicationSubmitted, None, promise().at, commitment, None).unwrap();
    Opening { leaf, record, salt, promise: Some(promise().sign(&log_key()).unwrap()) }
}

#[test]
fn what_a_proof_file_carries_opens_the_leaf() {
    for opening in [opening(), Opening { promise: None, ..opening() }] {
        let bytes = opening.encode().unwrap();
        assert_eq!(Opening::decode(&bytes).unwrap(), opening);
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.starts_with("{\"leaf\":{\"at\":"));
        for wrong in [
            text.replace("\"leaf\":", " \"leaf\":"),
            text.replace("\"salt\":\"01", "\"salt\":\"0A"),
            text.replace("}}", "},\"x\":1}"),
            text.replace("\"previous\":null,", ""),
            text.replace("{\"leaf\"", "{\"extra\":1,\"leaf\""),
        ] {
            assert!(wrong == text || Opening::decode(wrong.as_bytes()).is_err(), "{wrong}");
        }
        let other = text.replace("\"number\":3", "\"number\":4");
        assert_eq!(Opening::decode(other.as_bytes()).unwrap_err(), OpeningError::OtherRecord);
        let other = text.replace("\"salt\":\"01", "\"salt\":\"02");
        assert_eq!(Opening::decode(other.as_bytes()).unwrap_err(), OpeningError::OtherRecord);
    }
    let other: Hash = leaf_hash(b"y");
    let text = String::from_utf8(opening().encode().unwrap()).unwrap();
    let text = text.replacen(&opening().leaf.commit().to_string(), &other.to_string(), 1);
    assert_eq!(Opening::decode(text.as_bytes()).unwrap_err(), OpeningError::OtherRecord);
}
