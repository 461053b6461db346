//! One cell: the text as delivered, and the clean text that rules look at.

use std::fmt;

use chrono::NaiveDateTime;
use unicode_normalization::UnicodeNormalization;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellKind {
    Text,
    /// A number cell of a workbook. It was binary floating point before it came to us.
    Number,
    Date(NaiveDateTime),
    /// An error value, a duration, or nothing that a sheet of people or marks should hold.
    Unusable,
}

#[derive(Clone, PartialEq, Eq)]
pub struct Cell {
    pub delivered: String,
    pub kind: CellKind,
}

/// Shows the kind only: cells hold personal data.
impl fmt::Debug for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Cell({:?})", std::mem::discriminant(&self.kind))
    }
}

impl Cell {
    pub fn text(delivered: impl Into<String>) -> Self {
        Self { delivered: delivered.into(), kind: CellKind::Text }
    }

    /// The clean text; none when the cell says nothing.
    pub fn clean(&self) -> Option<String> {
        clean(&self.delivered)
    }

    /// Whether an identifier in this cell cannot be trusted any more: Excel keeps 15 digits of a number and
    /// turns the rest into zeros, and a CSV saved from it holds `9,9E+15`.
    pub(crate) fn lost_digits(&self) -> bool {
        match self.kind {
            CellKind::Number => significant_digits(&self.delivered) > 15,
            CellKind::Text => self.clean().is_some_and(|text| is_scientific(&text)),
            CellKind::Date(_) | CellKind::Unusable => false,
        }
    }
}

/// NFC, no zero-width characters, one kind of space, trimmed; `null`, `-` and nothing are none.
pub fn clean(text: &str) -> Option<String> {
    let text: String = text
        .nfc()
        .filter(|c| !matches!(c, '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}'))
        .map(|c| if c == '\u{A0}' { ' ' } else { c })
        .collect();
    let text = text.trim();
    let nothing = text.is_empty() || text == "-" || text.eq_ignore_ascii_case("null");
    (!nothing).then(|| text.to_owned())
}

/// `" No.  Peserta"` and `no_peserta` are one heading.
pub(crate) fn heading(text: &str) -> String {
    let text = clean(text).unwrap_or_default().to_lowercase();
    let words =
        text.split(|c: char| c.is_whitespace() || c == '_' || c == '.').filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("_")
}

/// Digits from the first that is not zero; zeros at the end of an integer count, since they may be made up.
fn significant_digits(number: &str) -> usize {
    let digits = number.chars().filter(char::is_ascii_digit);
    digits.skip_while(|digit| *digit == '0').count()
}

fn is_scientific(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.split_once(['e', 'E']) else { return false };
    let number = |text: &str, marks: &str| {
        text.starts_with(|c: char| c.is_ascii_digit())
            && text.chars().all(|c| c.is_ascii_digit() || marks.contains(c))
    };
    let Some(exponent) = exponent.strip_prefix(['+', '-']) else { return false };
    number(mantissa, ".,") && number(exponent, "")
}
