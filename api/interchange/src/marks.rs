//! Mark sheets: `no_peserta` and the components that the caller names, exact and never rounded.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::Serialize;

use crate::decimals::{Delivered, decimal};
use crate::finding::{Code, Finding, Refusal, Report, Severity};
use crate::identifiers::identifier;
use crate::sheet::{ColumnSpec, Limits, Row, Table};

const PARTICIPANT: &str = "no_peserta";
const REMARK: &str = "keterangan";
const TOTAL: &str = "total";

/// A part of the test, as the round's rules state it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Component {
    pub code: String,
    /// The heading of its column.
    pub column: String,
    pub min: Decimal,
    pub max: Decimal,
    pub decimals: u32,
    /// Marks are multiples of this, e.g. 5.
    pub step: Option<Decimal>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Presence {
    Present,
    /// `TH`
    Absent,
    /// `DIS`: found cheating; marks are kept when they were given.
    Disqualified,
    /// `APS`: withdrew; marks are kept when they were given.
    Withdrawn,
    /// `TMS-1`: failed a part that eliminates; marks are kept when they were given.
    Eliminated,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MarkRow {
    pub row: u32,
    pub participant: String,
    pub presence: Presence,
    /// By component code; complete for those present, none for those absent.
    pub marks: BTreeMap<String, Delivered>,
}

fn specs(components: &[Component]) -> Vec<ColumnSpec> {
    let mut specs = vec![
        ColumnSpec::new(PARTICIPANT).or(&["nomor_peserta"]).required().identifier(),
        ColumnSpec::new(REMARK),
        ColumnSpec::new(TOTAL).or(&["jumlah", "nilai_total"]),
    ];
    specs.retain(|spec| !components.iter().any(|component| component.column == spec.name));
    specs.extend(components.iter().map(|component| ColumnSpec::new(component.column.as_str()).required()));
    specs
}

/// Refuses the file as a whole, or gives the rows that stand and every finding.
pub fn read(bytes: &[u8], limits: &Limits, components: &[Component]) -> Result<Report<MarkRow>, Refusal> {
    let table = Table::read(bytes, limits, &specs(components))?;
    // `keterangan` and `total` are there when somebody needs them.
    let optional = |finding: &&Finding| finding.code != Code::ColumnAbsent;
    let mut findings: Vec<Finding> = table.findings.iter().filter(optional).cloned().collect();
    let (mut rows, mut seen) = (Vec::new(), BTreeMap::new());
    for row in table.rows() {
        let before = findings.len();
        let participant = participant(&row, &mut seen, &mut findings);
        let marks = marks(&row, components, &mut findings);
        let sound = findings.iter().skip(before).all(|finding| finding.severity == Severity::Warning);
        if let (Some(participant), Some((presence, marks)), true) = (participant, marks, sound) {
            rows.push(MarkRow { row: row.number(), participant, presence, marks });
        }
    }
    Ok(Report { rows, findings })
}

/// The participant number, told once in a file.
pub(crate) fn participant(
    row: &Row<'_>,
    seen: &mut BTreeMap<String, u32>,
    findings: &mut Vec<Finding>,
) -> Option<String> {
    let number = match row.cell(PARTICIPANT).map_or(Ok(None), identifier) {
        Ok(Some(number)) => number,
        Ok(None) => {
            findings.push(row.error(PARTICIPANT, Code::Missing));
            return None;
        }
        Err(code) => {
            findings.push(row.error(PARTICIPANT, code));
            return None;
        }
    };
    if row.is_number(PARTICIPANT) {
        findings.push(row.warning(PARTICIPANT, Code::NumberAsIdentifier));
    }
    if let Some(first) = seen.get(&number) {
        findings.push(row.error(PARTICIPANT, Code::Duplicate).with("first_row", first));
        return None;
    }
    seen.insert(number.clone(), row.number());
    Some(number)
}

fn marks(
    row: &Row<'_>,
    components: &[Component],
    findings: &mut Vec<Finding>,
) -> Option<(Presence, BTreeMap<String, Delivered>)> {
    let remark = row.text(REMARK).map(|text| text.to_uppercase());
    let presence = match remark.as_deref() {
        None | Some("HADIR") => Presence::Present,
        Some("TH" | "TIDAK HADIR") => Presence::Absent,
        Some("DIS" | "DISKUALIFIKASI") => Presence::Disqualified,
        Some("APS" | "MENGUNDURKAN DIRI") => Presence::Withdrawn,
        Some("TMS-1") => Presence::Eliminated,
        Some(_) => {
            findings.push(row.error(REMARK, Code::MarkerUnknown).with("allowed", "TH, DIS, APS, TMS-1"));
            return None;
        }
    };
    let mut marks = BTreeMap::new();
    for component in components {
        match mark(row, component) {
            Ok(None) if presence == Presence::Present => {
                findings.push(row.error(&component.column, Code::Missing));
            }
            Ok(None) => {}
            // Sheets fill the rows of those absent with zeros; a zero here is no mark.
            Ok(Some(mark)) if presence == Presence::Absent && mark.value.is_zero() => {}
            Ok(Some(_)) if presence == Presence::Absent => {
                findings.push(row.error(&component.column, Code::MarkedThoughAbsent));
            }
            Ok(Some(mark)) => {
                marks.insert(component.code.clone(), mark);
            }
            Err(finding) => findings.push(finding),
        }
    }
    if marks.len() == components.len() {
        check_total(row, marks.values().map(|mark| mark.value).sum(), findings);
    }
    Some((presence, marks))
}

fn mark(row: &Row<'_>, component: &Component) -> Result<Option<Delivered>, Finding> {
    let finding = |code| row.error(&component.column, code);
    let Some(mark) = row.cell(&component.column).map_or(Ok(None), decimal).map_err(finding)? else {
        return Ok(None);
    };
    if mark.value.normalize().scale() > component.decimals {
        return Err(finding(Code::TooManyDecimals).with("decimals", component.decimals));
    }
    if mark.value < component.min || mark.value > component.max {
        let finding = finding(Code::OutOfRange);
        return Err(finding.with("min", component.min).with("max", component.max));
    }
    match component.step {
        Some(step) if mark.value.checked_rem(step).is_none_or(|rest| !rest.is_zero()) => {
            Err(finding(Code::NotAStep).with("step", step))
        }
        _ => Ok(Some(mark)),
    }
}

fn check_total(row: &Row<'_>, sum: Decimal, findings: &mut Vec<Finding>) {
    match row.cell(TOTAL).map_or(Ok(None), decimal) {
        Ok(Some(total)) if total.value != sum => findings.push(row.error(TOTAL, Code::TotalMismatch)),
        Ok(_) => {}
        Err(code) => findings.push(row.error(TOTAL, code)),
    }
}
