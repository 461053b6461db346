//! The server as it is served, on a port of its own, with a clock that the test moves.
use std::{net::TcpListener, path::PathBuf};

use actix_web::{HttpServer, dev::ServerHandle};
use chrono::{DateTime, Duration, TimeZone, Utc};
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use mailbox::{Mailbox, Message, Options};
use reqwest::Method;
use server::{
    config::{Arguments, Config},
    kernel::{Clock, State},
    serve,
    site::Site,
    worker,
};

use super::{AGENCY, OTHER_AGENCY, Response, cluster};

pub struct TestApp {
    pub address: String,
    pub state: State,
    pub database: cluster::Database,
    pub client: reqwest::Client,
    /// Catches what the server mails.
    pub mailbox: Mailbox,
    server: ServerHandle,
    /// Keys and documents.
    pub folder: PathBuf,
}
/// How a test's server differs from the plain one.
struct Setting {
    clock: Clock,
    demo: bool,
    rate_limit: String,
    site: Option<Site>,
    folder: PathBuf,
}

impl Default for Setting {
    fn default() -> Self {
        let clock = Clock::fixed(TestApp::morning());
        let folder = std::env::temp_dir().join(format!("terang-test-{}", uuid::Uuid::now_v7().simple()));
        Self { clock, demo: false, rate_limit: "off".into(), site: None, folder }
    }
}

impl TestApp {
    /// A server over an empty database that knows two agencies; it is Monday, 2 November 2026, 09.00 WIB.
    pub async fn start() -> Self {
        Self::begin(Setting::default()).await
    }

    /// As `start`, in the demo.
    pub async fn start_demo() -> Self {
        Self::begin(Setting { demo: true, ..Setting::default() }).await
    }

    /// As `start`, by this clock.
    pub async fn start_at(clock: Clock) -> Self {
        Self::begin(Setting { clock, ..Setting::default() }).await
    }

    /// As `start`, with limits to the number of requests.
    pub async fn start_limited(rate_limit: &str) -> Self {
        Self::begin(Setting { rate_limit: rate_limit.into(), ..Setting::default() }).await
    }

    /// As `start`, with the shell of the app, as it stands before it is built.
    pub async fn start_with_pages() -> Self {
        Self::begin(Setting { site: Some(shell()), ..Setting::default() }).await
    }

    /// As `start_with_pages`, in the demo.
    pub async fn start_demo_with_pages() -> Self {
        Self::begin(Setting { site: Some(shell()), demo: true, ..Setting::default() }).await
    }

    /// As `start_at`, over another cluster's database.
    pub async fn over(database: cluster::Database, clock: Clock) -> Self {
        Self::begin_over(database, Setting { clock, ..Setting::default() }).await
    }

    /// A server with the keys and documents of another one, over a database that was put back from a backup.
    pub async fn over_backup(app: &Self, backup: cluster::Database) -> Self {
        let folder = app.folder.clone();
        Self::run(backup, Setting { clock: app.state.clock().clone(), folder, ..Setting::default() }).await
    }

    async fn begin(setting: Setting) -> Self {
        Self::begin_over(cluster::database().await, setting).await
    }

    async fn begin_over(database: cluster::Database, setting: Setting) -> Self {
        let app = Self::run(database, setting).await;
        app.add_agencies().await;
        app
    }

    /// Another server process over the same database, keys and documents, which hears what changes.
    pub async fn sibling(&self) -> Self {
        let clock = self.state.clock().clone();
        let folder = self.folder.clone();
        let setting = Setting { clock, folder, ..Setting::default() };
        let sibling = Self::run(self.database.clone(), setting).await;
        sibling.listen().await;
        sibling
    }

    /// From now on this server hears what any process changes.
    pub async fn listen(&self) {
        let changes = self.state.changes().clone();
        let mut heard = changes.subscribe();
        actix_web::rt::spawn(changes.listen(self.database.server_url.clone()));
        heard.next().await;
    }

    async fn run(database: cluster::Database, setting: Setting) -> Self {
        let Setting { clock, demo, rate_limit, site, folder } = setting;
        let clock_of_mail = clock.clone();
        let mailbox = Mailbox::start(Options::new(std::sync::Arc::new(move || clock_of_mail.now()))).unwrap();
        let config = Config::read(&Arguments {
            database_url: Some(database.server_url.clone()),
            keys: Some(folder.join("keys")),
            documents: Some(format!("file://{}", folder.join("documents").display())),
            smtp: Some(format!("127.0.0.1:{}", mailbox.port())),
            rate_limit: Some(rate_limit),
            trusted_proxies: Some("127.0.0.1".into()),
            demo,
            ..Arguments::default()
        })
        .unwrap();
        let state = serve::state(&config, clock).unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let shared = state.clone();
        let server = HttpServer::new(move || serve::app(shared.clone(), site.clone()))
            .workers(1)
            .disable_signals()
            .listen(listener)
            .unwrap()
            .run();
        let handle = server.handle();
        actix_web::rt::spawn(server);
        let client = reqwest::Client::new();
        Self { address, state, database, client, mailbox, server: handle, folder }
    }

