//! The leaves of a log in their order, as the entries that everybody hashes.
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use ledger::{Hash, Kind, Leaf, Milestone};
use uuid::Uuid;

use crate::{
    kernel::{Problem, problem::INTERNAL},
    schema::{record_leaf, record_order, record_secret},
};

/// A leaf as it is stored.
#[derive(Queryable, Selectable)]
#[diesel(table_name = record_leaf)]
pub struct Stored {
    kind: String,
    round_id: Option<Uuid>,
    at: DateTime<Utc>,
    commit: Vec<u8>,
    milestone_count: Option<i64>,
    milestone_root: Option<Vec<u8>>,
}

/// What opens a leaf.
#[derive(Queryable, Selectable)]
#[diesel(table_name = record_secret)]
pub struct Hidden {
    pub salt: Vec<u8>,
    pub record: String,
}

impl Stored {
    pub fn leaf(&self, log: &str) -> Result<Leaf, Problem> {
        let kind: Kind = self.kind.parse().map_err(inside)?;
        let milestone = match (self.milestone_count, &self.milestone_root) {
            (Some(count), Some(root)) => {
                Some(Milestone { count: u64::try_from(count).map_err(inside)?, root: hash(root)? })
            }
            _ => None,
        };
        Leaf::new(log, kind, self.round_id, self.at, hash(&self.commit)?, milestone).map_err(inside)
    }
}

/// The leaves from `start` up to `end`, without the last; none may be missing.
pub async fn between(
    connection: &mut AsyncPgConnection,
    agency: &str,
    log: &str,
    start: u64,
    end: u64,
) -> Result<Vec<Leaf>, Problem> {
    let (first, past) = (i64::try_from(start).map_err(inside)?, i64::try_from(end).map_err(inside)?);
    let rows: Vec<(i64, Stored)> = record_order::table
        .inner_join(record_leaf::table.on(
            record_leaf::agency_id.eq(record_order::agency_id).and(record_leaf::id.eq(record_order::leaf_id)),
        ))
        .filter(record_order::agency_id.eq(agency))
        .filter(record_order::leaf_index.ge(first).and(record_order::leaf_index.lt(past)))
        .order(record_order::leaf_index)
        .select((record_order::leaf_index, Stored::as_select()))
        .load(connection)
        .await?;
    let whole = rows.iter().zip(first..).all(|((index, _), expected)| *index == expected);
    if !whole {
        return Err(inside(format!("the log of agency {agency} has a gap behind leaf {first}")));
    }
    rows.iter().map(|(_, stored)| stored.leaf(log)).collect()
}

pub fn hash(bytes: &[u8]) -> Result<Hash, Problem> {
    bytes.try_into().map(Hash).map_err(inside)
}

fn inside(error: impl std::fmt::Display) -> Problem {
    Problem::new(&INTERNAL).inside(format!("leaf: {error}"))
}
