//! How the keys of a log and their changes are told.
use chrono::{DateTime, Utc};
use ledger::VerifyingKey;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    kernel::{Problem, problem::INTERNAL},
    record::log::{key, rotation},
};

/// A key that a log signs with, or once did.
#[derive(Debug, Serialize, ToSchema)]
pub struct LogKey {
    #[schema(example = 2)]
    pub number: i32,
    /// As it stands beside each signature.
    #[schema(example = "7a864099")]
    pub id: String,
    /// As programs that check signed notes take it.
    #[schema(example = "terang.example/ledger/5473+7a864099+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4")]
    pub vkey: String,
    /// People who must come together to make the private half: 1 is a single file, 2 are two halves.
    #[schema(example = 2)]
    pub custodians: i16,
    pub since: DateTime<Utc>,
    /// Entries under the last checkpoint of the key before.
    #[schema(example = 1204)]
    pub since_size: u64,
    /// Entries under its own last checkpoint; none while it signs.
    pub until_size: Option<u64>,
    /// The key before was lost, so that it did not sign for this one.
    #[schema(example = false)]
    pub without_old: bool,
    /// Whether the quorum of witnesses has cosigned a checkpoint by this key, or by a later one.
    #[schema(example = true)]
    pub witnessed: bool,
    /// Where the change to it is proven; none for the first key.
    #[schema(example = "https://terang.example/ledger/5473/keys/5c0f3a11")]
    pub proof: Option<String>,
}

impl LogKey {
    /// All of them, the newest first, as `noted` has them.
    pub fn all(noted: &[key::Row], witnessed: u64, address: &str) -> Result<Vec<Self>, Problem> {
        let mut told = Vec::new();
        let mut until_size = None;
        let before = noted.iter().skip(1).map(Some).chain([None]);
        for (row, before) in noted.iter().zip(before) {
            let key = row.key()?;
            let before = before.map(key::Row::key).transpose()?;
            told.push(Self {
                number: row.number,
                id: key.id().to_string(),
                vkey: key.to_string(),
                custodians: row.custodians,
                since: row.at,
                since_size: row.since_size(),
                until_size,
                without_old: row.lost_before,
                witnessed: witnessed > row.since_size(),
                proof: before.map(|before| format!("{address}keys/{}", before.id())),
            });
            until_size = Some(row.since_size());
        }
        Ok(told)
    }
}

/// A change to the next key.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct KeyChange {
    #[schema(example = 1)]
    pub version: i32,
    /// Number of the key that comes.
    #[schema(example = 2)]
    pub number: i32,
    #[schema(example = "7a864099")]
    pub old_id: String,
    #[schema(example = "5c0f3a11")]
    pub new_id: String,
    /// `routine`, `custodian`, `theft` or `lost`.
    #[schema(example = "routine")]
    pub reason: String,
    /// `proposed`, `replaced` (by another proposal), `approved` (waits for its turn, or for the witnesses) or `done`.
    #[schema(example = "done")]
    pub state: String,
    pub proposed_at: DateTime<Utc>,
    pub approved_at: Option<DateTime<Utc>>,
    pub done_at: Option<DateTime<Utc>>,
}

impl KeyChange {
    /// `latest`: the last version that there is.
    pub fn of(row: &rotation::Row, latest: Option<i32>) -> Result<Self, Problem> {
        let id = |vkey: &str| {
            let key: VerifyingKey = vkey.parse().map_err(|error| Problem::new(&INTERNAL).inside(error))?;
            Ok::<_, Problem>(key.id().to_string())
        };
        let state = match (row.done_at, row.approved_at) {
            (Some(_), _) => "done",
            (None, Some(_)) => "approved",
            (None, None) if latest != Some(row.version) => "replaced",
            (None, None) => "proposed",
        };
        Ok(Self {
            version: row.version,
            number: row.number,
            old_id: id(&row.old_vkey)?,
            new_id: id(&row.new_vkey)?,
            reason: row.reason.clone(),
            state: state.to_owned(),
            proposed_at: row.proposed_at,
            approved_at: row.approved_at,
            done_at: row.done_at,
        })
    }
}

#[derive(Debug, Serialize, ToSchema)]
pub struct LogKeys {
    /// The newest first.
    pub items: Vec<LogKey>,
    /// The newest first.
    pub changes: Vec<KeyChange>,
}
