//! JPEG and PNG: decoded to the last point, since a torn upload has a sound head.
use std::io::Cursor;

use image::{ImageFormat, ImageReader, Limits};

use crate::{Refusal, Sound};

const SIDE_AT_MOST: u32 = 12_000;
const POINTS_AT_MOST: u64 = 50_000_000;

pub fn inspect(bytes: &[u8], format: ImageFormat) -> Result<Sound, Refusal> {
    let (width, height) = ImageReader::with_format(Cursor::new(bytes), format)
        .into_dimensions()
        .map_err(|_| Refusal::Damaged)?;
    if width > SIDE_AT_MOST
        || height > SIDE_AT_MOST
        || u64::from(width).saturating_mul(u64::from(height)) > POINTS_AT_MOST
    {
        return Err(Refusal::TooLarge);
    }
    // A decoder fills up what a torn JPEG lacks, so its end mark must be there.
    if format == ImageFormat::Jpeg && !ends_with_mark(bytes) {
        return Err(Refusal::Damaged);
    }
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(256 << 20);
    reader.limits(limits);
    reader.decode().map_err(|_| Refusal::Damaged)?;
    let media_type = if format == ImageFormat::Jpeg { "image/jpeg" } else { "image/png" };
    Ok(Sound::Picture { media_type, width, height })
}

/// Cameras put a few bytes of their own after the end mark.
fn ends_with_mark(bytes: &[u8]) -> bool {
    bytes.rchunks(4096).next().is_some_and(|tail| tail.windows(2).any(|pair| pair == [0xFF, 0xD9]))
}
