//! What must be there before anything is built: each lack gets one plain sentence.

use std::fs;
use std::net::TcpListener;
use std::path::Path;
use std::process::Command;

use nix::sys::statvfs::statvfs;

use crate::Outcome;
use crate::repository::Repository;

const NODE: Version = (20, 19);
/// A first build with everything installed takes a little under this.
const FIRST_BUILD_DISK: u64 = 3;
const LATER_DISK: u64 = 1;

type Version = (u32, u32);

/// Rust, Node.js, npm and room on the disk.
pub(crate) fn check(repository: &Repository) -> Outcome {
    let manifest = fs::read_to_string(repository.root().join("Cargo.toml"))
        .map_err(|error| format!("Cargo.toml cannot be read: {error}."))?;
    rust(wanted_rust(&manifest), answer("rustc"))?;
    node(answer("node"))?;
    npm(answer("npm"))?;
    let need = if repository.server().exists() { LATER_DISK } else { FIRST_BUILD_DISK };
    disk(need, free_disk(repository.root()))
}

fn rust(wanted: Option<Version>, found: Option<String>) -> Outcome {
    let Some((major, minor)) = wanted else {
        return Err("Cargo.toml names no rust-version: restore it from the repository.".to_owned());
    };
    let found = found.unwrap_or_default();
    if version(&found).is_some_and(|found| found >= (major, minor)) {
        return Ok(());
    }
    let have = if found.is_empty() { "none was found" } else { found.trim() };
    Err(format!("Rust {major}.{minor} or newer is needed ({have}): run `rustup update`."))
}

fn node(found: Option<String>) -> Outcome {
    let (major, minor) = NODE;
    match found {
        Some(found) if version(&found).is_some_and(|found| found >= NODE) => Ok(()),
        Some(found) => Err(format!(
            "Node.js {major}.{minor} or newer is needed, and this is {}: install a newer one from nodejs.org.",
            found.trim()
        )),
        None => Err(format!("Node.js {major}.{minor} or newer is needed: install it from nodejs.org.")),
    }
}

fn npm(found: Option<String>) -> Outcome {
    found.map(|_| ()).ok_or_else(|| "npm is needed and was not found: install it with Node.js.".to_owned())
}

fn disk(need: u64, free: Option<u64>) -> Outcome {
    match free {
        Some(free) if free < need => {
            Err(format!("{need} GB of free disk are needed and {free} GB are left: make room and try again."))
        }
        _ => Ok(()),
    }
}

/// The port must be free, and stays free until the server takes it.
pub(crate) fn port(port: u16) -> Outcome {
    TcpListener::bind(("127.0.0.1", port)).map(|_| ()).map_err(|_| {
        format!(
            "Port {port} cannot be used, something else has it: stop that, or choose another with `--port`."
        )
    })
}

/// A port that nobody uses now.
pub(crate) fn free_port() -> Outcome<u16> {
    TcpListener::bind(("127.0.0.1", 0))
        .and_then(|listener| listener.local_addr())
        .map(|address| address.port())
        .map_err(|error| format!("No port is free on 127.0.0.1: {error}."))
}

fn answer(program: &str) -> Option<String> {
    let output = Command::new(program).arg("--version").output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Major and minor of the first word that looks like a version: `v20.19.1`, `rustc 1.95.0 (…)`.
fn version(text: &str) -> Option<Version> {
    text.split_whitespace().find_map(|word| {
        let mut parts = word.trim_start_matches('v').split('.');
        Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
    })
}

fn wanted_rust(manifest: &str) -> Option<Version> {
    let line = manifest.lines().find(|line| line.trim_start().starts_with("rust-version"))?;
    version(line.split('"').nth(1)?)
}

#[expect(clippy::allow_attributes, reason = "the width of these fields differs between systems")]
fn free_disk(path: &Path) -> Option<u64> {
    let found = statvfs(path).ok()?;
    #[allow(clippy::useless_conversion, reason = "u32 on macOS, u64 on Linux")]
    let blocks = u64::from(found.blocks_available());
    Some(blocks.saturating_mul(found.fragment_size()) / 1_000_000_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Option<String> {
        Some(text.to_owned())
    }

    #[test]
    fn tools_that_are_new_enough_pass() {
        assert_eq!(rust(Some((1, 95)), said("rustc 1.95.0 (59807616e 2026-04-14)\n")), Ok(()));
        assert_eq!(rust(Some((1, 95)), said("rustc 2.0.0-nightly\n")), Ok(()));
        assert_eq!(node(said("v20.19.0\n")), Ok(()));
        assert_eq!(node(said("v26.0.0\n")), Ok(()));
        assert_eq!(npm(said("11.19.1\n")), Ok(()));
        assert_eq!(disk(3, Some(3)), Ok(()));
    }

    #[test]
    fn what_is_missing_or_too_old_is_told_with_what_to_do() {
        let old = rust(Some((1, 95)), said("rustc 1.90.0 (x)\n")).unwrap_err();
        assert_eq!(old, "Rust 1.95 or newer is needed (rustc 1.90.0 (x)): run `rustup update`.");
        assert!(rust(Some((1, 95)), None).unwrap_err().contains("none was found"));
        assert!(node(said("v18.20.4\n")).unwrap_err().contains("this is v18.20.4"));
        assert!(node(None).unwrap_err().contains("install it from nodejs.org"));
        assert!(npm(None).unwrap_err().contains("install it with Node.js"));
        assert!(disk(3, Some(2)).unwrap_err().contains("2 GB are left"));
    }

    #[test]
    fn a_taken_port_is_refused_and_a_free_one_is_found() {
        let taken = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let number = taken.local_addr().unwrap().port();
        assert!(port(number).unwrap_err().contains(&format!("Port {number}")));
        drop(taken);
        assert_eq!(port(free_port().unwrap()), Ok(()));
    }

    #[test]
    fn the_wanted_rust_is_the_one_of_the_workspace() {
        let manifest = include_str!("../../../Cargo.toml");
        assert!(wanted_rust(manifest).unwrap() >= (1, 95));
        assert_eq!(wanted_rust("[workspace]\n"), None);
    }

    #[test]
    fn the_disk_is_measured() {
        assert!(free_disk(Path::new("/")).is_some());
    }
}
