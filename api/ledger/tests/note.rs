//! Signed notes and checkpoints: the published vectors byte for byte, and everything that must be refused.
#![expect(clippy::unwrap_used, reason = "a test that fails here should fail")]

mod common;

use common::{
    CHECKPOINT, LOG_VKEY, ORIGIN, TIME, WITNESS_LINE, WITNESS_VKEY, log_key, root, seed, short, witness_key,
};
use ledger::checkpoint::{self, Checkpoint, CheckpointError};
use ledger::cosign;
use ledger::note::{KeyRing, MAX_SIGNATURES, Note, NoteError};
use ledger::{Algorithm, KeyError, SigningKey, VerifyingKey};
use proptest::prelude::*;

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
    let verified = note.verify(&both).unwrap();
    let signers: Vec<&str> = verified.iter().map(|signer| signer.key.name()).collect();
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

#[test]
fn a_witness_with_an_ml_dsa_key_cosigns_as_published() {
    let key = SigningKey::new("w2.example", Algorithm::MlDsa44Cosignature, &seed(0x60)).unwrap();
    let public = key.public();
    assert_eq!(public.id().to_string(), "6bd7c2d9");
    assert_eq!(
        (short(public.public_bytes()), public.to_string().len()),
        ("ba1a2ea785823a38".to_owned(), 1772)
    );
    assert_eq!(key.secret_text().parse::<SigningKey>().unwrap().public(), public);
    let mut note = parse(CHECKPOINT);
    let text = note.unverified_text().to_owned();
    let message = cosign::message(Algorithm::MlDsa44Cosignature, "w2.example", &text, TIME).unwrap();
    assert_eq!(message.len(), 99);
    assert!(
        message.starts_with(b"subtree/v1\n\0\x0aw2.example\0\0\0\0\x65\x53\xf1\0\x13ledger.example/test")
    );
    assert!(message.ends_with(&root(7).0));
    note.add(witness_key().cosign(&text, TIME).unwrap());
    note.add(key.cosign(&text, TIME).unwrap());
    let line = format!("{}\n", note.signatures()[2]);
    assert_eq!((line.len(), short(line)), (3260, "b12a4a992e3b5084".to_owned()));
    assert_eq!((note.to_string().len(), short(note.to_string())), (3565, "4dfe69d4cc57e4ce".to_owned()));
    let keys = KeyRing::new([log_key(), witness_key(), key.clone()].map(|key| key.public().clone()));
    assert_eq!(note.verify(&keys).unwrap().len(), 3);
    let mut later = note.signatures()[2].clone();
    later.bytes[7] ^= 1;
    let mut note = parse(CHECKPOINT);
    note.add(later);
    assert_eq!(note.verify(&keys), Err(NoteError::Signature));
}

#[test]
fn leaves_four_to_six_are_signed_as_published() {
    use ml_dsa::{MlDsa44, SigningKey};
    let hash = ledger::merkle_root(&common::leaves()[4..7]);
    let message = cosign::subtree_message("w2.example", 0, ORIGIN, (4, 7), &hash).unwrap();
    let key = SigningKey::<MlDsa44>::from_seed(&seed(0x60).into());
    let signature = key.expanded_key().sign_deterministic(&message, &[]).unwrap();
    assert_eq!(short(signature.encode()), "97ecbb36d8a893a7");
    assert_eq!(cosign::subtree_message("w2.example", TIME, ORIGIN, (4, 7), &hash), None);
    assert_eq!(cosign::subtree_message("", 0, ORIGIN, (4, 7), &hash), None);
    assert_eq!(cosign::subtree_message(&"w".repeat(256), 0, ORIGIN, (4, 7), &hash), None);
}

#[test]
fn keys_that_are_not_exactly_written_are_refused() {
    let upper = LOG_VKEY.replace("7a864099", "7A864099");
    let unpadded = WITNESS_VKEY.replacen("BCVDuS", "BCVDu", 1);
    for (key, error) in [
        ("", KeyError::Format),
        ("name+00000000", KeyError::Format),
        (&LOG_VKEY.replace("7a86", "7a87"), KeyError::Id),
        (&upper, KeyError::Id),
        (&unpadded, KeyError::Format),
        (&LOG_VKEY.replace("ledger.", "ledger "), KeyError::Name),
        (&LOG_VKEY.replace("ledger.example/test", ""), KeyError::Name),
        ("a+00000000+", KeyError::Format),
        ("a+00000000+AgAA", KeyError::Algorithm),
        ("a+00000000+AQAA", KeyError::Format),
    ] {
        assert_eq!(key.parse::<VerifyingKey>().unwrap_err(), error, "{key}");
    }
    // The neutral point as a key: anybody could sign under it.
    let mut weak = [0; 33];
    (weak[0], weak[1]) = (1, 1);
    let weak = format!("a+00000000+{}", data_encoding::BASE64.encode(&weak));
    assert_eq!(weak.parse::<VerifyingKey>().unwrap_err(), KeyError::Format);
    assert!(SECRET.replace("7a86", "7a87").parse::<SigningKey>().is_err());
    assert!(LOG_VKEY.parse::<SigningKey>().is_err());
}

