//! The rows of the verdict sheet, as they came in; the room above puts its verdicts beside them.
use std::collections::BTreeMap;

use diesel_async::AsyncPgConnection;
use interchange::applicants::Column;
use uuid::Uuid;

use super::store;
use crate::{
    applications::answer::unseal,
    kernel::{Problem, State},
};

/// One application with the columns of its newest snapshot: the `values` of an `interchange` verdict row.
pub struct ExportRow {
    pub application_id: Uuid,
    pub person_id: Uuid,
    pub snapshot_number: i32,
    pub values: BTreeMap<Column, String>,
}

/// Every imported application of a round that stands, by register number. Personal data: whoever calls it keeps an
/// audit row of the export. With verdicts beside, `interchange::applicants::verdict_sheet` writes XLSX and CSV.
pub async fn rows_for_export(
    state: &State,
    connection: &mut AsyncPgConnection,
    agency: &str,
    round: Uuid,
) -> Result<Vec<ExportRow>, Problem> {
    let mut rows = Vec::new();
    for (row, frozen) in store::newest_snapshots(connection, agency, round).await? {
        let imported = unseal(state, &frozen)?.imported;
        let values = Column::ALL
            .into_iter()
            .filter_map(|column| imported.get(column.name()).map(|text| (column, text.clone())));
        rows.push(ExportRow {
            application_id: row.id,
            person_id: row.person_id,
            snapshot_number: row.snapshot_number,
            values: values.collect(),
        });
    }
    Ok(rows)
}
