//! The list of hashes against the public record: its leaf opens, names this list, and stands in a signed record.

use bundle::announcement::Announcement;
use bundle::name;
use ledger::Kind;
use ledger::policy::Policy;
use serde_json::{Value, json};

use super::Files;
use crate::receipt::{Proven, verify_proof};
use crate::trust::{Witnessed, different};
use crate::{Fault, Message, Verdict};

pub fn check(files: &Files, announcement: &Announcement, policy: &Policy) -> Result<Vec<Message>, Verdict> {
    let proven = proven(files, announcement, policy, name::RECORD_PROOF)?;
    let kinds = [Kind::StageAnnounced, Kind::ResultAnnounced, Kind::AnnouncementCorrected];
    let leaf = &proven.opening.leaf;
    if !leaf.kind().is_some_and(|kind| kinds.contains(&kind)) {
        let what = Message::new("bukan isian pengumuman", "not the entry of an announcement");
        return Err(different(name::RECORD_PROOF, what, leaf.kind_code(), "announced"));
    }
    let payload = &proven.opening.record.payload;
    for (key, expected) in [
        ("bundle", json!(files.list_hash)),
        ("stage", json!(announcement.stage)),
        ("number", json!(announcement.number)),
    ] {
        let held = payload.get(key).unwrap_or(&Value::Null);
        if *held != expected {
            let what = if key == "bundle" {
                Message::new(
                    "sidik hashes.txt bukan yang dicatat",
                    "the hash of hashes.txt is not the recorded one",
                )
            } else {
                Message::new(format!("{key} bukan yang dicatat"), format!("{key} is not the recorded one"))
            };
            let file = if key == "bundle" { name::HASHES } else { name::ANNOUNCEMENT };
            return Err(different(file, what, &plain(&expected), &plain(held)));
        }
    }
    let at = leaf.at().format("%Y-%m-%dT%H:%M:%SZ").to_string();
    if at != announcement.published_at {
        let what =
            Message::new("published_at bukan saat yang dicatat", "published_at is not the recorded time");
        return Err(different(name::ANNOUNCEMENT, what, &announcement.published_at, &at));
    }
    let (number, log) = (proven.index.saturating_add(1), leaf.log());
    Ok(vec![
        Message::new(
            format!("Tercatat sebagai isian ke-{number} dalam catatan publik {log} pada {at}."),
            format!("Recorded as entry {number} of the public record {log} at {at}."),
        ),
        proven.witnessed.message(),
    ])
}

/// A proof of this folder that holds: it opens, its leaf stands in the record of this announcement, and so many
/// witnesses have signed as the policy asks for.
pub fn proven(
    files: &Files,
    announcement: &Announcement,
    policy: &Policy,
    file: &str,
) -> Result<Proven, Verdict> {
    if !files.has(file) {
        let message = Message::new(
            "tidak ada, jadi catatan publik tidak dapat diperiksa (--without-record melewatinya)",
            "is missing, so the public record could not be checked (--without-record passes over it)",
        );
        return Err(Fault::new(file, message).into());
    }
    let proven = verify_proof(file, files.bytes(file)?, policy)?;
    let leaf = &proven.opening.leaf;
    let round = leaf.round().map(|round| round.to_string()).unwrap_or_default();
    for (what, found, expected) in [
        (Message::new("catatan lain", "another record"), leaf.log(), announcement.log.as_str()),
        (Message::new("seleksi lain", "another round"), round.as_str(), announcement.round.as_str()),
    ] {
        if found != expected {
            return Err(different(file, what, found, expected));
        }
    }
    if proven.witnessed == Witnessed::NotYet {
        return Err(Fault::new(file, proven.witnessed.message()).into());
    }
    Ok(proven)
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
