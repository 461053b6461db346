//! Rulings on ties: `vacancy,participant,order,document`, one row for each of the tied participants.

use std::collections::{BTreeMap, BTreeSet};

use selection::Ruling;

use crate::message::Message;
use crate::table::{self, Table, whole};
use crate::verdict::Fault;

const COLUMNS: [&str; 4] = ["vacancy", "participant", "order", "document"];
/// A published file need not name the officers; the engine wants two who differ.
const OFFICERS: [(&str, &str); 2] = [("officer_1", "not stated (1)"), ("officer_2", "not stated (2)")];

/// Rulings with the first line of each.
#[derive(Default)]
pub struct Rulings {
    pub file: String,
    pub rows: Vec<Ruling>,
    pub lines: BTreeMap<String, u64>,
}

/// Who ruled is not printed: the document tells.
pub fn write(rulings: &[Ruling]) -> Result<String, csv::Error> {
    let rows = rulings.iter().flat_map(|ruling| {
        ruling.order.iter().zip(1_usize..).map(|(participant, position)| {
            vec![ruling.vacancy.clone(), participant.clone(), position.to_string(), ruling.document.clone()]
        })
    });
    table::write(&COLUMNS.map(str::to_owned), rows)
}

pub fn read(file: &str, text: &str) -> Result<Rulings, Vec<Fault>> {
    let table = Table::read(file, text).map_err(|fault| vec![fault])?;
    let optional = OFFICERS.iter().map(|(name, _)| (*name).to_owned()).collect::<BTreeSet<_>>();
    let mut faults = table.check_columns(&COLUMNS, &optional);
    if !faults.is_empty() {
        return Err(faults);
    }
    let [vacancy, participant, order, document] = COLUMNS.map(|column| table.column(column));
    let mut ordered: BTreeMap<String, BTreeMap<u32, String>> = BTreeMap::new();
    let mut rulings: BTreeMap<String, Ruling> = BTreeMap::new();
    let mut lines = BTreeMap::new();
    for row in &table.rows {
        let name = row.cell(vacancy).to_owned();
        lines.entry(name.clone()).or_insert(row.line);
        let Some(position) = whole(row.cell(order)).filter(|position| *position > 0) else {
            let message =
                Message::new("urutan bukan bilangan bulat mulai 1", "the order is no whole number from 1");
            faults.push(table.fault(row, "order", message));
            continue;
        };
        let people = ordered.entry(name.clone()).or_default();
        if people.insert(position, row.cell(participant).to_owned()).is_some() {
            let message = Message::new("urutan ini ada dua kali", "this position occurs twice");
            faults.push(table.fault(row, "order", message));
        }
        let ruling = rulings.entry(name.clone()).or_insert_with(|| Ruling {
            vacancy: name,
            order: Vec::new(),
            document: row.cell(document).to_owned(),
            officers: OFFICERS.map(|(column, unnamed)| match row.cell(table.column(column)) {
                "" => unnamed.to_owned(),
                officer => officer.to_owned(),
            }),
        });
        if ruling.document != row.cell(document) {
            let message =
                Message::new("dokumen lain untuk formasi yang sama", "another document for the same vacancy");
            faults.push(table.fault(row, "document", message));
        }
    }
    for (name, people) in ordered {
        if let Some(ruling) = rulings.get_mut(&name) {
            ruling.order = people.into_values().collect();
        }
    }
    let rulings = Rulings { file: table.file.clone(), rows: rulings.into_values().collect(), lines };
    if faults.is_empty() { Ok(rulings) } else { Err(faults) }
}
