//! CSV in the forms that offices produce: three delimiters, two encodings.

use csv::{ReaderBuilder, StringRecord};
use encoding_rs::WINDOWS_1252;

use super::{CELL_CHARACTERS, ColumnSpec, HEADER_WITHIN, Limits, RawRow, best_header, spend};
use crate::cell::Cell;
use crate::finding::Refusal;

/// In the order of preference: Excel in Indonesian writes `;`.
const DELIMITERS: [u8; 3] = [b';', b',', b'\t'];

pub(super) fn rows(bytes: &[u8], limits: &Limits, specs: &[ColumnSpec]) -> Result<Vec<RawRow>, Refusal> {
    // Text holds no NUL; UTF-16, old XLS and other binary files do.
    if bytes.contains(&0) {
        return Err(Refusal::UnknownFormat);
    }
    // One kind of line end, as the spreadsheet has inside cells; else rows would be counted wrongly.
    let mut text = decode(bytes).replace("\r\n", "\n").replace('\r', "\n");
    if text.trim().is_empty() {
        return Err(Refusal::Empty);
    }
    // A last line without its end would be counted differently from the others.
    text.push('\n');
    let mut delimiter = (b';', 0);
    for candidate in DELIMITERS {
        let head = parse(&text, candidate, limits, HEADER_WITHIN)?;
        let known = best_header(&head, specs);
        if known > delimiter.1 {
            delimiter = (candidate, known);
        }
    }
    parse(&text, delimiter.0, limits, usize::MAX)
}

fn decode(bytes: &[u8]) -> String {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
    }
}

fn parse(text: &str, delimiter: u8, limits: &Limits, most: usize) -> Result<Vec<RawRow>, Refusal> {
    let mut builder = ReaderBuilder::new();
    let builder = builder.has_headers(false).flexible(true).delimiter(delimiter);
    let mut reader = builder.from_reader(text.as_bytes());
    let (mut rows, mut record, mut number) = (Vec::new(), StringRecord::new(), 0_u64);
    let mut left = limits.unpacked_bytes;
    while rows.len() < most {
        let before = reader.position().line();
        if !reader.read_record(&mut record).map_err(|_| Refusal::Damaged)? {
            break;
        }
        // A spreadsheet counts empty lines, which the reader skips, but not line ends inside quotes.
        let lines = reader.position().line().saturating_sub(before);
        let inside = record.iter().map(|field| field.matches('\n').count()).sum::<usize>();
        let skipped = lines.saturating_sub(1).saturating_sub(u64::try_from(inside).unwrap_or(0));
        number += skipped + 1;
        let number = u32::try_from(number).unwrap_or(u32::MAX);
        if rows.len() > usize::try_from(limits.rows).unwrap_or(usize::MAX) {
            return Err(Refusal::TooManyRows { limit: limits.rows });
        }
        let cells = cells(&record, limits, most)?;
        spend(&mut left, cells.len() * size_of::<Cell>() + record.as_slice().len(), limits)?;
        rows.push(RawRow { number, cells });
    }
    Ok(rows)
}

fn cells(record: &StringRecord, limits: &Limits, most: usize) -> Result<Vec<Cell>, Refusal> {
    // While the delimiter is only being tried, a wrong one may make a strange row.
    let trying = most != usize::MAX;
    let columns = usize::try_from(limits.columns).unwrap_or(usize::MAX);
    let said = record.iter().enumerate().filter(|(_, field)| !field.trim().is_empty()).last();
    let said = said.map_or(0, |(last, _)| last + 1);
    if said > columns && !trying {
        return Err(Refusal::TooManyColumns { limit: limits.columns });
    }
    if record.iter().any(|field| field.len() > CELL_CHARACTERS) && !trying {
        return Err(Refusal::CellTooLong { limit: CELL_CHARACTERS });
    }
    Ok(record.iter().take(said.min(columns)).map(Cell::text).collect())
}
