//! Reads the export into applicants, with findings by row and column.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime};
use rust_decimal::Decimal;

use super::columns::{Column, Handling};
use crate::dates;
use crate::decimals::decimal;
use crate::finding::{Code, Finding, Refusal, Report};
use crate::identifiers::{Nik, identifier};
use crate::sheet::{ColumnSpec, Limits, Row, Table};

/// One applicant. The typed fields are those that rules look at; [`ApplicantRow::text`] has every column.
#[derive(Clone, PartialEq, Eq)]
pub struct ApplicantRow {
    pub row: u32,
    pub nik: Nik,
    pub register_number: String,
    pub participant_number: Option<String>,
    pub name_on_card: String,
    pub birth_date: NaiveDate,
    pub registered_at: Option<NaiveDateTime>,
    pub grade_point: Option<Decimal>,
    /// The clean text of every column that is not dropped and not empty.
    pub values: BTreeMap<Column, String>,
}

/// Shows the row number only: the rest is personal data.
impl std::fmt::Debug for ApplicantRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ApplicantRow(row {})", self.row)
    }
}

impl ApplicantRow {
    pub fn text(&self, column: Column) -> Option<&str> {
        self.values.get(&column).map(String::as_str)
    }
}

fn specs() -> Vec<ColumnSpec> {
    Column::ALL
        .iter()
        .map(|column| ColumnSpec {
            required: column.is_required(),
            identifier: column.is_identifier(),
            ..ColumnSpec::new(column.name())
        })
        .collect()
}

/// Refuses the file as a whole, or gives the rows that stand and every finding.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Report<ApplicantRow>, Refusal> {
    let table = Table::read(bytes, limits, &specs())?;
    let mut findings = table.findings.clone();
    let mut rows = Vec::new();
    let mut seen = [(Column::Nik, BTreeMap::new()), (Column::NoRegister, BTreeMap::new())];
    for row in table.rows() {
        let before = findings.len();
        let applicant = applicant(&row, &mut findings);
        for (column, known) in &mut seen {
            let Some(text) = row.text(column.name()) else { continue };
            if let Some(first) = known.get(&text) {
                findings.push(row.error(column.name(), Code::Duplicate).with("first_row", first));
            } else {
                known.insert(text, row.number());
            }
        }
        let sound = findings.iter().skip(before).all(|found| found.severity == crate::Severity::Warning);
        rows.extend(applicant.filter(|_| sound));
    }
    Ok(Report { rows, findings })
}

fn applicant(row: &Row<'_>, findings: &mut Vec<Finding>) -> Option<ApplicantRow> {
    for column in Column::ALL.iter().filter(|column| column.is_required()) {
        if row.text(column.name()).is_none() {
            findings.push(row.error(column.name(), Code::Missing));
        }
    }
    let nik = nik(row, findings);
    let register_number = number(row, Column::NoRegister, findings);
    let participant_number = number(row, Column::NoPeserta, findings);
    let birth_date = birth_date(row, nik.as_ref(), findings);
    let registered_at = read_with(row, Column::TglDaftar, findings, true, dates::moment);
    read_with(row, Column::TglLahirIjazah, findings, true, dates::date);
    let grade = read_with(row, Column::IpkNilai, findings, true, decimal);
    let values = values(row);
    Some(ApplicantRow {
        row: row.number(),
        nik: nik?,
        register_number: register_number?,
        participant_number,
        name_on_card: row.text(Column::NamaKtp.name())?,
        birth_date: birth_date?,
        registered_at,
        grade_point: grade.map(|grade| grade.value),
        values,
    })
}

fn nik(row: &Row<'_>, findings: &mut Vec<Finding>) -> Option<Nik> {
    let text = row.text(Column::Nik.name())?;
    let nik = Nik::parse(&text);
    if nik.is_none() {
        findings.push(row.error(Column::Nik.name(), Code::IdentifierForm).with("digits", 16));
    }
    nik
}

fn number(row: &Row<'_>, column: Column, findings: &mut Vec<Finding>) -> Option<String> {
    if row.is_number(column.name()) {
        findings.push(row.warning(column.name(), Code::NumberAsIdentifier));
    }
    read_with(row, column, findings, false, identifier)
}

fn birth_date(row: &Row<'_>, nik: Option<&Nik>, findings: &mut Vec<Finding>) -> Option<NaiveDate> {
    let date = read_with(row, Column::TglLahirKtp, findings, false, dates::date)?;
    if nik.is_some_and(|nik| !nik.agrees_with(date)) {
        findings.push(row.warning(Column::Nik.name(), Code::BirthDateMismatch));
    }
    Some(date)
}

/// Reads one cell; what does not fit becomes a finding, mild where no rule needs the value.
fn read_with<T>(
    row: &Row<'_>,
    column: Column,
    findings: &mut Vec<Finding>,
    mild: bool,
    reader: impl Fn(&crate::Cell) -> Result<Option<T>, Code>,
) -> Option<T> {
    match reader(row.cell(column.name())?) {
        Ok(value) => value,
        Err(code) => {
            let finding = if mild { Finding::warning } else { Finding::error };
            findings.push(finding(row.number(), Some(row.place(column.name())), code));
            None
        }
    }
}

/// Dates in the form of the national sheets, all else as delivered and cleaned; dropped columns not at all.
fn values(row: &Row<'_>) -> BTreeMap<Column, String> {
    let kept = Column::ALL.into_iter().filter(|column| column.handling() != Handling::Drop);
    let text = |column: Column| {
        let cell = row.cell(column.name())?;
        match cell.kind {
            crate::CellKind::Date(moment) if moment.time() == chrono::NaiveTime::MIN => {
                Some(dates::write_date(moment.date()))
            }
            crate::CellKind::Date(moment) => Some(dates::write_moment(moment)),
            crate::CellKind::Unusable => None,
            crate::CellKind::Text | crate::CellKind::Number => cell.clean(),
        }
    };
    kept.filter_map(|column| text(column).map(|text| (column, text))).collect()
}
