//! PDF: pages can be counted, no password, nothing that runs or hides another file.
use lopdf::{Dictionary, Document, Object};

use crate::{PAGES_AT_MOST, Refusal, Sound};

/// Names of acts that run something or send something; a link to a page or a site is not among them.
const ACTS: &[&[u8]] = &[
    b"JavaScript",
    b"Launch",
    b"SubmitForm",
    b"ImportData",
    b"GoToE",
    b"Rendition",
    b"Movie",
    b"Sound",
    b"RichMediaExecute",
];
/// Keys that hold scripts, attached files or media.
const KEYS: &[&[u8]] = &[b"JS", b"JavaScript", b"EmbeddedFiles", b"EF", b"XFA", b"RichMediaContent"];
/// Objects nested deeper than any real page are a trap.
const DEPTH_AT_MOST: usize = 64;

pub fn inspect(bytes: &[u8]) -> Result<Sound, Refusal> {
    let document = Document::load_mem(bytes).map_err(|error| match error {
        lopdf::Error::Decryption(_) | lopdf::Error::InvalidPassword => Refusal::Encrypted,
        _ => Refusal::Damaged,
    })?;
    if document.is_encrypted() || document.was_encrypted() || document.trailer.has(b"Encrypt") {
        return Err(Refusal::Encrypted);
    }
    let active = runs_in(&document.trailer, 0) || document.objects.values().any(|object| runs(object, 0));
    if active {
        return Err(Refusal::ActiveContent);
    }
    let pages = document.get_pages().len();
    if pages == 0 {
        return Err(Refusal::Damaged);
    }
    if pages > PAGES_AT_MOST {
        return Err(Refusal::TooManyPages);
    }
    let pages = u32::try_from(pages).map_err(|_| Refusal::TooManyPages)?;
    Ok(Sound::Pages { media_type: "application/pdf", pages })
}

fn runs(object: &Object, depth: usize) -> bool {
    match object {
        Object::Dictionary(dictionary) => runs_in(dictionary, depth + 1),
        Object::Stream(stream) => runs_in(&stream.dict, depth + 1),
        Object::Array(items) => depth >= DEPTH_AT_MOST || items.iter().any(|item| runs(item, depth + 1)),
        _ => false,
    }
}

fn runs_in(dictionary: &Dictionary, depth: usize) -> bool {
    if depth >= DEPTH_AT_MOST || KEYS.iter().any(|key| dictionary.has(key)) {
        return true;
    }
    let named = |key: &[u8], names: &[&[u8]]| {
        dictionary.get(key).and_then(Object::as_name).is_ok_and(|name| names.contains(&name))
    };
    named(b"S", ACTS)
        || named(b"Type", &[b"EmbeddedFile"])
        || dictionary.iter().any(|(_, value)| runs(value, depth + 1))
}
