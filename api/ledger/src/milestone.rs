//! A milestone states how many people it is about, and lets each of them find himself in it later.

use std::fmt;

use crate::hash::Hash;
use crate::tree::{leaf_hash, merkle_root};

pub const TOKEN_BYTES: usize = 32;

/// A participant's random token for one milestone. It is told to that person only; a token used for two
/// milestones would link them, so each milestone has its own.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Token(pub [u8; TOKEN_BYTES]);

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(..)")
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TokenSetError {
    #[error("a token occurs twice")]
    Duplicate,
    #[error("there are more tokens than a leaf can count")]
    TooMany,
}

/// What a milestone leaf carries beside its commitment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Milestone {
    pub count: u64,
    pub root: Hash,
}

/// The tokens of one milestone in ascending byte order, so that the order tells nothing about people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenSet(Vec<Token>);

impl TokenSet {
    pub fn new(mut tokens: Vec<Token>) -> Result<Self, TokenSetError> {
        tokens.sort_unstable();
        if tokens.windows(2).any(|pair| matches!(pair, [a, b] if a == b)) {
            return Err(TokenSetError::Duplicate);
        }
        Ok(Self(tokens))
    }

    pub fn tokens(&self) -> &[Token] {
        &self.0
    }

    /// Count and RFC 6962 root; an empty set has count 0 and the root of nothing.
    pub fn milestone(&self) -> Result<Milestone, TokenSetError> {
        let leaves: Vec<Hash> = self.0.iter().map(|token| leaf_hash(&token.0)).collect();
        let count = u64::try_from(leaves.len()).map_err(|_| TokenSetError::TooMany)?;
        Ok(Milestone { count, root: merkle_root(&leaves) })
    }
}
