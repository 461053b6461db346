//! Names of tiles, as the last part of an address, and which of them a tree of some size has.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use super::{TILE_HEIGHT, TILE_WIDTH};
use crate::decimal;
use crate::tree::NodeId;

const MAX_LEVEL: u8 = 63;

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TileError {
    #[error("not the address of a tile")]
    Path,
    #[error("a tile has 1 to 256 hashes, at levels 0 to 63")]
    Range,
    #[error("the tile has another length than its address says")]
    Length,
    #[error("the log of this size has no such tile")]
    Beyond,
}

/// What a tile holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TileLevel {
    /// Level 0 has the leaf hashes; each level above has the roots of the full tiles below.
    Hashes(u8),
    /// The entries themselves.
    Entries,
}

/// A tile and how much of it is filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TileId {
    level: TileLevel,
    index: u64,
    width: u16,
}

impl TileId {
    pub fn new(level: TileLevel, index: u64, width: u16) -> Result<Self, TileError> {
        let high = matches!(level, TileLevel::Hashes(level) if level > MAX_LEVEL);
        if high || width == 0 || width > TILE_WIDTH {
            return Err(TileError::Range);
        }
        Ok(Self { level, index, width })
    }

    pub fn level(self) -> TileLevel {
        self.level
    }

    pub fn index(self) -> u64 {
        self.index
    }

    /// 1 to 256.
    pub fn width(self) -> u16 {
        self.width
    }

    pub fn is_full(self) -> bool {
        self.width == TILE_WIDTH
    }

    /// The same tile once it is filled: what a partial one may be cut from when it is gone.
    pub fn full(self) -> Self {
        Self { width: TILE_WIDTH, ..self }
    }

    /// The tile at this place as a tree of `size` has it; `None` when nothing of it exists yet.
    pub fn of_size(level: TileLevel, index: u64, size: u64) -> Option<Self> {
        let held = held(level, size).checked_sub(index.checked_mul(u64::from(TILE_WIDTH))?)?;
        let width = u16::try_from(held.min(u64::from(TILE_WIDTH))).ok()?;
        (width > 0).then_some(Self { level, index, width })
    }

    /// The hash tile that holds a node, with the place of the node's first hash and how many it spans.
    pub(super) fn of_node(node: NodeId, size: u64) -> Option<(Self, usize, usize)> {
        let level = node.level / TILE_HEIGHT;
        let height = node.level % TILE_HEIGHT;
        let first = node.index.checked_shl(height.into()).filter(|first| first >> height == node.index)?;
        let width = u64::from(TILE_WIDTH);
        let tile = Self::of_size(TileLevel::Hashes(level), first / width, size)?;
        let place = u16::try_from(first % width).ok()?;
        let count = 1_u16 << height;
        (place + count <= tile.width).then_some((tile, place.into(), count.into()))
    }
}

/// How many hashes or entries a tree of `size` has at a level: only full subtrees count.
fn held(level: TileLevel, size: u64) -> u64 {
    match level {
        TileLevel::Entries => size,
        TileLevel::Hashes(level) => size.checked_shr(u32::from(level) * u32::from(TILE_HEIGHT)).unwrap_or(0),
    }
}

/// Every tile of a tree of `size`: entry bundles first, then hashes from the leaves up.
pub fn tiles_of(size: u64) -> impl Iterator<Item = TileId> {
    tiles_between(0, size)
}

/// The tiles that a tree has at size `new` and had not at size `old`: what is written when it grows.
pub fn tiles_between(old: u64, new: u64) -> impl Iterator<Item = TileId> {
    let levels = (0..8).map(TileLevel::Hashes);
    std::iter::once(TileLevel::Entries).chain(levels).flat_map(move |level| {
        let (before, after) = (held(level, old), held(level, new));
        let width = u64::from(TILE_WIDTH);
        let past = if after > before { after.div_ceil(width) } else { 0 };
        (before / width..past).filter_map(move |index| TileId::of_size(level, index, new))
    })
}

/// The hash tiles of a tree of `size` that hold these nodes; `None` when one of them is not in that tree.
pub fn tiles_for(nodes: impl IntoIterator<Item = NodeId>, size: u64) -> Option<BTreeSet<TileId>> {
    nodes.into_iter().map(|node| TileId::of_node(node, size).map(|(tile, ..)| tile)).collect()
}

/// `tile/0/x001/234.p/5`: below the log's address.
impl fmt::Display for TileId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.level {
            TileLevel::Hashes(level) => write!(f, "tile/{level}/")?,
            TileLevel::Entries => f.write_str("tile/entries/")?,
        }
        let mut groups = Vec::new();
        let mut rest = self.index;
        loop {
            groups.push(rest % 1000);
            rest /= 1000;
            if rest == 0 {
                break;
            }
        }
        while let Some(group) = groups.pop() {
            if groups.is_empty() { write!(f, "{group:03}")? } else { write!(f, "x{group:03}/")? }
        }
        if self.is_full() { Ok(()) } else { write!(f, ".p/{}", self.width) }
    }
}

impl FromStr for TileId {
    type Err = TileError;

    /// Reads back what `Display` writes, and no other spelling of it.
    fn from_str(text: &str) -> Result<Self, TileError> {
        read(text).filter(|tile| tile.to_string() == text).ok_or(TileError::Path)
    }
}

fn read(text: &str) -> Option<TileId> {
    let (level, place) = text.strip_prefix("tile/")?.split_once('/')?;
    let level = match level {
        "entries" => TileLevel::Entries,
        level => TileLevel::Hashes(u8::try_from(decimal::parse(level)?).ok()?),
    };
    let (index, width) = match place.split_once(".p/") {
        Some((index, width)) => (index, u16::try_from(decimal::parse(width)?).ok()?),
        None => (place, TILE_WIDTH),
    };
    let mut number = 0_u64;
    for group in index.split('/') {
        let digits = group.strip_prefix('x').unwrap_or(group);
        if digits.len() != 3 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        number = number.checked_mul(1000)?.checked_add(digits.parse().ok()?)?;
    }
    TileId::new(level, number, width).ok()
}
