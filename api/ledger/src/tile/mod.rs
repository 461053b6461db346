//! Tiles (C2SP tlog-tiles): a log as plain files that never change once they are full.

mod bundle;
mod edge;
mod id;
mod set;

pub use bundle::{BundleError, decode_bundle, encode_bundle};
pub use edge::{Edge, EdgeError, Tile};
pub use id::{TileError, TileId, TileLevel, tiles_between, tiles_for, tiles_of};
pub use set::{TileSet, decode_hashes, encode_hashes};

/// Hashes of a full tile, entries of a full bundle.
pub const TILE_WIDTH: u16 = 256;
/// Levels of the tree that one tile spans.
const TILE_HEIGHT: u8 = 8;
