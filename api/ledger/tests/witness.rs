//! What a witness is asked and answers, proof files and policies: the published vectors, and what must be refused.
#![expect(clippy::unwrap_used, reason = "a test that fails here should fail")]

mod common;

use common::{
    CHECKPOINT, LOG_VKEY, ORIGIN, TIME, WITNESS_LINE, WITNESS_VKEY, leaves, log_key, root, seed, short,
    witness_key,
};
use ledger::checkpoint::{Checkpoint, CheckpointError};
use ledger::note::{KeyRing, Note};
use ledger::policy::{Policy, PolicyProblem};
use ledger::proof::{ProofFile, ProofFileError};
use ledger::tree::ProofError;
use ledger::witness::{Head, Refusal, Request, judge, read_cosignatures, write_cosignatures};
use ledger::{Algorithm, SigningKey};
use proptest::prelude::*;

const HASHES: &str = "ApjRIpBtz8EIkstTpzmS/FufST6kybrbJ7eRtBJ6f+c=
B1Bqhf2d0vEg62lPhgEeW7RmLlxBWmKRcDPUqWJEh+c=
+sVCA+fMaWzw38tCySodnbr3CtnmIfS9jZhmLwDjwSU=
g327FS6bB5AQcX6E6GXaTrwPoZioBtWdMb8VrM7yLQ4=
";

fn request(old: &str, hashes: &str, checkpoint: &str) -> String {
    format!("old {old}\n{hashes}\n{checkpoint}")
}

fn head(size: usize) -> Head {
    Head { size: u64::try_from(size).unwrap(), root: root(size) }
}

fn ask(head: &Head, request: &str) -> Result<(), Refusal> {
    let ring = KeyRing::new([LOG_VKEY.parse().unwrap()]);
    judge(head, &Request::parse(request.as_bytes())?, &ring).map(|_| ())
}

#[test]
fn a_witness_answers_as_published() {
    let body = request("3", HASHES, CHECKPOINT);
    assert_eq!((body.len(), short(&body)), (372, "bf1c96db6517d51b".to_owned()));
    assert_eq!(Request::parse(body.as_bytes()).unwrap().to_string(), body);
    assert_eq!(Request::parse(body.as_bytes()).unwrap().origin(), ORIGIN);
    assert_eq!(ask(&head(3), &body), Ok(()));
    let text = Request::parse(body.as_bytes()).unwrap().checkpoint.unverified_text().to_owned();
    let line = witness_key().cosign(&text, TIME).unwrap();
    assert_eq!(write_cosignatures(std::slice::from_ref(&line)), WITNESS_LINE);
    assert_eq!(read_cosignatures(WITNESS_LINE).unwrap(), [line]);
    assert!(read_cosignatures("").is_none() && read_cosignatures("x\n").is_none());
    // Afterwards the witness stands at 7.
    assert_eq!(ask(&head(7), &body), Err(Refusal::OtherSize(7)));
    assert_eq!(ask(&head(7), &request("7", "", CHECKPOINT)), Ok(()));
    // Still at 3.
    assert_eq!(ask(&head(3), &request("8", "", CHECKPOINT)), Err(Refusal::Malformed));
    assert_eq!(ask(&head(3), &request("0", "", CHECKPOINT)), Err(Refusal::OtherSize(3)));
    assert_eq!(ask(&head(3), &body.replace("ApjR", "BpjR")), Err(Refusal::Inconsistent));
    assert_eq!(ask(&head(3), &body.replace("eoZAmfHP", "eoZAmfHO")), Err(Refusal::NotSigned));
    // One that never cosigned this log.
    assert_eq!(ask(&Head::default(), &body), Err(Refusal::OtherSize(0)));
    assert_eq!(ask(&Head::default(), &request("0", HASHES, CHECKPOINT)), Err(Refusal::Inconsistent));
    assert_eq!(ask(&Head::default(), &request("0", "", CHECKPOINT)), Ok(()));
    let statuses = [
        Refusal::Malformed,
        Refusal::NotSigned,
        Refusal::UnknownLog,
        Refusal::OtherSize(3),
        Refusal::Inconsistent,
    ];
    assert_eq!(statuses.map(Refusal::status), [400, 403, 404, 409, 422]);
}

