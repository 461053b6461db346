//! Checks a receipt without any server: the proof file of a fact, or the card with a promise.

use std::fs;
use std::path::PathBuf;

use ledger::checkpoint::Checkpoint;
use ledger::policy::Policy;
use ledger::proof::{ProofFile, ProofFileError};
use ledger::tree::{check_consistency, check_inclusion};
use ledger::{Opening, Promise, canonical_json};

use crate::card;
use crate::source::{CHECKPOINT, Source, unreadable};
use crate::trust::{self, Witnessed, different};
use crate::{Fault, Message, Verdict};

/// What `terang-check receipt` is given.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct Receipt {
    /// Berkas .tlog-proof, atau isi kode QR pada kartu. A .tlog-proof file, or the text of a card's QR code.
    pub file: PathBuf,
    /// Kunci catatan dan saksi yang Anda percaya. The keys of log and witnesses that you trust; without it those that
    /// the log itself gives, with --log.
    #[arg(long, value_name = "POLICY")]
    pub policy: Option<PathBuf>,
    /// Cocokkan juga dengan catatannya. Also compare with the log itself.
    #[arg(long, value_name = "URL|FOLDER")]
    pub log: Option<String>,
}

/// A fact whose proof holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Proven {
    /// The leaf, and the record that it commits to.
    pub opening: Opening,
    /// Place in the log, from 0.
    pub index: u64,
    pub checkpoint: Checkpoint,
    pub witnessed: Witnessed,
}

pub fn receipt(receipt: &Receipt) -> Verdict {
    check(receipt).unwrap_or_else(|ending| ending)
}

fn check(receipt: &Receipt) -> Result<Verdict, Verdict> {
    let name = receipt.file.display().to_string();
    let bytes = fs::read(&receipt.file).map_err(|error| unreadable(&name, &error))?;
    let trusted = receipt.policy.as_deref().map(trust::read_policy).transpose()?;
    let log = receipt.log.as_deref().map(Source::new).transpose()?;
    let own = match &log {
        Some(log) if trusted.is_none() => trust::beside(log)?,
        _ => None,
    };
    let own_keys = own.is_some();
    let policy = trusted.or(own);
    if bytes.starts_with(card::FIRST_LINE) {
        let mut ended = card::check(&name, &bytes, policy.as_ref(), log.as_ref())?;
        if let Verdict::Same(notes) = &mut ended {
            notes.extend(own_keys.then(trust::own_keys));
        }
        return Ok(ended);
    }
    let Some(policy) = policy else {
        let (opening, proof) = read_proof(&name, &bytes)?;
        let place = place(&opening, proof.index);
        return Err(trust::keys_unchecked(&name, &place.id, &place.en));
    };
    let proven = verify_proof(&name, &bytes, &policy)?;
    let mut notes = vec![place(&proven.opening, proven.index)];
    if let Some(log) = log {
        notes.push(still_there(&name, &proven, &log, &policy)?);
    }
    if proven.witnessed == Witnessed::NotYet {
        return Err(Fault::new(&name, proven.witnessed.message()).into());
    }
    notes.push(proven.witnessed.message());
    notes.extend(own_keys.then(trust::own_keys));
    let record = serde_json::to_value(&proven.opening.record).ok();
    let record = record.and_then(|record| canonical_json(&record).ok()).unwrap_or_default();
    let record = String::from_utf8_lossy(&record);
    notes.push(Message::new(format!("Isinya: {record}"), "this is what it says."));
    Ok(Verdict::Same(notes))
}

/// Verifies a proof file against a policy: the record opens the leaf, the leaf stands in the log, the log has signed.
/// Whether the quorum has cosigned is told, and not demanded. `Err` is how the check ends; `file` is what it names.
pub fn verify_proof(file: &str, bytes: &[u8], policy: &Policy) -> Result<Proven, Verdict> {
    let (opening, proof) = read_proof(file, bytes)?;
    let origin = opening.leaf.log().to_owned();
    let leaf = opening.leaf.hash().map_err(|error| unclear(file, &error))?;
    let judged = match proof.verify(&leaf, &origin, policy) {
        Ok(judged) => judged,
        Err(ProofFileError::Checkpoint(error)) => return Err(trust::refused(file, &origin, policy, error)),
        Err(error) => return Err(unclear(file, &error).into()),
    };
    if let Some(note) = &opening.promise {
        let kept = Promise::open(note, &policy.ring());
        let same =
            kept.is_ok_and(|promise| promise.origin == origin && promise.commit == *opening.leaf.commit());
        if !same {
            let what =
                Message::new("janji di dalamnya untuk isian lain", "the promise inside is not for this leaf");
            return Err(different(file, what, "promise", &opening.leaf.commit().to_string()));
        }
    }
    let witnessed = Witnessed::of(&judged, policy);
    Ok(Proven { opening, index: proof.index, checkpoint: judged.opened.checkpoint, witnessed })
}

