//! The replica of the primary: asked before each read how far it has come, and left alone while it is away.
use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};

use deadpool::{Runtime, managed::Timeouts};
use diesel::sql_types::{BigInt, Bool, Double, Nullable};
use diesel_async::{
    AsyncPgConnection, RunQueryDsl,
    pooled_connection::{
        AsyncDieselConnectionManager, ManagerConfig, RecyclingMethod,
        deadpool::{Object, Pool},
    },
};
use tokio::time::{Instant, timeout};

use super::{reading::Position, state::Connection};

/// How long a replica may take to say how far it is.
const PATIENCE: Duration = Duration::from_secs(2);
/// How long one that did not answer is left alone.
const REST: Duration = Duration::from_secs(5);

/// Asked on the connection that then reads: behind one address there may stand more than one replica.
const PROGRESS: &str =
    "SELECT coalesce(pg_wal_lsn_diff(pg_last_wal_replay_lsn(), '0/0'), 0)::bigint AS replayed,
    pg_is_in_recovery() AND EXISTS (SELECT FROM pg_stat_wal_receiver) AS streaming,
    CASE WHEN pg_last_wal_receive_lsn() <= pg_last_wal_replay_lsn() THEN 0
         ELSE extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp()) END::float8 AS behind";

#[derive(diesel::QueryableByName)]
struct Progress {
    #[diesel(sql_type = BigInt)]
    replayed: i64,
    #[diesel(sql_type = Bool)]
    streaming: bool,
    /// Seconds since the last replayed commit while there is something to replay; nothing before the first one.
    #[diesel(sql_type = Nullable<Double>)]
    behind: Option<f64>,
}

impl Progress {
    fn within(&self, limit: Duration) -> bool {
        self.streaming && self.behind.is_some_and(|seconds| seconds <= limit.as_secs_f64())
    }
}

/// How a replica stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It answers public reads.
    Ok,
    /// It is too far behind, or cut off from the primary: nobody reads there.
    Behind,
    /// It does not answer.
    Away,
}

impl Standing {
    pub fn code(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Behind => "behind",
            Self::Away => "away",
        }
    }
}

/// A replica, or several behind one address.
pub struct Replica {
    pool: Pool<AsyncPgConnection>,
    limit: Duration,
    rests_until: Mutex<Option<Instant>>,
}

impl Replica {
    pub fn pool(&self) -> &Pool<AsyncPgConnection> {
        &self.pool
    }

    /// At most `size` connections to `url`; one that is more than `limit` behind answers nobody.
    pub fn new(url: &str, size: usize, limit: Duration) -> Result<Self, String> {
        let mut config = ManagerConfig::default();
        // Its progress is asked each time: that tells as well whether the connection lives.
        config.recycling_method = RecyclingMethod::Fast;
        let manager = AsyncDieselConnectionManager::<AsyncPgConnection>::new_with_config(url, config);
        let pool = Pool::builder(manager).max_size(size).runtime(Runtime::Tokio1).build();
        let pool = pool.map_err(|error| error.to_string())?;
        Ok(Self { pool, limit, rests_until: Mutex::default() })
    }

    /// A connection that has come up to `needed`; none when the primary must be asked.
    pub async fn connection(&self, needed: Position) -> Option<Connection> {
        if needed == Position::LAST {
            return None;
        }
        let (connection, progress) = self.reach().await?;
        let will_do = progress.within(self.limit) && Position(progress.replayed) >= needed;
        will_do.then_some(connection)
    }

    /// For whoever looks after the service.
    pub async fn standing(&self) -> Standing {
        match self.reach().await {
            None => Standing::Away,
            Some((_, progress)) if progress.within(self.limit) => Standing::Ok,
            Some(_) => Standing::Behind,
        }
    }

    async fn reach(&self) -> Option<(Connection, Progress)> {
        if self.rests_until().is_some_and(|until| Instant::now() < until) {
            return None;
        }
        let reached = self.ask().await;
        let rest = reached.is_none().then(|| Instant::now() + REST);
        *self.rests_until.lock().unwrap_or_else(PoisonError::into_inner) = rest;
        if reached.is_none() {
            // The others were opened to the same machine and are broken like this one.
            self.pool.retain(|_, _| false);
        }
        reached
    }

    fn rests_until(&self) -> Option<Instant> {
        *self.rests_until.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn ask(&self) -> Option<(Connection, Progress)> {
        // A queue of readers is no sign of an absent replica, so that waiting for a turn has no limit here.
        let patience = Timeouts { wait: None, create: Some(PATIENCE), recycle: Some(PATIENCE) };
        let mut connection = self.pool.timeout_get(&patience).await.ok()?;
        let asked = diesel::sql_query(PROGRESS).get_result::<Progress>(&mut connection);
        match timeout(PATIENCE, asked).await {
            Ok(Ok(progress)) => Some((connection, progress)),
            Ok(Err(_)) | Err(_) => {
                drop(Object::take(connection));
                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Duration, Progress};

    fn progress(streaming: bool, behind: Option<f64>) -> Progress {
        Progress { replayed: 1, streaming, behind }
    }

    #[test]
    fn one_that_is_cut_off_or_too_far_behind_is_not_read() {
        let limit = Duration::from_secs(30);
        assert!(progress(true, Some(0.0)).within(limit));
        assert!(progress(true, Some(30.0)).within(limit));
        assert!(!progress(true, Some(31.0)).within(limit));
        assert!(!progress(true, None).within(limit));
        assert!(!progress(false, Some(0.0)).within(limit));
    }
}
