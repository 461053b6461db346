//! Hash tiles in memory, as a source of nodes for proofs.

use std::collections::HashMap;
use std::convert::Infallible;

use super::{TileError, TileId, TileLevel};
use crate::hash::Hash;
use crate::tree::{NodeId, NodeSource, merkle_root};

pub fn encode_hashes(hashes: &[Hash]) -> Vec<u8> {
    hashes.iter().flat_map(|hash| *hash.as_bytes()).collect()
}

/// The hashes of a tile: exactly as many as it is wide. Entry bundles have none.
pub fn decode_hashes(tile: TileId, bytes: &[u8]) -> Result<Vec<Hash>, TileError> {
    let (hashes, left) = bytes.as_chunks::<32>();
    let whole = left.is_empty() && hashes.len() == usize::from(tile.width());
    if tile.level() == TileLevel::Entries || !whole {
        return Err(TileError::Length);
    }
    Ok(hashes.iter().copied().map(Hash).collect())
}

/// Tiles of a tree of one size. They are taken as they come: check what is made from them against a signed root.
#[derive(Debug, Clone)]
pub struct TileSet {
    size: u64,
    tiles: HashMap<(TileLevel, u64), Vec<Hash>>,
}

impl TileSet {
    pub fn new(size: u64) -> Self {
        Self { size, tiles: HashMap::new() }
    }

    pub fn size(&self) -> u64 {
        self.size
    }

    /// Takes the bytes of a tile. A tile that is wider than this size has it is cut; a narrower one is refused.
    pub fn insert(&mut self, tile: TileId, bytes: &[u8]) -> Result<(), TileError> {
        let expected = TileId::of_size(tile.level(), tile.index(), self.size).ok_or(TileError::Beyond)?;
        if tile.width() < expected.width() {
            return Err(TileError::Length);
        }
        let mut hashes = decode_hashes(tile, bytes)?;
        hashes.truncate(expected.width().into());
        self.tiles.insert((tile.level(), tile.index()), hashes);
        Ok(())
    }
}

impl NodeSource for TileSet {
    type Error = Infallible;

    fn node(&self, id: NodeId) -> Result<Option<Hash>, Infallible> {
        let found = TileId::of_node(id, self.size).and_then(|(tile, place, count)| {
            let hashes = self.tiles.get(&(tile.level(), tile.index()))?;
            Some(merkle_root(hashes.get(place..place.checked_add(count)?)?))
        });
        Ok(found)
    }
}
