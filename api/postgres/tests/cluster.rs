//! A PostgreSQL of our own, started, stopped, killed and started again against the real programs.

#![expect(clippy::unwrap_used, reason = "the helpers of tests may panic as tests do")]

use std::env;
use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use postgres::{Binaries, Cluster, Durability, Error, Options};
use tokio_postgres::{Client, NoTls};

/// A folder of one test that takes its cluster with it. Closed to other users, as root's home is.
struct Home(tempfile::TempDir);

impl Home {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self) -> &Path {
        self.0.path()
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        let erased = postgres::erase(&self.path().join("postgres"));
        assert!(thread::panicking() || erased.is_ok(), "{erased:?}");
    }
}

fn test_options(folder: &Path) -> Options {
    let mut options = Options::durable(folder.join("postgres"));
    options.settings.push(("fsync".to_owned(), "off".to_owned()));
    options
}

async fn connect(url: &str) -> Result<Client, tokio_postgres::Error> {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
    tokio::spawn(connection);
    Ok(client)
}

fn gone(pid: i32) -> bool {
    !Path::new(&format!("/proc/{pid}")).exists()
}

fn wait_until(what: &str, condition: impl Fn() -> bool) {
    let began = Instant::now();
    while !condition() {
        assert!(began.elapsed() < Duration::from_secs(20), "{what} did not happen within 20 seconds");
        thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn the_installed_programs_are_found() {
    assert!(Binaries::find().unwrap().major() >= 18);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_written_is_there_after_a_stop_and_a_new_start() {
    let home = Home::new();
    let options = test_options(home.path());
    let cluster = Cluster::start(&options).unwrap();
    let client = connect(&cluster.superuser_url("postgres")).await.unwrap();
    client
        .batch_execute("create table noted (word text); insert into noted values ('terang')")
        .await
        .unwrap();
    let pid = cluster.pid();
    cluster.stop().unwrap();
    assert!(gone(pid));

    let again = Cluster::start(&options).unwrap();
    let client = connect(&again.superuser_url("postgres")).await.unwrap();
    let word: String = client.query_one("select word from noted", &[]).await.unwrap().get(0);
    assert_eq!(word, "terang");
    again.stop().unwrap();
}

/// The one value that a query gives, or nothing.
async fn value(client: &Client, query: &str) -> Option<String> {
    client.query_opt(query, &[]).await.ok()?.map(|row| row.get(0))
}

async fn until(client: &Client, query: &str, wanted: &str) {
    let began = Instant::now();
    while value(client, query).await.as_deref() != Some(wanted) {
        assert!(began.elapsed() < Duration::from_secs(20), "{query} did not become {wanted}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_replica_follows_its_primary_waits_when_told_to_and_takes_no_writes() {
    let home = Home::new();
    let primary = Cluster::start(&test_options(home.path())).unwrap();
    let client = connect(&primary.superuser_url("postgres")).await.unwrap();
    client
        .batch_execute("create table noted (word text); insert into noted values ('before')")
        .await
        .unwrap();
    let second = Home::new();
    let options = test_options(second.path());
    let replica = primary.replicate(&options).await.unwrap();
    let reader = connect(&replica.superuser_url("postgres")).await.unwrap();
    let last = "select word from noted order by ctid desc limit 1";
    assert_eq!(value(&reader, last).await.unwrap(), "before");
    client.batch_execute("insert into noted values ('after')").await.unwrap();
    until(&reader, last, "after").await;
    assert!(reader.batch_execute("insert into noted values ('here')").await.is_err());

    reader.batch_execute("select pg_wal_replay_pause()").await.unwrap();
    until(&reader, "select pg_get_wal_replay_pause_state()", "paused").await;
    client.batch_execute("insert into noted values ('later')").await.unwrap();
    assert_eq!(value(&reader, last).await.unwrap(), "after");
    reader.batch_execute("select pg_wal_replay_resume()").await.unwrap();
    until(&reader, last, "later").await;

    replica.stop().unwrap();
    client.batch_execute("insert into noted values ('meanwhile')").await.unwrap();
    let again = Cluster::start(&options).unwrap();
    let reader = connect(&again.superuser_url("postgres")).await.unwrap();
    until(&reader, last, "meanwhile").await;
    again.stop().unwrap();
    primary.stop().unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_with_its_password_comes_in_and_one_without_does_not() {
    let cluster = Cluster::start(&Options::throwaway()).unwrap();
    let client = connect(&cluster.superuser_url("postgres")).await.unwrap();
    let password = "with @ / % and spaces";
    client.batch_execute(&format!("create role clerk login password '{password}'")).await.unwrap();
    let clerk = connect(&cluster.url("postgres", "clerk", password)).await.unwrap();
    let name: String = clerk.query_one("select current_user::text", &[]).await.unwrap().get(0);
    assert_eq!(name, "clerk");
    assert!(connect(&cluster.url("postgres", "clerk", "guess")).await.is_err());
    assert!(connect(&cluster.url("postgres", "postgres", password)).await.is_err());
    cluster.stop().unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn there_is_no_tcp_port_and_the_log_keeps_no_values() {
    let home = Home::new();
    let options = test_options(home.path());
    let cluster = Cluster::start(&options).unwrap();
    let client = connect(&cluster.superuser_url("postgres")).await.unwrap();
    let listen: String = client.query_one("show listen_addresses", &[]).await.unwrap().get(0);
    assert_eq!(listen, "");
    let nik = "9999010101900001";
    client.batch_execute("create table card (nik text primary key)").await.unwrap();
    let twice = format!("insert into card values ('{nik}'), ('{nik}')");
    assert!(client.batch_execute(&twice).await.is_err());
    assert!(client.batch_execute(&format!("select '{nik} x'::int")).await.is_err());
    cluster.stop().unwrap();
    let log = fs::read_to_string(options.folder.join("postgres.log")).unwrap();
    assert!(log.contains("database system is ready"), "the log is written");
    assert!(!log.contains(nik), "no value reaches the log");
}

#[test]
fn the_superuser_password_is_readable_by_its_owner_only() {
    let home = Home::new();
    let options = test_options(home.path());
    let cluster = Cluster::start(&options).unwrap();
    let found = fs::metadata(options.folder.join("superuser-password")).unwrap();
    assert_eq!(found.permissions().mode() & 0o777, 0o600);
    let runs_as = fs::metadata(format!("/proc/{}", cluster.pid())).unwrap().uid();
    assert_ne!(runs_as, 0, "PostgreSQL never runs as root");
    cluster.stop().unwrap();
}

#[test]
fn a_second_start_on_the_same_folder_is_refused_and_harms_nothing() {
    let home = Home::new();
    let options = test_options(home.path());
    let first = Cluster::start(&options).unwrap();
    let second = Cluster::start(&options).err().unwrap();
    assert!(matches!(second, Error::AlreadyRunning { .. }));
    assert!(second.to_string().contains("already in use by process"), "{second}");
    assert!(matches!(postgres::erase(&options.folder), Err(Error::AlreadyRunning { .. })));
    assert!(first.is_running());
    first.stop().unwrap();
    postgres::erase(&options.folder).unwrap();
    assert!(!options.folder.exists());
}

/// This test starts itself again as the parent that gets killed.
#[test]
fn kill_9_of_the_parent_leaves_no_orphan_and_the_next_start_works() {
    const ROLE: &str = "TERANG_TEST_PARENT_FOLDER";
    if let Some(folder) = env::var_os(ROLE) {
        let cluster = Cluster::start(&test_options(Path::new(&folder))).unwrap();
        println!("\nserver {}", cluster.pid());
        thread::sleep(Duration::from_secs(60));
        return;
    }
    let home = Home::new();
    // Open to PostgreSQL's user, so that here the cluster lies in the folder itself.
    fs::set_permissions(home.path(), fs::Permissions::from_mode(0o755)).unwrap();
    let mut parent = Command::new(env::current_exe().unwrap())
        .args(["--exact", "kill_9_of_the_parent_leaves_no_orphan_and_the_next_start_works", "--nocapture"])
        .env(ROLE, home.path())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let server: i32 = BufReader::new(parent.stdout.take().unwrap())
        .lines()
        .map_while(Result::ok)
        .find_map(|line| line.strip_prefix("server ")?.parse().ok())
        .expect("the parent names its server");
    assert!(!gone(server));
    parent.kill().unwrap();
    parent.wait().unwrap();
    // At once: the folder stays taken until the old server has left, then the new one starts.
    let next = Cluster::start(&test_options(home.path())).unwrap();
    wait_until("the end of the old server", || gone(server));
    assert!(next.is_running());
    next.stop().unwrap();
    let log = fs::read_to_string(home.path().join("postgres/postgres.log")).unwrap();
    assert!(log.contains("received fast shutdown request"), "the orphan was shut down in order");
}

#[test]
fn a_start_survives_the_end_of_the_thread_that_asked_for_it() {
    let cluster = thread::spawn(|| Cluster::start(&Options::throwaway())).join().unwrap().unwrap();
    thread::sleep(Duration::from_millis(300));
    assert!(cluster.is_running());
    cluster.stop().unwrap();
}

#[test]
fn a_throwaway_cluster_leaves_nothing_behind() {
    let options = Options::throwaway();
    assert_eq!(options.durability, Durability::Throwaway);
    let cluster = Cluster::start(&options).unwrap();
    let url = cluster.superuser_url("postgres");
    let socket = url.split_once('@').unwrap().1.split_once('/').unwrap().0.replace("%2F", "/");
    assert!(Path::new(&socket).is_dir());
    assert!(options.folder.is_dir());
    drop(cluster);
    assert!(!options.folder.exists());
    assert!(!Path::new(&socket).exists());
}

#[test]
fn a_cluster_of_another_version_is_refused_with_what_to_do() {
    let home = Home::new();
    let options = test_options(home.path());
    fs::create_dir_all(options.folder.join("cluster")).unwrap();
    fs::write(options.folder.join("cluster/PG_VERSION"), "9\n").unwrap();
    let refused = Cluster::start(&options).err().unwrap();
    assert!(matches!(refused, Error::OtherVersion { .. }), "{refused}");
}

#[test]
fn a_wrong_setting_is_told_with_the_place_of_the_log() {
    let home = Home::new();
    let mut options = test_options(home.path());
    options.settings.push(("no_such_setting".to_owned(), "1".to_owned()));
    let refused = Cluster::start(&options).err().unwrap();
    assert!(refused.to_string().contains("postgres.log"), "{refused}");
}
