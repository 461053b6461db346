//! Makes a new cluster with a random superuser password, or none of it.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::process::Command;

use crate::account::Account;
use crate::binaries::remove_tree;
use crate::folder::Folder;
use crate::{Binaries, Durability, Error};

pub(crate) const SUPERUSER: &str = "postgres";

/// Makes the cluster when there is none yet, and gives back the superuser's password.
pub(crate) fn initialise(
    folder: &Folder,
    home: &Path,
    binaries: &Binaries,
    account: &Account,
    durability: Durability,
) -> Result<String, Error> {
    let cluster = home.join("cluster");
    let place = folder.path().join("superuser-password");
    if let Ok(found) = fs::read_to_string(cluster.join("PG_VERSION")) {
        let (found, wanted) = (found.trim().to_owned(), binaries.major().to_string());
        if found != wanted {
            return Err(Error::OtherVersion { folder: cluster, found, wanted });
        }
        return fs::read_to_string(&place).map_err(Error::file("reading", &place));
    }
    let password = random_password()?;
    write_secret(&place, &password)?;
    // Made beside and renamed when whole: a killed first start leaves nothing that looks like a cluster.
    let partial = home.join("cluster.partial");
    remove_tree(&partial)?;
    fs::create_dir(&partial).map_err(Error::file("making", &partial))?;
    account.own(&partial)?;
    let password_file = home.join("password.partial");
    write_secret(&password_file, &password)?;
    account.own(&password_file)?;
    let made = run_initdb(&partial, &password_file, binaries, account, durability);
    fs::remove_file(&password_file).map_err(Error::file("removing", &password_file))?;
    made?;
    fs::rename(&partial, &cluster).map_err(Error::file("renaming", &partial))?;
    Ok(password)
}

fn run_initdb(
    cluster: &Path,
    password_file: &Path,
    binaries: &Binaries,
    account: &Account,
    durability: Durability,
) -> Result<(), Error> {
    let program = binaries.program("initdb");
    let mut command = Command::new(&program);
    command.env_clear().env("LC_ALL", "C").current_dir("/");
    command.arg("--pgdata").arg(cluster).arg("--pwfile").arg(password_file);
    command.args(["--username", SUPERUSER, "--auth", "scram-sha-256", "--encoding", "UTF8"]);
    command.args(["--locale-provider", "builtin", "--locale", "C.UTF-8", "--no-instructions"]);
    if durability == Durability::Throwaway {
        command.arg("--no-sync");
    }
    account.apply(&mut command);
    let output = command.output().map_err(Error::file("running", &program))?;
    if output.status.success() {
        return Ok(());
    }
    let text = String::from_utf8_lossy(&output.stderr);
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    Err(Error::NotInitialised(lines.join(" ")))
}

fn random_password() -> Result<String, Error> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).map_err(|error| Error::Random(error.to_string()))?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Written readable by its owner only from the first byte on.
pub(crate) fn write_secret(path: &Path, secret: &str) -> Result<(), Error> {
    let _absent = fs::remove_file(path);
    OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
        .and_then(|mut file| file.write_all(secret.as_bytes()))
        .map_err(Error::file("writing", path))
}