/// Case 6 of the twelve.
#[test]
fn what_is_not_a_note_is_refused() {
    let lines = NOTE.split_once(": é\n\n").unwrap().1;
    for note in [
        String::new(),
        "\n\n".to_owned(),
        "no signature\n".to_owned(),
        "no signature\n\n".to_owned(),
        NOTE.replace("baris.\n", "baris.\r\n"),
        NOTE.replace("baris.", "baris\t."),
        NOTE.replace("— ledger", "- ledger"),
        NOTE.replace("— ledger", "—ledger"),
        NOTE.strip_suffix('\n').unwrap().to_owned(),
        format!("{NOTE}\n"),
        format!("{NOTE}— x\n"),
        NOTE.replace("ledger.example/test ", "ledger+example "),
        NOTE.replace("ledger.example/test ", "ledger\u{a0}example "),
        NOTE.replace("— audit", "text\n— audit"),
        format!("text\n{lines}"),
    ] {
        assert_eq!(Note::parse(note.as_bytes()).unwrap_err(), NoteError::Format, "{note}");
    }
    assert_eq!(Note::parse(b"\xff\n\n- x").unwrap_err(), NoteError::Format);
    assert_eq!(Note::parse(&vec![b'a'; 1_000_001]).unwrap_err(), NoteError::TooLong);
    let line = NOTE.lines().last().unwrap();
    let with = |count: usize| format!("text\n\n{}", format!("{line}\n").repeat(count));
    assert!(Note::parse(with(MAX_SIGNATURES).as_bytes()).is_ok());
    assert_eq!(Note::parse(with(MAX_SIGNATURES + 1).as_bytes()).unwrap_err(), NoteError::TooLong);
    for text in ["", "not ended", "a\rb\n", "a\0\n"] {
        assert_eq!(Note::new(text).unwrap_err(), NoteError::Text);
    }
    // Characters that other tools take for line ends are plain text.
    assert!(Note::new("\u{7f}\u{85}\u{2028}\n").is_ok());
}

/// Case 5 of the twelve.
#[test]
fn base64_has_one_spelling() {
    let line = NOTE.lines().last().unwrap();
    assert!(line.parse::<ledger::note::Signature>().is_ok());
    for wrong in [
        line.trim_end_matches('=').to_owned(),
        line.replace('+', "-"),
        line.replace("FSwo=", "FSwp="),
        format!("{line} "),
        "— a AAAA".to_owned(),
        "— a AAAAAA==".to_owned(),
    ] {
        assert!(wrong.parse::<ledger::note::Signature>().is_err(), "{wrong}");
    }
    let root = "3bib5AOAnjJXUNPSY814kpwpQreUKjS3fhIslZSnTIw=";
    let short = data_encoding::BASE64.encode(&[1; 31]);
    let long = data_encoding::BASE64.encode(&[1; 33]);
    for wrong in
        [root.trim_end_matches('='), &root.replace("Iw=", "Ix="), &short, &long, "", &format!("{root}\r")]
    {
        let text = format!("{ORIGIN}\n7\n{wrong}\n");
        assert_eq!(text.parse::<Checkpoint>(), Err(CheckpointError::Format), "{wrong}");
    }
}

/// Case 4 of the twelve.
#[test]
fn sizes_have_one_spelling() {
    let text = CHECKPOINT.split_once("\n\n").unwrap().0.to_owned() + "\n";
    assert_eq!(text.parse::<Checkpoint>().unwrap().size, 7);
    let highest = text.replace("\n7\n", "\n9223372036854775807\n");
    assert_eq!(highest.parse::<Checkpoint>().unwrap().to_string(), highest);
    for size in ["07", "+7", "-7", "", " 7", "7 ", "0x7", "9223372036854775808", "18446744073709551616", "٧"]
    {
        let text = text.replace("\n7\n", &format!("\n{size}\n"));
        assert_eq!(text.parse::<Checkpoint>(), Err(CheckpointError::Format), "{size}");
    }
    for text in
        ["", "\n", "a\n7\n", &text.replacen(ORIGIN, "", 1), &format!("{text}\n"), &format!("{text}more")]
    {
        assert!(text.parse::<Checkpoint>().is_err(), "{text}");
    }
    let extended = format!("{text}more\nand more\n");
    assert_eq!(extended.parse::<Checkpoint>().unwrap().to_string(), extended);
    assert!(
        Checkpoint::new("two words", 7, root(7)).is_err()
            && Checkpoint::new(ORIGIN, 1 << 63, root(7)).is_err()
    );
}

