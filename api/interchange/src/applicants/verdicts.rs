//! The verdict sheet: the export's own 49 columns with our verdicts in the last nine.

use std::collections::BTreeMap;

use chrono::NaiveDateTime;

use super::columns::{Column, Handling};
use crate::dates::write_moment;
use crate::write::{OutTable, Value};

/// What columns AO to AW say. Times are the agency's local ones, as the sheet has no zone.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Verdict {
    /// `MS` or `TMS`.
    pub status: String,
    pub reason: Option<String>,
    pub reason_detail: Option<String>,
    pub verified_at: Option<NaiveDateTime>,
    pub verifier_username: Option<String>,
    pub verifier_name: Option<String>,
    pub supervisor_username: Option<String>,
    pub supervisor_name: Option<String>,
    pub supervised_at: Option<NaiveDateTime>,
}

#[derive(Clone, PartialEq, Eq)]
pub struct VerdictRow {
    /// As [`super::ApplicantRow::values`] gave them.
    pub values: BTreeMap<Column, String>,
    pub verdict: Verdict,
}

/// The table to write with [`OutTable::xlsx`] or [`OutTable::csv`]. A dropped column keeps its place, empty.
pub fn verdict_sheet(rows: &[VerdictRow]) -> OutTable {
    OutTable {
        headings: Column::ALL.iter().map(|column| column.name().to_owned()).collect(),
        rows: rows.iter().map(|row| Column::ALL.iter().map(|column| value(row, *column)).collect()).collect(),
    }
}

fn value(row: &VerdictRow, column: Column) -> Value {
    let verdict = &row.verdict;
    let text = match column {
        Column::StatusVerifikasi => Some(verdict.status.clone()),
        Column::AlasanTms => verdict.reason.clone(),
        Column::AlasanTmsDetail => verdict.reason_detail.clone(),
        Column::TanggalVerifikasi => verdict.verified_at.map(write_moment),
        Column::VerifikatorUsername => verdict.verifier_username.clone(),
        Column::VerifikatorNama => verdict.verifier_name.clone(),
        Column::SupervisorUsername => verdict.supervisor_username.clone(),
        Column::SupervisorNama => verdict.supervisor_name.clone(),
        Column::TanggalSupervisi => verdict.supervised_at.map(write_moment),
        _ if column.handling() == Handling::Drop => None,
        _ => row.values.get(&column).cloned(),
    };
    text.into()
}
