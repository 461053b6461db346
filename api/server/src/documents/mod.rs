//! Files of every domain: upload, inspection in a process of its own, encryption, and who opened them.
mod download;
mod file;
mod inspection;
mod store;
mod upload;
mod vault;

pub use file::FileAnswer;
pub use store::{Document, find, of_person};
pub use upload::DocumentAnswer;
pub use vault::{keep, open};

use crate::http::Routes;

/// Whether `kind` can name a kind of document: the codes themselves come from the requirements of a vacancy.
pub fn is_kind(kind: &str) -> bool {
    (1..=40).contains(&kind.len())
        && kind.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

pub fn routes(routes: &mut Routes) {
    upload::routes(routes);
    download::routes(routes);
}
