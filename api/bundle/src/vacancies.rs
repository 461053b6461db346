//! Vacancies: `vacancy,post,qualification,location,pool,quota`.

use std::collections::{BTreeMap, BTreeSet};

use selection::{Rules, Vacancy};

use crate::message::Message;
use crate::table::{self, Table, whole};
use crate::verdict::Fault;

const COLUMNS: [&str; 6] = ["vacancy", "post", "qualification", "location", "pool", "quota"];

/// Vacancies with the line of each.
pub struct Vacancies {
    pub file: String,
    pub rows: Vec<Vacancy>,
    pub lines: BTreeMap<String, u64>,
}

pub fn write(vacancies: &[Vacancy]) -> Result<String, csv::Error> {
    let rows = vacancies.iter().map(|one| {
        let (name, post, location) = (one.vacancy.clone(), one.post.clone(), one.location.clone());
        vec![name, post, one.qualification.join("|"), location, one.pool.clone(), one.quota.to_string()]
    });
    table::write(&COLUMNS.map(str::to_owned), rows)
}

pub fn read(file: &str, text: &str, rules: &Rules) -> Result<Vacancies, Vec<Fault>> {
    let table = Table::read(file, text).map_err(|fault| vec![fault])?;
    let mut faults = table.check_columns(&COLUMNS, &BTreeSet::new());
    if !faults.is_empty() {
        return Err(faults);
    }
    let [name, post, qualification, location, pool, quota] = COLUMNS.map(|column| table.column(column));
    let mut vacancies = Vacancies { file: table.file.clone(), rows: Vec::new(), lines: BTreeMap::new() };
    let posts = rules.posts();
    for row in &table.rows {
        let vacancy = row.cell(name);
        if vacancy.is_empty() {
            faults.push(table.fault(row, "vacancy", Message::new("kosong", "empty")));
        }
        let Some(places) = whole(row.cell(quota)) else {
            let message = Message::new("jumlah formasi bukan bilangan bulat", "the quota is no whole number");
            faults.push(table.fault(row, "quota", message));
            continue;
        };
        if row.cell(qualification).contains([',', ';']) {
            let message =
                Message::new("kode pendidikan dipisah dengan |", "education codes are separated by |");
            faults.push(table.fault(row, "qualification", message));
        }
        let codes = row.cell(qualification).split('|').map(str::trim).filter(|code| !code.is_empty());
        vacancies.lines.insert(vacancy.to_owned(), row.line);
        vacancies.rows.push(Vacancy {
            vacancy: vacancy.to_owned(),
            post: posts.spelled(row.cell(post)),
            qualification: codes.map(str::to_owned).collect(),
            location: row.cell(location).to_owned(),
            pool: pool_code(rules, row.cell(pool)),
            quota: places,
        });
    }
    if faults.is_empty() { Ok(vacancies) } else { Err(faults) }
}

/// The code that the rules use for a pool; official files write some pools in other ways.
fn pool_code(rules: &Rules, name: &str) -> String {
    let pools = rules.pools.iter().flat_map(|pools| &pools.known);
    let meant = |spelling: &str| spelling.eq_ignore_ascii_case(name);
    let mut found = pools.filter(|pool| meant(&pool.code) || pool.aliases.iter().any(|alias| meant(alias)));
    found.next().map_or_else(|| name.to_owned(), |pool| pool.code.clone())
}
