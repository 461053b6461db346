//! A log as plain files, grown step by step, with receipts for its entries; and witnesses' keys.

use std::fs;
use std::path::PathBuf;

use chrono::{DateTime, Utc};
use ledger::checkpoint::Checkpoint;
use ledger::note::Note;
use ledger::proof::ProofFile;
use ledger::tile::{Edge, Tile, TileLevel, TileSet, encode_bundle, tiles_of};
use ledger::{
    Algorithm, Card, Hash, Kind, Leaf, Opening, Promise, Record, Retired, Salt, SigningKey, commit, tree,
};

use super::Folder;

pub const ORIGIN: &str = "terang.example/ledger/kota-arang";

pub fn log_key() -> SigningKey {
    SigningKey::new(ORIGIN, Algorithm::Ed25519, &[1; 32]).unwrap()
}

/// The key that comes after it.
pub fn next_key() -> SigningKey {
    SigningKey::new(ORIGIN, Algorithm::Ed25519, &[2; 32]).unwrap()
}

/// The key of the witness with this number.
pub fn witness_key(number: u8) -> SigningKey {
    SigningKey::new(&format!("w{number}.example"), Algorithm::Ed25519Cosignature, &[100 + number; 32])
        .unwrap()
}

/// A policy that trusts the log, and two of three witnesses.
pub fn two_of_three() -> String {
    let witnesses: String =
        (1..=3).map(|number| format!("witness w{number} {}\n", witness_key(number).public())).collect();
    format!("log {}\n{witnesses}group saksi 2 w1 w2 w3\nquorum saksi\n", log_key().public())
}

pub fn no_witnesses() -> String {
    format!("log {}\nquorum none\n", log_key().public())
}

fn at(number: u64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_764_000_000 + i64::try_from(number).unwrap(), 0).unwrap()
}

/// A log that its owner grows.
pub struct Log {
    pub folder: Folder,
    history: &'static str,
    openings: Vec<Opening>,
    /// What it signs with.
    key: SigningKey,
}

impl Log {
    /// Two logs with another `history` differ in the entries that they are grown by.
    pub fn new(name: &str, history: &'static str) -> Log {
        Log { folder: Folder::new(name), history, openings: Vec::new(), key: log_key() }
    }

    /// The same log until now, in another folder, that goes on with another history.
    pub fn forked(&self, name: &str, history: &'static str) -> Log {
        let (openings, key) = (self.openings.clone(), self.key.clone());
        Log { folder: Folder::new(name), history, openings, key }
    }

    pub fn size(&self) -> u64 {
        self.openings.len().try_into().unwrap()
    }

    /// Adds an entry of any kind, also of one that came after this program.
    pub fn add(&mut self, kind: &str, payload: serde_json::Value) -> u64 {
        let record = Record {
            subject: "application:0".to_owned(),
            payload,
            actor_role: "committee".to_owned(),
            previous: None,
        };
        let (number, salt) = (self.size(), Salt([9; 32]));
        let commitment = commit(&salt, &record).unwrap();
        let known = Leaf::new(ORIGIN, Kind::KeyEvent, None, at(number), commitment, None).unwrap();
        let entry = String::from_utf8(known.encode().unwrap()).unwrap().replace("key_event", kind);
        let leaf = Leaf::decode(entry.as_bytes()).unwrap();
        self.openings.push(Opening { leaf, record, salt, promise: None });
        self.grow(self.size());
        number
    }

    /// Grows the log to a size and publishes it: bundles, tiles, and last the checkpoint.
    pub fn grow(&mut self, size: u64) {
        while self.size() < size {
            self.put(Kind::VacancyPublished, serde_json::json!({"history": self.history}));
        }
        self.publish();
    }

    fn put(&mut self, kind: Kind, payload: serde_json::Value) {
        let number = self.size();
        let record = Record {
            subject: format!("vacancy:{number}"),
            payload,
            actor_role: "system".to_owned(),
            previous: None,
        };
        let salt = Salt([u8::try_from(number % 251).unwrap(); 32]);
        let commitment = commit(&salt, &record).unwrap();
        let leaf = Leaf::new(ORIGIN, kind, None, at(number), commitment, None).unwrap();
        let promise = Some(Promise::new(ORIGIN, commitment, at(number)).unwrap().sign(&self.key).unwrap());
        self.openings.push(Opening { leaf, record, salt, promise });
    }

