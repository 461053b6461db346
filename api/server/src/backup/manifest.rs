//! What a backup says about itself: versions, counts, and the hash of every part.
use std::{fs, path::Path};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{
    file_error,
    part::{Part, hash_of, write_whole},
};

/// Raised when an older program could not read what a newer one writes.
pub const FORMAT: u32 = 1;
pub const FILE: &str = "manifest.json";
/// As `sha256sum` writes it, so that it can be checked without this program.
const HASH_FILE: &str = "manifest.json.sha256";

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    pub format: u32,
    pub made_at: DateTime<Utc>,
    /// Version of the program that made it.
    pub program: String,
    pub postgres: String,
    /// Migrations of the schema in their order, and the last one of the job queue.
    pub migrations: Vec<String>,
    pub queue_migration: i32,
    pub tables: Vec<Table>,
    pub sequences: Vec<Sequence>,
    pub agencies: Vec<Agency>,
    pub documents: Documents,
    pub keys: Part,
    /// Opens tables and keys; itself encrypted to the recipients or with the passphrase.
    pub lock: Part,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    pub schema: String,
    pub name: String,
    pub columns: Vec<String>,
    pub rows: u64,
    pub part: Part,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sequence {
    pub schema: String,
    pub name: String,
    pub last_value: i64,
    pub is_called: bool,
}

/// The log of one agency: its leaves in order, and their Merkle root.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agency {
    pub id: String,
    pub log: String,
    pub leaves: u64,
    pub root: String,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Documents {
    pub count: u64,
    pub bytes: u64,
    /// One line a document, as `sha256sum` writes it.
    pub list: Part,
}

impl Manifest {
    pub fn rows(&self) -> u64 {
        self.tables.iter().map(|table| table.rows).sum()
    }

    /// Answers the hash to be noted elsewhere.
    pub fn write(&self, folder: &Path) -> Result<String, String> {
        let text = serde_json::to_vec_pretty(self).map_err(|error| error.to_string())?;
        let part = write_whole(folder, FILE, &text)?;
        write_whole(folder, HASH_FILE, format!("{}  {FILE}\n", part.sha256).as_bytes())?;
        Ok(part.sha256)
    }

    pub fn read(folder: &Path) -> Result<Self, String> {
        let place = folder.join(FILE);
        let text = fs::read(&place).map_err(|error| {
            format!("{} is not a whole backup: {FILE} cannot be read ({error})", folder.display())
        })?;
        let noted = folder.join(HASH_FILE);
        let noted = fs::read_to_string(&noted).map_err(file_error(&noted))?;
        if noted != format!("{}  {FILE}\n", hash_of(&text)) {
            return Err(format!("{FILE} is not as it was written: its hash differs from {HASH_FILE}"));
        }
        let format = serde_json::from_slice::<serde_json::Value>(&text).ok();
        let format = format.and_then(|value| value.get("format")?.as_u64());
        if format != Some(FORMAT.into()) {
            return Err(
                "this backup has a format that this program does not know: use a newer program".into()
            );
        }
        serde_json::from_slice(&text).map_err(|error| format!("{FILE} is wrong: {error}"))
    }
}
