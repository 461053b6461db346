//! A streaming replica of a running cluster, made without `pg_basebackup`, which the npm package leaves out.
//!
//! PostgreSQL's own procedure: tell the primary that a copy begins, copy its files while it works, tell it that the
//! copy is done, and put the label that it then gives beside the files. The replica replays what was written meanwhile.

use std::fs;
use std::io;
use std::path::Path;

use tokio_postgres::{Client, NoTls};

use crate::account::Account;
use crate::binaries::remove_tree;
use crate::folder::Folder;
use crate::initialise::{SUPERUSER, write_secret};
use crate::{Cluster, Error, Options};

/// Which keeps the primary from throwing away what the replica has not received yet.
const SLOT: &str = "replica";

/// What belongs to the running primary, and what the replica fetches or makes itself.
const LEFT_OUT: [&str; 9] = [
    "postmaster.pid",
    "postmaster.opts",
    "pg_wal",
    "pg_replslot",
    "pg_dynshmem",
    "pg_notify",
    "pg_serial",
    "pg_snapshots",
    "pg_stat_tmp",
];

impl Cluster {
    /// Copies this cluster into the folder of `options` and starts the copy as a replica that follows it. The primary
    /// needs `wal_level=replica` and a free `max_wal_senders`; there can be one replica. Blocks as `start` does.
    pub async fn replicate(&self, options: &Options) -> Result<Self, Error> {
        let sql = |error: tokio_postgres::Error| Error::NotReplicated(error.to_string());
        let (client, connection) =
            tokio_postgres::connect(&self.superuser_url("postgres"), NoTls).await.map_err(sql)?;
        let connection = tokio::spawn(connection);
        client
            .execute("SELECT pg_create_physical_replication_slot($1, true)", &[&SLOT])
            .await
            .map_err(sql)?;
        client.execute("SELECT pg_backup_start('replica', fast => true)", &[]).await.map_err(sql)?;
        let folder = Folder::take(&options.folder)?;
        self.copy(&client, &folder).await?;
        drop(client);
        let _closed = connection.await;
        Self::start_in(folder, options)
    }

    async fn copy(&self, client: &Client, folder: &Folder) -> Result<(), Error> {
        let sql = |error: tokio_postgres::Error| Error::NotReplicated(error.to_string());
        let account = Account::choose(&folder.cluster())?;
        let home = folder.home(&account)?;
        // Made beside and renamed when whole, as a new cluster is.
        let partial = home.join("cluster.partial");
        remove_tree(&partial)?;
        transfer(&self.data(), &partial, &account, &LEFT_OUT)?;
        for name in LEFT_OUT.iter().filter(|name| name.starts_with("pg_")) {
            make(&partial.join(name), &account)?;
        }
        let row = client
            .query_one("SELECT labelfile FROM pg_backup_stop(wait_for_archive => false)", &[])
            .await
            .map_err(sql)?;
        let connection = format!(
            "primary_conninfo = 'host={} user={SUPERUSER} password={}'\nprimary_slot_name = '{SLOT}'\n",
            self.socket().display(),
            self.password()
        );
        let files =
            [("backup_label", row.get(0)), ("standby.signal", ""), ("postgresql.auto.conf", &*connection)];
        for (name, text) in files {
            write_secret(&partial.join(name), text)?;
            account.own(&partial.join(name))?;
        }
        write_secret(&folder.path().join("superuser-password"), self.password())?;
        fs::rename(&partial, home.join("cluster")).map_err(Error::file("renaming", &partial))
    }
}

fn make(folder: &Path, account: &Account) -> Result<(), Error> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new().mode(0o700).create(folder).map_err(Error::file("making", folder))?;
    account.own(folder)
}

/// The primary goes on while it is copied: a file that is gone when its turn comes is not missed.
fn transfer(from: &Path, to: &Path, account: &Account, left_out: &[&str]) -> Result<(), Error> {
    make(to, account)?;
    for entry in fs::read_dir(from).map_err(Error::file("reading", from))? {
        let entry = entry.map_err(Error::file("reading", from))?;
        let (source, target) = (entry.path(), to.join(entry.file_name()));
        if left_out.iter().any(|name| entry.file_name() == *name) {
            continue;
        }
        let copied = match entry.file_type() {
            Ok(kind) if kind.is_dir() => {
                transfer(&source, &target, account, &[])?;
                continue;
            }
            Ok(_) => fs::copy(&source, &target).map(|_| ()),
            Err(error) => Err(error),
        };
        match copied {
            Ok(()) => account.own(&target)?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(Error::file("copying", &source)(error)),
        }
    }
    Ok(())
}
