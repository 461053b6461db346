//! What checking a sheet found, as it is kept and told: by row, column and reason, never the value.
use std::collections::BTreeMap;

use interchange::{Finding, Refusal, Severity};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Findings kept of one sheet; beyond that a sheet is of another kind altogether.
const KEPT: usize = 1000;

/// One finding in a sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SheetFinding {
    /// As the sheet numbers its rows, from 1; 0 for the sheet as a whole.
    #[schema(example = 7)]
    pub row: u32,
    /// Name of the column in the layout.
    #[schema(example = "twk")]
    pub column: Option<String>,
    /// Letter of the column in the sheet.
    #[schema(example = "C")]
    pub letter: Option<String>,
    #[schema(example = "not_a_step")]
    pub code: String,
    /// `error` refuses the sheet, `warning` does not.
    #[schema(example = "error")]
    pub severity: String,
    /// Values for the text, such as the largest mark allowed; never the rejected value.
    pub parameters: BTreeMap<String, String>,
}

impl SheetFinding {
    pub fn error(row: u32, column: Option<&str>, code: &str) -> Self {
        Self {
            row,
            column: column.map(str::to_owned),
            letter: None,
            code: code.to_owned(),
            severity: "error".to_owned(),
            parameters: BTreeMap::new(),
        }
    }

    pub fn refuses(&self) -> bool {
        self.severity == "error"
    }
}

impl From<&Finding> for SheetFinding {
    fn from(finding: &Finding) -> Self {
        let text = |value: serde_json::Result<serde_json::Value>| {
            value.ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
        };
        Self {
            row: finding.row,
            column: finding.column.as_ref().map(|column| column.name.clone()),
            letter: finding.column.as_ref().and_then(|column| column.letter.clone()),
            code: text(serde_json::to_value(finding.code)),
            severity: if finding.severity == Severity::Error { "error" } else { "warning" }.to_owned(),
            parameters: finding
                .parameters
                .iter()
                .map(|(name, value)| ((*name).to_owned(), value.clone()))
                .collect(),
        }
    }
}

/// A sheet that is not read at all.
pub fn of_refusal(refusal: &Refusal) -> Vec<SheetFinding> {
    let mut whole = SheetFinding::error(0, None, refusal.code());
    match refusal {
        Refusal::LostDigits(findings) => {
            let cells = findings.iter().map(SheetFinding::from);
            return limited(std::iter::once(whole).chain(cells).collect());
        }
        Refusal::ColumnsMissing(names) | Refusal::ColumnsDuplicate(names) => {
            whole.parameters.insert("columns".to_owned(), names.join(", "));
        }
        Refusal::TooLarge { limit } | Refusal::UnpacksTooLarge { limit } => {
            whole.parameters.insert("limit".to_owned(), limit.to_string());
        }
        Refusal::TooManyRows { limit } | Refusal::TooManyColumns { limit } => {
            whole.parameters.insert("limit".to_owned(), limit.to_string());
        }
        Refusal::CellTooLong { limit } => {
            whole.parameters.insert("limit".to_owned(), limit.to_string());
        }
        Refusal::Empty | Refusal::UnknownFormat | Refusal::Damaged => {}
    }
    vec![whole]
}

/// The first findings by row, and how many more there are.
pub fn limited(mut findings: Vec<SheetFinding>) -> Vec<SheetFinding> {
    findings.sort_by(|one, other| (one.row, &one.letter).cmp(&(other.row, &other.letter)));
    let more = findings.len().saturating_sub(KEPT);
    if more > 0 {
        let refused = findings.iter().any(SheetFinding::refuses);
        findings.truncate(KEPT);
        let mut rest = SheetFinding::error(0, None, "more_findings");
        rest.severity = if refused { "error" } else { "warning" }.to_owned();
        rest.parameters.insert("count".to_owned(), more.to_string());
        findings.push(rest);
    }
    findings
}
