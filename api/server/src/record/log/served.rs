//! What everybody may read of a log: the last checkpoint, and the tiles that some published checkpoint implies.
use diesel_async::AsyncPgConnection;
use ledger::tile::{TILE_WIDTH, TileId, TileLevel, encode_bundle};

use super::{checkpoint, key, leaves, tree};
use crate::kernel::{Problem, problem::INTERNAL};

/// A tile's or bundle's bytes; nothing when no published checkpoint implies a tile of this width. A partial one stays
/// after its full tile exists, so that whoever holds an old checkpoint can still follow it.
pub async fn tile(
    connection: &mut AsyncPgConnection,
    agency: &str,
    id: TileId,
) -> Result<Option<Vec<u8>>, Problem> {
    if !is_published(connection, agency, id).await? {
        return Ok(None);
    }
    if id.level() != TileLevel::Entries {
        return tree::tile(connection, agency, id).await;
    }
    let Some(log) = key::name(connection, agency).await? else { return Ok(None) };
    let first = id.index().saturating_mul(u64::from(TILE_WIDTH));
    let end = first.saturating_add(u64::from(id.width()));
    let leaves = leaves::between(connection, agency, &log, first, end).await?;
    let entries = leaves.iter().map(ledger::Leaf::encode).collect::<Result<Vec<_>, _>>().map_err(inside)?;
    encode_bundle(entries).map(Some).map_err(inside)
}

/// Sizes at which a tree has this very tile: as many leaves as complete its last hash, up to those that begin the next.
async fn is_published(connection: &mut AsyncPgConnection, agency: &str, id: TileId) -> Result<bool, Problem> {
    let (width, level) = (u64::from(TILE_WIDTH), id.level());
    let span = match level {
        TileLevel::Entries => Some(1),
        TileLevel::Hashes(level) => width.checked_pow(level.into()),
    };
    let filled = id.index().checked_mul(width).and_then(|first| first.checked_add(id.width().into()));
    let sizes = filled.zip(span).and_then(|(filled, span)| {
        let from = filled.checked_mul(span)?;
        let to = if id.is_full() { u64::MAX } else { from.checked_add(span)?.checked_sub(1)? };
        Some((from, to))
    });
    match sizes {
        Some((from, to)) => checkpoint::is_between(connection, agency, from, to).await,
        None => Ok(false),
    }
}

fn inside(error: impl std::fmt::Display) -> Problem {
    Problem::new(&INTERNAL).inside(format!("bundle: {error}"))
}
