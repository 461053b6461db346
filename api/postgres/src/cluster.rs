//! A running PostgreSQL: its options, its start, its addresses, its stop.

use std::fs::{self, OpenOptions};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::account::Account;
use crate::folder::Folder;
use crate::initialise::{SUPERUSER, initialise};
use crate::process::Process;
use crate::{Binaries, Error, Log, socket, throwaway};

const START_LIMIT: Duration = Duration::from_secs(120);
const STOP_LIMIT: Duration = Duration::from_secs(60);

/// Always set: no TCP, UTC, and a log without statements, values or error details (personal data).
const SETTINGS: [(&str, &str); 8] = [
    ("listen_addresses", ""),
    ("unix_socket_permissions", "0700"),
    ("timezone", "UTC"),
    ("log_timezone", "UTC"),
    ("log_min_messages", "log"),
    ("log_min_error_statement", "panic"),
    ("log_error_verbosity", "terse"),
    ("log_checkpoints", "off"),
];

/// Faster by far, and the data is lost with the machine.
const THROWAWAY_SETTINGS: [(&str, &str); 6] = [
    ("fsync", "off"),
    ("full_page_writes", "off"),
    ("synchronous_commit", "off"),
    ("wal_level", "minimal"),
    ("max_wal_senders", "0"),
    ("autovacuum", "off"),
];

/// Whether a crash of the machine may lose data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    Durable,
    /// For tests.
    Throwaway,
}

/// Where and how to run.
#[derive(Debug, Clone)]
pub struct Options {
    pub folder: PathBuf,
    pub durability: Durability,
    /// Further settings of `postgresql.conf`, which win over ours.
    pub settings: Vec<(String, String)>,
}

impl Options {
    pub fn durable(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into(), durability: Durability::Durable, settings: Vec::new() }
    }

    /// A new folder in memory where there is room, else in the temporary folder; gone after `stop`.
    pub fn throwaway() -> Self {
        Self { folder: throwaway::folder(), durability: Durability::Throwaway, settings: Vec::new() }
    }
}

/// A PostgreSQL that runs as long as this value lives, and no longer than this process.
pub struct Cluster {
    process: Process,
    folder: Folder,
    socket: PathBuf,
    password: String,
    durability: Durability,
}

impl Cluster {
    /// Makes the cluster when the folder has none, starts it and waits until it takes connections.
    /// Blocks for up to a second or two: call it from `spawn_blocking` or before a runtime starts.
    pub fn start(options: &Options) -> Result<Self, Error> {
        if options.durability == Durability::Throwaway {
            throwaway::sweep();
        }
        Self::start_in(Folder::take(&options.folder)?, options)
    }

    pub(crate) fn start_in(folder: Folder, options: &Options) -> Result<Self, Error> {
        let account = Account::choose(&folder.cluster())?;
        let home = folder.home(&account)?;
        let binaries = Binaries::find()?.reachable_for(&account, &home)?;
        let password = initialise(&folder, &home, &binaries, &account, options.durability)?;
        let socket = socket::make(&folder, &account)?;
        let cluster = home.join("cluster");
        let command = server_command(&folder, &cluster, &socket, &binaries, &account, options)?;
        let process = Process::start(command, folder.lock())
            .map_err(Error::file("starting", &binaries.program("postgres")))?;
        let running = Self { process, folder, socket, password, durability: options.durability };
        running.wait_until_ready(&cluster)?;
        Ok(running)
    }

    /// `postgres://user:password@%2Fsocket%2Ffolder/database`, as tokio-postgres and libpq read it.
    pub fn url(&self, database: &str, user: &str, password: &str) -> String {
        address(&self.socket, database, user, password)
    }

    /// For the parent process only: it makes the roles and migrates. Never hand it to what serves.
    pub fn superuser_url(&self, database: &str) -> String {
        self.url(database, SUPERUSER, &self.password)
    }

    /// What `user` sends to `database` from now on, where its statements are logged; the cluster must have been started
    /// with the settings of `logging`.
    pub fn log(&self, database: &str, user: &str) -> Log {
        Log::open(self.folder.cluster().join("log/statements.json"), database, user)
    }

    /// The process number of the server.
    pub fn pid(&self) -> i32 {
        self.process.pid()
    }