    /// From the next checkpoint on the log signs with `next`; of a lost key even this event is signed by the next one.
    /// Answers how the policy tells of the old key.
    pub fn change_key(&mut self, next: SigningKey, lost: bool) -> String {
        let (old, before) = (self.key.public().clone(), self.size());
        let event = if lost { "key_lost" } else { "key_rotated" };
        let payload =
            serde_json::json!({"event": event, "old": old.to_string(), "new": next.public().to_string()});
        if lost {
            self.key = next.clone();
        }
        self.put(Kind::KeyEvent, payload);
        self.publish();
        self.write(&format!("keys/{}", old.id()), self.receipt(before, &[]).as_bytes());
        self.key = next;
        let size = if lost { before } else { self.size() };
        Retired { key: old, size, until: at(before), lost }.to_string()
    }

    pub fn sign_with(&mut self, key: SigningKey) {
        self.key = key;
    }

    fn publish(&self) {
        let size = self.size();
        let entries: Vec<Vec<u8>> =
            self.openings.iter().map(|opening| opening.leaf.encode().unwrap()).collect();
        for tile in tiles_of(size).take_while(|tile| tile.level() == TileLevel::Entries) {
            let first = usize::try_from(tile.index()).unwrap() * 256;
            let held = &entries[first..first + usize::from(tile.width())];
            self.write(&tile.to_string(), &encode_bundle(held).unwrap());
        }
        let mut edge = Edge::default();
        for entry in &entries {
            self.tiles(&edge.append(ledger::leaf_hash(entry)).unwrap());
        }
        self.tiles(&edge.partials());
        let checkpoint = Checkpoint::new(ORIGIN, size, edge.root()).unwrap().sign(&self.key).unwrap();
        self.write("checkpoint", checkpoint.to_string().as_bytes());
    }

    fn tiles(&self, tiles: &[Tile]) {
        tiles.iter().for_each(|tile| self.write(&tile.id.to_string(), &tile.bytes));
    }

    fn write(&self, path: &str, bytes: &[u8]) {
        let path: PathBuf = self.folder.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        // Whoever reads at this moment sees the old file or the new one.
        let new = path.with_extension("new");
        fs::write(&new, bytes).unwrap();
        fs::rename(new, path).unwrap();
    }

    pub fn checkpoint(&self) -> Note {
        Note::parse(self.folder.read("checkpoint").as_bytes()).unwrap()
    }

    fn set(&self) -> TileSet {
        let mut set = TileSet::new(self.size());
        for tile in tiles_of(self.size()).filter(|tile| tile.level() != TileLevel::Entries) {
            set.insert(tile, &fs::read(self.folder.path(&tile.to_string())).unwrap()).unwrap();
        }
        set
    }

    pub fn consistency(&self, old: u64) -> Vec<Hash> {
        tree::prove_consistency(&self.set(), old, self.size()).unwrap()
    }

    /// The proof file of an entry.
    pub fn receipt(&self, index: u64, witnesses: &[u8]) -> String {
        let opening = self.openings[usize::try_from(index).unwrap()].clone();
        let hashes = tree::prove_inclusion(&self.set(), index, self.size()).unwrap();
        let mut checkpoint = self.checkpoint();
        let text = checkpoint.unverified_text().to_owned();
        for number in witnesses {
            checkpoint.add(witness_key(*number).cosign(&text, 1_764_100_000).unwrap());
        }
        ProofFile { extra: Some(opening.encode().unwrap()), index, hashes, checkpoint }.to_string()
    }

    pub fn card(&self, number: u64, index: Option<u64>) -> String {
        Card::new(index, self.promise(number)).unwrap().to_string()
    }

    fn promise(&self, number: u64) -> Note {
        self.openings[usize::try_from(number).unwrap()].promise.clone().unwrap()
    }
}
