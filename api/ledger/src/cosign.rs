//! Cosignatures (C2SP tlog-cosignature): a witness says that at some time this was the largest consistent head.

use crate::tree::MAX_SIZE;

/// What an Ed25519 cosignature signs.
pub(crate) fn message(text: &str, time: u64) -> Vec<u8> {
    format!("cosignature/v1\ntime {time}\n{text}").into_bytes()
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
