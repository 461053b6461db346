//! A strict reader of the data files: gzip, CSV, exactly the expected columns; faults by line and column.
use std::{collections::HashSet, fmt, io::Read, str::FromStr};

/// How many faults of one file are told at once.
const TOLD: usize = 20;

/// What is wrong with one field, without repeating it.
#[derive(Debug)]
pub struct Fault {
    pub line: u64,
    pub column: usize,
    pub name: &'static str,
    pub reason: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { line, column, name, reason } = self;
        write!(formatter, "line {line}, column {column} ({name}): {reason}")
    }
}

/// One line of a file.
pub struct Row<'a> {
    line: u64,
    columns: &'static [&'static str],
    fields: &'a csv::StringRecord,
}

impl Row<'_> {
    /// A fault of the column `name` in this line.
    pub fn fault(&self, name: &'static str, reason: impl Into<String>) -> Fault {
        let column = self.columns.iter().position(|column| *column == name).map_or(0, |at| at + 1);
        Fault { line: self.line, column, name, reason: reason.into() }
    }

    /// The field as it stands; empty means unknown or not applicable.
    fn field(&self, name: &'static str) -> Result<&str, Fault> {
        let at = self.columns.iter().position(|column| *column == name);
        at.and_then(|at| self.fields.get(at)).ok_or_else(|| self.fault(name, "no such column"))
    }

    pub fn text(&self, name: &'static str) -> Result<String, Fault> {
        self.optional(name)?.ok_or_else(|| self.fault(name, "is empty"))
    }

    pub fn optional(&self, name: &'static str) -> Result<Option<String>, Fault> {
        let text = self.field(name)?;
        if text.trim() != text || text.contains('\0') {
            return Err(self.fault(name, "begins or ends with a space, or holds a null character"));
        }
        Ok(Some(text.to_owned()).filter(|text| !text.is_empty()))
    }

    /// A field that must be readable as `T`, in words `what`.
    pub fn parsed<T: FromStr>(&self, name: &'static str, what: &str) -> Result<T, Fault> {
        self.field(name)?.parse().map_err(|_| self.fault(name, format!("is not {what}")))
    }

    pub fn parsed_or_empty<T: FromStr>(&self, name: &'static str, what: &str) -> Result<Option<T>, Fault> {
        if self.field(name)?.is_empty() { Ok(None) } else { self.parsed(name, what).map(Some) }
    }

    pub fn flag(&self, name: &'static str) -> Result<bool, Fault> {
        self.parsed(name, "true or false")
    }

    pub fn one_of(&self, name: &'static str, known: &[&str]) -> Result<String, Fault> {
        let text = self.field(name)?;
        if known.contains(&text) {
            Ok(text.to_owned())
        } else {
            Err(self.fault(name, format!("is none of {}", known.join(", "))))
        }
    }

    /// The parts of a list whose separator is `|`.
    pub fn list(&self, name: &'static str) -> Result<Vec<String>, Fault> {
        let text = self.field(name)?;
        Ok(text.split('|').filter(|part| !part.is_empty()).map(str::to_owned).collect())
    }
}

/// Reads all rows; a file with one bad row gives none.
pub fn rows<T>(
    packed: &[u8],
    columns: &'static [&'static str],
    key: impl Fn(&T) -> String,
    mut read: impl FnMut(&Row<'_>) -> Result<T, Fault>,
) -> Result<Vec<T>, String> {
    let mut plain = Vec::new();
    flate2::read::GzDecoder::new(packed)
        .read_to_end(&mut plain)
        .map_err(|error| format!("is not a whole gzip file: {error}"))?;
    let mut reader = csv::ReaderBuilder::new().from_reader(plain.as_slice());
    let header = reader.headers().map_err(|error| format!("has no readable header line: {error}"))?;
    if header.iter().ne(columns.iter().copied()) {
        return Err(format!("line 1: the columns are not {}", columns.join(",")));
    }
    let (mut rows, mut faults, mut seen) = (Vec::new(), Vec::new(), HashSet::new());
    let mut fields = csv::StringRecord::new();
    while reader.read_record(&mut fields).map_err(|error| broken(&error))? {
        let line = fields.position().map_or(0, csv::Position::line);
        let row = Row { line, columns, fields: &fields };
        match read(&row) {
            Ok(value) if seen.insert(key(&value)) => rows.push(value),
            Ok(_) => faults.push(row.fault(columns.first().copied().unwrap_or(""), "repeats a key")),
            Err(fault) => faults.push(fault),
        }
    }
    if faults.is_empty() { Ok(rows) } else { Err(told(&faults)) }
}

/// The CSV library's own messages may quote the field.
fn broken(error: &csv::Error) -> String {
    let line = error.position().map_or(0, csv::Position::line);
    match error.kind() {
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            format!("line {line}: {len} columns instead of {expected_len}")
        }
        csv::ErrorKind::Utf8 { err, .. } => format!("line {line}, column {}: is not UTF-8", err.field() + 1),
        _ => format!("line {line}: cannot be read"),
    }
}

fn told(faults: &[Fault]) -> String {
    let mut lines: Vec<_> = faults.iter().take(TOLD).map(ToString::to_string).collect();
    if faults.len() > TOLD {
        lines.push(format!("and {} more", faults.len() - TOLD));
    }
    lines.join("\n")
}
