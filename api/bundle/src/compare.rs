//! Compares computed outcomes with an announced table: by participant, whatever the order of rows and columns.

use std::collections::{BTreeMap, BTreeSet};

use selection::Mark;

use crate::message::Message;
use crate::outcomes::Outcomes;
use crate::table::Table;
use crate::verdict::{Difference, Fault};

/// The first difference in the order of the announced rows; people who are missing from it come last. A table with
/// other columns tells nothing.
pub fn compare(announced: &Table, computed: &Outcomes) -> Result<Option<Difference>, Vec<Fault>> {
    let columns: Vec<&str> = computed.header.iter().map(String::as_str).collect();
    let faults = announced.check_columns(&columns, &BTreeSet::new());
    if faults.is_empty() { Ok(first_difference(announced, computed)) } else { Err(faults) }
}

fn first_difference(announced: &Table, computed: &Outcomes) -> Option<Difference> {
    let found = |row, what, in_file: &str, computed: &str| Difference {
        file: announced.file.clone(),
        row,
        what,
        in_file: shown(in_file),
        computed: shown(computed),
    };
    let mut rows: BTreeMap<&str, &Vec<String>> =
        computed.rows.iter().filter_map(|row| Some((row.first()?.as_str(), row))).collect();
    for row in &announced.rows {
        let participant = row.cell(announced.column("participant"));
        let Some(expected) = rows.remove(participant) else {
            let what = Message::new(
                "peserta ini tidak ada dalam masukan, atau dua kali",
                "not in the inputs, or twice",
            );
            return Some(found(Some(row.line), what, participant, ""));
        };
        for (column, value) in computed.header.iter().zip(expected) {
            let cell = row.cell(announced.column(column));
            if !equal(cell, value) {
                let what = Message::new(
                    format!("peserta {participant}, kolom {column}"),
                    format!("participant {participant}, column {column}"),
                );
                return Some(found(Some(row.line), what, cell, value));
            }
        }
    }
    rows.keys().next().map(|missing| {
        let what = Message::new("peserta ini tidak ada dalam pengumuman", "not in the announcement");
        found(None, what, "", missing)
    })
}

/// Marks are equal as numbers: spreadsheets save `72.500` as `72.5`.
fn equal(cell: &str, value: &str) -> bool {
    let mark = |text: &str| text.parse::<Mark>().ok();
    cell == value || mark(cell).is_some_and(|one| mark(value) == Some(one))
}

fn shown(value: &str) -> String {
    if value.is_empty() { "(kosong/empty)".to_owned() } else { value.to_owned() }
}
