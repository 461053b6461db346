//! Whether a witness may believe another key of a log: when the old key has signed that it was replaced, in the very
//! history that this witness has cosigned.

use ledger::VerifyingKey;
use ledger::tree::check_consistency;
use ledger::witness::Head;

use crate::handover::{self, Handover};
use crate::source::Source;
use crate::{Fault, Message, Verdict};

/// The key that replaced this one; `None` where the log names none.
pub fn next(source: &Source, old: &VerifyingKey, last: Head) -> Result<Option<VerifyingKey>, Fault> {
    let wrong = |file: &str, id: &str, en: &str| Fault::new(file, Message::new(id, en));
    let found = handover::after(source, old).map_err(|ending| match ending {
        Verdict::CouldNotTell(faults) => {
            faults.into_iter().next().unwrap_or_else(|| wrong("keys", "tidak dapat dibaca", "cannot be read"))
        }
        _ => wrong(
            &handover::file(old.id()),
            "bukti penggantian kunci tidak sah",
            "the proof of the change of keys is not valid",
        ),
    })?;
    let Some(handover) = found else { return Ok(None) };
    if handover.lost {
        return Err(wrong(
            &handover.file,
            "kunci catatan hilang dan diganti tanpa tanda tangannya: pastikan sendiri, lalu tulis kunci baru dalam konfigurasi",
            "the log's key was lost and replaced without its signature: make sure of it, then name the new key in the configuration",
        ));
    }
    continues(source, &handover, last)?;
    Ok(Some(handover.new))
}

/// Signed by the old key or not: it counts only within the history that was cosigned.
fn continues(source: &Source, handover: &Handover, last: Head) -> Result<(), Fault> {
    let then = Head { size: handover.checkpoint.size, root: handover.checkpoint.root };
    if last.size == 0 {
        return Ok(());
    }
    let (earlier, later) = if then.size < last.size { (then, last) } else { (last, then) };
    let proof = source.consistency(earlier.size, later.size)?;
    let held = check_consistency(earlier.size, &earlier.root, later.size, &later.root, &proof);
    held.map_err(|error| {
        let id = "penggantian kunci tidak melanjutkan catatan yang sudah disaksikan";
        Fault::new(&handover.file, Message::new(id, error.to_string()))
    })
}
