//! The log of the published vectors: eight small leaves, keys from counted bytes, one time.
#![allow(dead_code, reason = "each test file uses its own part of this")]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that fails here should fail")]

use std::collections::HashMap;

use ledger::tree::{Frontier, NodeId};
use ledger::{Algorithm, Hash, SigningKey, leaf_hash};

pub const ORIGIN: &str = "ledger.example/test";
pub const TIME: u64 = 1_700_000_000;

pub const ENTRIES: [&[u8]; 8] = [
    b"",
    b"\x00",
    b"\x10",
    b"\x20\x21",
    b"\x30\x31",
    b"\x40\x41\x42\x43",
    b"\x50\x51\x52\x53\x54\x55\x56\x57",
    b"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f",
];

pub fn leaves() -> Vec<Hash> {
    ENTRIES.iter().map(|entry| leaf_hash(entry)).collect()
}

/// All full subtrees over the leaves, as a source of nodes.
pub fn nodes(leaves: &[Hash]) -> HashMap<NodeId, Hash> {
    let mut nodes = HashMap::new();
    let mut frontier = Frontier::default();
    for leaf in leaves {
        frontier.append(*leaf, |id, hash| nodes.extend([(id, hash)])).unwrap();
    }
    nodes
}

/// The first leaves' root.
pub fn root(size: usize) -> Hash {
    ledger::merkle_root(&leaves()[..size])
}

pub fn seed(first: u8) -> [u8; 32] {
    std::array::from_fn(|index| first + u8::try_from(index).unwrap())
}

/// Key A: the log's.
pub fn log_key() -> SigningKey {
    SigningKey::new(ORIGIN, Algorithm::Ed25519, &seed(0)).unwrap()
}

/// Key W1: a witness's.
pub fn witness_key() -> SigningKey {
    SigningKey::new("w1.example", Algorithm::Ed25519Cosignature, &seed(0x40)).unwrap()
}

pub const LOG_VKEY: &str = "ledger.example/test+7a864099+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4";
pub const WITNESS_VKEY: &str = "w1.example+acdef6e7+BCVDuS/xCVURR2rcg2nbbdyTNmWhGXjdoUBO4QZsqVWd";

/// Checkpoint C7.
pub const CHECKPOINT: &str = "ledger.example/test
7
3bib5AOAnjJXUNPSY814kpwpQreUKjS3fhIslZSnTIw=

— ledger.example/test eoZAmfHP8jG++/PAKyhExUy8YNFShWVhdc4NcnVAza86ZIqY4ivho6vd2zqxlQKjCBf6KOVTtTYpxIZeK1ylIi1sAwU=
";

/// W1's line over C7 at the time of the vectors.
pub const WITNESS_LINE: &str = "— w1.example rN725wAAAABlU/EAIqgo4qElS+o88rG08lbTrVKxZFGPH6G5j0Wku86uaZCKuKiBXCBalYLhDKFFV5/mdC9Q1bMBGvvCZJKXbA9BCA==\n";

/// The first eight bytes of SHA-256 in hex, as the vectors give it.
pub fn short(bytes: impl AsRef<[u8]>) -> String {
    use sha2::{Digest, Sha256};
    data_encoding::HEXLOWER.encode(&Sha256::digest(bytes.as_ref())[..8])
}
