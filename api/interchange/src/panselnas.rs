//! The national committee's result list, and its comparison with our own run.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use serde::Serialize;

use crate::decimals::decimal;
use crate::finding::{Code, Finding, Refusal, Report, Severity};
use crate::marks::participant;
use crate::sheet::{ColumnSpec, Limits, Row, Table};

/// What a result list may state of a participant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// Whether the participant stands in the list at all.
    Participant,
    Twk,
    Tiu,
    Tkp,
    /// Basic test, total or scaled as the list has it.
    Skd,
    /// Field test.
    Skb,
    Final,
    Rank,
    /// The code of the outcome, e.g. `P/L`.
    Code,
}

impl Field {
    const NUMBERS: [Field; 7] =
        [Field::Twk, Field::Tiu, Field::Tkp, Field::Skd, Field::Skb, Field::Final, Field::Rank];

    fn spec(self) -> ColumnSpec {
        match self {
            Self::Participant => ColumnSpec::new("no_peserta").or(&["nomor_peserta"]).required().identifier(),
            Self::Twk => ColumnSpec::new("twk"),
            Self::Tiu => ColumnSpec::new("tiu"),
            Self::Tkp => ColumnSpec::new("tkp"),
            Self::Skd => ColumnSpec::new("skd").or(&["total", "nilai_skd", "total_skd"]),
            Self::Skb => ColumnSpec::new("skb").or(&["nilai_skb", "total_skb"]),
            Self::Final => ColumnSpec::new("nilai_akhir"),
            Self::Rank => ColumnSpec::new("rank").or(&["peringkat", "ranking"]),
            Self::Code => ColumnSpec::new("keterangan"),
        }
    }
}

/// A participant's result, theirs or ours. A field that is not stated is absent from the map.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct ResultRow {
    pub participant: String,
    pub numbers: BTreeMap<Field, Decimal>,
    pub code: Option<String>,
}

/// The list as it came: which fields it has, and its rows with their numbers in the sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResultList {
    pub fields: BTreeSet<Field>,
    pub report: Report<ResultRow>,
}

/// Refuses the file as a whole, or gives the rows that stand and every finding.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<ResultList, Refusal> {
    let all: Vec<Field> = [Field::Participant, Field::Code].into_iter().chain(Field::NUMBERS).collect();
    let specs: Vec<ColumnSpec> = all.iter().map(|field| field.spec()).collect();
    let table = Table::read(bytes, limits, &specs)?;
    let fields: BTreeSet<Field> = all.into_iter().filter(|field| table.has(&field.spec().name)).collect();
    if fields.len() < 2 {
        return Err(Refusal::ColumnsMissing(vec![Field::Final.spec().name, Field::Code.spec().name]));
    }
    // Lists differ in what they state; only what is there is compared.
    let told = |finding: &&Finding| finding.code != Code::ColumnAbsent;
    let mut findings: Vec<Finding> = table.findings.iter().filter(told).cloned().collect();
    let (mut rows, mut seen) = (Vec::new(), BTreeMap::new());
    for row in table.rows() {
        let before = findings.len();
        let participant = participant(&row, &mut seen, &mut findings);
        let numbers = numbers(&row, &mut findings);
        let code = row.text(&Field::Code.spec().name);
        let sound = findings.iter().skip(before).all(|finding| finding.severity == Severity::Warning);
        if let (Some(participant), true) = (participant, sound) {
            rows.push(ResultRow { participant, numbers, code });
        }
    }
    Ok(ResultList { fields, report: Report { rows, findings } })
}

fn numbers(row: &Row<'_>, findings: &mut Vec<Finding>) -> BTreeMap<Field, Decimal> {
    let mut numbers = BTreeMap::new();
    for field in Field::NUMBERS {
        let name = field.spec().name;
        match row.cell(&name).map_or(Ok(None), decimal) {
            Ok(Some(number)) if field == Field::Rank && !number.value.normalize().scale().eq(&0) => {
                findings.push(row.error(&name, Code::NumberForm));
            }
            Ok(Some(number)) => {
                numbers.insert(field, number.value);
            }
            Ok(None) => {}
            Err(code) => findings.push(row.error(&name, code)),
        }
    }
    let part = |field| numbers.get(&field).copied();
    if let (Some(twk), Some(tiu), Some(tkp), Some(total)) =
        (part(Field::Twk), part(Field::Tiu), part(Field::Tkp), part(Field::Skd))
    {
        // The list is the legal one, and some lists state the scaled mark here: a warning, no error.
        if twk + tiu + tkp != total {
            findings.push(row.warning(&Field::Skd.spec().name, Code::TotalMismatch));
        }
    }
    numbers
}

/// One difference between our run and their list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    pub participant: String,
    pub field: Field,
    pub ours: Option<String>,
    pub theirs: Option<String>,
}

/// Every difference in the fields that their list has, by participant. Numbers are compared by value:
/// 3.5 is 3.50. A participant of one side only is one difference of [`Field::Participant`].
pub fn compare(ours: &[ResultRow], theirs: &[ResultRow], fields: &BTreeSet<Field>) -> Vec<Difference> {
    let by_number = |rows: &'_ [ResultRow]| -> BTreeMap<String, ResultRow> {
        rows.iter().map(|row| (row.participant.clone(), row.clone())).collect()
    };
    let (ours, theirs) = (by_number(ours), by_number(theirs));
    let participants: BTreeSet<&String> = ours.keys().chain(theirs.keys()).collect();
    let mut differences = Vec::new();
    for participant in participants {
        let mut differ = |field, ours, theirs| {
            differences.push(Difference { participant: participant.clone(), field, ours, theirs });
        };
        match (ours.get(participant), theirs.get(participant)) {
            (Some(our), Some(their)) => {
                for field in fields.iter().filter(|field| Field::NUMBERS.contains(field)) {
                    let (our, their) = (our.numbers.get(field), their.numbers.get(field));
                    if our != their {
                        let text = |number: &Decimal| number.normalize().to_string();
                        differ(*field, our.map(text), their.map(text));
                    }
                }
                if fields.contains(&Field::Code) && our.code != their.code {
                    differ(Field::Code, our.code.clone(), their.code.clone());
                }
            }
            (our, their) => {
                let number = |row: &ResultRow| row.participant.clone();
                differ(Field::Participant, our.map(number), their.map(number));
            }
        }
    }
    differences
}
