//! A log that has changed its key: what the old one signed stays good, and nothing later.
#![expect(clippy::unwrap_used, reason = "a test that fails here should fail")]

mod common;

use chrono::{DateTime, TimeDelta, Utc};
use common::{ORIGIN, log_key, seed};
use ledger::checkpoint::{Checkpoint, CheckpointError};
use ledger::note::{Note, NoteError};
use ledger::policy::{Policy, PolicyProblem};
use ledger::{Algorithm, Promise, PromiseError, Retired, SigningKey, leaf_hash};

fn next_key() -> SigningKey {
    SigningKey::new(ORIGIN, Algorithm::Ed25519, &seed(9)).unwrap()
}

fn changed_at() -> DateTime<Utc> {
    "2026-11-28T08:00:00Z".parse().unwrap()
}

fn line(lost: bool) -> String {
    let key = log_key().public().clone();
    Retired { key, size: 100, until: changed_at(), lost }.to_string()
}

fn policy(lost: bool) -> String {
    format!("log {}\n{}\nquorum none\n", next_key().public(), line(lost))
}

fn signed(key: &SigningKey, size: u64) -> Note {
    Checkpoint::new(ORIGIN, size, leaf_hash(b"root")).unwrap().sign(key).unwrap()
}

#[test]
fn the_old_key_counts_up_to_its_last_checkpoint_and_the_new_one_everywhere() {
    for lost in [false, true] {
        let policy = Policy::parse(policy(lost).as_bytes()).unwrap();
        let open = |note: &Note| policy.open(note.to_string().as_bytes(), ORIGIN).map(|_| ());
        assert_eq!(open(&signed(&log_key(), 100)), Ok(()));
        assert_eq!(open(&signed(&log_key(), 101)), Err(CheckpointError::Retired));
        assert_eq!(open(&signed(&next_key(), 100)), Ok(()));
        assert_eq!(open(&signed(&next_key(), 101)), Ok(()));
        let mut both = signed(&next_key(), 101);
        signed(&log_key(), 101).signatures().iter().for_each(|line| both.add(line.clone()));
        assert_eq!(open(&both), Ok(()), "the new one has signed too");
        let retired: Vec<_> = policy.retired(ORIGIN).collect();
        assert_eq!((retired.len(), retired[0].lost), (1, lost));
        assert_eq!(policy.log(ORIGIN).unwrap().key, *next_key().public());
    }
}

#[test]
fn a_promise_of_the_old_key_counts_up_to_the_change() {
    let policy = Policy::parse(policy(false).as_bytes()).unwrap();
    let promise = |key: &SigningKey, seconds: i64| {
        let at = changed_at() + TimeDelta::seconds(seconds);
        policy.open_promise(&Promise::new(ORIGIN, leaf_hash(b"x"), at).unwrap().sign(key).unwrap())
    };
    assert!(promise(&log_key(), 0).is_ok());
    assert_eq!(promise(&log_key(), 1), Err(PromiseError::Note(NoteError::NoKnownKey)));
    assert!(promise(&next_key(), -1).is_ok() && promise(&next_key(), 1).is_ok());
}

#[test]
fn a_retired_key_that_could_be_read_in_two_ways_is_refused() {
    let good = policy(false);
    let stranger = SigningKey::new("ledger.example/other", Algorithm::Ed25519, &seed(0)).unwrap();
    let of_other = good.replace(&log_key().public().to_string(), &stranger.public().to_string());
    let earlier = line(false).replace(" 100 ", " 99 ");
    let other_key = SigningKey::new(ORIGIN, Algorithm::Ed25519, &seed(7)).unwrap();
    let earlier = earlier.replace(&log_key().public().to_string(), &other_key.public().to_string());
    for (text, problem) in [
        (good.replace(" 100 ", " 0100 "), PolicyProblem::Retired),
        (good.replace(" 100 ", "  100 "), PolicyProblem::Retired),
        (good.replace("T08:00:00Z", "T08:00:00+00:00"), PolicyProblem::Retired),
        (good.replace(" rotated", " gone"), PolicyProblem::Retired),
        (good.replace(" rotated", ""), PolicyProblem::Retired),
        (good.replace(" rotated", " rotated x"), PolicyProblem::Retired),
        (of_other, PolicyProblem::Retired),
        (good.replace("quorum", &format!("{earlier}\nquorum")), PolicyProblem::Retired),
        (good.replace("quorum", &format!("{}\nquorum", line(false))), PolicyProblem::Twice),
        (
            good.replace(&next_key().public().to_string(), &log_key().public().to_string()),
            PolicyProblem::Twice,
        ),
    ] {
        assert_ne!(text, good);
        assert_eq!(Policy::parse(text.as_bytes()).unwrap_err().problem, problem, "{text}");
    }
    // For other programs it is a remark, and only the present key is known.
    assert!(line(false).starts_with('#'));
}
