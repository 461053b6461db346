//! `names.csv`: who was placed, by name (profile A). A pool that never stands beside a name keeps its people's names out.

use std::collections::{BTreeMap, BTreeSet};

use selection::{Outcome, Rules, Vacancy};

use crate::message::Message;
use crate::name::NAMES;
use crate::table::{self, Table};
use crate::verdict::{Difference, Verdict};

const COLUMNS: [&str; 2] = ["participant", "name"];

/// Codes of those placed whose name may stand there: the code leads to the vacancy applied for and to the place, and
/// with them to their pools.
pub fn nameable<'a>(rules: &Rules, vacancies: &[Vacancy], outcomes: &'a [Outcome]) -> BTreeSet<&'a str> {
    let never = rules.disclosure.iter().flat_map(|clause| &clause.pools_never_beside_a_name);
    let never: BTreeSet<&str> = never.map(String::as_str).collect();
    let pools: BTreeMap<&str, &str> =
        vacancies.iter().map(|one| (one.vacancy.as_str(), one.pool.as_str())).collect();
    let open = |vacancy: &str| pools.get(vacancy).is_some_and(|pool| !never.contains(pool));
    let may = |outcome: &&Outcome| open(&outcome.vacancy) && outcome.placed_at.as_deref().is_some_and(open);
    outcomes.iter().filter(may).map(|outcome| outcome.participant.as_str()).collect()
}

/// Sorted by participant.
pub fn write(names: &BTreeMap<String, String>) -> Result<String, csv::Error> {
    let rows = names.iter().map(|(participant, name)| vec![participant.clone(), name.clone()]);
    table::write(&COLUMNS.map(str::to_owned), rows)
}

/// Nobody stands there without a place, twice, or beside a pool that is never named. Answers how many do.
pub fn check(text: &str, nameable: &BTreeSet<&str>) -> Result<usize, Verdict> {
    let table = Table::read(NAMES, text)?;
    let faults = table.check_columns(&COLUMNS, &BTreeSet::new());
    if !faults.is_empty() {
        return Err(Verdict::CouldNotTell(faults));
    }
    let mut seen = BTreeSet::new();
    for row in &table.rows {
        let code = row.cell(table.column("participant"));
        if seen.insert(code) && nameable.contains(code) {
            continue;
        }
        let what = Message::new(
            format!(
                "nama untuk {code}, yang tidak mendapat tempat, ada dua kali, atau jenis kebutuhannya tidak pernah ditampilkan bersama nama"
            ),
            format!(
                "a name for {code}, who has no place, stands there twice, or is in a pool that never stands beside a name"
            ),
        );
        return Err(Verdict::NotTheSame(Box::new(Difference {
            file: NAMES.to_owned(),
            row: Some(row.line),
            what,
            in_file: code.to_owned(),
            computed: "(tidak ada/none)".to_owned(),
        })));
    }
    Ok(seen.len())
}
