//! Exact decimals from cells: comma or point, never both, never rounded.

use rust_decimal::Decimal;
use serde::Serialize;

use crate::cell::{Cell, CellKind};
use crate::finding::Code;

/// A number beside the text it came as.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Delivered {
    pub text: String,
    pub value: Decimal,
}

/// The number in a cell; none when it is empty.
pub fn decimal(cell: &Cell) -> Result<Option<Delivered>, Code> {
    match cell.kind {
        CellKind::Unusable => Err(Code::Unusable),
        CellKind::Date(_) => Err(Code::NumberForm),
        CellKind::Text | CellKind::Number => match cell.clean() {
            None => Ok(None),
            Some(text) => Ok(Some(Delivered { value: parse(&text)?, text: cell.delivered.clone() })),
        },
    }
}

/// `73.5`, `73,5`, `-1`; no thousands separators, no exponent, nothing before or behind.
pub fn parse(text: &str) -> Result<Decimal, Code> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text),
    };
    let whole_ends = digits.find([',', '.']);
    let (whole, fraction) = match whole_ends.and_then(|at| digits.split_at_checked(at)) {
        Some((whole, rest)) => (whole, rest.trim_start_matches([',', '.'])),
        None => (digits, ""),
    };
    let separators = digits.chars().filter(|c| matches!(c, ',' | '.')).count();
    let only_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if digits.bytes().any(|byte| !byte.is_ascii_digit() && byte != b',' && byte != b'.') {
        return Err(Code::NumberForm);
    }
    if separators > 1 {
        return Err(Code::NumberSeparators);
    }
    if !only_digits(whole) || (separators == 1 && !only_digits(fraction)) {
        return Err(Code::NumberForm);
    }
    let point = if fraction.is_empty() { "" } else { "." };
    Decimal::from_str_exact(&format!("{sign}{whole}{point}{fraction}")).map_err(|_| Code::NumberForm)
}
