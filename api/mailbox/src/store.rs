//! What was caught: a bounded list, the files behind it, and the faults that tests ask for.

use std::collections::VecDeque;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use tokio::sync::watch;

use crate::message::Envelope;
use crate::{Clock, Error, Message};

pub(crate) struct Store {
    clock: Clock,
    keep: usize,
    folder: Option<PathBuf>,
    kept: Mutex<Kept>,
    changed: watch::Sender<u64>,
    pub faults: Faults,
}

#[derive(Default)]
struct Kept {
    messages: VecDeque<Message>,
    last: u64,
}

impl Store {
    pub(crate) fn open(clock: Clock, keep: usize, folder: Option<PathBuf>) -> Result<Self, Error> {
        let mut kept = Kept::default();
        if let Some(path) = &folder {
            kept.messages = read(path).map_err(|source| Error::Folder { path: path.clone(), source })?;
            kept.last = kept.messages.back().map_or(0, |message| message.number);
        }
        let changed = watch::Sender::new(kept.last);
        Ok(Self { clock, keep, folder, kept: Mutex::new(kept), changed, faults: Faults::default() })
    }

    /// Keeps one delivery; false when it is no mail or cannot be stored.
    pub(crate) fn add(&self, envelope: Envelope, raw: &[u8]) -> bool {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let number = kept.last + 1;
        let Some(message) = Message::parse(number, (self.clock)(), Some(envelope), raw) else { return false };
        if let Some(folder) = &self.folder
            && write(&file(folder, number), raw).is_err()
        {
            return false;
        }
        kept.last = number;
        kept.messages.push_back(message);
        while kept.messages.len() > self.keep {
            let oldest = kept.messages.pop_front();
            if let (Some(folder), Some(oldest)) = (&self.folder, oldest) {
                let _already_gone = fs::remove_file(file(folder, oldest.number));
            }
        }
        drop(kept);
        self.changed.send_replace(number);
        true
    }

    pub(crate) fn messages(&self) -> Vec<Message> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.messages.iter().cloned().collect()
    }

    pub(crate) fn message(&self, number: u64) -> Option<Message> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.messages.iter().find(|message| message.number == number).cloned()
    }

    pub(crate) fn changes(&self) -> watch::Receiver<u64> {
        self.changed.subscribe()
    }
}

/// How many of the next deliveries go wrong.
#[derive(Default)]
pub(crate) struct Faults {
    refuse: AtomicUsize,
    lose: AtomicUsize,
}

impl Faults {
    pub(crate) fn refuse(&self, count: usize) {
        self.refuse.store(count, Ordering::SeqCst);
    }

    pub(crate) fn lose_answer(&self, count: usize) {
        self.lose.store(count, Ordering::SeqCst);
    }

    pub(crate) fn refuse_one(&self) -> bool {
        use_up(&self.refuse)
    }

    pub(crate) fn lose_one(&self) -> bool {
        use_up(&self.lose)
    }
}

fn use_up(left: &AtomicUsize) -> bool {
    left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |count| count.checked_sub(1)).is_ok()
}

fn file(folder: &Path, number: u64) -> PathBuf {
    folder.join(format!("{number:08}.eml"))
}

fn write(path: &Path, raw: &[u8]) -> io::Result<()> {
    OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path)?.write_all(raw)
}

/// The messages of an earlier start, in their order; files of other names are left alone.
fn read(folder: &Path) -> io::Result<VecDeque<Message>> {
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let named = path.file_name().and_then(|name| name.to_str()?.strip_suffix(".eml")?.parse().ok());
        let Some(number) = named else { continue };
        let received = fs::metadata(&path)?.modified()?.into();
        found.extend(Message::parse(number, received, None, &fs::read(&path)?));
    }
    found.sort_by_key(|message| message.number);
    Ok(found.into())
}
