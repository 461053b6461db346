//! Which key signs a log: the private half lies in a file, the public half is noted beside the log.
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use ledger::{Algorithm, SigningKey, VerifyingKey, note::KeyRing};

use super::refusal::Refusal;
use crate::{
    kernel::{Problem, State, key::LogKeys, problem::INTERNAL},
    schema::{record_log, record_log_key},
};

/// The agency's log name, once its first fact has given it one.
pub async fn name(connection: &mut AsyncPgConnection, agency: &str) -> Result<Option<String>, Problem> {
    Ok(record_log::table.find(agency).select(record_log::name).first(connection).await.optional()?)
}

/// The public keys of a log, the one that signs now first.
pub async fn public(connection: &mut AsyncPgConnection, agency: &str) -> Result<Vec<VerifyingKey>, Problem> {
    let texts: Vec<String> = record_log_key::table
        .filter(record_log_key::agency_id.eq(agency))
        .order(record_log_key::number.desc())
        .select(record_log_key::vkey)
        .load(connection)
        .await?;
    texts.iter().map(|text| text.parse().map_err(inside)).collect()
}

/// All keys that this log has ever signed with.
pub async fn ring(connection: &mut AsyncPgConnection, agency: &str) -> Result<KeyRing, Problem> {
    Ok(KeyRing::new(public(connection, agency).await?))
}

/// What the file of the agency holds, under the log's name.
pub fn in_file(keys: &LogKeys, agency: &str, name: &str) -> Result<Option<SigningKey>, Problem> {
    let seed = keys.seed(agency).map_err(inside)?;
    seed.map(|seed| SigningKey::new(name, Algorithm::Ed25519, &seed).map_err(inside)).transpose()
}

/// The key that signs this log now, or why there is none. The first one is made here and noted; of two machines that
/// make one at the same time, the later finds that its own is not the one that was noted.
pub async fn signing(
    state: &State,
    connection: &mut AsyncPgConnection,
    agency: &str,
    name: &str,
    now: DateTime<Utc>,
) -> Result<Result<SigningKey, Refusal>, Problem> {
    let keys = &state.keys().logs;
    let mut noted = public(connection, agency).await?;
    let mut found = in_file(keys, agency, name)?;
    if found.is_none() && noted.is_empty() {
        if let Err(error) = keys.make(agency) {
            tracing::error!(agency, %error, "the key of this log is missing, and cannot be made here");
        }
        found = in_file(keys, agency, name)?;
    }
    let Some(key) = found else { return Ok(Err(Refusal::KeyMissing)) };
    if noted.is_empty() {
        note(connection, agency, 1, key.public(), now).await?;
        noted = public(connection, agency).await?;
    }
    Ok(if noted.as_slice().first() == Some(key.public()) { Ok(key) } else { Err(Refusal::KeyOther) })
}

/// Notes a public key; one that is noted already under this number stays.
pub async fn note(
    connection: &mut AsyncPgConnection,
    agency: &str,
    number: i32,
    key: &VerifyingKey,
    at: DateTime<Utc>,
) -> Result<(), Problem> {
    diesel::insert_into(record_log_key::table)
        .values((
            record_log_key::agency_id.eq(agency),
            record_log_key::number.eq(number),
            record_log_key::vkey.eq(key.to_string()),
            record_log_key::at.eq(at),
        ))
        .on_conflict_do_nothing()
        .execute(connection)
        .await?;
    Ok(())
}

fn inside(error: impl std::fmt::Display) -> Problem {
    Problem::new(&INTERNAL).inside(format!("key of a log: {error}"))
}
