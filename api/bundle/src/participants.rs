//! Participants: `participant,vacancy,gpa,birth_date`, one column per component, and optional columns.

use std::collections::{BTreeMap, BTreeSet};

use selection::{Flag, Grade, GradeKind, Mark, Participant, Rules, Stage};

use crate::message::Message;
use crate::table::{self, Row, Table, whole};
use crate::verdict::Fault;

const OPTIONAL: [&str; 7] =
    ["education", "gpa_kind", "category", "birth_order", "birth_date", "flags", "gpa"];
const ADDITION: &str = "addition_";

/// Participants with the line of each.
pub struct Participants {
    pub file: String,
    pub rows: Vec<Participant>,
    pub lines: BTreeMap<String, u64>,
}

/// Where the columns are.
struct Columns<'a> {
    table: &'a Table,
    marks: Vec<(&'a str, usize)>,
    additions: Vec<(&'a str, usize)>,
}

/// One row a participant, as given; optional columns stand only where somebody has a value in them. Age stands as
/// rank alone, unless some birth date is given.
pub fn write(stages: &[Stage], people: &[Participant]) -> Result<String, csv::Error> {
    let has = |name: &str| people.iter().any(|one| !cell(one, name).is_empty());
    let mut header: Vec<String> = ["participant", "vacancy", "gpa"].map(str::to_owned).into();
    let by_date = has("birth_date");
    header.extend((has("birth_order") || !by_date).then(|| "birth_order".to_owned()));
    header.extend(by_date.then(|| "birth_date".to_owned()));
    let additions: BTreeSet<&String> = people.iter().flat_map(|one| one.additions.keys()).collect();
    for component in stages.iter().flat_map(|stage| &stage.components) {
        if !header.contains(component) {
            header.push(component.clone());
        }
    }
    header.extend(
        ["education", "gpa_kind", "category", "flags"]
            .into_iter()
            .filter(|name| has(name))
            .map(str::to_owned),
    );
    header.extend(additions.iter().map(|code| format!("{ADDITION}{code}")));
    let rows = people.iter().map(|one| header.iter().map(|name| cell(one, name)).collect());
    table::write(&header, rows)
}

fn cell(one: &Participant, name: &str) -> String {
    let text = |value: Option<String>| value.unwrap_or_default();
    match name {
        "participant" => one.participant.clone(),
        "vacancy" => one.vacancy.clone(),
        "gpa" => text(one.grade.map(|grade| grade.value.to_string())),
        "gpa_kind" => text(one.grade.map(|grade| {
            match grade.kind {
                GradeKind::Ipk => "ipk",
                GradeKind::Ijazah => "ijazah",
            }
            .to_owned()
        })),
        "birth_date" => text(one.birth_date.map(|date| date.to_string())),
        "birth_order" => text(one.birth_order.map(|order| order.to_string())),
        "education" => text(one.education.clone()),
        "category" => text(one.category.clone()),
        "flags" => flag_words(one).join("|"),
        name => match name.strip_prefix(ADDITION) {
            Some(code) => text(one.additions.get(code).map(ToString::to_string)),
            None => text(one.marks.get(name).map(ToString::to_string)),
        },
    }
}

fn flag_words(one: &Participant) -> Vec<String> {
    let word = |(flag, stage): (&Flag, &Option<String>)| {
        let flag = match flag {
            Flag::Disqualified => "disqualified",
            Flag::Withdrawn => "withdrawn",
            Flag::Ineligible => "ineligible",
            Flag::Eliminated => "eliminated",
        };
        stage.as_ref().map_or_else(|| flag.to_owned(), |stage| format!("{flag}:{stage}"))
    };
    one.flags.iter().map(word).chain(one.reused.then(|| "reused".to_owned())).collect()
}

/// Reads the file for a run through the given stages.
pub fn read(file: &str, text: &str, rules: &Rules, stages: &[Stage]) -> Result<Participants, Vec<Fault>> {
    let table = Table::read(file, text).map_err(|fault| vec![fault])?;
    let mut faults = check_columns(&table, rules, stages);
    if !faults.is_empty() {
        return Err(faults);
    }
    let codes = rules.components.iter().map(|component| component.code.as_str());
    let marks = codes.clone().filter_map(|code| Some((code, table.column(code)?)));
    let additions = codes.filter_map(|code| Some((code, table.column(&format!("{ADDITION}{code}"))?)));
    let columns = Columns { table: &table, marks: marks.collect(), additions: additions.collect() };
    let mut participants =
        Participants { file: table.file.clone(), rows: Vec::new(), lines: BTreeMap::new() };
    for row in &table.rows {
        let person = columns.person(row, &mut faults);
        participants.lines.insert(person.participant.clone(), row.line);
        participants.rows.push(person);
    }
    if faults.is_empty() { Ok(participants) } else { Err(faults) }
}

fn check_columns(table: &Table, rules: &Rules, stages: &[Stage]) -> Vec<Fault> {
    // Age stands in one of two columns.
    let age = if table.column("birth_order").is_some() { "birth_order" } else { "birth_date" };
    let mut required = vec!["participant", "vacancy", "gpa", age];
    required.extend(stages.iter().flat_map(|stage| &stage.components).map(String::as_str));
    let codes = rules.components.iter().map(|component| component.code.clone());
    let additions = codes.clone().map(|code| format!("{ADDITION}{code}"));
    let optional: BTreeSet<String> =
        OPTIONAL.iter().map(|name| (*name).to_owned()).chain(codes).chain(additions).collect();
    table.check_columns(&required, &optional)
}

impl Columns<'_> {
    fn person(&self, row: &Row, faults: &mut Vec<Fault>) -> Participant {
        let text = |name: &str| row.cell(self.table.column(name)).to_owned();
        let known = |text: String| Some(text).filter(|text| !text.is_empty());
        let mut fault = |column: &str, message| faults.push(self.table.fault(row, column, message));
        if text("participant").is_empty() {
            fault("participant", Message::new("kosong", "empty"));
        }
        let mut person = Participant {
            participant: text("participant"),
            vacancy: text("vacancy"),
            education: known(text("education")),
            category: known(text("category")),
            ..Participant::default()
        };
        for (code, column) in &self.marks {
            if let Some(mark) = decimal(row.cell(Some(*column)), code, &mut fault) {
                person.marks.insert((*code).to_owned(), mark);
            }
        }
        for (code, column) in &self.additions {
            let percent = decimal(row.cell(Some(*column)), &format!("{ADDITION}{code}"), &mut fault);
            if let Some(percent) = percent.filter(|percent| *percent > Mark::ZERO) {
                person.additions.insert((*code).to_owned(), percent);
            }
        }
        let value = decimal(&text("gpa"), "gpa", &mut fault);
        person.grade = value.and_then(|value| grade(value, &text("gpa_kind"), &mut fault));
        person.birth_date = known(text("birth_date")).and_then(|date| {
            // The library reads shorter forms too.
            let read = date.parse().ok().filter(|_| date.len() == "1998-01-31".len());
            if read.is_none() {
                let message = Message::new(
                    "tanggal ditulis tttt-bb-hh, misalnya 1998-01-31",
                    "dates are written yyyy-mm-dd",
                );
                fault("birth_date", message);
            }
            read
        });
        person.birth_order = known(text("birth_order")).and_then(|order| {
            let read = whole(&order).filter(|order| *order > 0);
            if read.is_none() {
                fault(
                    "birth_order",
                    Message::new("bukan urutan umur, 1 yang tertua", "no rank by age, 1 is oldest"),
                );
            }
            read
        });
        flags(&text("flags"), &mut person, &mut fault);
        person
    }
}

