//! Numbers in text: decimal, without sign or leading zeros, and within a signed 64-bit integer.

use crate::tree::MAX_SIZE;

pub(crate) fn parse(text: &str) -> Option<u64> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    let number = if plain { text.parse().ok()? } else { return None };
    (number <= MAX_SIZE).then_some(number)
}
