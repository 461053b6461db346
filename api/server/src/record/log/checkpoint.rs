//! Checkpoints as they were signed, and the swap that lets only one follow another.
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use ledger::Hash;

use super::tree::inside;
use crate::{
    kernel::Problem,
    schema::{record_checkpoint, record_cosignature, record_tree},
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

/// The one of this size.
pub async fn of_size(
    connection: &mut AsyncPgConnection,
    agency: &str,
    size: u64,
) -> Result<Option<Row>, Problem> {
    let Ok(size) = i64::try_from(size) else { return Ok(None) };
    let found = record_checkpoint::table.find((agency, size)).select(Row::as_select());
    Ok(found.first(connection).await.optional()?)
}

/// The last one that the quorum has cosigned; nothing while there are no witnesses.
pub async fn witnessed(connection: &mut AsyncPgConnection, agency: &str) -> Result<Option<Row>, Problem> {
    let size: Option<i64> =
        record_tree::table.find(agency).select(record_tree::witnessed).first(connection).await.optional()?;
    match size.and_then(|size| u64::try_from(size).ok()) {
        Some(size) if size > 0 => of_size(connection, agency, size).await,
        _ => Ok(None),
    }
}

/// Notes that the quorum has cosigned the checkpoint of this size.
pub async fn set_witnessed(
    connection: &mut AsyncPgConnection,
    agency: &str,
    size: u64,
) -> Result<(), Problem> {
    let size = i64::try_from(size).map_err(inside)?;
    let tree = record_tree::table.find(agency).filter(record_tree::witnessed.lt(size));
    diesel::update(tree).set(record_tree::witnessed.eq(size)).execute(connection).await?;
    Ok(())
}

/// A verified cosignature; of the same witness the last one stays.
pub async fn add_cosignature(
    connection: &mut AsyncPgConnection,
    agency: &str,
    size: u64,
    cosignature: (&str, &str, DateTime<Utc>),
) -> Result<(), Problem> {
    let (vkey, line, at) = cosignature;
    diesel::insert_into(record_cosignature::table)
        .values((
            record_cosignature::agency_id.eq(agency),
            record_cosignature::size.eq(i64::try_from(size).map_err(inside)?),
            record_cosignature::vkey.eq(vkey),
            record_cosignature::line.eq(line),
            record_cosignature::at.eq(at),
        ))
        .on_conflict((record_cosignature::agency_id, record_cosignature::size, record_cosignature::vkey))
        .do_update()
        .set((record_cosignature::line.eq(line), record_cosignature::at.eq(at)))
        .execute(connection)
        .await?;
    Ok(())
}

/// The note with the lines of its witnesses behind the log's.
pub async fn with_cosignatures(
    connection: &mut AsyncPgConnection,
    agency: &str,
    row: &Row,
) -> Result<String, Problem> {
    let lines: Vec<String> = record_cosignature::table
        .filter(record_cosignature::agency_id.eq(agency).and(record_cosignature::size.eq(row.size)))
        .order(record_cosignature::vkey)
        .select(record_cosignature::line)
        .load(connection)
        .await?;
    Ok(lines.into_iter().fold(row.note.clone(), |note, line| note + &line + "\n"))
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
    let (before, size) =
        (i64::try_from(before).map_err(inside)?, i64::try_from(signed.size).map_err(inside)?);
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
