//! The right edge of a growing tree: enough to append to it and to know its root.

use super::node::NodeId;
use super::{MAX_SIZE, empty_root, node_hash};
use crate::hash::Hash;

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FrontierError {
    #[error("a tree of this size has another number of full subtrees at its edge")]
    Nodes,
    #[error("the tree has reached its largest size")]
    Full,
}

/// The hashes of the full subtrees that make up a tree, the largest first: one for each bit of its size.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Frontier {
    size: u64,
    nodes: Vec<Hash>,
}

impl Frontier {
    /// `nodes` are the hashes of `frontier_nodes(size)`.
    pub fn new(size: u64, nodes: Vec<Hash>) -> Result<Self, FrontierError> {
        let expected = usize::try_from(size.count_ones()).ok();
        if size > MAX_SIZE || expected != Some(nodes.len()) {
            return Err(FrontierError::Nodes);
        }
        Ok(Self { size, nodes })
    }

    pub fn size(&self) -> u64 {
        self.size
    }

    pub fn nodes(&self) -> &[Hash] {
        &self.nodes
    }

    /// Appends a leaf; tells `made` each subtree that became full by it, the leaf itself first.
    pub fn append(&mut self, leaf: Hash, mut made: impl FnMut(NodeId, Hash)) -> Result<(), FrontierError> {
        if self.size >= MAX_SIZE {
            return Err(FrontierError::Full);
        }
        let mut id = NodeId::leaf(self.size);
        let mut hash = leaf;
        made(id, hash);
        while id.index & 1 == 1 {
            let left = self.nodes.pop().ok_or(FrontierError::Nodes)?;
            hash = node_hash(&left, &hash);
            id = NodeId { level: id.level + 1, index: id.index >> 1 };
            made(id, hash);
        }
        self.nodes.push(hash);
        self.size += 1;
        Ok(())
    }

    pub fn root(&self) -> Hash {
        let folded = self.nodes.iter().rev().copied().reduce(|right, left| node_hash(&left, &right));
        folded.unwrap_or_else(empty_root)
    }
}
