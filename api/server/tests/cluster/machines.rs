//! Several machines on one: a primary, a replica that follows it, a store of documents, and servers over them.
use std::{
    cell::Cell,
    time::{Duration, Instant},
};

use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use postgres::{Cluster, Options};
use reqwest::Method;
use server::{database, kernel::Clock};

use super::storage::Storage;
use crate::{
    kills::serving::{Process, Serving},
    support::{Response, TestApp, cluster::Database},
};

const DATABASE: &str = "terang";
const PASSWORD: &str = "onlyfortests";
const PATIENCE: Duration = Duration::from_secs(60);

/// A throwaway cluster that can be followed: what is committed is in the log, and the log says enough.
fn options() -> Options {
    let mut options = Options::throwaway();
    let settings = [
        ("max_connections", "200"),
        ("scram_iterations", "1"),
        ("wal_level", "replica"),
        ("max_wal_senders", "5"),
        ("synchronous_commit", "on"),
        ("hot_standby_feedback", "on"),
        // A pause holds what waits for it back, and with it the test.
        ("max_standby_streaming_delay", "-1"),
    ];
    options.settings.extend(settings.map(|(name, value)| (name.to_owned(), value.to_owned())));
    options
}

pub struct Machines {
    /// Prepares people and rounds; its address is the first server's.
    pub app: TestApp,
    pub storage: Storage,
    servers: Vec<(Serving, Cell<Option<Process>>)>,
    replica: Option<Cluster>,
    replica_url: String,
    /// Stops after the processes that use it.
    _primary: Cluster,
}

impl Machines {
    /// `servers` processes that serve and work, each with `more` settings.
    pub async fn start(servers: usize, more: &[(&'static str, String)]) -> Self {
        let primary = actix_web::web::block(|| Cluster::start(&options())).await.unwrap().unwrap();
        let owner_url = primary.superuser_url(DATABASE);
        let postgres_url = primary.superuser_url("postgres");
        let migrated = owner_url.clone();
        // Migrations need a runtime of many threads, and this test's has one.
        actix_web::web::block(move || {
            tokio::runtime::Runtime::new().unwrap().block_on(async {
                database::create(&postgres_url, DATABASE).await?;
                database::migrate(&migrated).await?;
                database::set_server_password(&migrated, PASSWORD).await
            })
        })
        .await
        .unwrap()
        .unwrap();
        let replica = primary.replicate(&options()).await.unwrap();
        let url = |cluster: &Cluster| cluster.url(DATABASE, database::SERVER_ROLE, PASSWORD);
        let over = Database { name: DATABASE.to_owned(), owner_url, server_url: url(&primary) };
        let mut app = TestApp::over(over, Clock::system()).await;
        let storage = Storage::start(&app.folder.join("storage")).await;
        let settings: Vec<_> = [("DATABASE_REPLICA_URL", url(&replica))]
            .into_iter()
            .chain(storage.settings())
            .chain(more.iter().cloned())
            .collect();
        let serve = |_| {
            let serving = Serving::with(&app, settings.clone());
            let process = Cell::new(Some(serving.start()));
            (serving, process)
        };
        let servers: Vec<_> = (0..servers).map(serve).collect();
        for (serving, _) in &servers {
            serving.answers().await;
        }
        app.address = servers[0].0.address();
        let replica_url = replica.superuser_url(DATABASE);
        Self { app, storage, servers, replica: Some(replica), replica_url, _primary: primary }
    }

    pub fn addresses(&self) -> Vec<String> {
        self.servers.iter().map(|(serving, _)| serving.address()).collect()
    }

    /// Ends a server without a chance to tidy up.
    pub fn kill(&self, number: usize) {
        self.servers[number].1.take().unwrap().kill();
    }

    /// Starts a killed one again.
    pub fn revive(&self, number: usize) {
        let (serving, process) = &self.servers[number];
        process.set(Some(serving.start()));
    }

    /// The replica goes on receiving, and shows nothing new.
    pub async fn pause(&self) {
        self.on_replica("SELECT pg_wal_replay_pause()").await;
        let paused = "pg_get_wal_replay_pause_state() = 'paused'";
        self.until_replica(paused).await;
    }

    /// Waits until the replica shows all that is committed now.
    pub async fn caught_up(&self) {
        let at = self.app.count("SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')").await;
        self.until_replica(&format!("pg_wal_lsn_diff(pg_last_wal_replay_lsn(), '0/0') >= {at}")).await;
    }

    pub fn stop_replica(&mut self) {
        self.replica.take().unwrap().stop().unwrap();
    }

    async fn on_replica(&self, statement: &str) {
        let mut connection = AsyncPgConnection::establish(&self.replica_url).await.unwrap();
        diesel::sql_query(statement).execute(&mut connection).await.unwrap();
    }

    async fn until_replica(&self, condition: &str) {
        #[derive(diesel::QueryableByName)]
        struct Row {
            #[diesel(sql_type = diesel::sql_types::Bool)]
            met: bool,
        }
        let began = Instant::now();
        let mut connection = AsyncPgConnection::establish(&self.replica_url).await.unwrap();
        loop {
            let row: Row = diesel::sql_query(format!("SELECT {condition} AS met"))
                .get_result(&mut connection)
                .await
                .unwrap();
            if row.met {
                return;
            }
            assert!(began.elapsed() < PATIENCE, "the replica never came to {condition}");
            actix_web::rt::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// What a visitor gets from one of the servers, who has done nothing before.
    pub async fn visit(&self, number: usize, path: &str) -> Response {
        self.visit_after(number, path, ("x-nothing", "")).await
    }

    /// What somebody gets who sends this header with it.
    pub async fn visit_after(&self, number: usize, path: &str, header: (&str, &str)) -> Response {
        let url = format!("{}{path}", self.servers[number].0.address());
        let request = self.app.client.get(url).header(header.0, header.1);
        self.app.send(request, Method::GET, path).await
    }

    /// How a server says that the replica stands.
    pub async fn replica_standing(&self, number: usize) -> String {
        self.visit(number, "/api/v1/health").await.expect(200).text("/replica")
    }

    pub async fn until_standing(&self, number: usize, wanted: &str) {
        let began = Instant::now();
        loop {
            let standing = self.replica_standing(number).await;
            if standing == wanted {
                return;
            }
            assert!(began.elapsed() < PATIENCE, "the replica is {standing} and not {wanted}");
            actix_web::rt::time::sleep(Duration::from_millis(50)).await;
        }
    }
}
