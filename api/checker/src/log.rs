//! Reads a whole log: that its entries make its tiles, its tiles the signed root, and that it still begins as it did.

use std::fs;
use std::path::PathBuf;

use ledger::checkpoint::Checkpoint;
use ledger::policy::Policy;
use ledger::tile::{Edge, Tile, TileId, TileLevel, tiles_of};
use ledger::tree::merkle_root;
use ledger::{Kind, Leaf, leaf_hash};

use crate::source::{CHECKPOINT, Source, unreadable};
use crate::trust::{self, Witnessed, different};
use crate::{Difference, Fault, Message, Verdict};

/// What `terang-check log` is given.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct Log {
    /// Alamat catatan (https://…/ledger/AGENCY) atau foldernya. The log's address or its folder.
    #[arg(value_name = "URL|FOLDER")]
    pub place: String,
    /// Tanda batas yang Anda simpan dahulu. A checkpoint that you kept earlier.
    #[arg(long, value_name = "CHECKPOINT")]
    pub since: Option<PathBuf>,
    /// Kunci catatan dan saksi yang Anda percaya. The keys of log and witnesses that you trust; without it those that
    /// the log itself gives.
    #[arg(long, value_name = "POLICY")]
    pub policy: Option<PathBuf>,
}

pub fn log(log: &Log) -> Verdict {
    check(log).unwrap_or_else(|ending| ending)
}

fn check(log: &Log) -> Result<Verdict, Verdict> {
    let source = Source::new(&log.place)?;
    let trusted = log.policy.as_deref().map(trust::read_policy).transpose()?;
    let own = if trusted.is_none() { trust::beside(&source)? } else { None };
    let own_keys = own.is_some();
    let policy = trusted.or(own);
    let bytes = source.checkpoint()?;
    let head = trust::unverified(CHECKPOINT, &bytes)?;
    let witnessed = match &policy {
        Some(policy) => {
            let judged = trust::open(CHECKPOINT, &bytes, &head.origin, policy)?;
            Some(Witnessed::of(&judged, policy))
        }
        None => None,
    };
    let since = since(log, &head, policy.as_ref())?;
    let mut walk =
        Walk { source: &source, head: &head, since: since.as_ref(), edge: Edge::default(), unknown: 0 };
    walk.whole()?;
    let mut ended = ending(&walk, witnessed)?;
    if let Verdict::Same(notes) = &mut ended {
        notes.extend(own_keys.then(trust::own_keys));
    }
    Ok(ended)
}

/// The older checkpoint with the name of its file.
fn since(
    log: &Log,
    head: &Checkpoint,
    policy: Option<&Policy>,
) -> Result<Option<(String, Checkpoint)>, Verdict> {
    let Some(path) = &log.since else { return Ok(None) };
    let name = path.display().to_string();
    let bytes = fs::read(path).map_err(|error| unreadable(&name, &error))?;
    let since = trust::unverified(&name, &bytes)?;
    if since.origin != head.origin {
        let what =
            Message::new("tanda batas lama dari catatan lain", "the older checkpoint is of another log");
        return Err(different(&name, what, &since.origin, &head.origin));
    }
    if let Some(policy) = policy {
        trust::open(&name, &bytes, &head.origin, policy)?;
    }
    if since.size > head.size {
        let what = Message::new(
            "catatan sekarang lebih pendek daripada tanda batas lama",
            "the log is now shorter than at the older checkpoint",
        );
        return Err(different(CHECKPOINT, what, &head.size.to_string(), &since.size.to_string()));
    }
    Ok(Some((name, since)))
}

/// The way through a log, from its first entry to its checkpoint.
struct Walk<'log> {
    source: &'log Source,
    head: &'log Checkpoint,
    since: Option<&'log (String, Checkpoint)>,
    edge: Edge,
    /// Leaves of kinds that this program is too old to know.
    unknown: u64,
}