/// Everything that can be checked without keys.
fn read_proof(file: &str, bytes: &[u8]) -> Result<(Opening, ProofFile), Verdict> {
    let proof = ProofFile::parse(bytes).map_err(|error| unclear(file, &error))?;
    let extra = proof.extra.as_deref().ok_or_else(|| {
        Fault::new(file, Message::new("tidak memuat isian yang dibuktikan", "does not hold what it proves"))
    })?;
    let opening = match Opening::decode(extra) {
        Ok(opening) => opening,
        Err(ledger::OpeningError::OtherRecord) => {
            let what =
                Message::new("isi dan garam bukan yang dicatat", "record and salt are not what was recorded");
            return Err(different(file, what, "record", "commit"));
        }
        Err(error) => return Err(unclear(file, &error).into()),
    };
    let leaf = opening.leaf.hash().map_err(|error| unclear(file, &error))?;
    let checkpoint = trust::unverified(file, proof.checkpoint.to_string().as_bytes())?;
    let held = check_inclusion(&leaf, proof.index, checkpoint.size, &proof.hashes, &checkpoint.root);
    if let Err(error) = held {
        let what = Message::new("isian tidak ada di tempat itu dalam catatan", error.to_string());
        return Err(different(file, what, &format!("index {}", proof.index), &checkpoint.root.to_string()));
    }
    Ok((opening, proof))
}

fn unclear(file: &str, error: &dyn std::error::Error) -> Fault {
    Fault::new(file, Message::new("bukan tanda terima yang benar", error.to_string()))
}

/// What is proven, in one sentence.
fn place(opening: &Opening, index: u64) -> Message {
    let leaf = &opening.leaf;
    let (kind, log) = (leaf.kind(), leaf.log());
    let at = trust::time(u64::try_from(leaf.at().timestamp()).unwrap_or(0));
    Message::new(
        format!("SAMA. {kind} pada {at} tercatat di nomor {index} dalam {log}."),
        format!("THE SAME. {kind} of {at} stands at place {index} in {log}."),
    )
}

/// Whether the log as it is now continues the one that the receipt was made from.
fn still_there(file: &str, proven: &Proven, log: &Source, policy: &Policy) -> Result<Message, Verdict> {
    let now = current(log, &proven.checkpoint.origin, Some(policy))?;
    let then = &proven.checkpoint;
    if now.size < then.size {
        let what =
            Message::new("catatan lebih pendek daripada tanda terima", "the log is shorter than the receipt");
        return Err(different(CHECKPOINT, what, &now.size.to_string(), &then.size.to_string()));
    }
    let proof = log.consistency(then.size, now.size)?;
    check_consistency(then.size, &then.root, now.size, &now.root, &proof).map_err(|error| {
        let what = Message::new("catatan tidak melanjutkan yang ada dalam tanda terima", error.to_string());
        different(file, what, &then.root.to_string(), &now.root.to_string())
    })?;
    Ok(Message::new(
        format!("Catatan sekarang ({} isian) masih memuatnya.", now.size),
        format!("The log as it is now ({} entries) still holds it.", now.size),
    ))
}

/// The log's newest checkpoint; without a policy nobody has checked its signature.
pub fn current(log: &Source, origin: &str, policy: Option<&Policy>) -> Result<Checkpoint, Verdict> {
    let bytes = log.checkpoint()?;
    let checkpoint = trust::unverified(CHECKPOINT, &bytes)?;
    if checkpoint.origin != origin {
        let what = Message::new("tanda batas dari catatan lain", "a checkpoint of another log");
        return Err(different(CHECKPOINT, what, &checkpoint.origin, origin));
    }
    if let Some(policy) = policy {
        trust::open(CHECKPOINT, &bytes, origin, policy)?;
    }
    Ok(checkpoint)
}