/// Cases 11 and 12 of the twelve, as far as a judge without a memory of its own can refuse them.
#[test]
fn a_fork_and_an_older_head_get_no_cosignature() {
    let signed =
        |size, root| Checkpoint::new(ORIGIN, size, root).unwrap().sign(&log_key()).unwrap().to_string();
    // Another history of the same size.
    assert_eq!(ask(&head(7), &request("7", "", &signed(7, root(6)))), Err(Refusal::Inconsistent));
    // A log that goes on from an old backup signs a smaller head.
    assert_eq!(ask(&head(7), &request("7", "", &signed(6, root(6)))), Err(Refusal::Malformed));
    assert_eq!(ask(&head(7), &request("6", "", &signed(6, root(6)))), Err(Refusal::OtherSize(7)));
    // Nothing with a root of something.
    assert_eq!(ask(&Head::default(), &request("0", "", &signed(0, root(6)))), Err(Refusal::Inconsistent));
    assert_eq!(ask(&Head::default(), &request("0", "", &signed(0, root(0)))), Ok(()));
}

#[test]
fn a_request_that_is_not_exactly_written_is_refused() {
    let line = HASHES.lines().next().unwrap();
    for body in [
        String::new(),
        CHECKPOINT.to_owned(),
        request("03", HASHES, CHECKPOINT),
        request("-1", HASHES, CHECKPOINT),
        request("9223372036854775808", HASHES, CHECKPOINT),
        request("3", &format!("{line}\n").repeat(64), CHECKPOINT),
        request("3", &format!("{}\n", line.trim_end_matches('=')), CHECKPOINT),
        request("3", "AAAA\n", CHECKPOINT),
        request("3", HASHES, "not a note"),
        request("3", HASHES, &CHECKPOINT.replace("\n7\n", "\n07\n")),
        request("3", HASHES, CHECKPOINT).replace('\n', "\r\n"),
    ] {
        assert_eq!(Request::parse(body.as_bytes()).unwrap_err(), Refusal::Malformed, "{body}");
    }
    assert!(Request::parse(request("3", &format!("{line}\n").repeat(63), CHECKPOINT).as_bytes()).is_ok());
}

fn proof_file() -> String {
    let hashes = HASHES.split_once('\n').unwrap().1;
    format!("c2sp.org/tlog-proof@v1\nextra c2FsdA==\nindex 2\n{hashes}\n{CHECKPOINT}{WITNESS_LINE}")
}

fn policy(text: &str) -> Policy {
    Policy::parse(text.as_bytes()).unwrap()
}

#[test]
fn a_proof_file_is_read_and_verified_as_published() {
    let text = proof_file();
    assert_eq!((text.len(), short(&text)), (487, "7f351eaccca63ff4".to_owned()));
    let proof = ProofFile::parse(text.as_bytes()).unwrap();
    assert_eq!((proof.extra.as_deref(), proof.index, proof.hashes.len()), (Some(&b"salt"[..]), 2, 3));
    assert_eq!(proof.to_string(), text);
    let trusted = policy(&format!("log {LOG_VKEY}\nwitness A {WITNESS_VKEY}\nquorum A\n"));
    let leaf = leaves().swap_remove(2);
    let judged = proof.verify(&leaf, ORIGIN, &trusted).unwrap();
    assert!(judged.quorum_met);
    let verify = |proof: &ProofFile, policy: &Policy| proof.verify(&leaf, ORIGIN, policy).map(|_| ());
    let other_leaf = leaves().swap_remove(3);
    assert_eq!(
        proof.verify(&other_leaf, ORIGIN, &trusted).unwrap_err(),
        ProofFileError::Proof(ProofError::OtherRoot)
    );
    assert_eq!(
        proof.verify(&leaf, "ledger.example/other", &trusted).unwrap_err(),
        ProofFileError::Checkpoint(CheckpointError::Origin)
    );
    let elsewhere = ProofFile { index: 7, ..proof.clone() };
    assert_eq!(verify(&elsewhere, &trusted), Err(ProofFileError::Proof(ProofError::Range)));
    let stranger = SigningKey::new(ORIGIN, Algorithm::Ed25519, &seed(9)).unwrap();
    let stranger = policy(&format!("log {}\nquorum none\n", stranger.public()));
    assert!(matches!(verify(&proof, &stranger), Err(ProofFileError::Checkpoint(CheckpointError::Note(_)))));
    let without = ProofFile { checkpoint: Note::parse(CHECKPOINT.as_bytes()).unwrap(), ..proof };
    assert!(!without.verify(&leaf, ORIGIN, &trusted).unwrap().quorum_met);
}

