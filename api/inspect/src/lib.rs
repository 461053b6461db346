//! What a file is, judged by opening it: PDF, JPEG or PNG, whole, without a password and without anything that runs.
mod picture;
mod portable;

use serde::Serialize;

/// No kind of document may be larger.
pub const BYTES_AT_MOST: u64 = 20 << 20;
pub const PAGES_AT_MOST: usize = 60;

/// A file that may be kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Sound {
    Pages { media_type: &'static str, pages: u32 },
    Picture { media_type: &'static str, width: u32, height: u32 },
}

/// Why a file is not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// Neither PDF, JPEG nor PNG, whatever its name says.
    WrongType,
    Damaged,
    /// Needs a password, or forbids what a reader must do.
    Encrypted,
    TooManyPages,
    /// Scripts, attached files, forms that send, or acts on opening.
    ActiveContent,
    /// More picture points than a scan needs.
    TooLarge,
}

/// The line on standard output.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum Answer {
    Sound(Sound),
    Refused { refusal: Refusal },
}

impl From<Result<Sound, Refusal>> for Answer {
    fn from(found: Result<Sound, Refusal>) -> Self {
        found.map_or_else(|refusal| Self::Refused { refusal }, Self::Sound)
    }
}

/// Judges by content alone; a name or a stated type is worth nothing.
pub fn inspect(bytes: &[u8]) -> Result<Sound, Refusal> {
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > BYTES_AT_MOST {
        return Err(Refusal::TooLarge);
    }
    if bytes.starts_with(b"%PDF-") {
        portable::inspect(bytes)
    } else if bytes.starts_with(&[0xFF, 0xD8, 0xFF]) {
        picture::inspect(bytes, image::ImageFormat::Jpeg)
    } else if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        picture::inspect(bytes, image::ImageFormat::Png)
    } else {
        Err(Refusal::WrongType)
    }
}
