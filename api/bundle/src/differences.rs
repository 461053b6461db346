//! `differences.csv`: where an announcement says something else than the rules give, since another authority's list is
//! the legal one. What is computed stands beside it, so that nobody takes the one for the other.

use std::collections::{BTreeMap, BTreeSet};

use crate::message::Message;
use crate::outcomes::Outcomes;
use crate::table::{self, Table};
use crate::verdict::{Difference, Verdict};

const COLUMNS: [&str; 4] = ["participant", "column", "computed", "announced"];

/// One cell that was announced otherwise.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Other {
    pub participant: String,
    pub column: String,
    pub computed: String,
    pub announced: String,
}

pub fn write(mut others: Vec<Other>) -> Result<String, csv::Error> {
    others.sort();
    let row = |one: Other| vec![one.participant, one.column, one.computed, one.announced];
    table::write(&COLUMNS.map(str::to_owned), others.into_iter().map(row))
}

/// How many cells were announced otherwise. What the file says was computed must be what is computed; a column that
/// the outcomes do not print cannot be compared.
pub fn check(file: &str, text: &str, computed: &Outcomes) -> Result<usize, Verdict> {
    let table = Table::read(file, text)?;
    let faults = table.check_columns(&COLUMNS, &BTreeSet::new());
    if !faults.is_empty() {
        return Err(Verdict::CouldNotTell(faults));
    }
    let [participant, column, stated, _] = COLUMNS.map(|column| table.column(column));
    let people: BTreeMap<&str, &Vec<String>> =
        computed.rows.iter().filter_map(|row| Some((row.first()?.as_str(), row))).collect();
    for row in &table.rows {
        let code = row.cell(participant);
        let cells = people.get(code);
        let index = computed.header.iter().position(|name| name == row.cell(column));
        let found = cells.zip(index).and_then(|(cells, index)| cells.get(index));
        let wrong = match (cells, found) {
            (None, _) => Some(""),
            (Some(_), Some(found)) if found != row.cell(stated) => Some(found.as_str()),
            _ => None,
        };
        if let Some(found) = wrong {
            let name = row.cell(column);
            return Err(Verdict::NotTheSame(Box::new(Difference {
                file: file.to_owned(),
                row: Some(row.line),
                what: Message::new(
                    format!("peserta {code}, kolom {name}: bukan yang dihitung"),
                    format!("participant {code}, column {name}: not what is computed"),
                ),
                in_file: row.cell(stated).to_owned(),
                computed: found.to_owned(),
            })));
        }
    }
    Ok(table.rows.len())
}