    pub fn morning() -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2026, 11, 2, 2, 0, 0).unwrap()
    }

    pub fn now(&self) -> DateTime<Utc> {
        self.state.clock().now()
    }

    pub fn later(&self, by: Duration) {
        self.state.clock().advance(by);
    }

    /// A connection with all rights, to look behind the scenes.
    pub async fn owner(&self) -> AsyncPgConnection {
        AsyncPgConnection::establish(&self.database.owner_url).await.unwrap()
    }

    /// Runs a statement with all rights.
    pub async fn sql(&self, statement: &str) {
        self.database.sql(statement).await;
    }

    /// The one number that a query gives.
    pub async fn count(&self, query: &str) -> i64 {
        #[derive(diesel::QueryableByName)]
        struct Row {
            #[diesel(sql_type = diesel::sql_types::BigInt)]
            n: i64,
        }
        let rows: Vec<Row> = diesel::sql_query(format!("SELECT ({query})::bigint AS n"))
            .load(&mut self.owner().await)
            .await
            .unwrap();
        rows[0].n
    }

    /// Runs all waiting jobs, and those that they add; a failed one waits for its time.
    pub async fn run_jobs(&self) {
        let due = "SELECT count(*) FROM graphile_worker._private_jobs WHERE run_at <= now()";
        while self.count(due).await > 0 {
            worker::drain(self.state.clone(), &self.database.server_url).await.unwrap();
        }
    }

    /// Runs all waiting jobs, and with them every mail to this address; oldest first.
    pub async fn mails_to(&self, email: &str) -> Vec<Message> {
        self.run_jobs().await;
        let mut messages = self.mailbox.messages();
        messages.retain(|message| message.to.iter().any(|to| to == email));
        messages
    }

    /// A request without an account.
    pub async fn get(&self, path: &str) -> Response {
        self.send(self.client.request(Method::GET, self.url(path)), Method::GET, path).await
    }

    /// What stands at an address that is none of the API's: status, headers, text.
    pub async fn page(&self, path: &str) -> (u16, reqwest::header::HeaderMap, String) {
        let answer = self.client.get(self.url(path)).send().await.unwrap();
        let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
        (status, headers, answer.text().await.unwrap())
    }

    /// A request without an account.
    pub async fn post(&self, path: &str, body: serde_json::Value) -> Response {
        self.send(self.client.request(Method::POST, self.url(path)).json(&body), Method::POST, path).await
    }

    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }

    /// Sends, and checks the answer against the OpenAPI document.
    pub async fn send(&self, request: reqwest::RequestBuilder, method: Method, path: &str) -> Response {
        Response::check(request.send().await.unwrap(), &method, path).await
    }

    /// What lies in the document store, as it lies there.
    pub fn stored_files(&self) -> Vec<Vec<u8>> {
        fn below(folder: &std::path::Path, found: &mut Vec<Vec<u8>>) {
            for entry in std::fs::read_dir(folder).into_iter().flatten() {
                let path = entry.unwrap().path();
                if path.is_dir() { below(&path, found) } else { found.push(std::fs::read(path).unwrap()) }
            }
        }
        let mut found = Vec::new();
        below(&self.folder.join("documents"), &mut found);
        found
    }

    async fn add_agencies(&self) {
        self.sql(&format!(
            "INSERT INTO agency (id, siasn_id, name, kind, agency_type, zone, region_code, active) VALUES
             ('{AGENCY}', 'A5EB03E23B26F6A0E040640A040252AD', 'Pemerintah Kota Sawahlunto', 'regional', 'KOT',
              'Asia/Jakarta', '13.73', true),
             ('{OTHER_AGENCY}', '00000000000000000000000000000001', 'Pemerintah Kota Lain', 'regional', 'KOT',
              'Asia/Makassar', '71.71', true)"
        ))
        .await;
    }
}

/// A built app of one file: the source of its shell.
fn shell() -> Site {
    let folder = std::env::temp_dir().join(format!("terang-shell-{}", uuid::Uuid::now_v7().simple()));
    std::fs::create_dir_all(&folder).unwrap();
    let source = concat!(env!("CARGO_MANIFEST_DIR"), "/../../frontend/index.html");
    std::fs::copy(source, folder.join("index.html")).unwrap();
    let site = Site::open(&folder).unwrap();
    std::fs::remove_dir_all(&folder).unwrap();
    site
}

impl Drop for TestApp {
    fn drop(&mut self) {
        let stopping = self.server.stop(false);
        actix_web::rt::spawn(stopping);
        let _nothing_there = std::fs::remove_dir_all(&self.folder);
    }
}
