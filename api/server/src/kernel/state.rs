//! What every handler and worker shares: clock, keys, database pools, document store, settings.
use std::sync::Arc;

use diesel_async::{
    AsyncPgConnection,
    pooled_connection::{
        AsyncDieselConnectionManager,
        deadpool::{Object, Pool},
    },
};
use object_store::ObjectStore;

use super::{
    clock::Clock,
    key::Keys,
    limit::{Limits, Rates},
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
}

struct Inner {
    clock: Clock,
    keys: Keys,
    write: Pool<AsyncPgConnection>,
    read: Pool<AsyncPgConnection>,
    documents: Arc<dyn ObjectStore>,
    settings: Settings,
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
    ) -> Self {
        let limits = settings.rates.map(|rates| Limits::new(rates, &clock));
        Self(Arc::new(Inner { clock, keys, write, read, documents, settings, limits }))
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

    /// A connection for reads; a replica may answer.
    pub async fn read(&self) -> Result<Connection, Problem> {
        self.0.read.get().await.map_err(|error| Problem::new(&UNAVAILABLE).inside(error))
    }

    /// A connection to the primary. Only `record` opens transactions on it; a session look-up reads it.
    pub async fn primary(&self) -> Result<Connection, Problem> {
        self.0.write.get().await.map_err(|error| Problem::new(&UNAVAILABLE).inside(error))
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
