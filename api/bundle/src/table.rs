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
    /// Reads comma-separated text, with or without a byte order mark; `file` is how messages name it.
    pub fn read(file: &str, text: &str) -> Result<Table, Fault> {
        let file = file.to_owned();
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
        let header: Vec<String> =
            reader.headers().map_err(|error| broken(&file, &error))?.iter().map(str::to_owned).collect();
        let mut seen = BTreeSet::new();
        if let Some(twice) = header.iter().find(|name| !seen.insert(name.as_str())) {
            let message = Message::new("kolom ini ada dua kali", "this column occurs twice");
            return Err(Fault::at(&file, 1, twice, message));
        }
        let mut rows = Vec::new();
        for cells in reader.records() {
            let cells = cells.map_err(|error| broken(&file, &error))?;
            let line = cells.position().map_or(0, csv::Position::line);
            rows.push(Row { line, cells });
        }
        Ok(Table { file, header, rows })
    }

    pub fn column(&self, name: &str) -> Option<usize> {
        self.header.iter().position(|column| column == name)
    }

    /// Faults for columns that are missing, and for those that nobody knows: a misspelt column of marks would
    /// otherwise make everybody absent.
    pub fn check_columns(&self, required: &[&str], optional: &BTreeSet<String>) -> Vec<Fault> {
        let missing = required.iter().filter(|name| self.column(name).is_none());
        let missing =
            missing.map(|name| (*name, Message::new("kolom ini tidak ada", "this column is missing")));
        let known = |name: &str| required.contains(&name) || optional.contains(name);
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

fn broken(file: &str, error: &csv::Error) -> Fault {
    let row = error.position().map(csv::Position::line);
    let message = match error.kind() {
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => Message::new(
            format!("baris ini punya {len} kolom, kepala tabel {expected_len}"),
            format!("this row has {len} columns, the header {expected_len}"),
        ),
        _ => Message::new("bukan berkas CSV", "not a CSV file"),
    };
    Fault { row, ..Fault::new(file, message) }
}
