//! What can go wrong, each as one plain sentence that says what to do.

use std::io;
use std::path::{Path, PathBuf};

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(
        "PostgreSQL 18 was not found: run `npm ci --ignore-scripts` in api/postgres/npm, or set PG_BIN to the folder that holds `postgres` and `initdb`."
    )]
    NotFound,
    #[error("PG_BIN is {}, but there is no PostgreSQL 18 or newer in it: correct or remove PG_BIN.", .0.display())]
    WrongPgBin(PathBuf),
    #[error("{} is already in use by process {holder}: stop that one first, or choose another data folder.", folder.display())]
    AlreadyRunning { folder: PathBuf, holder: String },
    #[error("{} was made by PostgreSQL {found}, but PostgreSQL {wanted} is installed: install {found}, or move the folder away to start afresh.", folder.display())]
    OtherVersion { folder: PathBuf, found: String, wanted: String },
    #[error(
        "PostgreSQL must not run as root, and this system has neither a user `postgres` nor `nobody`: add one, or start as an ordinary user."
    )]
    NoOrdinaryUser,
    #[error(
        "user number {0} has no name on this system, which PostgreSQL requires: add it to /etc/passwd, or start as another user."
    )]
    NamelessUser(u32),
    #[error("PostgreSQL did not start: read the last lines of {} ({reason}).", log.display())]
    DidNotStart { log: PathBuf, reason: String },
    #[error(
        "the running PostgreSQL could not be copied ({0}): it needs wal_level=replica and a free max_wal_senders."
    )]
    NotReplicated(String),
    #[error("PostgreSQL could not make its data folder: {0}")]
    NotInitialised(String),
    #[error(
        "PostgreSQL did not stop within {0} seconds and was ended: the next start repairs the data by itself."
    )]
    DidNotStop(u64),
    #[error("no PostgreSQL runs over {}: start it with `terang start`, or correct the folder.", .0.display())]
    NotRunning(PathBuf),
    #[error("{what} {} failed ({source}): check that it exists, that you may write there and that the disk has room.", path.display())]
    File { what: &'static str, path: PathBuf, source: io::Error },
    #[error("the system gave no random bytes for a password ({0}): try again.")]
    Random(String),
}

impl Error {
    /// Turns an I/O error into a sentence with the act and the path, for `map_err`.
    pub(crate) fn file(what: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::File { what, path, source }
    }
}
