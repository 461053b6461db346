//! The public record's bytes: what a leaf is, what it commits to and how it is hashed.
//!
//! Pure: no database, clock, network or randomness. Times, salts and tokens are passed in.
//!
//! Conventions of version 1, which never change because a published log cannot be rewritten:
//! - A leaf is RFC 8785 (JCS) JSON of exactly `v, log, kind, round, at, commit`, and for milestone kinds
//!   also `count, root`. `round` is `null` when the fact belongs to no round. `at` is UTC in whole seconds.
//! - Hashes inside JSON are 64 lowercase hex digits, as `sha256sum` prints them.
//! - `commit = SHA-256("terang/leaf/v1" || 0x00 || salt[32] || JCS(record))`.
//! - The entry of the log is the leaf's JSON; its hash is RFC 6962's `SHA-256(0x00 || entry)`.
//! - Names in JSON are ASCII, numbers are integers within ±(2^53 − 1); anything else travels as text.
//!
//! How a log is served follows C2SP, so that programs of others can read it:
//! - `tree`: `Frontier`, `prove_inclusion` and `prove_consistency` over a `NodeSource`, and their checks. What a
//!   proof reads is known beforehand (`inclusion_nodes`, `consistency_nodes`).
//! - `tile`: `TileId` is an address (`tile/0/x001/234.p/5`). A sequencer grows a log with `Edge`; `tiles_between`
//!   lists what a growth writes; `TileSet` makes proofs from tiles; bundles hold the entries.
//! - `note`, `SigningKey`, `VerifyingKey`: a text with signatures, checked against a `KeyRing`.
//! - `checkpoint`: `Checkpoint::new(origin, size, root)?.sign(&key)?.to_string()` is what a log publishes;
//!   `checkpoint::open` reads it back for whoever knows the log's key.
//! - `cosign`, `witness`, `policy`: what witnesses sign, when they may, and how many of them are needed. `Retired` is
//!   a key that a log once signed with, and until when.
//! - `proof`: the proof file of an entry; its `extra` is an `Opening`. `Promise` and `Card` come before it.

mod base64;
mod canonical;
pub mod checkpoint;
mod commitment;
pub mod cosign;
mod decimal;
mod hash;
mod key;
mod kind;
mod leaf;
mod milestone;
pub mod note;
mod opening;
pub mod policy;
mod promise;
pub mod proof;
mod retired;
pub mod tile;
pub mod tree;
pub mod witness;

pub use canonical::{CanonicalError, canonical_json};
pub use commitment::{Record, SALT_BYTES, Salt, commit, opens};
pub use hash::{Hash, HashFormatError};
pub use key::{Algorithm, KeyError, KeyId, SEED_BYTES, SigningKey, VerifyingKey};
pub use kind::{Kind, UnknownKind};
pub use leaf::{Leaf, LeafError, MAX_ENTRY_BYTES};
pub use milestone::{Milestone, TOKEN_BYTES, Token, TokenSet, TokenSetError};
pub use opening::{Opening, OpeningError};
pub use promise::{Card, MAX_CARD_BYTES, Promise, PromiseError};
pub use retired::{RETIRED_LOG, Retired};
pub use tree::{leaf_hash, merkle_root, node_hash};
