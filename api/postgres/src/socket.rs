//! The folder of the unix socket: short, because a socket path may have 107 bytes, and ours alone.

use std::env;
use std::fs::{self, DirBuilder};
use std::io;
use std::os::unix::fs::{DirBuilderExt, MetadataExt};
use std::path::{Path, PathBuf};

use nix::unistd::geteuid;

use crate::Error;
use crate::account::Account;
use crate::folder::Folder;

/// The longest folder name that leaves room for `/.s.PGSQL.5432` and its lock.
const LONGEST: usize = 80;

/// The same data folder always gets the same socket folder, so that killed runs leave no trail of them.
pub(crate) fn path(folder: &Folder, account: &Account) -> PathBuf {
    base(account).join(format!("terang-{:016x}", folder.fingerprint()))
}

pub(crate) fn make(folder: &Folder, account: &Account) -> Result<PathBuf, Error> {
    let path = path(folder, account);
    match DirBuilder::new().mode(0o700).create(&path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
            return Err(Error::file("making", &path)(error));
        }
        _ => {}
    }
    // In a folder that all may write to, somebody else may have made it first.
    let found = fs::symlink_metadata(&path).map_err(Error::file("opening", &path))?;
    let ours = [account.uid(), geteuid().as_raw()].contains(&found.uid());
    if !found.is_dir() || !ours || found.mode() & 0o077 != 0 {
        return Err(Error::file("using", &path)(io::Error::other("it belongs to somebody else")));
    }
    account.own(&path)?;
    Ok(path)
}

fn base(account: &Account) -> PathBuf {
    let runtime = env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from);
    [runtime, Some(env::temp_dir())]
        .into_iter()
        .flatten()
        .find(|base| base.as_os_str().len() < LONGEST - 24 && usable(base, account))
        .unwrap_or_else(|| PathBuf::from("/tmp"))
}

fn usable(base: &Path, account: &Account) -> bool {
    base.is_absolute()
        && nix::unistd::access(base, nix::unistd::AccessFlags::W_OK).is_ok()
        && account.reaches(base)
}
