//! Cosignatures (C2SP tlog-cosignature): a witness says that at some time this was the largest consistent head.

use crate::checkpoint::Checkpoint;
use crate::hash::Hash;
use crate::key::Algorithm;
use crate::tree::MAX_SIZE;

/// What a cosignature of a checkpoint signs; `None` for a key that does not cosign, a text that is no checkpoint,
/// or a time or name that does not fit.
pub fn message(algorithm: Algorithm, name: &str, text: &str, time: u64) -> Option<Vec<u8>> {
    let checkpoint: Checkpoint = text.parse().ok()?;
    match algorithm {
        _ if time > MAX_SIZE => None,
        Algorithm::Ed25519 => None,
        Algorithm::Ed25519Cosignature => Some(format!("cosignature/v1\ntime {time}\n{text}").into_bytes()),
        Algorithm::MlDsa44Cosignature => {
            subtree_message(name, time, &checkpoint.origin, (0, checkpoint.size), &checkpoint.root)
        }
    }
}

/// What an ML-DSA cosignature signs: of a checkpoint the leaves 0 to its size; of other leaves at time 0, which
/// claims nothing about being the newest.
pub fn subtree_message(
    name: &str,
    time: u64,
    origin: &str,
    (start, end): (u64, u64),
    hash: &Hash,
) -> Option<Vec<u8>> {
    if start != 0 && time != 0 {
        return None;
    }
    let mut message = b"subtree/v1\n\0".to_vec();
    message.extend_from_slice(&short_text(name)?);
    message.extend_from_slice(&time.to_be_bytes());
    message.extend_from_slice(&short_text(origin)?);
    message.extend_from_slice(&start.to_be_bytes());
    message.extend_from_slice(&end.to_be_bytes());
    message.extend_from_slice(hash.as_bytes());
    Some(message)
}

/// A text of 1 to 255 bytes behind its length.
fn short_text(text: &str) -> Option<Vec<u8>> {
    let length = u8::try_from(text.len()).ok().filter(|length| *length > 0)?;
    Some([&[length], text.as_bytes()].concat())
}

/// The time in front of a signature, and the signature.
pub(crate) fn split(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let (time, signature) = bytes.split_first_chunk::<8>()?;
    let time = u64::from_be_bytes(*time);
    (time <= MAX_SIZE).then_some((time, signature))
}

pub(crate) fn join(time: u64, signature: &[u8]) -> Vec<u8> {
    [&time.to_be_bytes(), signature].concat()
}
