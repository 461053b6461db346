//! Nodes of a growing tree that never change once they exist, and where they are read from.

use std::collections::{BTreeMap, HashMap};
use std::convert::Infallible;

use crate::hash::Hash;

/// A full subtree: the leaves `index · 2^level` up to `(index + 1) · 2^level`, without the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId {
    pub level: u8,
    pub index: u64,
}

impl NodeId {
    pub const fn leaf(index: u64) -> Self {
        Self { level: 0, index }
    }
}

/// Where stored hashes are read. A source need not be trusted: what is made from it is checked against roots.
pub trait NodeSource {
    type Error;

    /// The hash of a full subtree; `None` when the source does not hold it.
    fn node(&self, id: NodeId) -> Result<Option<Hash>, Self::Error>;
}

impl NodeSource for HashMap<NodeId, Hash> {
    type Error = Infallible;

    fn node(&self, id: NodeId) -> Result<Option<Hash>, Infallible> {
        Ok(self.get(&id).copied())
    }
}

impl NodeSource for BTreeMap<NodeId, Hash> {
    type Error = Infallible;

    fn node(&self, id: NodeId) -> Result<Option<Hash>, Infallible> {
        Ok(self.get(&id).copied())
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ProveError<E> {
    #[error("the leaf or the older size is not within the tree")]
    Range,
    #[error("the hash of subtree {} at level {} is missing", .0.index, .0.level)]
    Missing(NodeId),
    #[error("the hashes cannot be read: {0}")]
    Source(E),
}
