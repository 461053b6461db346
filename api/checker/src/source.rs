//! Where a log is read: from a folder of its files, or over HTTP.

use std::convert::Infallible;
use std::fs;
use std::io::{self, Read};
use std::path::PathBuf;
use std::time::Duration;

use ledger::Hash;
use ledger::note::MAX_NOTE_BYTES;
use ledger::tile::{TileId, TileLevel, TileSet, decode_bundle, tiles_for};
use ledger::tree::{
    Frontier, NodeId, NodeSource, ProveError, consistency_nodes, frontier_nodes, inclusion_nodes,
    prove_consistency, prove_inclusion,
};
use reqwest::StatusCode;
use reqwest::blocking::Client;

use crate::{Fault, Message};

pub const CHECKPOINT: &str = "checkpoint";
/// A bundle of 256 entries of the largest size, with their lengths.
const MAX_BYTES: usize = 256 * (2 + 65_535);
const TIMEOUT: Duration = Duration::from_secs(30);

pub enum Source {
    Folder(PathBuf),
    Web { client: Client, address: String },
}

impl Source {
    /// An address begins with `http://` or `https://`; anything else is a folder.
    pub fn new(place: &str) -> Result<Source, Fault> {
        if !place.starts_with("http://") && !place.starts_with("https://") {
            return Ok(Source::Folder(place.into()));
        }
        Ok(Source::Web { client: client(place)?, address: place.trim_end_matches('/').to_owned() })
    }

    /// `None` where there is no such file.
    pub fn read(&self, path: &str, most: usize) -> Result<Option<Vec<u8>>, Fault> {
        let read = match self {
            Source::Folder(folder) => match fs::File::open(folder.join(path)) {
                Ok(file) => whole(file, most).map(Some),
                Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
                Err(error) => Err(error),
            },
            Source::Web { client, address } => {
                let answer = client.get(format!("{address}/{path}")).send();
                let answer = answer.map_err(|error| unreadable(path, &error.without_url()))?;
                match answer.status() {
                    StatusCode::OK => whole(answer, most).map(Some),
                    StatusCode::NOT_FOUND => Ok(None),
                    status => Err(io::Error::other(status.to_string())),
                }
            }
        };
        read.map_err(|error| unreadable(path, &error))
    }

    pub fn checkpoint(&self) -> Result<Vec<u8>, Fault> {
        self.read(CHECKPOINT, MAX_NOTE_BYTES)?.ok_or_else(|| missing(CHECKPOINT))
    }

    /// A tile, or the full one when the partial one is gone.
    pub fn tile(&self, tile: TileId) -> Result<(TileId, Vec<u8>), Fault> {
        for tile in [tile, tile.full()] {
            if let Some(bytes) = self.read(&tile.to_string(), MAX_BYTES)? {
                return Ok((tile, bytes));
            }
        }
        Err(missing(&tile.to_string()))
    }

    /// The entries of a bundle, cut to its width.
    pub fn entries(&self, tile: TileId) -> Result<Vec<Vec<u8>>, Fault> {
        let (read, bytes) = self.tile(tile)?;
        let entries = decode_bundle(read, &bytes).map_err(|error| {
            let id = "bukan berkas isian yang utuh";
            Fault::new(&read.to_string(), Message::new(id, error.to_string()))
        })?;
        Ok(entries.into_iter().take(tile.width().into()).map(<[u8]>::to_vec).collect())
    }

    /// The tiles with these nodes in the log of this size. What comes of them is to be checked against a root.
    pub fn nodes(&self, nodes: impl IntoIterator<Item = NodeId>, size: u64) -> Result<TileSet, Fault> {
        let mut set = TileSet::new(size);
        for tile in tiles_for(nodes, size).into_iter().flatten() {
            let (read, bytes) = self.tile(tile)?;
            set.insert(read, &bytes).map_err(|error| {
                let id = "ubin dengan panjang lain dari namanya";
                Fault::new(&read.to_string(), Message::new(id, error.to_string()))
            })?;
        }
        Ok(set)
    }
}

/// The bundle that holds an entry, in the log of this size.
pub fn bundle_of(index: u64, size: u64) -> Option<TileId> {
    TileId::of_size(TileLevel::Entries, index / 256, size)
}

pub fn client(address: &str) -> Result<Client, Fault> {
    let client =
        Client::builder().timeout(TIMEOUT).user_agent(concat!("terang-check/", env!("CARGO_PKG_VERSION")));
    client.build().map_err(|error| unreadable(address, &error))
}

fn whole(from: impl Read, most: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let limit = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
    from.take(limit).read_to_end(&mut bytes)?;
    if bytes.len() > most { Err(io::Error::other("too long")) } else { Ok(bytes) }
}

fn missing(path: &str) -> Fault {
    Fault::new(path, Message::new("tidak ada", "is missing"))
}

pub fn unreadable(path: &str, error: &dyn std::error::Error) -> Fault {
    // The cause is what helps: refused, timed out, name not known.
    let mut why = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        why = format!("{why}: {error}");
        cause = error.source();
    }
    Fault::new(path, Message::new(format!("tidak dapat dibaca ({why})"), format!("cannot be read ({why})")))
}

impl Source {
    /// The way from one size of the log to a later one, made from its tiles.
    pub fn consistency(&self, old: u64, new: u64) -> Result<Vec<Hash>, Fault> {
        let nodes = consistency_nodes(old, new).unwrap_or_default();
        let set = self.nodes(nodes, new)?;
        prove_consistency(&set, old, new).map_err(|error| no_proof(&error))
    }

    /// The way from an entry to the root of a size, made from the log's tiles.
    pub fn inclusion(&self, index: u64, size: u64) -> Result<Vec<Hash>, Fault> {
        let nodes = inclusion_nodes(index, size).unwrap_or_default();
        let set = self.nodes(nodes, size)?;
        prove_inclusion(&set, index, size).map_err(|error| no_proof(&error))
    }

    /// The root that the log had at an earlier size, as the tiles of a later one say it.
    pub fn earlier_root(&self, old: u64, new: u64) -> Result<Hash, Fault> {
        let nodes = frontier_nodes(old);
        let set = self.nodes(nodes.iter().copied(), new)?;
        let hashes = nodes.into_iter().map(|id| match set.node(id) {
            Ok(Some(hash)) => Ok(hash),
            Ok(None) => Err(no_proof(&ProveError::Missing(id))),
            Err(never) => match never {},
        });
        let frontier = Frontier::new(old, hashes.collect::<Result<_, _>>()?);
        frontier.map(|frontier| frontier.root()).map_err(|error| {
            Fault::new(CHECKPOINT, Message::new("ukuran catatan tidak mungkin", error.to_string()))
        })
    }
}

fn no_proof(error: &ProveError<Infallible>) -> Fault {
    Fault::new("tile", Message::new("bukti tidak dapat dibuat dari ubin", error.to_string()))
}
