//! Compares computed outcomes with an announced table: by participant, whatever the order of rows and columns.

use std::collections::{BTreeMap, BTreeSet};

use crate::message::Message;
use crate::outcomes::Outcomes;
use crate::table::Table;
use crate::verdict::Difference;

/// The first difference in the order of the announced rows; people who are missing from it come last.
pub fn compare(announced: &Table, computed: &Outcomes) -> Option<Difference> {
    let found = |row, what, in_file: &str, computed: &str| Difference {
        file: announced.file.clone(),
        row,
        what,
        in_file: shown(in_file),
        computed: shown(computed),
    };
    let columns: BTreeSet<&String> = announced.header.iter().chain(&computed.header).collect();
    for column in columns {
        let (here, there) = (announced.header.contains(column), computed.header.contains(column));
        if here != there {
            let what = Message::new("kolom", "column");
            let name = |stands| if stands { column.as_str() } else { "" };
            return Some(found(Some(1), what, name(here), name(there)));
        }
    }
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
            if cell != value {
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

fn shown(value: &str) -> String {
    if value.is_empty() { "(kosong/empty)".to_owned() } else { value.to_owned() }
}
