//! Proofs of single leaves, for whoever may open them.
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use ledger::{
    Card, Opening, Record, Salt,
    note::Note,
    proof::ProofFile,
    tree::{inclusion_nodes, prove_inclusion},
};
use uuid::Uuid;

use super::{
    checkpoint, key,
    leaves::{Hidden, Stored},
    promise, tree,
};
use crate::{
    kernel::{
        Code, Problem, State,
        problem::{INTERNAL, NOT_FOUND},
    },
    schema::{record_audit, record_leaf, record_order, record_secret},
};

pub static PROOF_NOT_YET: Code = Code::new(
    "proof_not_yet",
    404,
    "Bukti ini belum selesai dibuat. Tunggu satu menit, lalu coba lagi. Tanda terima Anda sudah berlaku.",
    "This proof is not ready yet. Wait a minute and try again. Your receipt is valid already.",
);

/// How far a leaf has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// No published checkpoint covers it yet.
    Waiting,
    Recorded,
    /// As many witnesses as the policy asks for have cosigned a checkpoint that covers it.
    Witnessed,
}

impl Progress {
    pub fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Recorded => "recorded",
            Self::Witnessed => "witnessed",
        }
    }
}

/// A leaf of a subject, without what it hides.
#[derive(Clone, Debug)]
pub struct Known {
    pub id: Uuid,
    pub kind: String,
    pub at: DateTime<Utc>,
    pub index: Option<u64>,
    pub progress: Progress,
}

/// The leaves of a subject, the oldest first.
pub async fn of_subject(
    connection: &mut AsyncPgConnection,
    agency: &str,
    subject: Uuid,
) -> Result<Vec<Known>, Problem> {
    let published = checkpoint::newest(connection, agency).await?.map_or(0, |last| last.size());
    let witnessed = checkpoint::witnessed(connection, agency).await?.map_or(0, |last| last.size());
    let rows: Vec<(Uuid, String, DateTime<Utc>, Option<i64>)> = record_audit::table
        .inner_join(
            record_leaf::table.on(record_leaf::agency_id
                .eq(record_audit::agency_id)
                .and(record_leaf::id.nullable().eq(record_audit::leaf_id))),
        )
        .left_join(record_order::table.on(
            record_order::agency_id.eq(record_leaf::agency_id).and(record_order::leaf_id.eq(record_leaf::id)),
        ))
        .filter(record_audit::agency_id.eq(agency).and(record_audit::subject_id.eq(subject)))
        .order(record_audit::id)
        .select((record_leaf::id, record_leaf::kind, record_leaf::at, record_order::leaf_index.nullable()))
        .load(connection)
        .await?;
    let known = |(id, kind, at, index): (Uuid, String, DateTime<Utc>, Option<i64>)| {
        let index = index.and_then(|index| u64::try_from(index).ok());
        let progress = match index {
            Some(index) if index < witnessed => Progress::Witnessed,
            Some(index) if index < published => Progress::Recorded,
            _ => Progress::Waiting,
        };
        Known { id, kind, at, index, progress }
    };
    Ok(rows.into_iter().map(known).collect())
}

async fn index_of(
    connection: &mut AsyncPgConnection,
    agency: &str,
    leaf: Uuid,
) -> Result<Option<u64>, Problem> {
    let place = record_order::agency_id.eq(agency).and(record_order::leaf_id.eq(leaf));
    let found: Option<i64> = record_order::table
        .filter(place)
        .select(record_order::leaf_index)
        .first(connection)
        .await
        .optional()?;
    Ok(found.and_then(|index| u64::try_from(index).ok()))
}

/// The proof file (C2SP tlog-proof) of a leaf. It opens what the leaf hides: give it to who may know that.
pub async fn file(
    state: &State,
    connection: &mut AsyncPgConnection,
    agency: &str,
    leaf: Uuid,
) -> Result<String, Problem> {
    let head = match checkpoint::witnessed(connection, agency).await? {
        Some(head) if index_of(connection, agency, leaf).await?.is_some_and(|index| index < head.size()) => {
            Some(head)
        }
        _ => checkpoint::newest(connection, agency).await?,
    };
    under(state, connection, agency, leaf, head).await
}

/// As `file`, under this checkpoint.
pub async fn under(
    state: &State,
    connection: &mut AsyncPgConnection,
    agency: &str,
    leaf: Uuid,
    head: Option<checkpoint::Row>,
) -> Result<String, Problem> {
    let not_yet = || Problem::new(&PROOF_NOT_YET);
    let index = index_of(connection, agency, leaf).await?.ok_or_else(not_yet)?;
    let head = head.filter(|row| index < row.size()).ok_or_else(not_yet)?;
    let nodes = inclusion_nodes(index, head.size()).ok_or_else(not_yet)?;
    let tiles = tree::tiles_of(connection, agency, nodes, head.size()).await?;
    let hashes = prove_inclusion(&tiles, index, head.size()).map_err(inside)?;
    let note = checkpoint::with_cosignatures(connection, agency, &head).await?;
    let checkpoint = Note::parse(note.as_bytes()).map_err(inside)?;
    let extra = opening(state, connection, agency, leaf).await?.encode().map_err(inside)?;
    Ok(ProofFile { extra: Some(extra), index, hashes, checkpoint }.to_string())
}

async fn opening(
    state: &State,
    connection: &mut AsyncPgConnection,
    agency: &str,
    leaf: Uuid,
) -> Result<Opening, Problem> {
    let log = key::name(connection, agency).await?.ok_or_else(|| Problem::new(&NOT_FOUND))?;
    let stored: Stored =
        record_leaf::table.find((agency, leaf)).select(Stored::as_select()).first(connection).await?;
    let hidden: Hidden =
        record_secret::table.find((agency, leaf)).select(Hidden::as_select()).first(connection).await?;
    let record: Record = serde_json::from_str(&hidden.record).map_err(inside)?;
    let salt = Salt(hidden.salt.as_slice().try_into().map_err(inside)?);
    let promise = promise::of(state, connection, agency, leaf).await?;
    Ok(Opening { leaf: stored.leaf(&log)?, record, salt, promise })
}

/// What is printed: the promise and, once there is one, the place. It hides what the leaf hides.
pub async fn card(
    state: &State,
    connection: &mut AsyncPgConnection,
    agency: &str,
    leaf: Uuid,
) -> Result<String, Problem> {
    let promise = promise::of(state, connection, agency, leaf).await?;
    let promise = promise.ok_or_else(|| Problem::new(&PROOF_NOT_YET))?;
    let index = index_of(connection, agency, leaf).await?;
    Ok(Card::new(index, promise).map_err(inside)?.to_string())
}

fn inside(error: impl std::fmt::Display) -> Problem {
    Problem::new(&INTERNAL).inside(format!("proof of a leaf: {error}"))
}
