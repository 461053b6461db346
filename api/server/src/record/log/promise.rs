//! The receipt of the first moment: the log's signed promise to take up a leaf. It follows from the leaf and the key, so
//! that it can be given again at any time.
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use ledger::{Promise, SigningKey, note::Note};
use uuid::Uuid;

use super::{key, leaves::hash};
use crate::{
    kernel::{Problem, State, problem::INTERNAL},
    record::write::Write,
    schema::record_leaf,
};

/// Makes sure that the log has a key which the public can know; says in the log lines when it has none.
pub async fn ready(state: &State, write: &mut Write<'_>, agency: &str) -> Result<(), Problem> {
    let now = write.now;
    let Some(log) = key::name(write.connection(), agency).await? else { return Ok(()) };
    if let Err(refusal) = key::signing(state, write.connection(), agency, &log, now).await? {
        tracing::error!(agency, refusal = refusal.code(), "no promise can be given for this log");
    }
    Ok(())
}

/// The promise for a leaf; none while the log has no key here.
pub async fn of(
    state: &State,
    connection: &mut AsyncPgConnection,
    agency: &str,
    leaf: Uuid,
) -> Result<Option<Note>, Problem> {
    let Some(key) = present(state, connection, agency).await? else { return Ok(None) };
    let (commit, at) = record_leaf::table
        .find((agency, leaf))
        .select((record_leaf::commit, record_leaf::at))
        .first::<(Vec<u8>, chrono::DateTime<chrono::Utc>)>(connection)
        .await?;
    let promise = Promise::new(key.public().name(), hash(&commit)?, at).map_err(inside)?;
    promise.sign(&key).map(Some).map_err(inside)
}

/// The key in the files, when it is the one that the public knows.
async fn present(
    state: &State,
    connection: &mut AsyncPgConnection,
    agency: &str,
) -> Result<Option<SigningKey>, Problem> {
    let Some(log) = key::name(connection, agency).await? else { return Ok(None) };
    let noted = key::noted(connection, agency).await?;
    let Some(known) = noted.as_slice().first() else { return Ok(None) };
    let public = known.key()?;
    let found = key::in_files(&state.keys().logs, agency, &log, known.number)?;
    Ok(found.into_iter().map(|found| found.key).find(|key| *key.public() == public))
}

fn inside(error: impl std::fmt::Display) -> Problem {
    Problem::new(&INTERNAL).inside(format!("promise: {error}"))
}