#[test]
fn a_proof_file_that_is_not_exactly_written_is_refused() {
    let text = proof_file();
    assert!(ProofFile::parse(text.replace("extra c2FsdA==\n", "").as_bytes()).unwrap().extra.is_none());
    let line = HASHES.lines().next().unwrap();
    for wrong in [
        text.replace("@v1", "@v2"),
        text.replace("index 2", "index 02"),
        text.replace("index 2\n", ""),
        text.replace("c2FsdA==", "c2FsdA"),
        text.replace("extra c2FsdA==\nindex 2\n", "index 2\nextra c2FsdA==\n"),
        text.replace("index 2\n", &format!("index 2\n{}", format!("{line}\n").repeat(61))),
        text.replace("jwSU=", "jwSV="),
        text.replace('\n', "\r\n"),
        format!("\n{text}"),
    ] {
        assert_eq!(ProofFile::parse(wrong.as_bytes()).unwrap_err(), ProofFileError::Format, "{wrong}");
    }
}

const THIRD: &str = "w3.example+1cfc1e45+BM0Us3+VbpUxlP9/tzs9gdzFYdYadTgJS3w+GmQ+5fOq";
const FOURTH: &str = "w4.example+17064f47+BE/QmczUfXiT3+nsJEFOyw2bVCAjKq0w2RxGW+M8vmXE";

fn two_of_three() -> String {
    format!(
        "# tiga saksi\nlog {LOG_VKEY} https://ledger.example/test\nwitness A {WITNESS_VKEY}\nwitness\tB {THIRD}\n\
         witness C {FOURTH}\n\ngroup G 2 A B C\nquorum G\n"
    )
}

#[test]
fn a_policy_counts_as_published() {
    let cosigned = format!("{CHECKPOINT}{WITNESS_LINE}");
    let mut note = Note::parse(cosigned.as_bytes()).unwrap();
    let unknown = SigningKey::new("w2.example", Algorithm::MlDsa44Cosignature, &seed(0x60)).unwrap();
    note.add(unknown.cosign(note.unverified_text(), TIME).unwrap());
    let met = |text: &str| policy(text).open(note.to_string().as_bytes(), ORIGIN).unwrap().quorum_met;
    assert!(!met(&two_of_three()));
    assert!(met(&two_of_three().replace("G 2 A", "G any A")));
    assert!(!met(&two_of_three().replace("G 2 A", "G all A")));
    assert!(met(&two_of_three().replace("quorum G", "quorum A")));
    assert!(!met(&two_of_three().replace("quorum G", "quorum B")));
    assert!(met(&two_of_three().replace("quorum G", "quorum none")));
    // Two groups within a third.
    let nested = two_of_three().replace("group G 2 A B C\n", "group X any A B\ngroup G all X C\n");
    assert!(!met(&nested));
    assert!(met(&nested.replace("all X C", "any X C")));
    let known = policy(&two_of_three());
    assert_eq!(known.witnesses().count(), 3);
    assert_eq!(known.log(ORIGIN).unwrap().url.as_deref(), Some("https://ledger.example/test"));
    assert!(known.log("ledger.example/other").is_none());
    assert!(
        known.needs_witnesses()
            && !policy(&two_of_three().replace("quorum G", "quorum none")).needs_witnesses()
    );
}

#[test]
fn a_cosignature_at_time_0_does_not_count() {
    let mut note = Note::parse(CHECKPOINT.as_bytes()).unwrap();
    note.add(witness_key().cosign(note.unverified_text(), 0).unwrap());
    let any = policy(&two_of_three().replace("G 2 A", "G any A"));
    assert!(!any.open(note.to_string().as_bytes(), ORIGIN).unwrap().quorum_met);
}