    /// False once the server has ended, asked or not.
    pub fn is_running(&self) -> bool {
        self.process.ended().is_none()
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.folder.cluster()
    }

    pub(crate) fn socket(&self) -> &Path {
        &self.socket
    }

    pub(crate) fn password(&self) -> &str {
        &self.password
    }

    /// Ends all sessions, writes everything and stops. Dropping the value does the same, silently.
    pub fn stop(mut self) -> Result<(), Error> {
        self.shut_down()
    }

    fn shut_down(&mut self) -> Result<(), Error> {
        let left = self.process.stop(STOP_LIMIT);
        let _not_empty = fs::remove_dir(&self.socket);
        if self.durability == Durability::Throwaway {
            self.folder.remove()?;
        }
        if left { Ok(()) } else { Err(Error::DidNotStop(STOP_LIMIT.as_secs())) }
    }

    /// Line 1 of `postmaster.pid` is the process, line 8 its state; asking needs no connection.
    fn wait_until_ready(&self, cluster: &Path) -> Result<(), Error> {
        let began = Instant::now();
        loop {
            if let Ok(text) = fs::read_to_string(cluster.join("postmaster.pid")) {
                let lines: Vec<&str> = text.lines().map(str::trim).collect();
                let ours = lines.first().is_some_and(|pid| *pid == self.pid().to_string());
                if ours && lines.get(7) == Some(&"ready") {
                    return Ok(());
                }
            }
            let failed = |reason: String| Error::DidNotStart { log: self.folder.log(), reason };
            if let Some(status) = self.process.ended() {
                return Err(failed(status.to_string()));
            }
            if began.elapsed() > START_LIMIT {
                return Err(failed(format!("not ready after {} seconds", START_LIMIT.as_secs())));
            }
            thread::sleep(Duration::from_millis(5));
        }
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if self.is_running() {
            let _nobody_to_tell = self.shut_down();
        }
    }
}

/// The superuser's address of a cluster that another process has started over `folder`.
pub fn running_url(folder: &Path, database: &str) -> Result<String, Error> {
    let read = |path: PathBuf| fs::read_to_string(&path).map_err(Error::file("reading", &path));
    let state = read(folder.join("cluster").join("postmaster.pid"))
        .map_err(|_| Error::NotRunning(folder.to_owned()))?;
    // Line 5 is the folder of the socket.
    let socket = state.lines().nth(4).ok_or_else(|| Error::NotRunning(folder.to_owned()))?;
    Ok(address(Path::new(socket.trim()), database, SUPERUSER, &read(folder.join("superuser-password"))?))
}

fn address(socket: &Path, database: &str, user: &str, password: &str) -> String {
    const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.');
    let socket = socket.to_string_lossy();
    let [user, password, socket, database] =
        [user, password, &socket, database].map(|part| utf8_percent_encode(part, PLAIN));
    format!("postgres://{user}:{password}@{socket}/{database}")
}

fn server_command(
    folder: &Folder,
    cluster: &Path,
    socket: &Path,
    binaries: &Binaries,
    account: &Account,
    options: &Options,
) -> Result<Command, Error> {
    let log = folder.log();
    let output = OpenOptions::new()
        .create(true)
        .append(true)
        .mode(0o600)
        .open(&log)
        .map_err(Error::file("opening", &log))?;
    let copy = output.try_clone().map_err(Error::file("opening", &log))?;
    let mut command = Command::new(binaries.program("postgres"));
    command.env_clear().env("LC_ALL", "C").current_dir("/");
    command.stdin(Stdio::null()).stdout(output).stderr(copy);
    command.arg("-D").arg(cluster);
    let mut set = |name: &str, value: &str| {
        command.arg("-c").arg(format!("{name}={value}"));
    };
    SETTINGS.iter().for_each(|(name, value)| set(name, value));
    set("unix_socket_directories", &socket.to_string_lossy());
    if cfg!(target_os = "linux") && !throwaway::memory_has_room() {
        // Containers often give /dev/shm 64 MB, too little for a parallel query.
        set("dynamic_shared_memory_type", "mmap");
    }
    if options.durability == Durability::Throwaway {
        THROWAWAY_SETTINGS.iter().for_each(|(name, value)| set(name, value));
    }
    options.settings.iter().for_each(|(name, value)| set(name, value));
    account.apply(&mut command);
    Ok(command)
}
