//! How a log came from one key to the next: a leaf says so, under a checkpoint by the old key, or by the new one alone
//! where the old one was lost.

use ledger::checkpoint::{self, Checkpoint};
use ledger::note::{KeyRing, MAX_NOTE_BYTES};
use ledger::policy::Policy;
use ledger::proof::ProofFile;
use ledger::tree::check_inclusion;
use ledger::{Hash, KeyId, Kind, Opening, VerifyingKey};
use serde_json::Value;

use crate::source::Source;
use crate::trust::different;
use crate::{Fault, Message, Verdict};

/// A change of keys whose proof holds by itself; that the log holds its leaf is still to be seen.
#[derive(Debug, Clone)]
pub struct Handover {
    /// The file that proves it.
    pub file: String,
    pub new: VerifyingKey,
    pub lost: bool,
    pub index: u64,
    pub leaf: Hash,
    /// What the old key signed; of a lost one, what the new one did.
    pub checkpoint: Checkpoint,
}

/// Where a log says what came after a key.
pub fn file(old: KeyId) -> String {
    format!("keys/{old}")
}

/// What came after this key; `None` where the log names nothing.
pub fn after(source: &Source, old: &VerifyingKey) -> Result<Option<Handover>, Verdict> {
    let file = file(old.id());
    let Some(bytes) = source.read(&file, 2 * MAX_NOTE_BYTES)? else { return Ok(None) };
    let unclear = |why: String| Fault::new(&file, Message::new("bukan bukti penggantian kunci", why));
    let proof = ProofFile::parse(&bytes).map_err(|error| unclear(error.to_string()))?;
    let extra =
        proof.extra.as_deref().ok_or_else(|| unclear("it does not hold what it proves".to_owned()))?;
    let opening = Opening::decode(extra).map_err(|error| unclear(error.to_string()))?;
    let leaf = opening.leaf.hash().map_err(|error| unclear(error.to_string()))?;
    let told = told(&opening, old).ok_or_else(|| {
        let what = Message::new("bukan penggantian kunci ini", "not the change of this key");
        different(&file, what, &opening.record.payload.to_string(), &old.to_string())
    })?;
    let (new, lost) = told;
    let signer = if lost { new.clone() } else { old.clone() };
    let note = proof.checkpoint.to_string();
    let opened = checkpoint::open(note.as_bytes(), old.name(), &KeyRing::new([signer.clone()]));
    let head = opened.map_err(|error| {
        let what =
            Message::new("penggantian kunci tidak ditandatangani kunci yang semestinya", error.to_string());
        different(&file, what, "tanda tangan/signature", &signer.to_string())
    })?;
    let checkpoint = head.checkpoint;
    check_inclusion(&leaf, proof.index, checkpoint.size, &proof.hashes, &checkpoint.root).map_err(
        |error| {
            let what =
                Message::new("penggantian kunci tidak ada di tempat itu dalam catatan", error.to_string());
            different(&file, what, &format!("index {}", proof.index), &checkpoint.root.to_string())
        },
    )?;
    Ok(Some(Handover { file, new, lost, index: proof.index, leaf, checkpoint }))
}

/// The new key and whether the old one was lost, when the leaf is about the change of `old`.
fn told(opening: &Opening, old: &VerifyingKey) -> Option<(VerifyingKey, bool)> {
    let payload = &opening.record.payload;
    let text = |name: &str| payload.get(name).and_then(Value::as_str);
    let lost = match text("event")? {
        "key_rotated" => false,
        "key_lost" => true,
        _ => return None,
    };
    let about = opening.leaf.kind() == Some(Kind::KeyEvent) && opening.leaf.log() == old.name();
    let from = text("old")? == old.to_string();
    let new: VerifyingKey = text("new")?.parse().ok()?;
    let fits = new.name() == old.name() && !new.algorithm().cosigns() && new != *old;
    (about && from && fits).then_some((new, lost))
}

/// Every change that the policy tells of this log, each proven by itself and named as the policy has it.
pub fn all(source: &Source, origin: &str, policy: &Policy) -> Result<Vec<Handover>, Verdict> {
    let Some(present) = policy.log(origin) else { return Ok(Vec::new()) };
    let retired: Vec<_> = policy.retired(origin).collect();
    let next = retired.iter().skip(1).map(|retired| &retired.key).chain([&present.key]);
    let mut found = Vec::new();
    for (retired, next) in retired.iter().zip(next) {
        let handover = after(source, &retired.key)?;
        let handover = handover
            .ok_or_else(|| Fault::new(&file(retired.key.id()), Message::new("tidak ada", "is missing")))?;
        let size = handover.checkpoint.size;
        let ranged = if retired.lost { size > retired.size } else { size <= retired.size };
        if handover.new != *next || handover.lost != retired.lost || !ranged {
            let what = Message::new(
                "penggantian kunci lain daripada yang disebut kebijakan",
                "another change of keys than the policy tells",
            );
            return Err(different(&handover.file, what, &handover.new.to_string(), &next.to_string()));
        }
        found.push(handover);
    }
    Ok(found)
}

impl Handover {
    /// That the walked log holds the leaf where the proof says.
    pub fn held(&self, walked: Option<&Hash>) -> Result<Message, Verdict> {
        if walked != Some(&self.leaf) {
            let what = Message::new(
                "penggantian kunci tidak ada dalam catatan",
                "the log does not hold the change of keys",
            );
            let found = walked.map_or_else(|| "-".to_owned(), ToString::to_string);
            return Err(different(&self.file, what, &self.leaf.to_string(), &found));
        }
        let (number, new) = (self.index, self.new.id());
        Ok(if self.lost {
            Message::new(
                format!(
                    "Kunci catatan diganti TANPA kunci lama, yang hilang: kunci baru {new}, isian nomor {number}."
                ),
                format!(
                    "The log's key was replaced WITHOUT the old one, which was lost: new key {new}, entry {number}."
                ),
            )
        } else {
            Message::new(
                format!(
                    "Kunci catatan diganti dengan tanda tangan kunci lama: kunci baru {new}, isian nomor {number}."
                ),
                format!(
                    "The log's key was replaced under the old one's signature: new key {new}, entry {number}."
                ),
            )
        })
    }
}
