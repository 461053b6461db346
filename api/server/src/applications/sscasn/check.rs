//! Reads a file whole: refusal, findings by row and column, and the vacancy of each row.
use std::collections::BTreeMap;

use diesel_async::AsyncPgConnection;
use interchange::{
    Refusal,
    applicants::{ApplicantRow, Column, read},
    sheet::Limits,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    matching::{self, Candidate, NoMatch},
    store,
};
use crate::kernel::{Problem, State, problem::INTERNAL};

/// One finding by row and column; it never repeats the value.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ImportFinding {
    /// As the sheet numbers its rows, from 1.
    #[schema(example = 17)]
    pub row: u32,
    #[schema(example = "nik")]
    pub column: Option<String>,
    #[schema(example = "B")]
    pub letter: Option<String>,
    #[schema(example = "identifier_form")]
    pub code: String,
    /// `error` stops the whole file, `warning` does not.
    #[schema(example = "error")]
    pub severity: String,
    pub parameters: BTreeMap<String, String>,
}

impl ImportFinding {
    fn error(row: u32, column: Column, code: &str) -> Self {
        Self {
            row,
            column: Some(column.name().to_owned()),
            letter: None,
            code: code.to_owned(),
            severity: "error".to_owned(),
            parameters: BTreeMap::new(),
        }
    }
}

/// What a check found; kept with the file.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Findings {
    /// Why the file was not read at all.
    pub refusal: Option<String>,
    /// Columns that the refusal is about.
    #[serde(default)]
    pub columns: Vec<String>,
    pub findings: Vec<ImportFinding>,
    /// What applying has done.
    #[serde(default)]
    pub done: Option<Done>,
}

/// What applying a file has changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Done {
    #[schema(example = 150)]
    pub created: u32,
    /// Rows that say something new about an application that is here already: a new snapshot each.
    #[schema(example = 0)]
    pub corrected: u32,
    #[schema(example = 0)]
    pub unchanged: u32,
}

impl Findings {
    pub fn count(&self, severity: &str) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }

    pub fn stops(&self) -> bool {
        self.refusal.is_some() || self.count("error") > 0
    }
}

/// A file that was read: its rows with the position of their vacancy, and what was found.
pub struct Checked {
    pub rows: Vec<(ApplicantRow, usize)>,
    pub candidates: Vec<Candidate>,
    pub findings: Findings,
    pub row_count: usize,
}

/// Reads and matches; writes nothing.
pub async fn check(
    state: &State,
    connection: &mut AsyncPgConnection,
    agency: &str,
    round: Uuid,
    bytes: Vec<u8>,
) -> Result<Checked, Problem> {
    let report = actix_web::web::block(move || read(&bytes, &Limits::default()))
        .await
        .map_err(|error| Problem::new(&INTERNAL).inside(error))?;
    let report = match report {
        Ok(report) => report,
        Err(refusal) => return refused(&refusal),
    };
    let candidates = store::candidates(connection, agency, round).await?;
    let mut findings = Findings { findings: listed(&report.findings)?, ..Findings::default() };
    let there = There::load(connection, agency, round).await?;
    let row_count = report.rows.len();
    let mut rows = Vec::with_capacity(row_count);
    for row in report.rows {
        findings.findings.extend(there.conflict(state, &row));
        match matching::find(&row, &candidates) {
            Ok(found) => {
                let at = candidates.iter().position(|candidate| candidate.id == found.id).unwrap_or_default();
                rows.push((row, at));
            }
            Err(NoMatch::Unknown(column)) => {
                findings.findings.push(ImportFinding::error(row.row, column, "vacancy_unknown"));
            }
            Err(NoMatch::Ambiguous) => {
                findings.findings.push(ImportFinding::error(
                    row.row,
                    Column::JabatanKode,
                    "vacancy_ambiguous",
                ));
            }
        }
    }
    findings.findings.sort_by_key(|finding| finding.row);
    Ok(Checked { rows, candidates, findings, row_count })
}

fn refused(refusal: &Refusal) -> Result<Checked, Problem> {
    let (columns, found) = match refusal {
        Refusal::ColumnsMissing(names) | Refusal::ColumnsDuplicate(names) => (names.clone(), Vec::new()),
        Refusal::LostDigits(found) => (Vec::new(), listed(found)?),
        _ => (Vec::new(), Vec::new()),
    };
    let findings =
        Findings { refusal: Some(refusal.code().to_owned()), columns, findings: found, done: None };
    Ok(Checked { rows: Vec::new(), candidates: Vec::new(), findings, row_count: 0 })
}

fn listed(found: &[interchange::Finding]) -> Result<Vec<ImportFinding>, Problem> {
    let word = |value: serde_json::Result<serde_json::Value>| {
        let value = value.map_err(|error| Problem::new(&INTERNAL).inside(error))?;
        Ok::<_, Problem>(value.as_str().unwrap_or_default().to_owned())
    };
    let one = |finding: &interchange::Finding| {
        Ok(ImportFinding {
            row: finding.row,
            column: finding.column.as_ref().map(|column| column.name.clone()),
            letter: finding.column.as_ref().and_then(|column| column.letter.clone()),
            code: word(serde_json::to_value(finding.code))?,
            severity: word(serde_json::to_value(finding.severity))?,
            parameters: finding.parameters.iter().map(|(k, v)| ((*k).to_owned(), v.clone())).collect(),
        })
    };
    found.iter().map(one).collect()
}

/// Who is in the round already.
struct There {
    by_register: BTreeMap<String, Vec<Vec<u8>>>,
    by_nik: BTreeMap<Vec<u8>, String>,
}

impl There {
    async fn load(connection: &mut AsyncPgConnection, agency: &str, round: Uuid) -> Result<Self, Problem> {
        let (mut by_register, mut by_nik) = (BTreeMap::new(), BTreeMap::new());
        for row in store::imported(connection, agency, round).await? {
            let register = row.register_number.unwrap_or_default();
            let niks: Vec<Vec<u8>> = std::iter::once(row.nik_lookup).chain(row.nik_lookup_old).collect();
            by_nik.extend(niks.iter().map(|nik| (nik.clone(), register.clone())));
            by_register.insert(register, niks);
        }
        Ok(Self { by_register, by_nik })
    }

    /// A register number belongs to one NIK, and a NIK has one register number.
    fn conflict(&self, state: &State, row: &ApplicantRow) -> Option<ImportFinding> {
        let niks = state.keys().nik.all(row.nik.as_str());
        let known = self.by_register.get(&row.register_number);
        if known.is_some_and(|known| !niks.iter().any(|nik| known.contains(nik))) {
            return Some(ImportFinding::error(row.row, Column::NoRegister, "register_of_other"));
        }
        let mut registers = niks.iter().filter_map(|nik| self.by_nik.get(nik));
        if registers.any(|known| *known != row.register_number) {
            return Some(ImportFinding::error(row.row, Column::Nik, "nik_in_round"));
        }
        None
    }
}
