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
/// sorted by code, vacancies by identifier, rulings by vacancy and then order.
pub fn inputs_hash(
    vacancies: &[Vacancy],
    participants: &[Participant],
    rulings: &[Ruling],
) -> Result<String, HashError> {
    let mut sorted: Vec<&Participant> = participants.iter().collect();
    sorted.sort_by(|one, other| one.participant.cmp(&other.participant));
    let mut hash = InputsHash::new();
    sorted.into_iter().try_for_each(|one| hash.add(one))?;
    hash.finish(vacancies, rulings)
}

/// [`inputs_hash`] row by row, since a national round does not fit in memory twice.
pub(crate) struct InputsHash {
    hasher: Sha256,
    rows: usize,
    written: Vec<u8>,
}

impl InputsHash {
    pub fn new() -> InputsHash {
        let mut hasher = Sha256::new();
        hasher.update(br#"{"participants":["#);
        InputsHash { hasher, rows: 0, written: Vec::new() }
    }

    /// Takes in the next participant by code.
    pub fn add(&mut self, participant: &Participant) -> Result<(), HashError> {
        if !is_canonical(participant) {
            return self.row(participant);
        }
        self.begin();
        self.written.clear();
        serde_json::to_writer(&mut self.written, participant).map_err(|_| HashError)?;
        self.hasher.update(&self.written);
        Ok(())
    }

    pub fn finish(mut self, vacancies: &[Vacancy], rulings: &[Ruling]) -> Result<String, HashError> {
        self.next(r#","rulings":["#);
        let mut rulings: Vec<&Ruling> = rulings.iter().collect();
        rulings.sort_by_key(|one| (&one.vacancy, &one.order));
        rulings.into_iter().try_for_each(|one| self.row(one))?;
        self.next(r#","vacancies":["#);
        let mut vacancies: Vec<&Vacancy> = vacancies.iter().collect();
        vacancies.sort_by_key(|one| &one.vacancy);
        vacancies.into_iter().try_for_each(|one| self.row(one))?;
        self.next("}");
        Ok(hex(self.hasher))
    }

    fn row<T: Serialize>(&mut self, row: &T) -> Result<(), HashError> {
        self.begin();
        self.hasher.update(canonical(row)?);
        Ok(())
    }

    fn begin(&mut self) {
        if self.rows > 0 {
            self.hasher.update(b",");
        }
        self.rows += 1;
    }

    /// Ends a list.
    fn next(&mut self, begin: &str) {
        self.hasher.update(b"]");
        self.hasher.update(begin);
        self.rows = 0;
    }
}

/// JSON of this participant is canonical as it is written: canonical JSON sorts flags by name, and keys as UTF-16,
/// which for ASCII is the order that they have.
fn is_canonical(participant: &Participant) -> bool {
    let mut keys = participant.marks.keys().chain(participant.additions.keys());
    participant.flags.len() < 2 && keys.all(|key| key.is_ascii())
}

fn canonical<T: Serialize>(value: &T) -> Result<Vec<u8>, HashError> {
    serde_json_canonicalizer::to_vec(value).map_err(|_| HashError)
}

pub(crate) fn hex(hasher: Sha256) -> String {
    hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
