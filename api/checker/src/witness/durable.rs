//! Files that are either wholly there or not, whenever the power fails.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

pub fn write(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let written = folder.join(format!("{name}.new"));
    let mut file = File::create(&written)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&written, folder.join(name))?;
    // The names of a folder are written apart from its files; the folder itself is named in the one above.
    File::open(folder)?.sync_all()?;
    folder.parent().map_or(Ok(()), |above| File::open(above)?.sync_all())
}

/// `None` where there is no such file.
pub fn read(folder: &Path, name: &str) -> io::Result<Option<Vec<u8>>> {
    match fs::read(folder.join(name)) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}
