//! What the routes of draws answer.
use chrono::{DateTime, Utc};
use data_encoding::HEXLOWER;
use selection::Replaced;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    standing::{Seen, stands_in_for},
    store::{FileRow, SeatRow},
};
use crate::{kernel::Problem, verification::Schedule};

/// A draw without its steps.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct DrawSummary {
    #[schema(example = "0193a5b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b")]
    pub id: Uuid,
    #[schema(example = "5473")]
    pub agency_id: String,
    #[schema(example = "0193a5b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b")]
    pub round_id: Uuid,
    #[schema(example = "Pengadaan PPPK 2026")]
    pub round_name: String,
    #[schema(example = "Pemerintah Kota Sawahlunto")]
    pub agency_name: String,
    /// The agency's time zone.
    #[schema(example = "Asia/Jakarta")]
    pub zone: String,
    /// `reading_order`: in which order verifiers get the applications.
    #[schema(example = "reading_order")]
    pub purpose: String,
    /// 1, and one more for each draw after one that failed.
    #[schema(example = 1)]
    pub number: i16,
    /// `listing`, `committing`, `sealing`, `revealing`, `settling`, `ready`, `finished` or `failed`.
    #[schema(example = "revealing")]
    pub phase: String,
    /// SHA-256 of `list.txt`; it is in the public record before anybody commits.
    #[schema(example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    pub list_hash: String,
    /// Lines of the list.
    #[schema(example = 150)]
    pub item_count: i32,
    #[schema(example = "2026-12-01T03:00:00Z")]
    pub prepared_at: DateTime<Utc>,
    #[schema(example = "2026-12-02T03:00:00Z")]
    pub commit_until: DateTime<Utc>,
    #[schema(example = "2026-12-03T03:00:00Z")]
    pub reveal_until: DateTime<Utc>,
    /// When it was finished, or had failed.
    #[schema(example = "2026-12-03T04:00:00Z")]
    pub over_at: Option<DateTime<Utc>>,
}

/// Who takes part, by the name of the office alone, and what was done.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct DrawSeat {
    #[schema(example = "panitia")]
    pub name: String,
    /// `committee`, `inspectorate` or `observer`.
    #[schema(example = "committee")]
    pub office: String,
    /// Of a stand-in: whom it replaces before others.
    #[schema(example = "panitia")]
    pub stands_in_for: Option<String>,
    #[schema(example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    pub commitment: Option<String>,
    #[schema(example = "2026-12-01T04:00:00Z")]
    pub committed_at: Option<DateTime<Utc>>,
    /// Place of the commitment in the public record.
    #[schema(example = 101)]
    pub commitment_place: Option<u64>,
    #[schema(example = "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752")]
    pub secret: Option<String>,
    #[schema(example = "2026-12-02T04:00:00Z")]
    pub revealed_at: Option<DateTime<Utc>>,
    #[schema(example = 110)]
    pub reveal_place: Option<u64>,
    /// Who stood in, because this drawer stayed silent.
    #[schema(example = "cadangan-panitia-1")]
    pub replaced_by: Option<String>,
}

/// A file of a draw.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct DrawFile {
    #[schema(example = "list.txt")]
    pub name: String,
    /// In bytes.
    #[schema(example = 9750)]
    pub size: i32,
    #[schema(example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    pub sha256: String,
}

/// A draw with its steps.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct DrawDetail {
    #[serde(flatten)]
    pub summary: DrawSummary,
    /// Place of the list in the public record.
    #[schema(example = 100)]
    pub list_place: Option<u64>,
    /// Place of the end in the public record.
    #[schema(example = 115)]
    pub over_place: Option<u64>,
    /// Drawers first, then the stand-ins in the order in which they stand in.
    pub seats: Vec<DrawSeat>,
    #[schema(example = "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752")]
    pub seed: Option<String>,
    /// The first lines of the order.
    #[schema(example = json!(["60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752"]))]
    pub first: Vec<String>,
    pub files: Vec<DrawFile>,
    /// Names of the proofs, one for each step that the public record has signed; they lie beside the files.
    #[schema(example = json!(["listed.tlog-proof"]))]
    pub proofs: Vec<String>,
}

/// The draws of a round.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct DrawList {
    pub items: Vec<DrawSummary>,
}

impl DrawSummary {
    pub fn of(seen: &Seen, schedule: &Schedule, now: DateTime<Utc>) -> Result<Self, Problem> {
        let row = &seen.row;
        Ok(Self {
            id: row.id,
            agency_id: row.agency_id.clone(),
            round_id: row.round_id,
            round_name: schedule.name.clone(),
            agency_name: schedule.agency_name.clone(),
            zone: schedule.zone.name().to_owned(),
            purpose: row.purpose.clone(),
            number: row.number,
            phase: seen.phase(now)?.code().to_owned(),
            list_hash: seen.list_hash(),
            item_count: row.item_count,
            prepared_at: row.prepared_at,
            commit_until: row.commit_until,
            reveal_until: row.reveal_until,
            over_at: row.over_at,
        })
    }
}

impl DrawSeat {
    pub fn of(seen: &Seen, row: &SeatRow, replaced: &[Replaced]) -> Self {
        let hex = |bytes: &Option<Vec<u8>>| bytes.as_ref().map(|bytes| HEXLOWER.encode(bytes));
        let by = replaced.iter().find(|pair| pair.drawer == row.name);
        Self {
            name: row.name.clone(),
            office: row.office.clone(),
            stands_in_for: stands_in_for(row),
            commitment: hex(&row.commitment),
            committed_at: row.committed_at,
            commitment_place: seen.place(row.commit_leaf),
            secret: hex(&row.secret),
            revealed_at: row.revealed_at,
            reveal_place: seen.place(row.reveal_leaf),
            replaced_by: by.map(|pair| pair.by.clone()),
        }
    }
}

impl From<&FileRow> for DrawFile {
    fn from(file: &FileRow) -> Self {
        Self { name: file.name.clone(), size: file.size, sha256: HEXLOWER.encode(&file.sha256) }
    }
}
