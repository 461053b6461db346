//! Leaf v1: the public half of a fact, written in exactly one way.

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::canonical::{CanonicalError, canonical_json};
use crate::hash::Hash;
use crate::kind::Kind;
use crate::milestone::Milestone;
use crate::tree::leaf_hash;

const VERSION: u32 = 1;
/// A tile's entry has a 16-bit length (C2SP tlog-tiles).
pub const MAX_ENTRY_BYTES: usize = 65_535;
pub(crate) const TIME_FORMAT: &str = "%Y-%m-%dT%H:%M:%SZ";

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LeafError {
    #[error("the log's name is empty or holds a space, a plus sign or a control character")]
    LogName,
    #[error("the time is outside the years 0000 to 9999")]
    Time,
    #[error("this kind carries count and root, and they are missing")]
    MilestoneMissing,
    #[error("this kind carries no count and root")]
    MilestoneUnexpected,
    #[error("the entry is longer than 65,535 bytes")]
    TooLong,
    #[error("the entry is not a leaf of version 1 in canonical form")]
    NotCanonical,
    #[error(transparent)]
    Canonical(#[from] CanonicalError),
}

/// One entry of an agency's log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaf {
    log: String,
    kind: Cow<'static, str>,
    round: Option<Uuid>,
    at: DateTime<Utc>,
    commit: Hash,
    milestone: Option<Milestone>,
}

/// The members of the JSON object; the canonical form sorts them.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    v: u32,
    log: String,
    kind: String,
    round: Option<String>,
    at: String,
    commit: Hash,
    #[serde(skip_serializing_if = "Option::is_none")]
    count: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    root: Option<Hash>,
}

impl Leaf {
    /// `log` is the name of the log's key (its checkpoint origin). `at` is cut to whole seconds: finer times
    /// would tell which leaves came from one act.
    pub fn new(
        log: impl Into<String>,
        kind: Kind,
        round: Option<Uuid>,
        at: DateTime<Utc>,
        commit: Hash,
        milestone: Option<Milestone>,
    ) -> Result<Self, LeafError> {
        match (kind.is_milestone(), &milestone) {
            (true, None) => Err(LeafError::MilestoneMissing),
            (false, Some(_)) => Err(LeafError::MilestoneUnexpected),
            _ => Self::of_kind(log.into(), kind.as_str().into(), round, at, commit, milestone),
        }
    }

    fn of_kind(
        log: String,
        kind: Cow<'static, str>,
        round: Option<Uuid>,
        at: DateTime<Utc>,
        commit: Hash,
        milestone: Option<Milestone>,
    ) -> Result<Self, LeafError> {
        if log.is_empty() || log.chars().any(|c| c.is_whitespace() || c.is_control() || c == '+') {
            return Err(LeafError::LogName);
        }
        let at = DateTime::from_timestamp(at.timestamp(), 0).ok_or(LeafError::Time)?;
        if at.format(TIME_FORMAT).to_string().len() != "0000-00-00T00:00:00Z".len() {
            return Err(LeafError::Time);
        }
        Ok(Self { log, kind, round, at, commit, milestone })
    }

    pub fn log(&self) -> &str {
        &self.log
    }

    /// Nothing for a kind that came after this program: such a leaf is read and proven all the same.
    pub fn kind(&self) -> Option<Kind> {
        self.kind.parse().ok()
    }

    pub fn kind_code(&self) -> &str {
        &self.kind
    }

    pub fn round(&self) -> Option<Uuid> {
        self.round
    }

    pub fn at(&self) -> DateTime<Utc> {
        self.at
    }

    pub fn commit(&self) -> &Hash {
        &self.commit
    }

    pub fn milestone(&self) -> Option<&Milestone> {
        self.milestone.as_ref()
    }

    /// The log entry: what is stored, served in tiles and hashed.
    pub fn encode(&self) -> Result<Vec<u8>, LeafError> {
        let wire = Wire {
            v: VERSION,
            log: self.log.clone(),
            kind: self.kind.clone().into_owned(),
            round: self.round.map(|id| id.hyphenated().to_string()),
            at: self.at.format(TIME_FORMAT).to_string(),
            commit: self.commit,
            count: self.milestone.map(|m| m.count),
            root: self.milestone.map(|m| m.root),
        };
        let value = serde_json::to_value(&wire).map_err(|_| CanonicalError::Encoding)?;
        let entry = canonical_json(&value)?;
        if entry.len() > MAX_ENTRY_BYTES {
            return Err(LeafError::TooLong);
        }
        Ok(entry)
    }

    /// RFC 6962 leaf hash of the entry.
    pub fn hash(&self) -> Result<Hash, LeafError> {
        Ok(leaf_hash(&self.encode()?))
    }

    /// Reads an entry back. Anything but the one canonical form is refused: other order, white space, a
    /// duplicate or unknown member, another spelling of a time or number.
    pub fn decode(entry: &[u8]) -> Result<Self, LeafError> {
        if entry.len() > MAX_ENTRY_BYTES {
            return Err(LeafError::TooLong);
        }
        let wire: Wire = serde_json::from_slice(entry).map_err(|_| LeafError::NotCanonical)?;
        if wire.v != VERSION {
            return Err(LeafError::NotCanonical);
        }
        let round = match wire.round {
            None => None,
            Some(text) => Some(Uuid::parse_str(&text).map_err(|_| LeafError::NotCanonical)?),
        };
        let at = DateTime::parse_from_rfc3339(&wire.at).map_err(|_| LeafError::NotCanonical)?;
        let milestone = match (wire.count, wire.root) {
            (None, None) => None,
            (Some(count), Some(root)) => Some(Milestone { count, root }),
            _ => return Err(LeafError::NotCanonical),
        };
        let leaf = match wire.kind.parse::<Kind>() {
            Ok(kind) => Self::new(wire.log, kind, round, at.to_utc(), wire.commit, milestone)?,
            Err(_) if is_code(&wire.kind) => {
                Self::of_kind(wire.log, wire.kind.into(), round, at.to_utc(), wire.commit, milestone)?
            }
            Err(_) => return Err(LeafError::NotCanonical),
        };
        if leaf.encode()? == entry { Ok(leaf) } else { Err(LeafError::NotCanonical) }
    }
}

/// How kinds are written, also those to come.
fn is_code(kind: &str) -> bool {
    (1..=64).contains(&kind.len()) && kind.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
}
