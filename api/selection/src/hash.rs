//! Canonical hashes: SHA-256, in lower-case hex, over RFC 8785 canonical JSON.

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::input::{Participant, Ruling, Vacancy};

/// A value could not be written as canonical JSON.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the value has no canonical JSON form")]
pub struct HashError;

/// SHA-256 over the canonical JSON of `value`: 64 lower-case hex digits.
pub fn canonical_hash<T: Serialize>(value: &T) -> Result<String, HashError> {
    let mut hasher = Sha256::new();
    hasher.update(canonical(value)?);
    Ok(hex(hasher))
}

/// [`canonical_hash`] of `{"participants": […], "rulings": […], "vacancies": […]}`, where participants are
/// sorted by code, vacancies by identifier, rulings by vacancy and then order. Written row by row, since a
/// national round does not fit in memory twice.
pub fn inputs_hash(
    vacancies: &[Vacancy],
    participants: &[Participant],
    rulings: &[Ruling],
) -> Result<String, HashError> {
    let mut hasher = Sha256::new();
    hasher.update(br#"{"participants":"#);
    rows(&mut hasher, participants, |row| row.participant.as_str())?;
    hasher.update(br#","rulings":"#);
    rows(&mut hasher, rulings, |row| (row.vacancy.as_str(), row.order.as_slice()))?;
    hasher.update(br#","vacancies":"#);
    rows(&mut hasher, vacancies, |row| row.vacancy.as_str())?;
    hasher.update(b"}");
    Ok(hex(hasher))
}

fn rows<'a, T: Serialize, K: Ord>(
    hasher: &mut Sha256,
    rows: &'a [T],
    key: impl Fn(&'a T) -> K,
) -> Result<(), HashError> {
    let mut sorted: Vec<&T> = rows.iter().collect();
    sorted.sort_by_key(|row| key(row));
    hasher.update(b"[");
    for (index, row) in sorted.into_iter().enumerate() {
        if index > 0 {
            hasher.update(b",");
        }
        hasher.update(canonical(row)?);
    }
    hasher.update(b"]");
    Ok(())
}

fn canonical<T: Serialize>(value: &T) -> Result<Vec<u8>, HashError> {
    serde_json_canonicalizer::to_vec(value).map_err(|_| HashError)
}

pub(crate) fn hex(hasher: Sha256) -> String {
    hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
