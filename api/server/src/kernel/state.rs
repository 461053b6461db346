//! What every handler and worker shares: clock, keys, databases, document store, settings.
use std::{
    any::{Any, TypeId},
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use diesel_async::{
    AsyncPgConnection,
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
    reading::{self, Position},
    replica::{Replica, Standing},
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
    /// Whether the search goes without its index in memory.
    pub plain_search: bool,
    /// SHA-256 of the checker in one file, as the built app gives it out; none where no app is served.
    pub checker: Option<String>,
}

/// Where data are: two pools on the primary, so that readers and writers do not wait for one another, and the replica.
pub struct Databases {
    pub write: Pool<AsyncPgConnection>,
    pub read: Pool<AsyncPgConnection>,
    pub replica: Option<Replica>,
}

struct Inner {
    clock: Clock,
    keys: Keys,
    databases: Databases,
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
        databases: Databases,
        documents: Arc<dyn ObjectStore>,
        settings: Settings,
        meter: Meter,
    ) -> Self {
        let (changes, shared) = (Changes::default(), Mutex::default());
        let limits = settings.rates.map(|rates| Limits::new(rates, &clock));
        Self(Arc::new(Inner { clock, keys, databases, documents, settings, changes, shared, meter, limits }))
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
    pub fn pools(&self) -> Vec<PoolUse> {
        let replica = self.0.databases.replica.as_ref().map(|replica| PoolUse::of("replica", replica.pool()));
        let own = [("write", &self.0.databases.write), ("read", &self.0.databases.read)];
        own.into_iter().map(|(name, pool)| PoolUse::of(name, pool)).chain(replica).collect()
    }

    /// A connection for reads, from wherever this request may read: see `reading`.
    pub async fn read(&self) -> Result<Connection, Problem> {
        self.read_after(Position::ANY).await
    }

    /// As `read`, from a database that has come up to `position` as well: for what is kept beyond this request.
    pub async fn read_after(&self, position: Position) -> Result<Connection, Problem> {
        let needed = reading::needed().max(position);
        if let Some(replica) = &self.0.databases.replica
            && let Some(connection) = replica.connection(needed).await
        {
            return Ok(connection);
        }
        self.0.databases.read.get().await.map_err(|error| Problem::new(&UNAVAILABLE).inside(error))
    }

    /// A connection for reads whose answer is kept beyond the request: it knows every change that was told.
    pub async fn read_current(&self) -> Result<Connection, Problem> {
        self.read_after(self.changes().position()).await
    }

    /// A connection to the primary. Only `record` opens transactions on it; what leads to a write is read on it.
    pub async fn primary(&self) -> Result<Connection, Problem> {
        self.0.databases.write.get().await.map_err(|error| Problem::new(&UNAVAILABLE).inside(error))
    }

    /// Whether there is a replica that could not know of a change yet.
    pub fn has_replica(&self) -> bool {
        self.0.databases.replica.is_some()
    }

    /// How the replica stands, where there is one.
    pub async fn replica(&self) -> Option<Standing> {
        Some(self.0.databases.replica.as_ref()?.standing().await)
    }

    /// Notes that this request has just committed on `connection`.
    pub async fn committed(&self, connection: &mut AsyncPgConnection) {
        if self.has_replica() {
            reading::wrote(reading::position(connection).await);
        }
    }
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

impl PoolUse {
    fn of(name: &'static str, pool: &Pool<AsyncPgConnection>) -> Self {
        let status = pool.status();
        let (limit, open) = (status.max_size, status.size);
        Self { name, limit, open, idle: status.available, waiting: status.waiting }
    }
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
