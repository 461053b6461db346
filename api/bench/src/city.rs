//! A demo city of the bench's own: its PostgreSQL, the loaded data, and the serving process.
use std::{
    fs::{self, File},
    net::{Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::Arc,
    time::{Duration, Instant},
};

use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use mailbox::Mailbox;
use postgres::{Cluster, Options};
use server::{
    config::{Arguments, Config},
    database,
    kernel::{Clock, State},
    serve,
};

use crate::{Outcome, text};

const DATABASE: &str = "terang";
/// Of a database on this machine that nobody else can reach.
const PASSWORD: &str = "onlyforthebench";
const PATIENCE: Duration = Duration::from_secs(60);
/// Mails of thousands of submissions.
const CALM: Duration = Duration::from_secs(300);

/// Where things are.
#[derive(Clone, Debug)]
pub struct Places {
    /// Data folder; kept from run to run.
    pub data: PathBuf,
    /// Folder of the data files.
    pub files: PathBuf,
    /// Folder of the built programs.
    pub programs: PathBuf,
    /// Folder of the built app.
    pub app: PathBuf,
}

pub struct City {
    pub places: Places,
    cluster: Cluster,
    mail: Mailbox,
}

#[derive(diesel::QueryableByName)]
struct Row {
    #[diesel(sql_type = diesel::sql_types::Text)]
    found: String,
}

/// A serving process; it ends with this value.
pub struct Serving {
    child: Child,
    pub address: SocketAddr,
    /// From the start of the process to its first answer.
    pub started_in: Duration,
}

impl City {
    /// Starts PostgreSQL, and makes the demo city when it is not there yet.
    pub fn open(places: Places) -> Outcome<Self> {
        fs::create_dir_all(&places.data).map_err(text)?;
        let mut options = Options::durable(places.data.join("postgres"));
        options.settings = postgres::logging();
        let cluster = Cluster::start(&options).map_err(text)?;
        let runtime = tokio::runtime::Runtime::new().map_err(text)?;
        runtime.block_on(async {
            database::create(&cluster.superuser_url("postgres"), DATABASE).await?;
            let owner = cluster.superuser_url(DATABASE);
            database::migrate(&owner).await?;
            database::set_server_password(&owner, PASSWORD).await
        })?;
        let clock = Clock::system();
        let mail = Mailbox::start(mailbox::Options::new(Arc::new(move || clock.now()))).map_err(text)?;
        let city = Self { places, cluster, mail };
        city.run(city.program("load").arg("--data-files").arg(&city.places.files))?;
        city.run(&mut city.program("demo"))?;
        Ok(city)
    }

    /// The database as the serving process reaches it.
    pub fn server_url(&self) -> String {
        self.cluster.url(DATABASE, database::SERVER_ROLE, PASSWORD)
    }

    /// What the serving process shares, to make what belongs to it beforehand.
    pub fn state(&self) -> Outcome<State> {
        let config = Config::read(&Arguments {
            database_url: Some(self.server_url()),
            keys: Some(self.places.data.join("keys")),
            documents: Some(self.documents()),
            smtp: Some(format!("127.0.0.1:{}", self.mail.port())),
            ..Arguments::default()
        })?;
        serve::state(&config, Clock::system())
    }

    fn documents(&self) -> String {
        format!("file://{}", self.places.data.join("documents").display())
    }

    fn program(&self, name: &str) -> Command {
        let mut command = Command::new(self.places.programs.join("terang"));
        command
            .arg(name)
            .env("TERANG_LISTEN", "127.0.0.1:8080")
            .env("DATABASE_URL", self.server_url())
            .env("TERANG_KEYS", self.places.data.join("keys"))
            .env("TERANG_DOCUMENTS", self.documents())
            .env("TERANG_SMTP", format!("127.0.0.1:{}", self.mail.port()))
            .env("TERANG_APP", &self.places.app)
            .env("TERANG_DEMO", "true")
            // All of the load comes from one address.
            .env("TERANG_RATE_LIMIT", "off");
        command
    }

    fn run(&self, command: &mut Command) -> Outcome {
        let status = command.status().map_err(text)?;
        if status.success() { Ok(()) } else { Err(format!("{command:?} ended with {status}")) }
    }

    /// Runs statements with all rights.
    pub fn sql(&self, statements: &str) -> Outcome {
        use diesel_async::SimpleAsyncConnection;
        self.with_owner(async |connection| connection.batch_execute(statements).await.map_err(text))
    }

    /// The texts that a query gives in its column `found`.
    pub fn texts(&self, query: &str) -> Outcome<Vec<String>> {
        self.with_owner(async |connection| {
            let rows: Vec<Row> = diesel::sql_query(query).load(connection).await.map_err(text)?;
            Ok(rows.into_iter().map(|row| row.found).collect())
        })
    }

    /// The types of a statement's parameters, as the database reads it.
    pub fn parameter_types(&self, statement: &str) -> Outcome<Vec<String>> {
        use diesel_async::SimpleAsyncConnection;
        let known =
            "SELECT unnest(parameter_types)::text AS found FROM pg_prepared_statements WHERE name = 'asked'";
        self.with_owner(async |connection| {
            connection.batch_execute(&format!("PREPARE asked AS {statement}")).await.map_err(text)?;
            let rows: Vec<Row> = diesel::sql_query(known).load(connection).await.map_err(text)?;
            Ok(rows.into_iter().map(|row| row.found).collect())
        })
    }

    fn with_owner<T>(&self, work: impl AsyncFnOnce(&mut AsyncPgConnection) -> Outcome<T>) -> Outcome<T> {
        let runtime = tokio::runtime::Runtime::new().map_err(text)?;
        runtime.block_on(async {
            let owner = self.cluster.superuser_url(DATABASE);
            work(&mut AsyncPgConnection::establish(&owner).await.map_err(text)?).await
        })
    }

    /// Whether connections made from now on have their statements logged.
    pub fn log_statements(&self, on: bool) -> Outcome {
        let change = if on { "SET log_statement = 'all'" } else { "RESET log_statement" };
        self.sql(&format!("ALTER ROLE {} IN DATABASE {DATABASE} {change}", database::SERVER_ROLE))
    }

    /// Sends a statement as the serving process would, so that it stands in the log after what was sent before.
    pub fn mark(&self, statement: &str) -> Outcome {
        let runtime = tokio::runtime::Runtime::new().map_err(text)?;
        runtime.block_on(async {
            let mut connection = AsyncPgConnection::establish(&self.server_url()).await.map_err(text)?;
            diesel::sql_query(statement).execute(&mut connection).await.map_err(text)?;
            Ok(())
        })
    }

    /// What the serving process sends from now on, while it is logged.
    pub fn log(&self) -> postgres::Log {
        self.cluster.log(DATABASE, database::SERVER_ROLE)
    }

    /// Waits until nothing is left to do in the background.
    pub fn calm(&self) -> Outcome {
        let began = Instant::now();
        let left = "SELECT id::text AS found FROM graphile_worker.jobs WHERE run_at <= now() AND attempts < max_attempts LIMIT 1";
        while !self.texts(left)?.is_empty() {
            if began.elapsed() > CALM {
                return Err("the background work does not come to an end".into());
            }
            std::thread::sleep(Duration::from_millis(200));
        }
        Ok(())
    }

    /// Starts a serving process with these arguments, and waits for its first answer. Its log gets this name.
    pub fn serve(&self, name: &str, arguments: &[&str]) -> Outcome<Serving> {
        let log = File::create(self.places.data.join(name)).map_err(text)?;
        let address = free_address()?;
        let mut command = self.program("serve");
        command.env("TERANG_LISTEN", address.to_string()).args(arguments);
        command.arg("--end-with-parent").stdin(Stdio::piped()).stderr(log);
        let began = Instant::now();
        let child = command.spawn().map_err(text)?;
        let mut serving = Serving { child, address, started_in: Duration::ZERO };
        while !is_healthy(address) {
            if let Some(status) = serving.child.try_wait().map_err(text)? {
                return Err(format!("the server ended: {status}; see {}/{name}", self.places.data.display()));
            }
            if began.elapsed() > PATIENCE {
                return Err("the server does not answer".into());
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        serving.started_in = began.elapsed();
        Ok(serving)
    }
}

fn free_address() -> Outcome<SocketAddr> {
    let free = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).map_err(text)?;
    free.local_addr().map_err(text)
}

fn is_healthy(address: SocketAddr) -> bool {
    let asked = crate::load::get("/api/v1/health");
    crate::load::drive(address, vec![asked], 1, crate::load::Until::AllSent)
        .is_ok_and(|measured| measured.answered == 1 && measured.refused == 0)
}

impl Serving {
    /// Kilobytes of `VmRSS` or `VmHWM`, where the system tells.
    pub fn kilobytes(&self, name: &str) -> Option<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        let line = status.lines().find(|line| line.starts_with(name))?;
        line.split_whitespace().nth(1)?.parse().ok()
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // Its end is the end of this pipe; then it finishes what it does.
        drop(self.child.stdin.take());
        let _ended = self.child.wait();
    }
}

/// Bytes of a file.
pub fn size(path: &Path) -> Option<u64> {
    fs::metadata(path).ok().map(|file| file.len())
}
