//! One reader for XLSX and CSV: finds the heading row, matches columns by name, keeps rows as delivered.

mod delimited;
mod workbook;

use std::collections::{BTreeMap, BTreeSet};

use crate::cell::{Cell, CellKind, heading};
use crate::finding::{Code, ColumnPlace, Finding, Refusal};

/// How far down the heading row is looked for.
const HEADER_WITHIN: usize = 10;

/// What a file may cost. The caller decides, since a counter's upload and a national list differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    pub bytes: u64,
    /// For XLSX all parts together; for both the memory of all cells together.
    pub unpacked_bytes: u64,
    pub rows: u32,
    pub columns: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 20 << 20, unpacked_bytes: 200 << 20, rows: 100_000, columns: 200 }
    }
}

/// Excel's own limit.
pub const CELL_CHARACTERS: usize = 32_767;

/// A column that the caller knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnSpec {
    pub name: String,
    /// Other headings for the same column.
    pub aliases: Vec<String>,
    /// Without it the file is refused.
    pub required: bool,
    /// Holds an identifier: a cell that has lost digits refuses the file.
    pub identifier: bool,
}

impl ColumnSpec {
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), aliases: Vec::new(), required: false, identifier: false }
    }

    #[must_use]
    pub fn or(mut self, aliases: &[&str]) -> Self {
        self.aliases.extend(aliases.iter().map(|alias| (*alias).to_owned()));
        self
    }

    #[must_use]
    pub fn required(self) -> Self {
        Self { required: true, ..self }
    }

    #[must_use]
    pub fn identifier(self) -> Self {
        Self { identifier: true, ..self }
    }

    fn is(&self, heading_text: &str) -> bool {
        heading(&self.name) == heading_text || self.aliases.iter().any(|alias| heading(alias) == heading_text)
    }
}

/// A row as the sheet numbers it, from 1, with cells from column A.
#[derive(Debug, Clone, PartialEq, Eq)]
struct RawRow {
    pub number: u32,
    pub cells: Vec<Cell>,
}

/// A sheet whose columns are known by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    header_row: u32,
    /// Layout name to position from 0.
    columns: BTreeMap<String, usize>,
    rows: Vec<RawRow>,
    /// Findings about the sheet itself: unknown and absent columns, cells beyond the headings.
    pub findings: Vec<Finding>,
}

/// One row of a [`Table`].
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    table: &'a Table,
    raw: &'a RawRow,
}

impl Table {
    /// Reads the first visible sheet of a workbook, or a CSV.
    pub fn read(bytes: &[u8], limits: &Limits, specs: &[ColumnSpec]) -> Result<Self, Refusal> {
        if bytes.is_empty() {
            return Err(Refusal::Empty);
        }
        if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > limits.bytes {
            return Err(Refusal::TooLarge { limit: limits.bytes });
        }
        let rows = if bytes.starts_with(b"PK\x03\x04") {
            workbook::rows(bytes, limits)?
        } else {
            delimited::rows(bytes, limits, specs)?
        };
        Self::from_rows(rows, specs)
    }

    fn from_rows(mut rows: Vec<RawRow>, specs: &[ColumnSpec]) -> Result<Self, Refusal> {
        if rows.is_empty() {
            return Err(Refusal::Empty);
        }
        let Some(at) = header_position(&rows, specs) else {
            return Err(Refusal::ColumnsMissing(required_names(specs)));
        };
        let body = rows.split_off(at + 1);
        let header = rows.pop().ok_or(Refusal::Empty)?;
        let (columns, mut findings) = match_columns(&header, specs)?;
        let width = header.cells.iter().rposition(|cell| cell.clean().is_some()).map_or(0, |last| last + 1);
        let said = |cell: &Cell| cell.clean().is_some();
        let rows: Vec<RawRow> = body.into_iter().filter(|row| row.cells.iter().any(said)).collect();
        for row in &rows {
            if row.cells.iter().skip(width).any(said) {
                let finding = Finding::error(row.number, None, Code::BeyondHeader);
                findings.push(finding.with("columns", width));
            }
        }
        let table = Self { header_row: header.number, columns, rows, findings };
        table.refuse_lost_digits(specs)?;
        Ok(table)
    }

    fn refuse_lost_digits(&self, specs: &[ColumnSpec]) -> Result<(), Refusal> {
        let identifiers: Vec<&ColumnSpec> = specs.iter().filter(|spec| spec.identifier).collect();
        let mut findings = Vec::new();
        for row in self.rows() {
            for spec in &identifiers {
                if row.cell(&spec.name).is_some_and(Cell::lost_digits) {
                    findings.push(Finding::error(row.number(), self.place(&spec.name), Code::LostDigits));
                }
            }
        }
        if findings.is_empty() { Ok(()) } else { Err(Refusal::LostDigits(findings)) }
    }

    /// The row in which the headings stand, from 1.
    pub fn header_row(&self) -> u32 {
        self.header_row
    }

