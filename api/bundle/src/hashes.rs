//! `hashes.txt`: SHA-256 and name of each file, sorted by name, as `sha256sum` writes and reads it.

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use crate::message::Message;
use crate::name::HASHES;
use crate::verdict::Fault;

/// SHA-256 in lower-case hex.
pub fn of(bytes: &[u8]) -> String {
    HEXLOWER.encode(&Sha256::digest(bytes))
}

/// The list over files with their hashes.
pub fn write<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut lines: Vec<(&str, &str)> = files.into_iter().collect();
    lines.sort_unstable();
    lines.into_iter().map(|(name, hash)| format!("{hash}  {name}\n")).collect()
}

/// Names with their hashes. Another order, another blank or a name that leads out of the folder is refused: one list
/// has one form.
pub fn read(text: &str) -> Result<Vec<(String, String)>, Fault> {
    let mut files: Vec<(String, String)> = Vec::new();
    let fault = |row: usize| Fault {
        row: u64::try_from(row).ok(),
        ..Fault::new(
            HASHES,
            Message::new(
                "bukan daftar sidik dalam bentuk sha256sum",
                "not a list of hashes as sha256sum writes it",
            ),
        )
    };
    let Some(lines) = text.strip_suffix('\n') else { return Err(fault(text.lines().count())) };
    for (line, row) in lines.split('\n').zip(1_usize..) {
        let Some((hash, name)) = line.split_once("  ") else { return Err(fault(row)) };
        let hex = hash.len() == 64 && hash.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
        let named = !name.is_empty() && !name.starts_with('.') && name.bytes().all(plain) && name != HASHES;
        let sorted = files.last().is_none_or(|(before, _)| before.as_str() < name);
        if !hex || !named || !sorted {
            return Err(fault(row));
        }
        files.push((name.to_owned(), hash.to_owned()));
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::{of, read, write};

    #[test]
    fn the_list_is_sorted_and_reads_back() {
        let (one, two) = (of(b"one"), of(b"two"));
        let text = write([("b.csv", two.as_str()), ("a.json", one.as_str())]);
        assert_eq!(text, format!("{one}  a.json\n{two}  b.csv\n"));
        assert_eq!(read(&text), Ok(vec![("a.json".into(), one), ("b.csv".into(), two)]));
    }

    #[test]
    fn what_sha256sum_would_not_write_is_refused_at_its_line() {
        let hash = of(b"");
        for (text, row) in [
            (format!("{hash}  a"), 1),
            (format!("{hash} a\n"), 1),
            (format!("{hash}  b\n{hash}  a\n"), 2),
            (format!("{hash}  a\n{hash}  a\n"), 2),
            (format!("{hash}  ../a\n"), 1),
            (format!("{}  a\n", hash.to_uppercase()), 1),
            (format!("{hash}  hashes.txt\n"), 1),
            (String::new(), 0),
        ] {
            assert_eq!(read(&text).map_err(|fault| fault.row), Err(Some(row)), "{text:?}");
        }
    }
}
