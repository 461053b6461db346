//! Keys that a log once signed with, in a policy. Other programs pass over the line, so that they trust such a key for
//! nothing at all; ours take what it signed while it was the log's.

use chrono::{DateTime, NaiveDateTime, Utc};

use crate::decimal;
use crate::key::VerifyingKey;
use crate::leaf::TIME_FORMAT;

/// `# terang-retired-log vkey size time rotated|lost`, the oldest first.
pub const RETIRED_LOG: &str = "# terang-retired-log ";

/// A key that another one has replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Retired {
    pub key: VerifyingKey,
    /// Size of the last checkpoint that it signed.
    pub size: u64,
    /// The last moment of promises that it signed.
    pub until: DateTime<Utc>,
    /// It was lost: the next key came without its signature.
    pub lost: bool,
}

impl Retired {
    /// Reads what stands behind the mark.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let mut items = text.split(' ');
        let (key, size, until, how) = (items.next()?, items.next()?, items.next()?, items.next()?);
        let key = key.parse::<VerifyingKey>().ok().filter(|key| !key.algorithm().cosigns())?;
        let read = NaiveDateTime::parse_from_str(until, TIME_FORMAT).ok()?.and_utc();
        let whole = items.next().is_none() && read.format(TIME_FORMAT).to_string() == until;
        let lost = match how {
            "rotated" => false,
            "lost" => true,
            _ => return None,
        };
        whole.then_some(Self { key, size: decimal::parse(size)?, until: read, lost })
    }
}

/// The line without its end.
impl std::fmt::Display for Retired {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { key, size, until, lost } = self;
        let how = if *lost { "lost" } else { "rotated" };
        write!(f, "{RETIRED_LOG}{key} {size} {} {how}", until.format(TIME_FORMAT))
    }
}
