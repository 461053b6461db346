//! What waits in the database: jobs, leaves without a place or a signature, mails; and logs that are not signed any more. Read by the scrape alone, on a connection of its
//! own, so that a full pool does not hide itself.
use std::time::Duration;

use chrono::{DateTime, Utc};
use diesel::{
    QueryResult, QueryableByName,
    sql_types::{BigInt, Double, Text, Timestamptz},
};
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};

use crate::kernel::State;

/// For connecting and all questions together.
const PATIENCE: Duration = Duration::from_secs(8);
const STATEMENT_LIMIT: &str = "SET statement_timeout = '2s'";

/// A running job has its attempt counted already, so one in its last attempt has not failed yet.
const JOBS: &str = "SELECT task.identifier AS kind,
    count(*) FILTER (WHERE NOT given_up AND last_error IS NULL) AS waiting,
    count(*) FILTER (WHERE NOT given_up AND last_error IS NOT NULL) AS retrying,
    count(*) FILTER (WHERE given_up) AS failed,
    coalesce(extract(epoch FROM now() - min(run_at) FILTER (WHERE NOT given_up AND run_at <= now())), 0)::float8
      AS oldest
  FROM graphile_worker._private_tasks task
  LEFT JOIN LATERAL (SELECT job.last_error, job.run_at,
      job.attempts >= job.max_attempts AND job.locked_at IS NULL AS given_up
    FROM graphile_worker._private_jobs job WHERE job.task_id = task.id) job ON true
  GROUP BY task.identifier";

const LEAVES: &str = "SELECT count(*) AS waiting, 0::bigint AS failed,
    coalesce(extract(epoch FROM $1 - min(leaf.at)), 0)::float8 AS oldest
  FROM record_waiting waiting
  JOIN record_leaf leaf ON leaf.agency_id = waiting.agency_id AND leaf.id = waiting.leaf_id";

/// The job queue tries a job 25 times; a mail that was tried as often is given up.
const MAILS: &str = "SELECT count(*) FILTER (WHERE attempts < 25) AS waiting,
    count(*) FILTER (WHERE attempts >= 25) AS failed,
    coalesce(extract(epoch FROM $1 - min(created_at) FILTER (WHERE attempts < 25)), 0)::float8 AS oldest
  FROM mail WHERE delivered_at IS NULL";

const LOGS: &str = "SELECT count(*) FILTER (WHERE refused IS NOT NULL) AS refusing,
    coalesce(sum(size - published), 0)::bigint AS unsigned FROM record_tree";

/// Both sides of the index: what is found by the present key is by far the most.
const NIKS: &str = "SELECT (SELECT count(*) FROM person WHERE nik_lookup_key < $1)
    + (SELECT count(*) FROM person WHERE nik_lookup_key > $1) AS left_over";

#[derive(QueryableByName)]
pub struct Niks {
    /// People whose NIK is found by another key than the present one only.
    #[diesel(sql_type = BigInt)]
    pub left_over: i64,
}

#[derive(QueryableByName)]
pub struct Logs {
    /// Logs that are not signed, because that would contradict what was published.
    #[diesel(sql_type = BigInt)]
    pub refusing: i64,
    /// Leaves in the trees that no published checkpoint covers.
    #[diesel(sql_type = BigInt)]
    pub unsigned: i64,
}

#[derive(QueryableByName)]
pub struct Jobs {
    #[diesel(sql_type = Text)]
    pub kind: String,
    #[diesel(sql_type = BigInt)]
    pub waiting: i64,
    #[diesel(sql_type = BigInt)]
    pub retrying: i64,
    #[diesel(sql_type = BigInt)]
    pub failed: i64,
    /// Seconds since the oldest job that is due was due.
    #[diesel(sql_type = Double)]
    pub oldest: f64,
}

#[derive(QueryableByName)]
pub struct Queue {
    #[diesel(sql_type = BigInt)]
    pub waiting: i64,
    #[diesel(sql_type = BigInt)]
    pub failed: i64,
    #[diesel(sql_type = Double)]
    pub oldest: f64,
}

/// What could be read; what could not is none.
#[derive(Default)]
pub struct Read {
    pub jobs: Option<Vec<Jobs>>,
    pub leaves: Option<Queue>,
    pub mails: Option<Queue>,
    pub logs: Option<Logs>,
    pub niks: Option<Niks>,
}

pub struct Queues {
    url: String,
    connection: Option<AsyncPgConnection>,
}

impl Queues {
    pub fn new(url: &str) -> Self {
        Self { url: url.to_owned(), connection: None }
    }

    pub async fn read(&mut self, state: &State) -> Read {
        let now = state.clock().now();
        let mut read = Read::default();
        let done =
            tokio::time::timeout(PATIENCE, self.fill(&mut read, now, &state.keys().nik.present.id)).await;
        let error = match done {
            Ok(Ok(())) => return read,
            Ok(Err(error)) => error,
            Err(_late) => "the database did not answer in time".to_owned(),
        };
        self.connection = None;
        tracing::warn!(error, "queues could not be read for the metrics");
        read
    }

    /// A question that fails leaves the others their turn.
    async fn fill(&mut self, read: &mut Read, now: DateTime<Utc>, nik_key: &str) -> Result<(), String> {
        let connection = match &mut self.connection {
            Some(connection) => connection,
            none => none.insert(connect(&self.url).await?),
        };
        let jobs = diesel::sql_query(JOBS).load(connection).await;
        let leaves = queue(connection, LEAVES, now).await;
        let mails = queue(connection, MAILS, now).await;
        let logs = diesel::sql_query(LOGS).get_result(connection).await;
        let niks = diesel::sql_query(NIKS).bind::<Text, _>(nik_key).get_result(connection).await;
        let errors = [
            jobs.as_ref().err(),
            leaves.as_ref().err(),
            mails.as_ref().err(),
            logs.as_ref().err(),
            niks.as_ref().err(),
        ];
        let errors: Vec<String> = errors.into_iter().flatten().map(ToString::to_string).collect();
        *read = Read {
            jobs: jobs.ok(),
            leaves: leaves.ok(),
            mails: mails.ok(),
            logs: logs.ok(),
            niks: niks.ok(),
        };
        if errors.is_empty() { Ok(()) } else { Err(errors.join("; ")) }
    }
}

async fn queue(connection: &mut AsyncPgConnection, query: &str, now: DateTime<Utc>) -> QueryResult<Queue> {
    diesel::sql_query(query).bind::<Timestamptz, _>(now).get_result(connection).await
}

async fn connect(url: &str) -> Result<AsyncPgConnection, String> {
    let mut connection = AsyncPgConnection::establish(url).await.map_err(|error| error.to_string())?;
    diesel::sql_query(STATEMENT_LIMIT).execute(&mut connection).await.map_err(|error| error.to_string())?;
    Ok(connection)
}
