//! Checks proofs against roots, as RFC 9162 sections 2.1.3.2 and 2.1.4.2 write it.

use super::{MAX_SIZE, empty_root, node_hash};
use crate::hash::Hash;

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    #[error("the leaf or the older size is not within the tree")]
    Range,
    #[error("the proof has too few or too many hashes")]
    Length,
    #[error("the proof leads to another root")]
    OtherRoot,
}

/// Whether the leaf with this hash stands at `index` in the tree with this size and root.
pub fn check_inclusion(
    leaf: &Hash,
    index: u64,
    size: u64,
    proof: &[Hash],
    root: &Hash,
) -> Result<(), ProofError> {
    if root_of_inclusion(leaf, index, size, proof)? == *root { Ok(()) } else { Err(ProofError::OtherRoot) }
}

/// The root that an inclusion proof leads to.
pub fn root_of_inclusion(leaf: &Hash, index: u64, size: u64, proof: &[Hash]) -> Result<Hash, ProofError> {
    if index >= size || size > MAX_SIZE {
        return Err(ProofError::Range);
    }
    let mut way = Way { node: index, last: size - 1 };
    let mut hash = *leaf;
    for sibling in proof {
        hash = match way.step()? {
            Side::Left => node_hash(sibling, &hash),
            Side::Right => node_hash(&hash, sibling),
        };
    }
    if way.last == 0 { Ok(hash) } else { Err(ProofError::Length) }
}

/// Whether the tree of size `new` begins with the whole tree of size `old`.
pub fn check_consistency(
    old: u64,
    old_root: &Hash,
    new: u64,
    new_root: &Hash,
    proof: &[Hash],
) -> Result<(), ProofError> {
    if old > new || new > MAX_SIZE {
        return Err(ProofError::Range);
    }
    if old == 0 || old == new {
        let known = if old == new { *new_root } else { empty_root() };
        let empty_tree = new > 0 || *new_root == empty_root();
        return match (proof.is_empty(), known == *old_root && empty_tree) {
            (true, true) => Ok(()),
            (true, false) => Err(ProofError::OtherRoot),
            (false, _) => Err(ProofError::Length),
        };
    }
    let mut way = Way { node: old - 1, last: new - 1 };
    while way.node & 1 == 1 {
        way.up();
    }
    // An old tree that is one full subtree is itself the first node, and is not repeated in the proof.
    let (first, rest) = match proof.split_first() {
        None => return Err(ProofError::Length),
        Some(_) if old.is_power_of_two() => (old_root, proof),
        Some((first, rest)) => (first, rest),
    };
    let (mut before, mut after) = (*first, *first);
    for sibling in rest {
        match way.step()? {
            Side::Left => {
                before = node_hash(sibling, &before);
                after = node_hash(sibling, &after);
            }
            Side::Right => after = node_hash(&after, sibling),
        }
    }
    match (way.last, before == *old_root && after == *new_root) {
        (0, true) => Ok(()),
        (0, false) => Err(ProofError::OtherRoot),
        _ => Err(ProofError::Length),
    }
}

/// On which side the sibling stands.
enum Side {
    Left,
    Right,
}

/// The way from a leaf to the root: the node's place on its level, and the last place there.
struct Way {
    node: u64,
    last: u64,
}

impl Way {
    fn up(&mut self) {
        self.node >>= 1;
        self.last >>= 1;
    }

    fn step(&mut self) -> Result<Side, ProofError> {
        if self.last == 0 {
            return Err(ProofError::Length);
        }
        let side = if self.node & 1 == 1 || self.node == self.last {
            // The last node of a level without a sibling goes up as it is.
            while self.node & 1 == 0 && self.node != 0 {
                self.up();
            }
            Side::Left
        } else {
            Side::Right
        };
        self.up();
        Ok(side)
    }
}