impl Walk<'_> {
    fn whole(&mut self) -> Result<(), Verdict> {
        self.older_root()?;
        for bundle in tiles_of(self.head.size).take_while(|tile| tile.level() == TileLevel::Entries) {
            for entry in self.source.entries(bundle)? {
                self.entry(bundle, &entry)?;
            }
        }
        for tile in self.edge.partials() {
            self.tile(&tile)?;
        }
        let root = self.edge.root();
        if root != self.head.root {
            let what = Message::new("akar catatan dalam tanda batas", "the log's root in the checkpoint");
            return Err(different(CHECKPOINT, what, &self.head.root.to_string(), &root.to_string()));
        }
        Ok(())
    }

    fn entry(&mut self, bundle: TileId, entry: &[u8]) -> Result<(), Verdict> {
        match Leaf::decode(entry) {
            Ok(leaf) if leaf.log() == self.head.origin => {}
            Ok(leaf) => {
                let what = Message::new("isian dari catatan lain", "an entry of another log");
                return Err(self.at_entry(bundle, what, leaf.log()));
            }
            Err(_) if is_newer(entry) => self.unknown += 1,
            Err(error) => {
                let what = Message::new("isian tidak berbentuk daun catatan", "an entry that is no leaf");
                return Err(self.at_entry(bundle, what, &error.to_string()));
            }
        }
        let full = self.edge.append(leaf_hash(entry));
        let full =
            full.map_err(|error| Fault::new(CHECKPOINT, Message::new("catatan penuh", error.to_string())))?;
        full.iter().try_for_each(|tile| self.tile(tile))?;
        self.older_root()
    }

    /// A difference at the entry that comes next; rows count from 1, places in a log from 0.
    fn at_entry(&self, bundle: TileId, what: Message, in_file: &str) -> Verdict {
        Verdict::NotTheSame(Box::new(Difference {
            file: bundle.to_string(),
            row: Some(self.edge.size() % 256 + 1),
            what,
            in_file: in_file.to_owned(),
            computed: self.head.origin.clone(),
        }))
    }

    /// Whether the served tile is the one that the entries make.
    fn tile(&self, tile: &Tile) -> Result<(), Verdict> {
        let (read, bytes) = self.source.tile(tile.id)?;
        let served = bytes.get(..tile.bytes.len()).unwrap_or(&bytes);
        if served == tile.bytes && (read == tile.id || bytes.len() == 256 * 32) && bytes.len() % 32 == 0 {
            return Ok(());
        }
        let what = Message::new("ubin tidak sesuai isian", "a tile that the entries do not make");
        Err(different(&read.to_string(), what, &summary(&bytes), &summary(&tile.bytes)))
    }

    fn older_root(&self) -> Result<(), Verdict> {
        let Some((name, since)) = self.since.filter(|(_, since)| since.size == self.edge.size()) else {
            return Ok(());
        };
        let root = self.edge.root();
        if root == since.root {
            return Ok(());
        }
        let what = Message::new(
            "catatan tidak lagi berawal seperti pada tanda batas lama: riwayatnya diubah",
            "the log no longer begins as it did at the older checkpoint: its history was changed",
        );
        Err(different(name, what, &since.root.to_string(), &root.to_string()))
    }
}

/// A leaf that would be good if this program knew its kind.
fn is_newer(entry: &[u8]) -> bool {
    let value: Option<serde_json::Value> = serde_json::from_slice(entry).ok();
    let kind = value.as_ref().and_then(|value| value.get("kind")).and_then(serde_json::Value::as_str);
    kind.is_some_and(|kind| kind.parse::<Kind>().is_err())
}

/// A tile in one line: the root over its hashes.
fn summary(bytes: &[u8]) -> String {
    let hashes: Vec<_> = bytes.as_chunks::<32>().0.iter().copied().map(ledger::Hash).collect();
    format!("{} byte, {}", bytes.len(), merkle_root(&hashes))
}

fn ending(walk: &Walk<'_>, witnessed: Option<Witnessed>) -> Result<Verdict, Verdict> {
    let (origin, size) = (&walk.head.origin, walk.head.size);
    let Some(witnessed) = witnessed else {
        let found = format!("{size} isian membentuk akar dalam tanda batas {origin}");
        let found_en = format!("{size} entries make the root in the checkpoint of {origin}");
        return Err(trust::keys_unchecked(CHECKPOINT, &found, &found_en));
    };
    if walk.unknown > 0 {
        let unknown = walk.unknown;
        let message = Message::new(
            format!("{unknown} isian berjenis yang belum dikenal program ini: pakai versi yang lebih baru"),
            format!("{unknown} entries are of kinds that this program does not know: use a newer version"),
        );
        return Err(Fault::new("tile/entries", message).into());
    }
    if witnessed == Witnessed::NotYet {
        return Err(Fault::new(CHECKPOINT, witnessed.message()).into());
    }
    let mut notes = vec![Message::new(
        format!("SAMA. Catatan {origin}: {size} isian membentuk akar yang ditandatangani."),
        format!("THE SAME. The log {origin}: {size} entries make the signed root."),
    )];
    notes.extend(walk.since.map(|(_, since)| {
        Message::new(
            format!("{} isian pertama masih sama seperti pada tanda batas lama.", since.size),
            format!("The first {} entries are still those of the older checkpoint.", since.size),
        )
    }));
    notes.push(witnessed.message());
    Ok(Verdict::Same(notes))
}
