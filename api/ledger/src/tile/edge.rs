//! The tiles at the right edge of a growing log: where a sequencer goes on, and what it writes.

use super::set::{decode_hashes, encode_hashes};
use super::{TILE_HEIGHT, TILE_WIDTH, TileError, TileId, TileLevel};
use crate::hash::Hash;
use crate::tree::{MAX_SIZE, empty_root, merkle_root, node_hash};

/// Levels that a tree of the largest size fills.
const LEVELS: usize = 8;

/// A hash tile with its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tile {
    pub id: TileId,
    pub bytes: Vec<u8>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EdgeError<E> {
    #[error(transparent)]
    Tile(#[from] TileError),
    #[error("a tile cannot be read: {0}")]
    Source(E),
}

/// The hashes that are in no full tile yet, by level. To grow a log from one checkpoint to the next: `load` at the
/// old size, compare `root` with the signed one, `append` each leaf and store the tiles it gives, store `partials`
/// and the bundles, and only then sign and store the checkpoint.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Edge {
    size: u64,
    levels: [Vec<Hash>; LEVELS],
}

impl Edge {
    /// The partial hash tiles of a log of `size`: what `load` reads.
    pub fn tiles(size: u64) -> impl Iterator<Item = TileId> {
        (0_u8..).take(LEVELS).filter_map(move |level| {
            let held = size >> (u32::from(level) * u32::from(TILE_HEIGHT));
            TileId::of_size(TileLevel::Hashes(level), held / u64::from(TILE_WIDTH), size)
        })
    }

    /// Goes on from a log of `size`; `read` gives the bytes of each of `Edge::tiles(size)`.
    pub fn load<E>(
        size: u64,
        mut read: impl FnMut(TileId) -> Result<Vec<u8>, E>,
    ) -> Result<Self, EdgeError<E>> {
        if size > MAX_SIZE {
            return Err(TileError::Range.into());
        }
        let mut edge = Self { size, ..Self::default() };
        for tile in Self::tiles(size) {
            let bytes = read(tile).map_err(EdgeError::Source)?;
            let hashes = decode_hashes(tile, &bytes)?;
            let level = (0..).zip(&mut edge.levels).find(|(at, _)| TileLevel::Hashes(*at) == tile.level());
            if let Some((_, level)) = level {
                *level = hashes;
            }
        }
        Ok(edge)
    }

    pub fn size(&self) -> u64 {
        self.size
    }

    /// Appends a leaf hash and gives the tiles that became full by it.
    pub fn append(&mut self, leaf: Hash) -> Result<Vec<Tile>, TileError> {
        if self.size >= MAX_SIZE {
            return Err(TileError::Range);
        }
        self.size += 1;
        let mut made = Vec::new();
        let mut next = leaf;
        for (level, hashes) in (0_u8..).zip(&mut self.levels) {
            hashes.push(next);
            if hashes.len() < usize::from(TILE_WIDTH) {
                break;
            }
            let behind = self.size >> ((u32::from(level) + 1) * u32::from(TILE_HEIGHT));
            let id = TileId::new(TileLevel::Hashes(level), behind.saturating_sub(1), TILE_WIDTH)?;
            made.push(Tile { id, bytes: encode_hashes(hashes) });
            next = merkle_root(hashes);
            hashes.clear();
        }
        Ok(made)
    }

    /// The partial tiles of this size, from the leaves up.
    pub fn partials(&self) -> Vec<Tile> {
        let held = self.levels.iter().filter(|hashes| !hashes.is_empty());
        let tiles = Self::tiles(self.size).zip(held);
        tiles.map(|(id, hashes)| Tile { id, bytes: encode_hashes(hashes) }).collect()
    }

    pub fn root(&self) -> Hash {
        let mut nodes = Vec::new();
        for hashes in self.levels.iter().rev() {
            // Hashes side by side are one node of the tree only where they make a full subtree.
            let mut rest = hashes.as_slice();
            while !rest.is_empty() {
                let whole = 1 << rest.len().ilog2();
                let (subtree, behind) = rest.split_at(whole);
                nodes.push(merkle_root(subtree));
                rest = behind;
            }
        }
        nodes.into_iter().rev().reduce(|right, left| node_hash(&left, &right)).unwrap_or_else(empty_root)
    }
}
