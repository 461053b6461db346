//! Entry bundles: each entry behind its length in two bytes, without a count.

use super::{TileError, TileId, TileLevel};

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BundleError {
    #[error("an entry is longer than 65,535 bytes")]
    TooLong,
    #[error("the bundle ends within an entry, or has fewer entries than its address says")]
    Cut,
    #[error("bytes are left behind the last entry")]
    Left,
    #[error("not the address of a bundle")]
    NotABundle,
}

impl From<TileError> for BundleError {
    fn from(_: TileError) -> Self {
        Self::NotABundle
    }
}

pub fn encode_bundle<E: AsRef<[u8]>>(entries: impl IntoIterator<Item = E>) -> Result<Vec<u8>, BundleError> {
    let mut bundle = Vec::new();
    for entry in entries {
        let entry = entry.as_ref();
        let length = u16::try_from(entry.len()).map_err(|_| BundleError::TooLong)?;
        bundle.extend_from_slice(&length.to_be_bytes());
        bundle.extend_from_slice(entry);
    }
    Ok(bundle)
}

/// The entries of a bundle: exactly as many as the tile is wide.
pub fn decode_bundle(tile: TileId, bytes: &[u8]) -> Result<Vec<&[u8]>, BundleError> {
    if tile.level() != TileLevel::Entries {
        return Err(BundleError::NotABundle);
    }
    let mut entries = Vec::with_capacity(tile.width().into());
    let mut rest = bytes;
    for _ in 0..tile.width() {
        let (length, behind) = rest.split_first_chunk::<2>().ok_or(BundleError::Cut)?;
        let length = usize::from(u16::from_be_bytes(*length));
        let (entry, behind) = behind.split_at_checked(length).ok_or(BundleError::Cut)?;
        entries.push(entry);
        rest = behind;
    }
    if rest.is_empty() { Ok(entries) } else { Err(BundleError::Left) }
}
