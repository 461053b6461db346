//! One data file into its table: unchanged files are skipped, changed ones replace what they brought before.
use std::path::Path;

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use sha2::{Digest, Sha256};

use super::{
    progress::{Bar, Progress},
    sheet::{self, Fault, Row},
};
use crate::{
    kernel::{Problem, State},
    record::{Actor, Write, write},
    schema::dataset,
};

/// Rows of one statement.
const PORTION: usize = 2_000;
/// Stands for the agency in audit rows about data of all agencies.
const ALL_AGENCIES: &str = "national";

/// A file and the table that it fills.
pub trait Dataset {
    type Row;
    /// What the file's columns refer to, read before the file.
    type Known;
    const NAME: &'static str;
    const COLUMNS: &'static [&'static str];
    /// A large table whose statistics are renewed at once.
    const ANALYZED: Option<&'static str> = None;

    fn known(&self, write: &mut Write<'_>) -> impl Future<Output = Result<Self::Known, Problem>>;
    fn row(&self, row: &Row<'_>, known: &Self::Known) -> Result<Self::Row, Fault>;
    fn key(&self, row: &Self::Row) -> String;
    fn store(&self, write: &mut Write<'_>, rows: &[Self::Row]) -> impl Future<Output = Result<(), Problem>>;
    /// After the last portion: what the file no longer holds is taken away where nothing can refer to it.
    fn finish(&self, write: &mut Write<'_>, rows: &[Self::Row]) -> impl Future<Output = Result<(), Problem>>;
}

/// What happened to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loaded {
    Unchanged,
    Rows(usize),
}

/// Loads one set from `folder`.
pub async fn load<D: Dataset>(
    state: &State,
    folder: &Path,
    progress: Progress,
    set: &D,
) -> Result<Loaded, String> {
    let path = folder.join(format!("{}.csv.gz", D::NAME));
    let packed = std::fs::read(&path).map_err(|error| format!("cannot read {}: {error}", path.display()))?;
    let hash: [u8; 32] = Sha256::digest(&packed).into();
    let failed = |problem: Problem| format!("{} could not be loaded: {problem}", path.display());
    if is_loaded(state, D::NAME, &hash).await.map_err(failed)? {
        return Ok(Loaded::Unchanged);
    }
    let known = write(state, Actor::system("load"), async |write| set.known(write).await).await;
    let known = known.map_err(failed)?;
    let rows = sheet::rows(&packed, D::COLUMNS, |row| set.key(row), |row| set.row(row, &known))
        .map_err(|faults| format!("{} was not loaded:\n{faults}", path.display()))?;
    let mut bar = Bar::new(progress, D::NAME, rows.len());
    let stored = write(state, Actor::system("load"), async |write| {
        for portion in rows.chunks(PORTION) {
            set.store(write, portion).await?;
            bar.add(portion.len());
        }
        set.finish(write, &rows).await?;
        if let Some(table) = D::ANALYZED {
            diesel::sql_query(format!("ANALYZE {table}")).execute(write.connection()).await?;
        }
        note(write, D::NAME, &hash, rows.len()).await
    });
    stored.await.map_err(failed)?;
    bar.finish();
    Ok(Loaded::Rows(rows.len()))
}

async fn is_loaded(state: &State, name: &str, hash: &[u8; 32]) -> Result<bool, Problem> {
    let mut connection = state.primary().await?;
    let found: Option<Vec<u8>> =
        dataset::table.find(name).select(dataset::sha256).first(&mut connection).await.optional()?;
    Ok(found.is_some_and(|found| found == hash))
}

async fn note(write: &mut Write<'_>, name: &str, hash: &[u8; 32], rows: usize) -> Result<(), Problem> {
    let row = (
        dataset::sha256.eq(hash.as_slice()),
        dataset::row_count.eq(i32::try_from(rows).unwrap_or(i32::MAX)),
        dataset::loaded_at.eq(write.now),
    );
    diesel::insert_into(dataset::table)
        .values((dataset::name.eq(name), row))
        .on_conflict(dataset::name)
        .do_update()
        .set(row)
        .execute(write.connection())
        .await?;
    // The audited subject is the file's content.
    let (subject, _) = hash.split_at(16);
    let subject = uuid::Uuid::from_slice(subject).unwrap_or_default();
    write.audit(ALL_AGENCIES, "dataset_loaded", subject).await
}
