//! Canonical JSON (RFC 8785), narrowed so that every language writes the same bytes.

use serde_json::Value;

/// The largest integer that JSON numbers carry exactly: 2^53 − 1.
const MAX_INTEGER: u64 = (1 << 53) - 1;
const MAX_DEPTH: usize = 32;

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CanonicalError {
    #[error("a number is not an integer within ±(2^53 − 1); write it as text")]
    Number,
    #[error("a name is not ASCII")]
    Name,
    #[error("the value is nested more than 32 levels deep")]
    Depth,
    #[error("the value cannot be written as JSON")]
    Encoding,
}

/// The one byte string that stands for `value`. A mark or an amount of money with a fraction is refused:
/// it belongs in a string, since JSON numbers are binary floating point to many readers.
pub fn canonical_json(value: &Value) -> Result<Vec<u8>, CanonicalError> {
    check(value, 0)?;
    serde_json_canonicalizer::to_vec(value).map_err(|_| CanonicalError::Encoding)
}

fn check(value: &Value, depth: usize) -> Result<(), CanonicalError> {
    if depth > MAX_DEPTH {
        return Err(CanonicalError::Depth);
    }
    match value {
        Value::Number(number) => {
            let magnitude = number.as_u64().or_else(|| number.as_i64().map(i64::unsigned_abs));
            magnitude.filter(|n| *n <= MAX_INTEGER).map(|_| ()).ok_or(CanonicalError::Number)
        }
        Value::Array(items) => items.iter().try_for_each(|item| check(item, depth + 1)),
        Value::Object(members) => members.iter().try_for_each(|(name, member)| {
            if !name.is_ascii() {
                return Err(CanonicalError::Name);
            }
            check(member, depth + 1)
        }),
        Value::Null | Value::Bool(_) | Value::String(_) => Ok(()),
    }
}
