//! Dates as national sheets write them: day first, four digits of year.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use crate::cell::{Cell, CellKind};
use crate::finding::Code;

/// A date cell, or dd-mm-yyyy, dd/mm/yyyy, yyyy-mm-dd; a time of day behind it is ignored.
pub fn date(cell: &Cell) -> Result<Option<NaiveDate>, Code> {
    Ok(moment(cell)?.map(|moment| moment.date()))
}

/// As [`date`], with the time of day when there is one, else midnight.
pub fn moment(cell: &Cell) -> Result<Option<NaiveDateTime>, Code> {
    match cell.kind {
        CellKind::Date(moment) => Ok(Some(moment)),
        CellKind::Text => cell.clean().map(|text| parse(&text)).transpose(),
        // 45620 in a number cell may be a day count or anything else.
        CellKind::Number => Err(Code::DateForm),
        CellKind::Unusable => Err(Code::Unusable),
    }
}

fn parse(text: &str) -> Result<NaiveDateTime, Code> {
    let (day, time) = match text.split_once([' ', 'T']) {
        Some((day, time)) => (day, parse_time(time.trim()).ok_or(Code::DateForm)?),
        None => (text, NaiveTime::MIN),
    };
    let separator = if day.contains('/') { '/' } else { '-' };
    let parts: Vec<&str> = day.split(separator).collect();
    let &[first, month, last] = parts.as_slice() else { return Err(Code::DateForm) };
    if parts.iter().any(|part| part.is_empty() || !part.bytes().all(|byte| byte.is_ascii_digit())) {
        return Err(Code::DateForm);
    }
    let (year, month, day) = match (first.len(), month.len(), last.len(), separator) {
        (4, 1..=2, 1..=2, '-') => (first, month, last),
        (1..=2, 1..=2, 4, _) => (last, month, first),
        (1..=2, 1..=2, 1..=2, _) => return Err(Code::DateYear),
        _ => return Err(Code::DateForm),
    };
    let date = match (year.parse(), month.parse(), day.parse()) {
        (Ok(year), Ok(month), Ok(day)) => NaiveDate::from_ymd_opt(year, month, day),
        _ => None,
    };
    date.map(|date| date.and_time(time)).ok_or(Code::DateForm)
}

fn parse_time(text: &str) -> Option<NaiveTime> {
    let formats = ["%H:%M:%S%.f", "%H:%M", "%H.%M.%S", "%H.%M"];
    formats.iter().find_map(|format| NaiveTime::parse_from_str(text, format).ok())
}

/// dd-mm-yyyy, the form of the national sheets.
pub fn write_date(date: NaiveDate) -> String {
    date.format("%d-%m-%Y").to_string()
}

/// dd-mm-yyyy hh:mm:ss.
pub fn write_moment(moment: NaiveDateTime) -> String {
    moment.format("%d-%m-%Y %H:%M:%S").to_string()
}
