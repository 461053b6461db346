//! NIK, register and participant numbers: always text, never numbers.

use std::fmt;

use chrono::{Datelike, NaiveDate};

use crate::cell::{Cell, CellKind};
use crate::finding::Code;

/// A national identity number: 16 digits, being 6 of the region, DDMMYY (women: day + 40) and 4 of sequence.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Nik(String);

/// Never shows the number.
impl fmt::Debug for Nik {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Nik(..)")
    }
}

impl Nik {
    pub fn parse(text: &str) -> Option<Self> {
        let form = text.len() == 16 && text.bytes().all(|byte| byte.is_ascii_digit());
        form.then(|| Self(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// `9999********0001`: enough to tell two people apart at a counter, too little to use.
    pub fn masked(&self) -> String {
        let ends = self.0.get(..4).zip(self.0.get(12..));
        ends.map_or_else(|| "*".repeat(16), |(first, last)| format!("{first}********{last}"))
    }

    /// Whether the date inside is this one. A difference is no error: numbers stay when a date is corrected.
    pub fn agrees_with(&self, birth: NaiveDate) -> bool {
        let part = |from: usize| self.0.get(from..from + 2).and_then(|two| two.parse::<u32>().ok());
        let (Some(day), Some(month), Some(year)) = (part(6), part(8), part(10)) else { return false };
        let day = if day > 40 { day - 40 } else { day };
        let birth_year = u32::try_from(birth.year()).unwrap_or(0) % 100;
        (day, month, year) == (birth.day(), birth.month(), birth_year)
    }
}

/// An identifier of letters, digits, `.`, `-` and `/`, up to 40 characters.
pub(crate) fn identifier(cell: &Cell) -> Result<Option<String>, Code> {
    if matches!(cell.kind, CellKind::Unusable | CellKind::Date(_)) {
        return Err(Code::IdentifierForm);
    }
    let Some(text) = cell.clean() else { return Ok(None) };
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '/');
    let form = text.len() <= 40 && text.chars().all(allowed) && text.chars().any(|c| c.is_ascii_digit());
    let whole = cell.kind != CellKind::Number || text.chars().all(|c| c.is_ascii_digit());
    if form && whole { Ok(Some(text)) } else { Err(Code::IdentifierForm) }
}
