//! What a check is made against: a policy file with the keys of logs and witnesses, or nothing.

use std::fs;
use std::path::Path;

use ledger::checkpoint::{Checkpoint, CheckpointError};
use ledger::note::{Note, NoteError};
use ledger::policy::{Judged, Policy};

use bundle::name::POLICY;

use crate::source::{Source, unreadable};
use crate::{Difference, Fault, Message, Verdict};

/// How far independent witnesses stand behind a checkpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Witnessed {
    /// The quorum of the policy has cosigned; the latest cosignature is of this time (seconds since 1970).
    Yes { latest: u64 },
    /// The policy needs cosignatures that are not there.
    NotYet,
    /// The policy asks for no witnesses.
    NotAsked,
}

impl Witnessed {
    pub fn of(judged: &Judged, policy: &Policy) -> Witnessed {
        match (policy.needs_witnesses(), judged.quorum_met) {
            (false, _) => Witnessed::NotAsked,
            (true, false) => Witnessed::NotYet,
            (true, true) => {
                let times = judged.opened.signers.iter().filter_map(|signer| signer.time);
                Witnessed::Yes { latest: times.max().unwrap_or(0) }
            }
        }
    }

    pub fn message(self) -> Message {
        match self {
            Witnessed::Yes { latest } => {
                let time = time(latest);
                Message::new(
                    format!("Sudah disaksikan pemantau independen, terakhir {time}."),
                    format!("Witnessed by independent observers, last at {time}."),
                )
            }
            Witnessed::NotYet => Message::new(
                "belum disaksikan pemantau independen: tanda tangan saksi belum cukup menurut kebijakan",
                "not yet witnessed by independent observers: fewer witnesses have signed than the policy asks for",
            ),
            Witnessed::NotAsked => Message::new(
                "Belum disaksikan pemantau independen: kebijakan ini tidak meminta saksi.",
                "Not witnessed by independent observers: this policy asks for none.",
            ),
        }
    }
}

/// A time in UTC, as it is printed.
pub fn time(seconds: u64) -> String {
    let time = i64::try_from(seconds).ok().and_then(|seconds| chrono::DateTime::from_timestamp(seconds, 0));
    time.map_or_else(|| seconds.to_string(), |time| time.format("%Y-%m-%dT%H:%M:%SZ").to_string())
}

pub fn read_policy(path: &Path) -> Result<Policy, Fault> {
    let name = path.display().to_string();
    let bytes = fs::read(path).map_err(|error| unreadable(&name, &error))?;
    parse(&name, &bytes)
}

pub fn parse(name: &str, bytes: &[u8]) -> Result<Policy, Fault> {
    Policy::parse(bytes).map_err(|error| Fault {
        row: u64::try_from(error.line).ok(),
        ..Fault::new(name, Message::new("bukan berkas kebijakan yang benar", error.problem.to_string()))
    })
}

/// More than any policy has.
const MOST_BYTES: usize = 1 << 20;

/// The policy that lies beside what is checked: its own keys, which show only that it agrees with itself.
pub fn beside(source: &Source) -> Result<Option<Policy>, Verdict> {
    let Some(bytes) = source.read(POLICY, MOST_BYTES)? else { return Ok(None) };
    Ok(Some(parse(POLICY, &bytes)?))
}

/// What every check by such keys says of itself.
pub fn own_keys() -> Message {
    Message::new(
        "Kunci catatan diambil dari tempat yang sama; --policy memeriksa dengan kunci dari sumber yang Anda percaya.",
        "The record's keys come from the same place; --policy checks with keys from a source that you trust.",
    )
}

/// The checkpoint inside a note whose signatures nobody has checked.
pub fn unverified(file: &str, bytes: &[u8]) -> Result<Checkpoint, Fault> {
    let read = Note::parse(bytes).map_err(CheckpointError::from);
    let checkpoint = read.and_then(|note| note.unverified_text().parse());
    checkpoint.map_err(|error| Fault::new(file, Message::new("bukan tanda batas catatan", error.to_string())))
}

/// Opens a checkpoint under a policy; otherwise says how the check ends.
pub fn open(file: &str, bytes: &[u8], origin: &str, policy: &Policy) -> Result<Judged, Verdict> {
    policy.open(bytes, origin).map_err(|error| refused(file, origin, policy, error))
}

/// How a check ends when a checkpoint does not open.
pub fn refused(file: &str, origin: &str, policy: &Policy, error: CheckpointError) -> Verdict {
    let fault = |id: &str| Verdict::from(Fault::new(file, Message::new(id, error.to_string())));
    match error {
        _ if policy.log(origin).is_none() => {
            let id = format!("kebijakan tidak menyebut catatan {origin}");
            Fault::new(file, Message::new(id, format!("the policy does not list the log {origin}"))).into()
        }
        CheckpointError::Note(NoteError::Format | NoteError::TooLong | NoteError::Text)
        | CheckpointError::Format => fault("bukan tanda batas catatan"),
        CheckpointError::Origin => different(
            file,
            Message::new("tanda batas dari catatan lain", error.to_string()),
            "origin",
            origin,
        ),
        _ => different(
            file,
            Message::new("tanda tangan tidak cocok dengan kunci dalam kebijakan", error.to_string()),
            "tanda tangan/signature",
            origin,
        ),
    }
}

pub fn different(file: &str, what: Message, in_file: &str, computed: &str) -> Verdict {
    let (file, in_file, computed) = (file.to_owned(), in_file.to_owned(), computed.to_owned());
    Verdict::NotTheSame(Box::new(Difference { file, row: None, what, in_file, computed }))
}

/// What every check ends with that finds no policy, neither given nor beside.
pub fn keys_unchecked(file: &str, found: &str, found_en: &str) -> Verdict {
    Fault::new(
        file,
        Message::new(
            format!("{found}; tetapi kuncinya belum diperiksa: beri --policy dengan kebijakan dari sumber yang Anda percaya"),
            format!("{found_en}; but the keys are unchecked: give --policy with a policy from a source that you trust"),
        ),
    )
    .into()
}
