//! Folders of test clusters: in memory where there is room, and swept when their process is gone.

use std::env;
use std::fs::{self, File};
use std::path::PathBuf;
use std::process;
use std::sync::atomic::{AtomicU32, Ordering};

#[cfg(target_os = "linux")]
use nix::{
    sys::statvfs::statvfs,
    unistd::{AccessFlags, access},
};

use crate::folder::erase;

/// Linux only.
const MEMORY: &str = "/dev/shm";
const PREFIX: &str = "terang-test-";
#[cfg(target_os = "linux")]
const ROOM: u64 = 1 << 30;

static NEXT: AtomicU32 = AtomicU32::new(0);

/// A name that no other cluster of this or another process has.
pub(crate) fn folder() -> PathBuf {
    let base = if memory_has_room() { PathBuf::from(MEMORY) } else { env::temp_dir() };
    base.join(format!("{PREFIX}{}-{}", process::id(), NEXT.fetch_add(1, Ordering::Relaxed)))
}

#[cfg(target_os = "linux")]
pub(crate) fn memory_has_room() -> bool {
    access(MEMORY, AccessFlags::W_OK).is_ok()
        && statvfs(MEMORY)
            .is_ok_and(|found| found.blocks_available().saturating_mul(found.fragment_size()) > ROOM)
}

#[cfg(not(target_os = "linux"))]
pub(crate) fn memory_has_room() -> bool {
    false
}

/// Removes test clusters whose process and server are gone: a killed test run cannot clean up itself.
pub fn sweep() {
    for base in [PathBuf::from(MEMORY), env::temp_dir()] {
        let Ok(entries) = fs::read_dir(base) else { continue };
        for entry in entries.flatten() {
            let path = entry.path();
            let ours = entry.file_name().to_string_lossy().starts_with(PREFIX);
            let free = || File::open(path.join("lock")).is_ok_and(|lock| lock.try_lock().is_ok());
            if ours && free() {
                let _taken_meanwhile = erase(&path);
            }
        }
    }
}
