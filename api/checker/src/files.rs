//! Reads files of the person who checks.

use std::fs;
use std::path::Path;

use crate::message::Message;
use crate::verdict::Fault;

/// The name of a file as messages show it.
pub fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

pub fn read_text(path: &Path) -> Result<String, Fault> {
    fs::read_to_string(path).map_err(|error| {
        let why = error.to_string();
        Fault::new(
            &file_name(path),
            Message::new(format!("tidak dapat dibaca ({why})"), format!("cannot be read ({why})")),
        )
    })
}
