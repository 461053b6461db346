//! What is wrong with a file: the refusal of the whole, or findings by row and column.

use std::collections::BTreeMap;

use serde::Serialize;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Worth a look; the row stands.
    Warning,
    /// The row cannot be used, so the file cannot be applied.
    Error,
}

/// The closed list of findings; the texts for people live with the application's other texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// The cell is empty and must not be.
    Missing,
    /// A column of the layout is not in the file.
    ColumnAbsent,
    /// A column that the layout does not know; it is not read.
    ColumnUnknown,
    /// The row has cells to the right of the last heading, so its values may be shifted.
    BeyondHeader,
    /// The cell holds an error, a duration or something else that is not a value.
    Unusable,
    /// An identifier stands in a number cell and may have lost its leading zeros.
    NumberAsIdentifier,
    /// An identifier stands in a number cell that has lost digits; only in [`Refusal::LostDigits`].
    LostDigits,
    /// Not an identifier of the expected form; `digits` when a length is fixed.
    IdentifierForm,
    /// The same value stands in another row: `first_row`.
    Duplicate,
    /// The NIK's birth date differs from the stated one.
    BirthDateMismatch,
    /// Not a date as dd-mm-yyyy, dd/mm/yyyy or yyyy-mm-dd.
    DateForm,
    /// A year of two digits.
    DateYear,
    /// Not a number.
    NumberForm,
    /// A number with comma and point, or with several of them.
    NumberSeparators,
    /// More decimals than `decimals`.
    TooManyDecimals,
    /// Below `min` or above `max`.
    OutOfRange,
    /// Not a multiple of `step`.
    NotAStep,
    /// The stated total is not the sum of the parts.
    TotalMismatch,
    /// A remark that is none of `allowed`.
    MarkerUnknown,
    /// Marks beside a remark that says the person was absent.
    MarkedThoughAbsent,
}

/// Where a column is, in both ways that people call it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct ColumnPlace {
    /// The name of the layout, e.g. `no_peserta`.
    pub name: String,
    /// The letter in the sheet, e.g. `AB`; none for a column that is absent.
    pub letter: Option<String>,
}

/// One finding. The parameters fill the text for people; none repeats a rejected value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// As the sheet numbers its rows, from 1.
    pub row: u32,
    pub column: Option<ColumnPlace>,
    pub code: Code,
    pub severity: Severity,
    pub parameters: BTreeMap<&'static str, String>,
}

impl Finding {
    pub fn error(row: u32, column: impl Into<Option<ColumnPlace>>, code: Code) -> Self {
        let parameters = BTreeMap::new();
        Self { row, column: column.into(), code, severity: Severity::Error, parameters }
    }

    pub fn warning(row: u32, column: impl Into<Option<ColumnPlace>>, code: Code) -> Self {
        Self { severity: Severity::Warning, ..Self::error(row, column, code) }
    }

    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.parameters.insert(name, value.to_string());
        self
    }
}

/// The rows that stand and all findings, in the order of the sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report<T> {
    pub rows: Vec<T>,
    pub findings: Vec<Finding>,
}

impl<T> Report<T> {
    /// A file with one error is not applied at all.
    pub fn has_errors(&self) -> bool {
        self.findings.iter().any(|finding| finding.severity == Severity::Error)
    }
}

/// Why a file is not read at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("the file is empty")]
    Empty,
    #[error("neither XLSX nor CSV (old XLS and files with a password cannot be read)")]
    UnknownFormat,
    #[error("the file is damaged")]
    Damaged,
    #[error("the file is larger than {limit} bytes")]
    TooLarge { limit: u64 },
    #[error("the file unpacks to more than {limit} bytes")]
    UnpacksTooLarge { limit: u64 },
    #[error("more than {limit} rows")]
    TooManyRows { limit: u32 },
    #[error("more than {limit} columns")]
    TooManyColumns { limit: u32 },
    #[error("a cell holds more than {limit} characters")]
    CellTooLong { limit: usize },
    #[error("columns are missing: {}", .0.join(", "))]
    ColumnsMissing(Vec<String>),
    #[error("columns occur twice: {}", .0.join(", "))]
    ColumnsDuplicate(Vec<String>),
    #[error("identifiers have lost digits in {} cells", .0.len())]
    LostDigits(Vec<Finding>),
}

impl Refusal {
    /// Stable code for problem answers.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "file_empty",
            Self::UnknownFormat => "file_format_unknown",
            Self::Damaged => "file_damaged",
            Self::TooLarge { .. } => "file_too_large",
            Self::UnpacksTooLarge { .. } => "file_unpacks_too_large",
            Self::TooManyRows { .. } => "too_many_rows",
            Self::TooManyColumns { .. } => "too_many_columns",
            Self::CellTooLong { .. } => "cell_too_long",
            Self::ColumnsMissing(_) => "columns_missing",
            Self::ColumnsDuplicate(_) => "columns_duplicate",
            Self::LostDigits(_) => "digits_lost",
        }
    }
}
