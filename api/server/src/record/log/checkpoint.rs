//! Checkpoints as they were signed, and the swap that lets only one follow another.
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use ledger::Hash;

use super::tree::inside;
use crate::{
    kernel::Problem,
    schema::{record_checkpoint, record_tree},
};

#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = record_checkpoint)]
pub struct Row {
    size: i64,
    root: Vec<u8>,
    pub note: String,
    pub signed_at: DateTime<Utc>,
}

impl Row {
    pub fn size(&self) -> u64 {
        u64::try_from(self.size).unwrap_or(0)
    }

    pub fn root(&self) -> Result<Hash, Problem> {
        super::leaves::hash(&self.root)
    }
}

/// The last one.
pub async fn newest(connection: &mut AsyncPgConnection, agency: &str) -> Result<Option<Row>, Problem> {
    let of_agency = record_checkpoint::agency_id.eq(agency);
    let last = record_checkpoint::table.filter(of_agency).order(record_checkpoint::size.desc());
    Ok(last.select(Row::as_select()).first(connection).await.optional()?)
}

/// Whether there is one from `from` up to `to`, both counted.
pub async fn is_between(
    connection: &mut AsyncPgConnection,
    agency: &str,
    from: u64,
    to: u64,
) -> Result<bool, Problem> {
    let (Ok(from), to) = (i64::try_from(from), i64::try_from(to).unwrap_or(i64::MAX)) else {
        return Ok(false);
    };
    let found = record_checkpoint::table
        .filter(record_checkpoint::agency_id.eq(agency))
        .filter(record_checkpoint::size.between(from, to));
    Ok(diesel::select(diesel::dsl::exists(found)).get_result(connection).await?)
}

/// Stores a signed checkpoint as the one that follows `before`; no when another one does.
pub async fn swap(
    connection: &mut AsyncPgConnection,
    agency: &str,
    before: u64,
    signed: &ledger::checkpoint::Checkpoint,
    note: &str,
    now: DateTime<Utc>,
) -> Result<bool, Problem> {
    let (before, size) = (i64::try_from(before).map_err(inside)?, i64::try_from(signed.size).map_err(inside)?);
    let tree = record_tree::table.find(agency).filter(record_tree::published.eq(before));
    let swapped = diesel::update(tree).set(record_tree::published.eq(size)).execute(connection).await?;
    if swapped == 0 {
        return Ok(false);
    }
    diesel::insert_into(record_checkpoint::table)
        .values((
            record_checkpoint::agency_id.eq(agency),
            record_checkpoint::size.eq(size),
            record_checkpoint::root.eq(signed.root.0.to_vec()),
            record_checkpoint::note.eq(note),
            record_checkpoint::signed_at.eq(now),
        ))
        .execute(connection)
        .await?;
    Ok(true)
}
