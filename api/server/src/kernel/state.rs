//! What every handler and worker shares: clock, keys, database pools, document store, settings.
use std::{
    any::{Any, TypeId},
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use diesel_async::{
    AsyncPgConnection, RunQueryDsl,
    pooled_connection::{
        AsyncDieselConnectionManager,
        deadpool::{Object, Pool},
    },
};
use object_store::ObjectStore;

use super::{
    changes::Changes,
    clock::Clock,
    key::Keys,
    limit::{Limits, Rates},
    meter::Meter,
    problem::{Problem, UNAVAILABLE},
};

/// A pooled connection.
pub type Connection = Object<AsyncPgConnection>;

/// Settings that handlers need.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where people reach the app, without a slash at the end.
    pub public_address: String,
    /// `host:port` of the mail server, and the sender's address.
    pub smtp: String,
    pub mail_from: String,
    /// Before `/ledger/{agency}` in the name of an agency's log.
    pub log_origin: String,
    /// True in the demo city: everything is marked as made up.
    pub demo: bool,
    /// Requests a minute; none for no limit.
    pub rates: Option<Rates>,
    /// Whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<ipnet::IpNet>,
    /// Largest document, in bytes.
    pub document_limit: usize,
    /// Program that opens strangers' files in a process of its own; beside the server's own binary by default.
    pub inspect_program: std::path::PathBuf,
    /// Whether public reads go to another database server than the primary.
    pub replica: bool,
    /// Whether the search goes without its index in memory.
    pub plain_search: bool,
}

struct Inner {
    clock: Clock,
    keys: Keys,
    write: Pool<AsyncPgConnection>,
    read: Pool<AsyncPgConnection>,
    documents: Arc<dyn ObjectStore>,
    settings: Settings,
    changes: Changes,
    shared: Mutex<HashMap<TypeId, Arc<dyn Any + Send + Sync>>>,
    meter: Meter,
    limits: Option<Limits>,
}

/// Cheap to clone.
#[derive(Clone)]
pub struct State(Arc<Inner>);

impl State {
    pub fn new(
        clock: Clock,
        keys: Keys,
        write: Pool<AsyncPgConnection>,
        read: Pool<AsyncPgConnection>,
        documents: Arc<dyn ObjectStore>,
        settings: Settings,
        meter: Meter,
    ) -> Self {
        let (changes, shared) = (Changes::default(), Mutex::default());
        let limits = settings.rates.map(|rates| Limits::new(rates, &clock));
        Self(Arc::new(Inner {
            clock,
            keys,
            write,
            read,
            documents,
            settings,
            changes,
            shared,
            meter,
            limits,
        }))
    }

    /// The counters of requests, unless they are switched off.
    pub fn limits(&self) -> Option<&Limits> {
        self.0.limits.as_ref()
    }

    pub fn clock(&self) -> &Clock {
        &self.0.clock
    }

    pub fn keys(&self) -> &Keys {
        &self.0.keys
    }

    pub fn documents(&self) -> &dyn ObjectStore {
        self.0.documents.as_ref()
    }

    pub fn settings(&self) -> &Settings {
        &self.0.settings
    }

    /// What any process changes in the database.
    pub fn changes(&self) -> &Changes {
        &self.0.changes
    }

    /// The one `T` of this process, for what a room keeps between requests.
    pub fn shared<T: Default + Send + Sync + 'static>(&self) -> Arc<T> {
        let mut all = self.0.shared.lock().unwrap_or_else(PoisonError::into_inner);
        let found = all.entry(TypeId::of::<T>()).or_insert_with(|| Arc::new(T::default()));
        Arc::clone(found).downcast().unwrap_or_default()
    }

    pub fn meter(&self) -> &Meter {
        &self.0.meter
    }

    /// How full the pools are.
    pub fn pools(&self) -> [PoolUse; 2] {
        [("write", &self.0.write), ("read", &self.0.read)].map(|(name, pool)| {
            let status = pool.status();
            PoolUse {
                name,
                limit: status.max_size,
                open: status.size,
                idle: status.available,
                waiting: status.waiting,
            }
        })
    }

    /// A connection for reads; a replica may answer.
    pub async fn read(&self) -> Result<Connection, Problem> {
        self.0.read.get().await.map_err(|error| Problem::new(&UNAVAILABLE).inside(error))
    }

    /// A connection for reads whose answer is kept beyond the request. A notice may come before a replica has replayed
    /// the change: then the primary answers, so that nothing older than the notice is kept.
    pub async fn read_current(&self) -> Result<Connection, Problem> {
        let mut connection = self.read().await?;
        if !self.settings().replica {
            return Ok(connection);
        }
        let asked = diesel::sql_query(BEHIND).bind::<diesel::sql_types::Text, _>(self.changes().position());
        let replica: Replica = asked.get_result(&mut connection).await?;
        if replica.behind { self.primary().await } else { Ok(connection) }
    }

    /// A connection to the primary. Only `record` opens transactions on it; a session look-up reads it.
    pub async fn primary(&self) -> Result<Connection, Problem> {
        self.0.write.get().await.map_err(|error| Problem::new(&UNAVAILABLE).inside(error))
    }
}

/// A server that replays nothing is no replica, and knows everything.
const BEHIND: &str = "SELECT coalesce(pg_last_wal_replay_lsn() < $1::pg_lsn, false) AS behind";

#[derive(diesel::QueryableByName)]
struct Replica {
    #[diesel(sql_type = diesel::sql_types::Bool)]
    behind: bool,
}

/// One pool at one moment.
#[derive(Clone, Copy, Debug)]
pub struct PoolUse {
    pub name: &'static str,
    pub limit: usize,
    pub open: usize,
    pub idle: usize,
    /// Requests that wait for a connection.
    pub waiting: usize,
}

/// A pool of at most `size` connections to `url`.
pub fn pool(url: &str, size: usize) -> Result<Pool<AsyncPgConnection>, String> {
    Pool::builder(AsyncDieselConnectionManager::<AsyncPgConnection>::new(url))
        .max_size(size)
        .build()
        .map_err(|error| error.to_string())
}

/// Shows nothing: keys and addresses are inside.
impl std::fmt::Debug for State {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("State")
    }
}
