//! Checks a whole announcement from its files: every byte against the list of hashes, the outcomes and reasons computed
//! again, the list against the public record, and the participants against the set sealed when registration closed.

mod complete;
mod recomputed;
mod recorded;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use bundle::announcement::Announcement;
use bundle::{hashes, name};
use ledger::policy::Policy;

use crate::source::Source;
use crate::trust::{self, different};
use crate::{Fault, Message, Verdict};

/// What `terang-check result` is given.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct ResultFiles {
    /// Folder dengan berkas pengumuman, atau alamatnya. The folder of an announcement's files, or their address.
    #[arg(value_name = "FOLDER|URL")]
    pub place: String,
    /// Kunci catatan dan saksi yang Anda percaya. The keys of record and witnesses that you trust; without it those in
    /// the folder itself.
    #[arg(long, value_name = "POLICY")]
    pub policy: Option<PathBuf>,
    /// Terima formasi yang tidak ditampilkan karena kecil. Accept vacancies withheld because few took part.
    #[arg(long)]
    pub allow_withheld: bool,
    /// Hanya hitung ulang, tanpa bukti catatan publik. Only recompute, without the proofs of the public record.
    #[arg(long)]
    pub without_record: bool,
}

/// More than any file of a round has.
const MAX_BYTES: usize = 1 << 30;
const PROOFS: [&str; 2] = [name::RECORD_PROOF, name::REGISTRATION_PROOF];

/// All files as they were read; those listed have the hash that the list states.
struct Files {
    bytes: BTreeMap<String, Vec<u8>>,
    /// SHA-256 of the list.
    list_hash: String,
}

pub fn result(given: &ResultFiles) -> Verdict {
    check(given).unwrap_or_else(|ending| ending)
}

fn check(given: &ResultFiles) -> Result<Verdict, Verdict> {
    let files = read(&Source::new(&given.place)?, &given.place)?;
    let announcement = announcement(&files)?;
    let mut notes = match &announcement.through {
        Some(through) => recomputed::run(&files, &announcement, through)?,
        None => recomputed::lines(&files, &announcement)?,
    };
    let equal = notes.first().cloned().unwrap_or_else(|| Message::new("", ""));
    if given.without_record {
        notes.push(Message::new(
            "Catatan publik dan kelengkapan tidak diperiksa.",
            "The public record and completeness were not checked.",
        ));
    } else {
        let policy = policy(given, &files)?;
        let told = recorded::check(&files, &announcement, &policy).and_then(|mut told| {
            told.extend(complete::check(&files, &announcement, &policy)?);
            Ok(told)
        });
        notes.extend(told.map_err(|ending| beside(&equal, ending))?);
        if given.policy.is_none() {
            notes.push(trust::own_keys());
        }
    }
    if announcement.withheld > 0 {
        if announcement.profile != "C" {
            let what = Message::new(
                "formasi tidak ditampilkan, padahal profilnya bukan C",
                "vacancies are withheld under another profile than C",
            );
            return Err(different(name::ANNOUNCEMENT, what, &announcement.profile, "C"));
        }
        let of = u64::from(announcement.vacancies) + u64::from(announcement.withheld);
        let (shown, withheld) = (announcement.vacancies, announcement.withheld);
        let message = Message::new(
            format!(
                "{shown} dari {of} formasi dihitung ulang dan sama, {withheld} tidak ditampilkan (--allow-withheld menerimanya)"
            ),
            format!(
                "{shown} of {of} vacancies recomputed and equal, {withheld} withheld (--allow-withheld accepts this)"
            ),
        );
        if !given.allow_withheld {
            return Err(Fault::new(name::ANNOUNCEMENT, message).into());
        }
        notes.push(message);
    }
    Ok(Verdict::Same(notes))
}

/// What could not be told comes beside what was: the recomputation.
fn beside(equal: &Message, ending: Verdict) -> Verdict {
    match ending {
        Verdict::CouldNotTell(faults) => {
            let told = |fault: Fault| {
                let Message { id, en } = fault.message;
                let message = Message::new(format!("{id}. {}", equal.id), format!("{en}. {}", equal.en));
                Fault { message, ..fault }
            };
            Verdict::CouldNotTell(faults.into_iter().map(told).collect())
        }
        other => other,
    }
}

