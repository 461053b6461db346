//! Reads files of the person who checks.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

use crate::{Fault, Message};

/// The name of a file as messages show it.
pub fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

pub fn read_text(path: &Path) -> Result<String, Fault> {
    fs::read_to_string(path).map_err(|error| {
        let Message { id, en } = reason(&error);
        let message = Message::new(format!("tidak dapat dibaca: {id}"), format!("cannot be read: {en}"));
        Fault::new(&file_name(path), message)
    })
}

/// Why a file cannot be read or written, and what to do.
pub fn reason(error: &io::Error) -> Message {
    match error.kind() {
        ErrorKind::NotFound => {
            Message::new("berkas atau foldernya tidak ada", "the file or its folder is not there")
        }
        ErrorKind::PermissionDenied => Message::new("tidak diizinkan", "that is not permitted"),
        ErrorKind::IsADirectory => {
            Message::new("ini folder, bukan berkas", "this is a folder and not a file")
        }
        ErrorKind::StorageFull => Message::new("ruang penyimpanan penuh", "the disk is full"),
        ErrorKind::InvalidData => Message::new(
            "isinya bukan teks UTF-8: simpan lagi sebagai CSV UTF-8",
            "it is no UTF-8 text: save it again as CSV UTF-8",
        ),
        _ => Message::new(error.to_string(), error.to_string()),
    }
}
