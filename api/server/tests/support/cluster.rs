//! One PostgreSQL for all tests of this program; each test gets a copy of a migrated database.
use std::sync::{
    LazyLock,
    atomic::{AtomicU32, Ordering},
    mpsc,
};

use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use postgres::{Cluster, Log, Options};
use server::database;

const PASSWORD: &str = "onlyfortests";
const TEMPLATE: &str = "template_terang";

/// Addresses of one test's database.
#[derive(Clone)]
pub struct Database {
    pub name: String,
    pub owner_url: String,
    pub server_url: String,
}

impl Database {
    /// Runs a statement with all rights.
    pub async fn sql(&self, statement: &str) {
        let mut owner = AsyncPgConnection::establish(&self.owner_url).await.unwrap();
        diesel::sql_query(statement).execute(&mut owner).await.unwrap();
    }
}

impl Database {
    /// What the server sends from now on, on connections that are made from now on.
    pub async fn logged(&self) -> Log {
        self.sql(&format!("ALTER ROLE terang_server IN DATABASE {} SET log_statement = 'all'", self.name))
            .await;
        SHARED.cluster.log(&self.name, database::SERVER_ROLE)
    }
}

struct Shared {
    cluster: Cluster,
    next: AtomicU32,
}

/// The cluster dies with the thread that started it, so that thread sleeps until the program ends.
static SHARED: LazyLock<&'static Shared> = LazyLock::new(|| {
    let (send, receive) = mpsc::channel();
    std::thread::spawn(move || {
        let mut options = Options::throwaway();
        options.settings.push(("max_connections".into(), "400".into()));
        // Without optimisation the usual 4,096 rounds take a client most of a second for each connection.
        options.settings.push(("scram_iterations".into(), "1".into()));
        // Nothing is logged until a test asks for it in its own database.
        options.settings.extend(postgres::logging());
        let cluster = Cluster::start(&options).unwrap();
        tokio::runtime::Runtime::new().unwrap().block_on(async {
            database::create(&cluster.superuser_url("postgres"), TEMPLATE).await.unwrap();
            let owner = cluster.superuser_url(TEMPLATE);
            database::migrate(&owner).await.unwrap();
            database::set_server_password(&owner, PASSWORD).await.unwrap();
        });
        let shared: &'static Shared = Box::leak(Box::new(Shared { cluster, next: AtomicU32::new(0) }));
        send.send(shared).unwrap();
        loop {
            std::thread::park();
        }
    });
    receive.recv().unwrap()
});

/// A fresh database with the whole schema and no rows.
pub async fn database() -> Database {
    copy_of(TEMPLATE).await
}

impl Database {
    /// Another database as this one is now: what a backup of this moment would give back.
    pub async fn copy(&self) -> Database {
        let others =
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()
            AND pid <> pg_backend_pid()";
        self.sql(others).await;
        copy_of(&self.name).await
    }
}

async fn copy_of(template: &str) -> Database {
    let shared = tokio::task::spawn_blocking(|| *SHARED).await.unwrap();
    let name = format!("t{}", shared.next.fetch_add(1, Ordering::Relaxed));
    let mut connection =
        AsyncPgConnection::establish(&shared.cluster.superuser_url("postgres")).await.unwrap();
    diesel::sql_query(format!("CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy"))
        .execute(&mut connection)
        .await
        .unwrap();
    Database {
        owner_url: shared.cluster.superuser_url(&name),
        server_url: shared.cluster.url(&name, database::SERVER_ROLE, PASSWORD),
        name,
    }
}