#[test]
fn a_policy_that_could_be_read_in_two_ways_is_refused() {
    let good = two_of_three();
    let as_witness = |name: &str, seed_of: u8| {
        let key = SigningKey::new(name, Algorithm::Ed25519Cosignature, &seed(seed_of)).unwrap();
        format!("witness D {}\n", key.public())
    };
    let add = |line: &str| good.replace("group G", &format!("{line}group G"));
    let log_again = SigningKey::new("ledger.example/again", Algorithm::Ed25519, &seed(0)).unwrap();
    for (text, line, problem) in [
        (good.replace("G 2", "G 0"), 7, PolicyProblem::Threshold),
        (good.replace("G 2", "G 4"), 7, PolicyProblem::Threshold),
        (good.replace("G 2", "G 02"), 7, PolicyProblem::Threshold),
        (good.replace("2 A B C", "all"), 7, PolicyProblem::Threshold),
        (good.replace("A B C", "A B A"), 7, PolicyProblem::Twice),
        (good.replace("quorum G", "group H any A\nquorum G"), 8, PolicyProblem::Twice),
        (good.replace("A B C", "A B none"), 7, PolicyProblem::Unknown),
        (good.replace("A B C", "A B D"), 7, PolicyProblem::Unknown),
        (
            good.replace("group G 2 A B C\nquorum G\n", "quorum G\ngroup G 2 A B C\n"),
            7,
            PolicyProblem::Unknown,
        ),
        (format!("{good}quorum G\n"), 9, PolicyProblem::Quorum),
        (good.replace("quorum G\n", ""), 7, PolicyProblem::Quorum),
        (good.replace("\nquorum", "\r\nquorum"), 7, PolicyProblem::Character),
        (good.strip_suffix('\n').unwrap().to_owned(), 1, PolicyProblem::Character),
        (String::new(), 1, PolicyProblem::Character),
        (add("witness A x\n"), 7, PolicyProblem::Key),
        (add(&format!("witness A {LOG_VKEY}\n")), 7, PolicyProblem::Key),
        (add(&format!("log {WITNESS_VKEY}\n")), 7, PolicyProblem::Key),
        (add(&as_witness("other.example", 0x40)), 7, PolicyProblem::Twice),
        (add(&format!("log {}\n", log_again.public())), 7, PolicyProblem::Twice),
        (add(&as_witness("other.example", 1).replace("witness D", "witness none")), 7, PolicyProblem::Twice),
        (add(&as_witness("other.example", 1).replace("witness D", "witness A")), 7, PolicyProblem::Twice),
        (add("saksi\n"), 7, PolicyProblem::Line),
        (add("quorum A B\n"), 7, PolicyProblem::Line),
    ] {
        let error = Policy::parse(text.as_bytes()).unwrap_err();
        assert_eq!((error.line, error.problem), (line, problem), "{text}");
    }
    // A log may cosign others under its own key, and 40 witnesses are no trouble.
    assert!(Policy::parse(add(&as_witness("other.example", 0)).as_bytes()).is_ok());
    let many: String = (1..41)
        .map(|number| as_witness("many.example", number).replace("witness D", &format!("witness M{number}")))
        .collect();
    assert_eq!(policy(&add(&many)).witnesses().count(), 43);
}

proptest! {
    #[test]
    fn any_bytes_are_answered(bytes: Vec<u8>) {
        let _ = (Policy::parse(&bytes).is_ok(), Request::parse(&bytes).is_ok(), ProofFile::parse(&bytes).is_ok());
    }

    #[test]
    fn no_byte_of_a_proof_can_be_turned(place in 0_usize..487, bit in 0_u32..8) {
        let mut bytes = proof_file().into_bytes();
        // The extra data is not the log's word.
        prop_assume!(!(23..38).contains(&place));
        bytes[place] ^= 1 << bit;
        let trusted = policy(&format!("log {LOG_VKEY}\nwitness A {WITNESS_VKEY}\nquorum A\n"));
        let leaf = leaves().swap_remove(2);
        let verified = ProofFile::parse(&bytes).and_then(|proof| proof.verify(&leaf, ORIGIN, &trusted));
        // Under another name a cosignature is a stranger's.
        prop_assert!(verified.is_err() || !verified.unwrap().quorum_met, "byte {}", place);
    }
}
