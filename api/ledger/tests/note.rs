//! Signed notes and checkpoints: the published vectors byte for byte, and everything that must be refused.
#![expect(clippy::unwrap_used, reason = "a test that fails here should fail")]

mod common;

use common::{
    CHECKPOINT, LOG_VKEY, ORIGIN, TIME, WITNESS_LINE, WITNESS_VKEY, log_key, root, seed, short, witness_key,
};
use ledger::checkpoint::{self, Checkpoint};
use ledger::note::{KeyRing, Note};
use ledger::{Algorithm, SigningKey, VerifyingKey};

const SECRET: &str = "PRIVATE+KEY+ledger.example/test+7a864099+AQABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f";
const AUDIT_VKEY: &str = "audit.example/2+2e48efa1+ASmsuuFBvMrwsi4alNNNC8c2HlJtC/4SyJeUvJMilm3X";
const NOTE: &str = "Satu baris.

Sesudah baris kosong: é

— ledger.example/test eoZAma+g57jYha9IjOKxNo5YvVFpwUU0EfgKJLdv0xGt1AN3M0ZczFFXRaxd7Yf+hiPGiafgIkTUHQfUq2pipwTiJwg=
— audit.example/2 LkjvoaKzV4zuhYM7KB7/m5YaFvjebKFgzY8RhC83QG36Q6YescxB73JubHjOH5d+LvfkPXrwkcdI9kW+5k3zCtzFSwo=
";

fn audit_key() -> SigningKey {
    SigningKey::new("audit.example/2", Algorithm::Ed25519, &seed(0x20)).unwrap()
}

fn ring(keys: &[&str]) -> KeyRing {
    KeyRing::new(keys.iter().map(|key| key.parse::<VerifyingKey>().unwrap()))
}

fn parse(text: &str) -> Note {
    Note::parse(text.as_bytes()).unwrap()
}

#[test]
fn keys_have_the_published_texts() {
    assert_eq!(log_key().public().to_string(), LOG_VKEY);
    assert_eq!(log_key().secret_text(), SECRET);
    assert_eq!(SECRET.parse::<SigningKey>().unwrap().public(), log_key().public());
    assert_eq!(audit_key().public().to_string(), AUDIT_VKEY);
    assert_eq!(witness_key().public().to_string(), WITNESS_VKEY);
    for key in [LOG_VKEY, AUDIT_VKEY, WITNESS_VKEY] {
        assert_eq!(key.parse::<VerifyingKey>().unwrap().to_string(), key);
    }
    assert!(!format!("{:?}", log_key()).contains("AQABAgME"));
}

#[test]
fn a_note_is_signed_and_opened_as_published() {
    assert_eq!((NOTE.len(), short(NOTE)), (269, "fdfc469a9c3a915f".to_owned()));
    let mut note = Note::new("Satu baris.\n\nSesudah baris kosong: é\n").unwrap();
    for key in [log_key(), audit_key()] {
        note.add(key.sign(note.unverified_text()).unwrap());
    }
    assert_eq!(note.to_string(), NOTE);
    assert_eq!(parse(NOTE), note);
    let both = ring(&[LOG_VKEY, AUDIT_VKEY]);
    let signers: Vec<&str> = note.verify(&both).unwrap().iter().map(|signer| signer.key.name()).collect();
    assert_eq!(signers, [ORIGIN, "audit.example/2"]);
    assert_eq!(note.verify(&ring(&[AUDIT_VKEY])).unwrap().len(), 1);
}

#[test]
fn a_checkpoint_is_signed_cosigned_and_opened_as_published() {
    let checkpoint = Checkpoint::new(ORIGIN, 7, root(7)).unwrap();
    let mut note = checkpoint.sign(&log_key()).unwrap();
    assert_eq!(note.to_string(), CHECKPOINT);
    assert_eq!((CHECKPOINT.len(), short(CHECKPOINT)), (185, "89840d3946f26dbc".to_owned()));
    note.add(witness_key().cosign(note.unverified_text(), TIME).unwrap());
    assert_eq!(note.to_string(), format!("{CHECKPOINT}{WITNESS_LINE}"));
    let keys = ring(&[LOG_VKEY, WITNESS_VKEY]);
    let opened = checkpoint::open(note.to_string().as_bytes(), ORIGIN, &keys).unwrap();
    assert_eq!(opened.checkpoint, checkpoint);
    assert_eq!(opened.signers.iter().map(|signer| signer.time).collect::<Vec<_>>(), [None, Some(TIME)]);
    let empty = Checkpoint::new(ORIGIN, 0, root(0)).unwrap().to_string();
    assert!(empty.ends_with("\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"));
}
