//! A CSV file as rows with their line numbers; the first line names the columns.

use std::collections::BTreeSet;

use crate::message::Message;
use crate::verdict::Fault;

pub struct Table {
    pub file: String,
    pub header: Vec<String>,
    pub rows: Vec<Row>,
}

pub struct Row {
    /// Line of the file, from 1.
    pub line: u64,
    cells: csv::StringRecord,
}

impl Row {
    /// The cell without blanks around it; empty for a column that the file does not have.
    pub fn cell(&self, column: Option<usize>) -> &str {
        column.and_then(|column| self.cells.get(column)).unwrap_or_default()
    }
}

/// A whole number in digits only.
pub fn whole(text: &str) -> Option<u32> {
    text.parse().ok().filter(|_| text.bytes().all(|byte| byte.is_ascii_digit()))
}

/// A table as it is written: the names of the columns, then the rows.
pub fn write(header: &[String], rows: impl IntoIterator<Item = Vec<String>>) -> Result<String, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(header)?;
    for row in rows {
        writer.write_record(row)?;
    }
    let bytes = writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

impl Table {
    /// Reads comma-separated text, with or without a byte order mark; `file` is how messages name it. Rows without
    /// any value, as spreadsheets leave them, are none.
    pub fn read(file: &str, text: &str) -> Result<Table, Fault> {
        let file = file.to_owned();
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let mut lines = Lines { text: text.as_bytes(), at: 0, line: 1 };
        let mut rows = Vec::new();
        for cells in reader.records() {
            let cells =
                cells.map_err(|_| Fault::new(&file, Message::new("bukan berkas CSV", "not a CSV file")))?;
            let line = lines.of(cells.position().map_or(0, csv::Position::byte));
            // A quotation mark that is not closed would make the rows below it disappear.
            if cells.iter().any(|cell| cell.contains(['\r', '\n'])) {
                let id = "ada tanda kutip yang tidak ditutup, atau baris baru di dalam sel";
                let en = "a quotation mark is not closed, or a cell has a line break";
                return Err(Fault { row: Some(line), ..Fault::new(&file, Message::new(id, en)) });
            }
            if cells.iter().any(|cell| !cell.is_empty()) {
                rows.push(Row { line, cells });
            }
        }
        if rows.is_empty() {
            return Err(Fault::new(&file, Message::new("berkas ini kosong", "this file is empty")));
        }
        let heading = rows.remove(0);
        let mut table = Table { file, header: heading.cells.iter().map(str::to_owned).collect(), rows };
        table.check_shape(heading.line)?;
        Ok(table)
    }

    /// Names that differ, and rows as long as the heading; columns at the end that have neither name nor value are
    /// none.
    fn check_shape(&mut self, heading: u64) -> Result<(), Fault> {
        let at = |row, message| Fault { row: Some(row), ..Fault::new(&self.file, message) };
        if let [only] = self.header.as_slice()
            && let Some((id, en)) = foreign(only)
        {
            let id =
                format!("kolomnya dipisah {id}: simpan sebagai CSV dengan koma, dan desimal dengan titik");
            let en =
                format!("columns are separated by {en}: save as CSV with commas, and decimals with a point");
            return Err(at(heading, Message::new(id, en)));
        }
        let mut seen = BTreeSet::new();
        if let Some(twice) = self.header.iter().find(|name| !seen.insert(name.to_ascii_lowercase())) {
            let message = Message::new("kolom ini ada dua kali", "this column occurs twice");
            return Err(Fault::at(&self.file, heading, twice, message));
        }
        let named = self.header.iter().rposition(|name| !name.is_empty()).map_or(0, |last| last + 1);
        for row in &self.rows {
            let len = row.cells.len();
            // A value below no heading has no meaning: it may be a comma too many.
            let beyond = row.cells.iter().skip(named).any(|cell| !cell.is_empty());
            if len < named || beyond {
                let expected = self.header.len();
                let id = format!("baris ini punya {len} kolom, kepala tabel {expected}");
                return Err(at(
                    row.line,
                    Message::new(id, format!("this row has {len} columns, the header {expected}")),
                ));
            }
        }
        self.header.truncate(named);
        Ok(())
    }

    /// The column of this name, in large or small letters.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.header.iter().position(|column| column.eq_ignore_ascii_case(name))
    }

    /// Faults for columns that are missing, and for those that nobody knows: a misspelt column of marks would
    /// otherwise make everybody absent.
    pub fn check_columns(&self, required: &[&str], optional: &BTreeSet<String>) -> Vec<Fault> {
        let missing = required.iter().filter(|name| self.column(name).is_none());
        let missing =
            missing.map(|name| (*name, Message::new("kolom ini tidak ada", "this column is missing")));
        let known = |name: &str| {
            required.iter().any(|one| one.eq_ignore_ascii_case(name))
                || optional.iter().any(|one| one.eq_ignore_ascii_case(name))
        };
        let strange = self.header.iter().map(String::as_str).filter(|name| !known(name));
        let strange =
            strange.map(|name| (name, Message::new("kolom ini tidak dikenal", "this column is not known")));
        missing.chain(strange).map(|(name, message)| Fault::at(&self.file, 1, name, message)).collect()
    }

    /// A fault at a cell.
    pub fn fault(&self, row: &Row, column: &str, message: Message) -> Fault {
        Fault::at(&self.file, row.line, column, message)
    }
}

/// What separates the columns of a heading that is a single cell to us.
fn foreign(heading: &str) -> Option<(&'static str, &'static str)> {
    if heading.contains(';') {
        Some(("titik koma", "semicolons"))
    } else if heading.contains('\t') {
        Some(("tab", "tabs"))
    } else {
        None
    }
}

/// Counts the lines of a text, whose ends are `\n`, `\r\n` or `\r`.
struct Lines<'a> {
    text: &'a [u8],
    at: usize,
    line: u64,
}

impl Lines<'_> {
    /// The line of the record that begins at this byte, or at the first one after the line ends that follow it.
    fn of(&mut self, byte: u64) -> u64 {
        let begin = usize::try_from(byte).unwrap_or(usize::MAX);
        while let Some(one) = self.text.get(self.at) {
            let ends = match one {
                b'\n' => true,
                b'\r' => self.text.get(self.at + 1) != Some(&b'\n'),
                _ => false,
            };
            if self.at >= begin && !matches!(one, b'\n' | b'\r') {
                break;
            }
            self.line += u64::from(ends);
            self.at += 1;
        }
        self.line
    }
}
