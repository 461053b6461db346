//! Plain tables out: CSV for open data, CSV for Excel, XLSX. Every cell is text and none is a formula.

use rust_decimal::Decimal;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};

/// A table whose rows are as wide as its headings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OutTable {
    pub headings: Vec<String>,
    pub rows: Vec<Vec<Value>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    Empty,
    Text(String),
    /// Written exactly, with point for open data and comma for Excel in Indonesian.
    Number(Decimal),
}

impl From<Option<String>> for Value {
    fn from(text: Option<String>) -> Self {
        text.map_or(Self::Empty, Self::Text)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// `,`, point, no byte order mark.
    OpenData,
    /// `;`, comma, byte order mark.
    Excel,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WriteError {
    #[error("a row is not as wide as the headings")]
    Width,
    #[error("the table does not fit into the format")]
    Format,
}

impl From<XlsxError> for WriteError {
    fn from(_: XlsxError) -> Self {
        Self::Format
    }
}

impl From<csv::Error> for WriteError {
    fn from(_: csv::Error) -> Self {
        Self::Format
    }
}

/// Puts an apostrophe before text that a spreadsheet would run: `= + - @`, tab, carriage return or line feed
/// first. A plain number such as `-5` stays.
pub fn neutralise(text: &str) -> String {
    let runs = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
    if runs && crate::decimals::parse(text).is_err() { format!("'{text}") } else { text.to_owned() }
}

impl Value {
    fn write(&self, comma: bool) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => neutralise(text),
            Self::Number(number) if comma => number.to_string().replace('.', ","),
            Self::Number(number) => number.to_string(),
        }
    }
}

impl OutTable {
    fn check(&self) -> Result<(), WriteError> {
        let same = self.rows.iter().all(|row| row.len() == self.headings.len());
        if same { Ok(()) } else { Err(WriteError::Width) }
    }

    /// CSV by RFC 4180, UTF-8.
    pub fn csv(&self, dialect: Dialect) -> Result<Vec<u8>, WriteError> {
        self.check()?;
        let excel = dialect == Dialect::Excel;
        let start = if excel { "\u{FEFF}" } else { "" };
        let mut builder = csv::WriterBuilder::new();
        let builder = builder.delimiter(if excel { b';' } else { b',' }).terminator(csv::Terminator::CRLF);
        let mut writer = builder.from_writer(start.as_bytes().to_vec());
        writer.write_record(self.headings.iter().map(|heading| neutralise(heading)))?;
        for row in &self.rows {
            writer.write_record(row.iter().map(|value| value.write(excel)))?;
        }
        writer.into_inner().map_err(|_| WriteError::Format)
    }

    /// One sheet of text cells, so that no digit of an identifier or mark is lost. The same table always
    /// gives the same bytes: the creation time is a fixed one.
    pub fn xlsx(&self, sheet_name: &str) -> Result<Vec<u8>, WriteError> {
        self.check()?;
        let mut workbook = Workbook::new();
        let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
        workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
        let (text, bold) = (Format::new().set_num_format("@"), Format::new().set_num_format("@").set_bold());
        let sheet = workbook.add_worksheet();
        sheet.set_name(sheet_name)?;
        for (column, heading) in (0_u16..).zip(&self.headings) {
            sheet.write_string_with_format(0, column, neutralise(heading), &bold)?;
        }
        for (number, row) in (1_u32..).zip(&self.rows) {
            for (column, value) in (0_u16..).zip(row) {
                if *value != Value::Empty {
                    sheet.write_string_with_format(number, column, value.write(true), &text)?;
                }
            }
        }
        sheet.set_freeze_panes(1, 0)?;
        Ok(workbook.save_to_buffer()?)
    }
}
