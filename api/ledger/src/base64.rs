//! Base64 as the published formats mean it: one text for each value.

use data_encoding::BASE64;

pub(crate) fn encode(bytes: &[u8]) -> String {
    BASE64.encode(bytes)
}

/// Nothing that `encode` would not write: the library also reads padded texts one after the other, and a note that
/// can be written in two ways has two hashes.
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    BASE64.decode(text.as_bytes()).ok().filter(|bytes| encode(bytes) == text)
}