    pub fn has(&self, column: &str) -> bool {
        self.columns.contains_key(column)
    }

    /// Name and letter of a column of the layout.
    pub fn place(&self, column: &str) -> ColumnPlace {
        ColumnPlace { name: column.to_owned(), letter: self.columns.get(column).map(|at| letter(*at)) }
    }

    /// The rows below the headings that are not empty.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|raw| Row { table: self, raw })
    }
}

impl<'a> Row<'a> {
    pub fn number(&self) -> u32 {
        self.raw.number
    }

    /// The cell under a column of the layout; none when the column is absent or the row ends before it.
    pub fn cell(&self, column: &str) -> Option<&'a Cell> {
        self.table.columns.get(column).and_then(|at| self.raw.cells.get(*at))
    }

    /// The clean text of a cell.
    pub fn text(&self, column: &str) -> Option<String> {
        self.cell(column).and_then(Cell::clean)
    }

    pub(crate) fn place(&self, column: &str) -> ColumnPlace {
        self.table.place(column)
    }

    pub(crate) fn error(&self, column: &str, code: Code) -> Finding {
        Finding::error(self.number(), self.place(column), code)
    }

    pub(crate) fn warning(&self, column: &str, code: Code) -> Finding {
        Finding::warning(self.number(), self.place(column), code)
    }

    /// Whether the identifier came as a number and may have lost zeros in front.
    pub(crate) fn is_number(&self, column: &str) -> bool {
        self.cell(column).is_some_and(|cell| cell.kind == CellKind::Number && cell.clean().is_some())
    }
}

/// Column letters as spreadsheets write them: 0 is A, 26 is AA.
pub fn letter(index: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = index + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

/// Takes memory from what the limits leave, so that no file grows beyond them once it is read.
fn spend(left: &mut u64, bytes: usize, limits: &Limits) -> Result<(), Refusal> {
    let bytes = u64::try_from(bytes).unwrap_or(u64::MAX);
    *left = left.checked_sub(bytes).ok_or(Refusal::UnpacksTooLarge { limit: limits.unpacked_bytes })?;
    Ok(())
}

fn known(row: &RawRow, specs: &[ColumnSpec]) -> usize {
    let headings: BTreeSet<String> = row.cells.iter().map(|cell| heading(&cell.delivered)).collect();
    specs.iter().filter(|spec| headings.iter().any(|text| spec.is(text))).count()
}

/// The row among the first ten that names most columns; the upper one of two.
fn header_position(rows: &[RawRow], specs: &[ColumnSpec]) -> Option<usize> {
    let within = rows.iter().take_while(|row| usize::try_from(row.number).is_ok_and(|n| n <= HEADER_WITHIN));
    let mut best = None;
    for (at, count) in within.map(|row| known(row, specs)).enumerate() {
        if count > best.map_or(0, |(_, most)| most) {
            best = Some((at, count));
        }
    }
    best.map(|(at, _)| at)
}

fn best_header(rows: &[RawRow], specs: &[ColumnSpec]) -> usize {
    header_position(rows, specs).and_then(|at| rows.get(at)).map_or(0, |row| known(row, specs))
}

fn required_names(specs: &[ColumnSpec]) -> Vec<String> {
    specs.iter().filter(|spec| spec.required).map(|spec| spec.name.clone()).collect()
}

fn match_columns(
    header: &RawRow,
    specs: &[ColumnSpec],
) -> Result<(BTreeMap<String, usize>, Vec<Finding>), Refusal> {
    let headings: Vec<String> = header.cells.iter().map(|cell| heading(&cell.delivered)).collect();
    let (mut columns, mut findings) = (BTreeMap::new(), Vec::new());
    let (mut missing, mut duplicate) = (Vec::new(), Vec::new());
    for spec in specs {
        let mut found = headings.iter().enumerate().filter(|(_, text)| spec.is(text)).map(|(at, _)| at);
        match (found.next(), found.next()) {
            (None, _) if spec.required => missing.push(spec.name.clone()),
            (None, _) => {
                let place = ColumnPlace { name: spec.name.clone(), letter: None };
                findings.push(Finding::warning(header.number, place, Code::ColumnAbsent));
            }
            (Some(at), None) => {
                columns.insert(spec.name.clone(), at);
            }
            (Some(_), Some(_)) => duplicate.push(spec.name.clone()),
        }
    }
    if !missing.is_empty() {
        return Err(Refusal::ColumnsMissing(missing));
    }
    if !duplicate.is_empty() {
        return Err(Refusal::ColumnsDuplicate(duplicate));
    }
    for (at, text) in headings.into_iter().enumerate() {
        if !text.is_empty() && !specs.iter().any(|spec| spec.is(&text)) {
            let place = ColumnPlace { name: text, letter: Some(letter(at)) };
            findings.push(Finding::warning(header.number, place, Code::ColumnUnknown));
        }
    }
    Ok((columns, findings))
}