/// Case 7 of the twelve.
#[test]
fn a_wrong_signature_of_a_known_key_spoils_the_note() {
    let both = ring(&[LOG_VKEY, AUDIT_VKEY]);
    let wrong = NOTE.replace("eoZAma+g", "eoZAma+h");
    assert_eq!(parse(&wrong).verify(&both), Err(NoteError::Signature));
    assert_eq!(parse(&wrong).verify(&ring(&[AUDIT_VKEY])).unwrap().len(), 1);
    let twice = format!("{NOTE}{}\n", NOTE.lines().last().unwrap());
    assert_eq!(parse(&twice).verify(&both), Err(NoteError::Signature));
    assert_eq!(parse(&twice).verify(&ring(&[LOG_VKEY])).unwrap().len(), 1);
    // Known by name and number together: with another number it is somebody else.
    let other = Note::new("x\n").unwrap();
    let mut line = log_key().sign("x\n").unwrap();
    line.id.0[0] ^= 1;
    let with = |line| {
        let mut note = other.clone();
        note.add(line);
        note
    };
    assert_eq!(with(line.clone()).verify(&both), Err(NoteError::NoKnownKey));
    line.id.0[0] ^= 1;
    assert_eq!(with(line.clone()).verify(&both).unwrap().len(), 1);
    line.name = "ledger.example/other".to_owned();
    assert_eq!(with(line).verify(&both), Err(NoteError::NoKnownKey));
}

#[test]
fn a_signature_of_one_kind_is_not_one_of_the_other() {
    assert_eq!(witness_key().sign("x\n").unwrap_err(), KeyError::Purpose);
    let text = parse(CHECKPOINT).unverified_text().to_owned();
    assert_eq!(log_key().cosign(&text, TIME).unwrap_err(), KeyError::Purpose);
    assert_eq!(witness_key().cosign("not a checkpoint\n", TIME).unwrap_err(), KeyError::Purpose);
    // A witness that signed the plain text with its key, under the number of its cosigning key.
    let as_log = SigningKey::new("w1.example", Algorithm::Ed25519, &seed(0x40)).unwrap();
    let mut line = as_log.sign(&text).unwrap();
    let mut note = parse(CHECKPOINT);
    note.add(line.clone());
    let keys = ring(&[LOG_VKEY, WITNESS_VKEY]);
    assert_eq!(note.verify(&keys).unwrap().len(), 1);
    line.id = witness_key().public().id();
    line.bytes = [&TIME.to_be_bytes(), line.bytes.as_slice()].concat();
    let mut note = parse(CHECKPOINT);
    note.add(line);
    assert_eq!(note.verify(&keys), Err(NoteError::Signature));
}

/// Case 8 of the twelve.
#[test]
fn a_good_signature_over_another_log_is_refused() {
    let open = |note: &str, origin: &str| {
        checkpoint::open(note.as_bytes(), origin, &ring(&[LOG_VKEY, AUDIT_VKEY, WITNESS_VKEY])).map(|_| ())
    };
    assert_eq!(open(CHECKPOINT, ORIGIN), Ok(()));
    assert_eq!(open(CHECKPOINT, "ledger.example/other"), Err(CheckpointError::Origin));
    // Known keys have signed, but none of them is the log's.
    let text = parse(CHECKPOINT).unverified_text().to_owned();
    let mut note = Note::new(text.clone()).unwrap();
    note.add(audit_key().sign(&text).unwrap());
    note.add(witness_key().cosign(&text, TIME).unwrap());
    assert_eq!(open(&note.to_string(), ORIGIN), Err(CheckpointError::NotByLog));
    let other = text.replace(ORIGIN, "ledger.example/other");
    let mut note = Note::new(other.clone()).unwrap();
    note.add(log_key().sign(&other).unwrap());
    assert_eq!(open(&note.to_string(), "ledger.example/other"), Err(CheckpointError::NotByLog));
    assert_eq!(open(NOTE, ORIGIN), Err(CheckpointError::Format));
    let foreign = Checkpoint::new("ledger.example/other", 7, root(7)).unwrap();
    assert_eq!(foreign.sign(&log_key()).unwrap_err(), CheckpointError::Origin);
}

#[test]
fn a_signature_has_one_text_only() {
    // Two padded texts, one after the other: some decoders read them as one.
    assert_eq!(Note::parse("\n\n— a 00A=++0aAaAa\n".as_bytes()).unwrap_err(), NoteError::Format);
}

proptest! {
    #[test]
    fn any_text_that_is_read_is_written_back(text in "\\PC{0,20}\n?(\n— [a-z]{0,3} [A-Za-z0-9+/=]{0,12}\n){0,2}\n?") {
        if let Ok(note) = Note::parse(text.as_bytes()) {
            prop_assert_eq!(note.to_string(), text);
        }
    }

    #[test]
    fn no_byte_of_a_signed_checkpoint_can_be_turned(place in 0_usize..185, bit in 0_u32..8) {
        let mut bytes = CHECKPOINT.as_bytes().to_vec();
        bytes[place] ^= 1 << bit;
        prop_assert!(checkpoint::open(&bytes, ORIGIN, &ring(&[LOG_VKEY])).is_err());
    }
}
