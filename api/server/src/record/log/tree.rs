//! The stored tree: how far it is grown, its tiles of hashes, and roots made of them.
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use ledger::{
    Hash,
    tile::{Edge, Tile, TileId, TileLevel, TileSet, tiles_for},
    tree::{Frontier, NodeId, NodeSource, frontier_nodes},
};

use super::{leaves, refusal::Refusal};
use crate::{
    kernel::{Problem, problem::INTERNAL},
    schema::{record_order, record_tile, record_tree},
};

/// Who is the sequencer now: the larger number came later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fence(pub i64);

#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = record_tree)]
pub struct Row {
    pub fence: i64,
    size: i64,
    published: i64,
    refused: Option<String>,
    pub refused_at: Option<DateTime<Utc>>,
}

impl Row {
    /// Leaves that the tiles hold.
    pub fn size(&self) -> u64 {
        u64::try_from(self.size).unwrap_or(0)
    }

    /// Size of the last published checkpoint; 0 before the first.
    pub fn published(&self) -> u64 {
        u64::try_from(self.published).unwrap_or(0)
    }

    pub fn refusal(&self) -> Option<Refusal> {
        self.refused.as_deref().and_then(Refusal::of)
    }
}

pub async fn find(connection: &mut AsyncPgConnection, agency: &str) -> Result<Option<Row>, Problem> {
    Ok(record_tree::table.find(agency).select(Row::as_select()).first(connection).await.optional()?)
}

/// Locks the tree until the transaction ends and writes the fence down; nothing when somebody came later.
pub async fn take(
    connection: &mut AsyncPgConnection,
    agency: &str,
    fence: Fence,
) -> Result<Option<Row>, Problem> {
    diesel::insert_into(record_tree::table)
        .values((
            record_tree::agency_id.eq(agency),
            record_tree::fence.eq(fence.0),
            record_tree::size.eq(0),
            record_tree::published.eq(0),
        ))
        .on_conflict_do_nothing()
        .execute(connection)
        .await?;
    let row: Row =
        record_tree::table.find(agency).for_update().select(Row::as_select()).first(connection).await?;
    if row.fence > fence.0 {
        return Ok(None);
    }
    if row.fence < fence.0 {
        let tree = record_tree::table.find(agency);
        diesel::update(tree).set(record_tree::fence.eq(fence.0)).execute(connection).await?;
    }
    Ok(Some(row))
}

/// Leaves that have a place.
pub async fn placed(connection: &mut AsyncPgConnection, agency: &str) -> Result<u64, Problem> {
    let last: Option<i64> = record_order::table
        .filter(record_order::agency_id.eq(agency))
        .select(diesel::dsl::max(record_order::leaf_index))
        .first(connection)
        .await?;
    Ok(last.and_then(|last| u64::try_from(last.saturating_add(1)).ok()).unwrap_or(0))
}

/// The hashes at a tile's place, as wide as it says; nothing when there are not so many.
pub async fn tile(
    connection: &mut AsyncPgConnection,
    agency: &str,
    tile: TileId,
) -> Result<Option<Vec<u8>>, Problem> {
    let TileLevel::Hashes(level) = tile.level() else { return Ok(None) };
    let Ok(index) = i64::try_from(tile.index()) else { return Ok(None) };
    let found: Option<Vec<u8>> = record_tile::table
        .find((agency, i16::from(level), index))
        .select(record_tile::hashes)
        .first(connection)
        .await
        .optional()?;
    let bytes = usize::from(tile.width()) * 32;
    Ok(found.and_then(|mut hashes| {
        let enough = hashes.len() >= bytes;
        hashes.truncate(bytes);
        enough.then_some(hashes)
    }))
}

async fn must_have(connection: &mut AsyncPgConnection, agency: &str, id: TileId) -> Result<Vec<u8>, Problem> {
    let found = tile(connection, agency, id).await?;
    found.ok_or_else(|| inside(format!("{id} of agency {agency} is missing")))
}

async fn store(connection: &mut AsyncPgConnection, agency: &str, tile: &Tile) -> Result<(), Problem> {
    let TileLevel::Hashes(level) = tile.id.level() else { return Ok(()) };
    let index = i64::try_from(tile.id.index()).map_err(inside)?;
    diesel::insert_into(record_tile::table)
        .values((
            record_tile::agency_id.eq(agency),
            record_tile::level.eq(i16::from(level)),
            record_tile::tile_index.eq(index),
            record_tile::hashes.eq(&tile.bytes),
        ))
        .on_conflict((record_tile::agency_id, record_tile::level, record_tile::tile_index))
        .do_update()
        .set(record_tile::hashes.eq(&tile.bytes))
        .execute(connection)
        .await?;
    Ok(())
}

/// Takes placed leaves up to `end` into the tiles.
pub async fn grow(
    connection: &mut AsyncPgConnection,
    agency: &str,
    log: &str,
    from: u64,
    end: u64,
) -> Result<(), Problem> {
    let mut read = Vec::new();
    for id in Edge::tiles(from) {
        read.push(must_have(connection, agency, id).await?);
    }
    let mut read = read.into_iter();
    let mut edge = Edge::load(from, |id| read.next().ok_or(id)).map_err(inside)?;
    for leaf in leaves::between(connection, agency, log, from, end).await? {
        for full in edge.append(leaf.hash().map_err(inside)?).map_err(inside)? {
            store(connection, agency, &full).await?;
        }
    }
    for partial in edge.partials() {
        store(connection, agency, &partial).await?;
    }
    let size = i64::try_from(edge.size()).map_err(inside)?;
    let tree = record_tree::table.find(agency);
    diesel::update(tree).set(record_tree::size.eq(size)).execute(connection).await?;
    Ok(())
}

/// The tiles that hold these nodes of the tree of `size`.
pub async fn tiles_of(
    connection: &mut AsyncPgConnection,
    agency: &str,
    nodes: Vec<NodeId>,
    size: u64,
) -> Result<TileSet, Problem> {
    let ids = tiles_for(nodes, size).ok_or_else(|| inside("a node outside the tree"))?;
    let mut tiles = TileSet::new(size);
    for id in ids {
        let bytes = must_have(connection, agency, id).await?;
        tiles.insert(id, &bytes).map_err(inside)?;
    }
    Ok(tiles)
}

/// The root that the tree had at `size`.
pub async fn root_at(connection: &mut AsyncPgConnection, agency: &str, size: u64) -> Result<Hash, Problem> {
    let nodes = frontier_nodes(size);
    let tiles = tiles_of(connection, agency, nodes.clone(), size).await?;
    let hashes: Option<Vec<Hash>> =
        nodes.into_iter().map(|id| tiles.node(id).map_err(inside)).collect::<Result<_, _>>()?;
    let hashes = hashes.ok_or_else(|| inside("a node is missing"))?;
    Ok(Frontier::new(size, hashes).map_err(inside)?.root())
}

/// Notes why nothing is signed, or that there is no reason any more.
pub async fn set_refusal(
    connection: &mut AsyncPgConnection,
    agency: &str,
    refusal: Option<Refusal>,
    now: DateTime<Utc>,
) -> Result<(), Problem> {
    diesel::update(record_tree::table.find(agency))
        .set((
            record_tree::refused.eq(refusal.map(Refusal::code)),
            record_tree::refused_at.eq(refusal.map(|_| now)),
        ))
        .execute(connection)
        .await?;
    Ok(())
}

pub fn inside(error: impl std::fmt::Display) -> Problem {
    Problem::new(&INTERNAL).inside(format!("tree of a log: {error}"))
}
