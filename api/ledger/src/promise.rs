//! The receipt of the first moment: a log's signed promise to take up a commitment, and the card that carries it.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Utc};

use crate::decimal;
use crate::hash::Hash;
use crate::key::{KeyError, SigningKey, is_name};
use crate::leaf::TIME_FORMAT;
use crate::note::{KeyRing, Note, NoteError};

const PROMISE: &str = "terang/promise/v1";
const CARD: &str = "terang/card/v1";
/// What a QR code on paper carries well.
pub const MAX_CARD_BYTES: usize = 500;

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PromiseError {
    #[error("not a promise or card of version 1")]
    Format,
    #[error("the card is longer than 500 bytes")]
    TooLong,
    #[error("the log itself has not signed the promise")]
    NotByLog,
    #[error(transparent)]
    Note(#[from] NoteError),
    #[error(transparent)]
    Key(#[from] KeyError),
}

/// "This commitment reached me at that time and will stand in my log."
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promise {
    /// The log's name, and the name of its key.
    pub origin: String,
    pub commit: Hash,
    /// In whole seconds.
    pub at: DateTime<Utc>,
}

impl Promise {
    /// `at` is cut to whole seconds.
    pub fn new(origin: impl Into<String>, commit: Hash, at: DateTime<Utc>) -> Result<Self, PromiseError> {
        let origin = origin.into();
        let at = DateTime::from_timestamp(at.timestamp(), 0).ok_or(PromiseError::Format)?;
        let promise = Self { origin, commit, at };
        if is_name(&promise.origin) && promise.to_string().parse() == Ok(promise.clone()) {
            Ok(promise)
        } else {
            Err(PromiseError::Format)
        }
    }

    /// The promise as a note with the log's signature.
    pub fn sign(&self, key: &SigningKey) -> Result<Note, PromiseError> {
        if key.public().name() != self.origin {
            return Err(PromiseError::NotByLog);
        }
        let mut note = Note::new(self.to_string())?;
        note.add(key.sign(note.unverified_text())?);
        Ok(note)
    }

    /// Opens a promise: the key of the log that it names must be in the ring and have signed it.
    pub fn open(note: &Note, ring: &KeyRing) -> Result<Self, PromiseError> {
        let signers = note.verify(ring)?;
        let promise: Self = note.unverified_text().parse()?;
        let by_log = signers
            .iter()
            .any(|signer| signer.key.name() == promise.origin && !signer.key.algorithm().cosigns());
        if by_log { Ok(promise) } else { Err(PromiseError::NotByLog) }
    }
}

/// The text that is signed. Its second line is no number, so it can never be taken for a checkpoint.
impl fmt::Display for Promise {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { origin, commit, at } = self;
        write!(f, "{PROMISE}\n{origin}\n{commit}\n{}\n", at.format(TIME_FORMAT))
    }
}

impl FromStr for Promise {
    type Err = PromiseError;

    fn from_str(text: &str) -> Result<Self, PromiseError> {
        read(text).filter(|promise| promise.to_string() == text).ok_or(PromiseError::Format)
    }
}

fn read(text: &str) -> Option<Promise> {
    let mut lines = text.strip_prefix(PROMISE)?.strip_prefix('\n')?.split('\n');
    let origin = lines.next().filter(|origin| is_name(origin))?.to_owned();
    let commit = lines.next()?.parse().ok()?;
    let at = DateTime::parse_from_rfc3339(lines.next()?).ok()?.to_utc();
    Some(Promise { origin, commit, at })
}

/// A promise as it is printed: with the leaf's place once it has one, without salt and record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    pub index: Option<u64>,
    pub promise: Note,
}

impl Card {
    pub fn new(index: Option<u64>, promise: Note) -> Result<Self, PromiseError> {
        let card = Self { index, promise };
        if card.to_string().len() > MAX_CARD_BYTES { Err(PromiseError::TooLong) } else { Ok(card) }
    }

    /// The promise inside is read, not verified.
    pub fn parse(bytes: &[u8]) -> Result<Self, PromiseError> {
        if bytes.len() > MAX_CARD_BYTES {
            return Err(PromiseError::TooLong);
        }
        let text = std::str::from_utf8(bytes).map_err(|_| PromiseError::Format)?;
        let text = text.strip_prefix(CARD).and_then(|text| text.strip_prefix('\n'));
        let text = text.ok_or(PromiseError::Format)?;
        let (index, note) = match text.strip_prefix("index ").and_then(|text| text.split_once('\n')) {
            Some((index, note)) => (Some(decimal::parse(index).ok_or(PromiseError::Format)?), note),
            None => (None, text),
        };
        let promise = Note::parse(note.as_bytes())?;
        promise.unverified_text().parse::<Promise>()?;
        Ok(Self { index, promise })
    }
}

impl fmt::Display for Card {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{CARD}")?;
        if let Some(index) = self.index {
            writeln!(f, "index {index}")?;
        }
        write!(f, "{}", self.promise)
    }
}
