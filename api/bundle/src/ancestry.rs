//! `ancestry.csv`: what became of everybody who stood in the sealed set of applicants.

use crate::message::Message;
use crate::table::{self, Table};
use crate::verdict::Fault;

/// Still in the selection, and so among the participants.
pub const PARTICIPATES: &str = "participates";
pub const NOT_ELIGIBLE: &str = "not_eligible";
pub const WITHDRAWN: &str = "withdrawn";
/// Takes part in a vacancy that is left out because few did.
pub const WITHHELD: &str = "withheld";

const COLUMNS: [&str; 3] = ["token", "participant", "standing"];

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ancestor {
    /// 64 hex digits: the random token of this person in the sealed set.
    pub token: String,
    pub participant: String,
    pub standing: String,
}

/// Sorted by token.
pub fn write(mut ancestors: Vec<Ancestor>) -> Result<String, csv::Error> {
    ancestors.sort();
    let row = |one: Ancestor| vec![one.token, one.participant, one.standing];
    table::write(&COLUMNS.map(str::to_owned), ancestors.into_iter().map(row))
}

/// Everybody with the line of each.
pub fn read(file: &str, text: &str) -> Result<Vec<(u64, Ancestor)>, Vec<Fault>> {
    let table = Table::read(file, text).map_err(|fault| vec![fault])?;
    let mut faults = table.check_columns(&COLUMNS, &std::collections::BTreeSet::new());
    let [token, participant, standing] = COLUMNS.map(|column| table.column(column));
    let mut ancestors = Vec::new();
    for row in &table.rows {
        let cell = |column| row.cell(column).to_owned();
        let hex = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        let one = Ancestor { token: cell(token), participant: cell(participant), standing: cell(standing) };
        if one.token.len() != 64 || !one.token.bytes().all(hex) {
            let message = Message::new("bukan 64 angka heksadesimal kecil", "not 64 lower-case hex digits");
            faults.push(table.fault(row, "token", message));
        }
        ancestors.push((row.line, one));
    }
    if faults.is_empty() { Ok(ancestors) } else { Err(faults) }
}
