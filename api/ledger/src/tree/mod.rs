//! Trees of RFC 6962 section 2.1: hashes, roots, and proofs made from stored nodes and checked against roots.

mod check;
mod frontier;
mod node;
mod prove;

pub use check::{ProofError, check_consistency, check_inclusion, root_of_inclusion};
pub use frontier::{Frontier, FrontierError};
pub use node::{NodeId, NodeSource, ProveError};
pub use prove::{consistency_nodes, frontier_nodes, inclusion_nodes, prove_consistency, prove_inclusion};

use crate::hash::Hash;

/// The largest size of a tree: one more would not fit the signed 64-bit integers of databases.
pub const MAX_SIZE: u64 = (1 << 63) - 1;

/// `SHA-256(0x00 || entry)`.
pub fn leaf_hash(entry: &[u8]) -> Hash {
    Hash::of(&[&[0], entry])
}

/// `SHA-256(0x01 || left || right)`.
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    Hash::of(&[&[1], left.as_bytes(), right.as_bytes()])
}

/// The root of no leaves: `SHA-256("")`.
pub fn empty_root() -> Hash {
    Hash::of(&[])
}

/// The tree's root over leaf hashes in order. No leaves give `SHA-256("")`; odd counts are never padded.
pub fn merkle_root(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => empty_root(),
        [only] => *only,
        _ => {
            // The largest power of two below the count; halving the depth each time keeps recursion at 64.
            let split = leaves.len().next_power_of_two() / 2;
            let (left, right) = leaves.split_at(split);
            node_hash(&merkle_root(left), &merkle_root(right))
        }
    }
}

/// The largest power of two below `size`, which must be at least 2.
const fn split(size: u64) -> u64 {
    1 << (63 - (size - 1).leading_zeros())
}