/// A number with a point; nothing in an empty cell.
fn decimal(text: &str, column: &str, fault: &mut impl FnMut(&str, Message)) -> Option<Mark> {
    if text.is_empty() {
        return None;
    }
    let read: Result<Mark, _> = text.parse();
    read.map_err(|error| {
        let id = "bukan bilangan seperti 72.5: tanpa tanda minus, dengan titik, paling banyak tiga desimal";
        fault(column, Message::new(id, error.to_string()));
    })
    .ok()
}

/// Without a kind, a grade up to 4 is a grade point average and a higher one is of a school certificate; the two are
/// never compared with one another.
fn grade(value: Mark, kind: &str, fault: &mut impl FnMut(&str, Message)) -> Option<Grade> {
    let highest_ipk = Mark::from_whole(4).unwrap_or_default();
    let highest_ijazah = Mark::from_whole(100).unwrap_or_default();
    let (kind, highest) = match kind {
        "" if value <= highest_ipk => (GradeKind::Ipk, highest_ipk),
        "" | "ijazah" => (GradeKind::Ijazah, highest_ijazah),
        "ipk" => (GradeKind::Ipk, highest_ipk),
        _ => {
            fault("gpa_kind", Message::new("bukan ipk atau ijazah", "neither ipk nor ijazah"));
            return None;
        }
    };
    if value > highest {
        let id = format!("di atas {highest}, nilai tertinggi skala ini");
        fault("gpa", Message::new(id, format!("above {highest}, the top of its scale")));
    }
    Some(Grade { kind, value })
}

/// `disqualified|reused`; a flag may name the stage from which it counts, as in `withdrawn:skd`.
fn flags(text: &str, person: &mut Participant, fault: &mut impl FnMut(&str, Message)) {
    for word in text.split('|').map(str::trim).filter(|word| !word.is_empty()) {
        let (name, stage) = match word.split_once(':') {
            Some((name, stage)) => (name, Some(stage.to_owned())),
            None => (word, None),
        };
        let flag = match name {
            "disqualified" => Flag::Disqualified,
            "withdrawn" => Flag::Withdrawn,
            "ineligible" => Flag::Ineligible,
            "eliminated" => Flag::Eliminated,
            "reused" if stage.is_none() => {
                person.reused = true;
                continue;
            }
            _ => {
                fault("flags", Message::new("tanda ini tidak dikenal", "this flag is not known"));
                continue;
            }
        };
        person.flags.insert(flag, stage);
    }
}