/// Reads everything and holds it against the list: nothing missing, nothing else, no other byte.
fn read(source: &Source, place: &str) -> Result<Files, Verdict> {
    let missing = |name: &str| Fault::new(name, Message::new("tidak ada", "is missing"));
    let list = source.read(name::HASHES, MAX_BYTES)?.ok_or_else(|| missing(name::HASHES))?;
    let listed = hashes::read(&text(name::HASHES, &list)?)?;
    if matches!(source, Source::Folder(_)) {
        nothing_else(place, &listed)?;
    }
    let mut bytes = BTreeMap::new();
    for ((name, hash), row) in listed.into_iter().zip(1_u64..) {
        let lost = || {
            let message = Message::new(
                format!("tidak ada, tetapi disebut dalam hashes.txt baris {row}"),
                format!("is missing, though hashes.txt names it in row {row}"),
            );
            Fault::new(&name, message)
        };
        let read = source.read(&name, MAX_BYTES)?.ok_or_else(lost)?;
        let found = hashes::of(&read);
        if found != hash {
            let what = Message::new(
                format!("sidik berkas ini bukan yang tertulis dalam hashes.txt baris {row}"),
                format!("the hash of this file is not the one in hashes.txt row {row}"),
            );
            return Err(different(&name, what, &hash, &found));
        }
        bytes.insert(name, read);
    }
    for name in PROOFS {
        // A server says "not yet" as a folder does: by not having the file.
        if let Some(read) = source.read(name, MAX_BYTES)? {
            bytes.insert(name.to_owned(), read);
        }
    }
    Ok(Files { bytes, list_hash: hashes::of(&list) })
}

/// A file that the list does not name was not published.
fn nothing_else(folder: &str, listed: &[(String, String)]) -> Result<(), Verdict> {
    let mut known: BTreeSet<&str> = listed.iter().map(|(name, _)| name.as_str()).collect();
    known.extend(PROOFS);
    known.insert(name::HASHES);
    let unreadable = |error: std::io::Error| crate::source::unreadable(folder, &error);
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let name = entry.map_err(unreadable)?.file_name().to_string_lossy().into_owned();
        if !known.contains(name.as_str()) {
            let what =
                Message::new("berkas ini tidak ada dalam hashes.txt", "this file is not in hashes.txt");
            return Err(different(&name, what, &name, "(tidak ada/none)"));
        }
    }
    Ok(())
}

fn text(name: &str, bytes: &[u8]) -> Result<String, Fault> {
    let message = || Message::new("bukan teks UTF-8", "not UTF-8 text");
    String::from_utf8(bytes.to_vec()).map_err(|_| Fault::new(name, message()))
}

impl Files {
    fn has(&self, name: &str) -> bool {
        self.bytes.contains_key(name)
    }

    fn bytes(&self, name: &str) -> Result<&[u8], Fault> {
        let missing = || Fault::new(name, Message::new("tidak ada", "is missing"));
        self.bytes.get(name).map(Vec::as_slice).ok_or_else(missing)
    }

    fn text(&self, name: &str) -> Result<String, Fault> {
        text(name, self.bytes(name)?)
    }
}

fn announcement(files: &Files) -> Result<Announcement, Fault> {
    let text = files.text(name::ANNOUNCEMENT)?;
    serde_json::from_str(&text).map_err(|error| Fault {
        row: u64::try_from(error.line()).ok(),
        ..Fault::new(
            name::ANNOUNCEMENT,
            Message::new("isinya tidak sesuai bentuk yang ditentukan", error.to_string()),
        )
    })
}

fn policy(given: &ResultFiles, files: &Files) -> Result<Policy, Fault> {
    match &given.policy {
        Some(path) => trust::read_policy(path),
        None => trust::parse(name::POLICY, files.bytes(name::POLICY)?),
    }
}
