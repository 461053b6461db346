//! XLSX, read cell by cell within limits; a file made to exhaust memory is refused before it is unpacked.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx};
use zip::ZipArchive;

use super::{CELL_CHARACTERS, Limits, RawRow, spend};
use crate::cell::{Cell, CellKind};
use crate::finding::Refusal;

const MOST_PARTS: usize = 2_000;

pub(super) fn rows(bytes: &[u8], limits: &Limits) -> Result<Vec<RawRow>, Refusal> {
    check_parts(bytes, limits)?;
    // The library's arithmetic on cell names overflows on hostile ones; that is a damaged file, not our end.
    catch_unwind(AssertUnwindSafe(|| read(bytes, limits))).unwrap_or(Err(Refusal::Damaged))
}

/// Unpacks every part once, counting real bytes and trusting no stated size.
fn check_parts(bytes: &[u8], limits: &Limits) -> Result<(), Refusal> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refusal::Damaged)?;
    if archive.len() > MOST_PARTS {
        return Err(Refusal::Damaged);
    }
    let mut left = limits.unpacked_bytes;
    let mut is_workbook = false;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|_| Refusal::UnknownFormat)?;
        let name = part.name().map_err(|_| Refusal::Damaged)?.to_ascii_lowercase().replace('\\', "/");
        is_workbook |= name == "[content_types].xml";
        let mut part = part.take(left.saturating_add(1));
        let read = if name.ends_with("sharedstrings.xml") {
            let mut content = Vec::new();
            let read = part.read_to_end(&mut content).map_err(|_| Refusal::Damaged)?;
            check_string_count(&content)?;
            u64::try_from(read).unwrap_or(u64::MAX)
        } else {
            std::io::copy(&mut part, &mut std::io::sink()).map_err(|_| Refusal::Damaged)?
        };
        let too_large = Refusal::UnpacksTooLarge { limit: limits.unpacked_bytes };
        left = left.checked_sub(read).ok_or(too_large)?;
    }
    if is_workbook { Ok(()) } else { Err(Refusal::UnknownFormat) }
}

/// The reader reserves memory for as many strings as the part claims to have; each needs at least `<si/>`.
fn check_string_count(content: &[u8]) -> Result<(), Refusal> {
    let text = std::str::from_utf8(content).map_err(|_| Refusal::Damaged)?;
    let most = content.len() / "<si/>".len();
    for (at, name) in text.match_indices("uniqueCount") {
        let after = text.get(at + name.len()..).unwrap_or_default();
        let after = after.trim_start().trim_start_matches('=').trim_start().trim_start_matches(['"', '\'']);
        let digits: String = after.chars().take_while(char::is_ascii_digit).collect();
        if digits.parse::<usize>().map_or(!digits.is_empty(), |count| count > most) {
            return Err(Refusal::Damaged);
        }
    }
    Ok(())
}

fn read(bytes: &[u8], limits: &Limits) -> Result<Vec<RawRow>, Refusal> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| Refusal::Damaged)?;
    let visible = |sheet: &&calamine::Sheet| {
        sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible
    };
    let sheet = workbook.sheets_metadata().iter().find(visible).map(|sheet| sheet.name.clone());
    let name = sheet.ok_or(Refusal::Empty)?;
    let mut reader = workbook.worksheet_cells_reader(&name).map_err(|_| Refusal::Damaged)?;
    let mut rows: BTreeMap<u32, Vec<Cell>> = BTreeMap::new();
    let mut left = limits.unpacked_bytes;
    while let Some(found) = reader.next_cell().map_err(|_| Refusal::Damaged)? {
        let (row, column) = found.get_position();
        let Some(cell) = cell(found.get_value()) else { continue };
        if cell.delivered.len() > CELL_CHARACTERS * 4 {
            return Err(Refusal::CellTooLong { limit: CELL_CHARACTERS });
        }
        // One shared string may be used by every cell: count it each time.
        spend(&mut left, cell.delivered.len(), limits)?;
        if column >= limits.columns {
            return Err(Refusal::TooManyColumns { limit: limits.columns });
        }
        if rows.len() > usize::try_from(limits.rows).unwrap_or(usize::MAX) {
            return Err(Refusal::TooManyRows { limit: limits.rows });
        }
        let at = usize::try_from(column).map_err(|_| Refusal::Damaged)?;
        let cells = rows.entry(row).or_default();
        if cells.len() <= at {
            spend(&mut left, (at + 1 - cells.len()) * size_of::<Cell>(), limits)?;
            cells.resize(at + 1, Cell::text(""));
        }
        if let Some(place) = cells.get_mut(at) {
            *place = cell;
        }
    }
    Ok(rows.into_iter().map(|(row, cells)| RawRow { number: row.saturating_add(1), cells }).collect())
}

fn cell(value: &DataRef<'_>) -> Option<Cell> {
    let unusable = |text: String| Cell { delivered: text, kind: CellKind::Unusable };
    Some(match value {
        DataRef::Empty => return None,
        DataRef::String(text) => Cell::text(text.as_str()),
        DataRef::SharedString(text) => Cell::text(*text),
        DataRef::Int(number) => Cell { delivered: number.to_string(), kind: CellKind::Number },
        // The shortest text that is this number: what the file says, up to Excel's 15 digits.
        DataRef::Float(number) if number.is_finite() => {
            Cell { delivered: number.to_string(), kind: CellKind::Number }
        }
        DataRef::Float(_) => unusable("number".into()),
        DataRef::Bool(truth) => Cell::text(if *truth { "TRUE" } else { "FALSE" }),
        DataRef::DateTime(moment) => match moment.as_datetime().filter(|_| moment.is_datetime()) {
            Some(moment) => Cell {
                delivered: moment.format("%Y-%m-%d %H:%M:%S").to_string(),
                kind: CellKind::Date(moment),
            },
            None => unusable("duration".into()),
        },
        DataRef::DateTimeIso(text) => Cell::text(text.as_str()),
        DataRef::DurationIso(_) => unusable("duration".into()),
        DataRef::Error(_) => unusable("error".into()),
    })
}
