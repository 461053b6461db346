//! Which system user PostgreSQL runs as, and what that user can reach. PostgreSQL refuses to run as root.

use std::fs;
use std::os::unix::fs::{MetadataExt, chown};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

use nix::unistd::{Uid, User, geteuid};

use crate::Error;

/// The user of the server process; `change_to` is set only when we are root and must step down.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Account {
    uid: u32,
    change_to: Option<(u32, u32)>,
}

impl Account {
    /// As root: the owner of an existing cluster, else `postgres`, else `nobody`. Otherwise: ourselves.
    pub(crate) fn choose(cluster: &Path) -> Result<Self, Error> {
        let own = geteuid();
        if !own.is_root() {
            named(own)?.ok_or(Error::NamelessUser(own.as_raw()))?;
            return Ok(Self { uid: own.as_raw(), change_to: None });
        }
        let owner = fs::metadata(cluster).ok().map(|found| (found.uid(), found.gid()));
        let (uid, gid) = match owner.filter(|(uid, _)| *uid != 0) {
            Some(owner) => owner,
            None => ordinary_user()?,
        };
        Ok(Self { uid, change_to: Some((uid, gid)) })
    }

    pub(crate) fn uid(&self) -> u32 {
        self.uid
    }

    /// Lets `command` run as this user. std drops root's supplementary groups by itself.
    pub(crate) fn apply(&self, command: &mut Command) {
        if let Some((uid, gid)) = self.change_to {
            command.uid(uid).gid(gid);
        }
    }

    /// Gives a file or folder to this user.
    pub(crate) fn own(&self, path: &Path) -> Result<(), Error> {
        match self.change_to {
            Some((uid, gid)) => {
                chown(path, Some(uid), Some(gid)).map_err(Error::file("giving to PostgreSQL's user", path))
            }
            None => Ok(()),
        }
    }

    /// Whether this user may pass through `path` and every folder above it; always true when it is ourselves.
    pub(crate) fn reaches(&self, path: &Path) -> bool {
        let Some((uid, gid)) = self.change_to else { return true };
        let Ok(path) = fs::canonicalize(path) else { return false };
        path.ancestors().filter(|part| part.is_dir()).all(|folder| {
            fs::metadata(folder).is_ok_and(|found| {
                let shift = match (found.uid() == uid, found.gid() == gid) {
                    (true, _) => 6,
                    (false, true) => 3,
                    (false, false) => 0,
                };
                (found.mode() >> shift) & 1 == 1
            })
        })
    }
}

fn ordinary_user() -> Result<(u32, u32), Error> {
    for name in ["postgres", "nobody"] {
        if let Ok(Some(user)) = User::from_name(name) {
            return Ok((user.uid.as_raw(), user.gid.as_raw()));
        }
    }
    Err(Error::NoOrdinaryUser)
}

fn named(uid: Uid) -> Result<Option<User>, Error> {
    User::from_uid(uid).map_err(|_| Error::NamelessUser(uid.as_raw()))
}
