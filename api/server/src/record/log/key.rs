//! Which key signs a log: the private half lies in files, the public half is noted beside the log.
use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use ledger::{Algorithm, Retired, SigningKey, VerifyingKey};
use uuid::Uuid;

use super::refusal::Refusal;
use crate::{
    kernel::{Problem, State, log_keys::LogKeys, problem::INTERNAL},
    schema::{record_log, record_log_key},
};

/// After a change other servers may still promise with the old key for as long as an answer takes.
const GRACE: TimeDelta = TimeDelta::minutes(1);

#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = record_log_key)]
pub struct Row {
    pub agency_id: String,
    pub number: i32,
    vkey: String,
    pub at: DateTime<Utc>,
    since_size: i64,
    pub custodians: i16,
    /// The key before it was lost, so that it could not sign for this one.
    pub lost_before: bool,
    /// The leaf that brought it in; none for the first.
    pub leaf_id: Option<Uuid>,
    proof_size: Option<i64>,
}

impl Row {
    pub fn key(&self) -> Result<VerifyingKey, Problem> {
        self.vkey.parse().map_err(inside)
    }

    /// Size of the last checkpoint by the key before.
    pub fn since_size(&self) -> u64 {
        u64::try_from(self.since_size).unwrap_or(0)
    }

    /// Size of the checkpoint by the key before that holds the leaf.
    pub fn proof_size(&self) -> Option<u64> {
        self.proof_size.and_then(|size| u64::try_from(size).ok())
    }

    pub fn retired_at(&self) -> DateTime<Utc> {
        self.at + GRACE
    }
}

/// A key from the files, before it is noted.
pub struct Found {
    pub key: SigningKey,
    pub custodians: i16,
}

/// What is noted of a key beside itself.
pub struct Coming {
    pub number: i32,
    pub since_size: u64,
    pub lost_before: bool,
    pub leaf: Uuid,
    pub proof_size: Option<u64>,
}

/// The agency's log name, once its first fact has given it one.
pub async fn name(connection: &mut AsyncPgConnection, agency: &str) -> Result<Option<String>, Problem> {
    Ok(record_log::table.find(agency).select(record_log::name).first(connection).await.optional()?)
}

/// The keys of a log as they are noted, the one that signs now first.
pub async fn noted(connection: &mut AsyncPgConnection, agency: &str) -> Result<Vec<Row>, Problem> {
    Ok(record_log_key::table
        .filter(record_log_key::agency_id.eq(agency))
        .order(record_log_key::number.desc())
        .select(Row::as_select())
        .load(connection)
        .await?)
}

/// The key that signs now.
pub async fn present(
    connection: &mut AsyncPgConnection,
    agency: &str,
) -> Result<Option<VerifyingKey>, Problem> {
    noted(connection, agency).await?.as_slice().first().map(Row::key).transpose()
}

/// What a policy says of those before, the oldest first.
pub fn retired(noted: &[Row]) -> Result<Vec<Retired>, Problem> {
    let pairs = noted.iter().zip(noted.iter().skip(1));
    let told = |(next, old): (&Row, &Row)| {
        let (size, until, lost) = (next.since_size(), next.retired_at(), next.lost_before);
        Ok(Retired { key: old.key()?, size, until, lost })
    };
    pairs.map(told).rev().collect()
}

/// Every key that the files of the agency make for this number.
pub fn in_files(keys: &LogKeys, agency: &str, name: &str, number: i32) -> Result<Vec<Found>, Problem> {
    let seeds = keys.seeds(agency, number).map_err(inside)?;
    let made = seeds.into_iter().map(|found| {
        let key = SigningKey::new(name, Algorithm::Ed25519, &found.seed).map_err(inside)?;
        Ok(Found { key, custodians: found.custodians })
    });
    made.collect()
}

/// The key of two custodians that waits to be the next one.
pub fn next(keys: &LogKeys, agency: &str, name: &str, number: i32) -> Result<Option<Found>, Problem> {
    Ok(in_files(keys, agency, name, number)?.into_iter().find(|found| found.custodians == 2))
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
    let mut noted = noted(connection, agency).await?;
    let number = noted.as_slice().first().map_or(1, |row| row.number);
    let mut found = in_files(keys, agency, name, number)?;
    if found.is_empty() && noted.is_empty() {
        if let Err(error) = keys.make(agency) {
            tracing::error!(agency, %error, "the key of this log is missing, and cannot be made here");
        }
        found = in_files(keys, agency, name, number)?;
    }
    if noted.is_empty()
        && let Some(first) = found.as_slice().first()
    {
        note(connection, agency, first, None, now).await?;
        noted = self::noted(connection, agency).await?;
    }
    let known = noted.as_slice().first().map(Row::key).transpose()?;
    let none = found.is_empty();
    let mine = found.into_iter().find(|found| Some(found.key.public()) == known.as_ref());
    Ok(mine.map(|found| found.key).ok_or(if none { Refusal::KeyMissing } else { Refusal::KeyOther }))
}

/// Notes a public key; one that is noted already under this number stays. Without `coming` it is the first.
pub async fn note(
    connection: &mut AsyncPgConnection,
    agency: &str,
    found: &Found,
    coming: Option<Coming>,
    at: DateTime<Utc>,
) -> Result<(), Problem> {
    let size = |size: u64| i64::try_from(size).map_err(inside);
    let row = Row {
        agency_id: agency.to_owned(),
        number: coming.as_ref().map_or(1, |coming| coming.number),
        vkey: found.key.public().to_string(),
        at,
        since_size: size(coming.as_ref().map_or(0, |coming| coming.since_size))?,
        custodians: found.custodians,
        lost_before: coming.as_ref().is_some_and(|coming| coming.lost_before),
        leaf_id: coming.as_ref().map(|coming| coming.leaf),
        proof_size: coming.and_then(|coming| coming.proof_size).map(size).transpose()?,
    };
    diesel::insert_into(record_log_key::table)
        .values(row)
        .on_conflict_do_nothing()
        .execute(connection)
        .await?;
    Ok(())
}

fn inside(error: impl std::fmt::Display) -> Problem {
    Problem::new(&INTERNAL).inside(format!("key of a log: {error}"))
}
