//! The data folder: what lies in it, who holds it, and where the cluster goes when it cannot lie there.
//!
//! `cluster/` PostgreSQL's own data · `superuser-password` (0600) · `postgres.log` · `lock`

use std::fs::{self, File, OpenOptions, TryLockError};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{Read, Seek, SeekFrom, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process;
use std::thread;
use std::time::{Duration, Instant};

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

use crate::account::Account;
use crate::binaries::remove_tree;
use crate::{Error, socket};

/// How long a server whose parent has just died may take to write its data and leave.
const LEAVING: Duration = Duration::from_secs(30);

/// A data folder that this process alone holds.
///
/// The lock is inherited by the server, so that the folder stays taken until the last of its processes
/// is gone, whoever dies first.
#[derive(Debug)]
pub(crate) struct Folder {
    path: PathBuf,
    lock: File,
}

impl Folder {
    pub(crate) fn take(path: &Path) -> Result<Self, Error> {
        fs::create_dir_all(path).map_err(Error::file("making", path))?;
        let path = fs::canonicalize(path).map_err(Error::file("opening", path))?;
        let place = path.join("lock");
        let mut lock = loop {
            let mut lock = OpenOptions::new()
                .read(true)
                .write(true)
                .create(true)
                .truncate(false)
                .mode(0o600)
                .open(&place)
                .map_err(Error::file("opening", &place))?;
            wait_for_lock(&path, &mut lock)?;
            // Whoever held it before us may have erased the folder.
            let same = |at: fs::Metadata| lock.metadata().is_ok_and(|held| held.ino() == at.ino());
            if fs::metadata(&place).is_ok_and(same) {
                break lock;
            }
            fs::create_dir_all(&path).map_err(Error::file("making", &path))?;
        };
        let write = |lock: &mut File| {
            lock.set_len(0)?;
            lock.seek(SeekFrom::Start(0))?;
            lock.write_all(process::id().to_string().as_bytes())
        };
        write(&mut lock).map_err(Error::file("writing", &place))?;
        Ok(Self { path, lock })
    }

    /// Removes everything, with what lies elsewhere on this folder's behalf.
    pub(crate) fn remove(&self) -> Result<(), Error> {
        if let Ok(account) = Account::choose(&self.cluster()) {
            let _not_there = fs::remove_dir(socket::path(self, &account));
        }
        if let Ok(target) = fs::read_link(self.cluster())
            && let Some(home) = target.parent()
        {
            remove_tree(home)?;
        }
        remove_tree(&self.path)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    pub(crate) fn lock(&self) -> &File {
        &self.lock
    }

    pub(crate) fn cluster(&self) -> PathBuf {
        self.path.join("cluster")
    }

    pub(crate) fn log(&self) -> PathBuf {
        self.path.join("postgres.log")
    }

    /// A number that stands for this folder in short names elsewhere.
    pub(crate) fn fingerprint(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.path.hash(&mut hasher);
        hasher.finish()
    }

    /// The folder in which the account keeps its cluster: this one, or, where the account cannot come
    /// in (below root's home), one in /var/lib to which `cluster` then points.
    pub(crate) fn home(&self, account: &Account) -> Result<PathBuf, Error> {
        let cluster = self.cluster();
        if let Ok(target) = fs::read_link(&cluster)
            && let Some(home) = target.parent()
        {
            fs::create_dir_all(home).map_err(Error::file("making", home))?;
            return Ok(home.to_owned());
        }
        if account.reaches(&self.path) {
            return Ok(self.path.clone());
        }
        let home = PathBuf::from(format!("/var/lib/terang-{:016x}", self.fingerprint()));
        fs::create_dir_all(&home).map_err(Error::file("making", &home))?;
        fs::set_permissions(&home, fs::Permissions::from_mode(0o755))
            .map_err(Error::file("opening", &home))?;
        symlink(home.join("cluster"), &cluster).map_err(Error::file("linking", &cluster))?;
        Ok(home)
    }
}

impl Drop for Folder {
    /// Closing alone would not do: a child that another thread is just starting holds a copy until its exec.
    fn drop(&mut self) {
        let _already_free = self.lock.unlock();
    }
}

fn wait_for_lock(folder: &Path, lock: &mut File) -> Result<(), Error> {
    let began = Instant::now();
    loop {
        match lock.try_lock() {
            Ok(()) => return Ok(()),
            Err(TryLockError::Error(error)) => return Err(Error::file("locking", folder)(error)),
            Err(TryLockError::WouldBlock) => {}
        }
        let mut holder = String::new();
        let _unreadable = lock.seek(SeekFrom::Start(0)).and_then(|_| lock.read_to_string(&mut holder));
        let parent = holder.parse().ok().map(Pid::from_raw);
        let parent_lives = parent.is_some_and(|pid| kill(pid, None) != Err(nix::errno::Errno::ESRCH));
        if parent_lives || began.elapsed() > LEAVING {
            return Err(Error::AlreadyRunning { folder: folder.to_owned(), holder });
        }
        // The parent is gone and its server is still here: on Linux it is already leaving, elsewhere it
        // has to be told.
        if let Some(server) = server_pid(&folder.join("cluster")) {
            let _already_gone = kill(Pid::from_raw(server), Signal::SIGINT);
        }
        thread::sleep(Duration::from_millis(100));
    }
}

/// The process number in `postmaster.pid`.
pub(crate) fn server_pid(cluster: &Path) -> Option<i32> {
    fs::read_to_string(cluster.join("postmaster.pid")).ok()?.lines().next()?.trim().parse().ok()
}

/// Removes a data folder with everything in it. Refused while it is in use; nothing there is fine.
pub fn erase(folder: &Path) -> Result<(), Error> {
    if !folder.exists() {
        return Ok(());
    }
    Folder::take(folder)?.remove()
}
