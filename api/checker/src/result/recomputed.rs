//! The outcomes and reasons of an announcement, computed again from its inputs.

use std::collections::BTreeSet;

use bundle::announcement::Announcement;
use bundle::inputs::{File, Files as InputFiles, Inputs};
use bundle::table::Table;
use bundle::{compare, differences, name, names, outcomes, trace};
use selection::{Run, canonical_hash};

use super::Files;
use crate::trust::different;
use crate::{Fault, Message, Verdict};

/// Runs the engine; the first note says what was equal.
pub fn run(files: &Files, announcement: &Announcement, through: &str) -> Result<Vec<Message>, Verdict> {
    let (rules, vacancies) = (files.text(name::RULES)?, files.text(name::VACANCIES)?);
    let (participants, rulings) = (files.text(name::PARTICIPANTS)?, files.text(name::RULINGS)?);
    let file = |name: &'static str, text| File { name, text };
    let inputs = Inputs::read(&InputFiles {
        rules: file(name::RULES, &rules),
        vacancies: file(name::VACANCIES, &vacancies),
        participants: file(name::PARTICIPANTS, &participants),
        rulings: Some(file(name::RULINGS, &rulings)),
        through: Some(through),
    })
    .map_err(Verdict::CouldNotTell)?;
    let rules_hash = canonical_hash(&inputs.rules)
        .map_err(|error| Fault::new(name::RULES, Message::new("tidak dapat disidik", error.to_string())))?;
    if announcement.rules_hash.as_deref() != Some(rules_hash.as_str()) {
        let what = Message::new("rules_hash: sidik aturan", "rules_hash: the hash of the rules");
        let stated = announcement.rules_hash.clone().unwrap_or_default();
        return Err(different(name::ANNOUNCEMENT, what, &stated, &rules_hash));
    }
    counted("participants", announcement.participants, inputs.participants.rows.len())?;
    counted("vacancies", announcement.vacancies, inputs.vacancies.rows.len())?;
    let run = inputs.run().map_err(Verdict::CouldNotTell)?;
    let computed = outcomes::outcomes(&inputs.rules, &run);
    let announced = files.text(name::OUTCOMES)?;
    let table = Table::read(name::OUTCOMES, &announced)?;
    if let Some(difference) = compare::compare(&table, &computed).map_err(Verdict::CouldNotTell)? {
        return Err(Verdict::NotTheSame(Box::new(difference)));
    }
    let not_written = |error: &dyn std::error::Error| {
        Fault::new(name::TRACE, Message::new("tidak dapat ditulis", error.to_string()))
    };
    let reasons = trace::lines(&run).map_err(|error| not_written(&error))?;
    if let Some(difference) = trace::compare(name::TRACE, &files.text(name::TRACE)?, &reasons) {
        return Err(Verdict::NotTheSame(Box::new(difference)));
    }
    let unknown = inputs.refused_vacancies(&run);
    if !unknown.is_empty() {
        return Err(Verdict::CouldNotTell(unknown));
    }
    let (people, posts) = (run.outcomes.len(), inputs.vacancies.rows.len());
    let (engine, hash) = (&run.engine_version, rules_hash.get(..16).unwrap_or_default());
    let mut notes = vec![Message::new(
        format!(
            "SAMA. {people} peserta pada {posts} formasi dihitung ulang: hasil dan alasannya sama dengan pengumuman."
        ),
        format!(
            "THE SAME. {people} participants in {posts} vacancies recomputed: outcomes and reasons as announced."
        ),
    )];
    if files.has(name::DIFFERENCES) {
        let count = differences::check(name::DIFFERENCES, &files.text(name::DIFFERENCES)?, &computed)?;
        notes.push(Message::new(
            format!("{count} nilai diumumkan menurut daftar Panselnas dan berbeda dari hitungan ini: lihat differences.csv."),
            format!("{count} values were announced by the list of Panselnas and differ from what is computed: see differences.csv."),
        ));
    }
    notes.extend(named(files, announcement, &inputs, &run)?);
    let undecided: usize = run.allocation.values().map(|places| places.undecided).sum();
    if undecided > 0 {
        notes.push(Message::new(
            format!("{undecided} tempat belum diputus: aturan tidak menentukan urutannya, perlu penetapan."),
            format!("{undecided} places undecided: the rules leave the order open, a ruling is needed."),
        ));
    }
    notes.push(Message::new(
        format!("Aturan {} versi {}, sidik {hash}, mesin {engine}.", run.rule_id, run.rule_version),
        format!("rules {} version {}, hash {hash}, engine {engine}", run.rule_id, run.rule_version),
    ));
    Ok(notes)
}

/// Names stand only under profile A, with the recorded basis, and only of those placed whose pool allows it.
fn named(
    files: &Files,
    announcement: &Announcement,
    inputs: &Inputs,
    run: &Run,
) -> Result<Option<Message>, Verdict> {
    if !files.has(name::NAMES) {
        return Ok(None);
    }
    let Some(basis) = announcement.names_basis.as_ref().filter(|_| announcement.profile == "A") else {
        let what = Message::new(
            "ada names.csv, tetapi tanpa profil A dan dasar dari PPID",
            "names.csv is there without profile A and the information officer's basis",
        );
        return Err(different(name::ANNOUNCEMENT, what, &announcement.profile, "A"));
    };
    let nameable = names::nameable(&inputs.rules, &inputs.vacancies.rows, &run.outcomes);
    let count = names::check(&files.text(name::NAMES)?, &nameable)?;
    let document = &basis.document;
    Ok(Some(Message::new(
        format!("{count} nama, semuanya dari yang mendapat tempat; dasarnya {document}."),
        format!("{count} names, all of people with a place; their basis is {document}."),
    )))
}

/// An administrative announcement rests on readings, which nobody can compute: only its form is checked.
pub fn lines(files: &Files, announcement: &Announcement) -> Result<Vec<Message>, Verdict> {
    let table = Table::read(name::LINES, &files.text(name::LINES)?)?;
    let faults = table.check_columns(&["participant", "vacancy", "status"], &BTreeSet::new());
    if !faults.is_empty() {
        return Err(Verdict::CouldNotTell(faults));
    }
    let (participant, vacancy) = (table.column("participant"), table.column("vacancy"));
    let (mut people, mut vacancies) = (BTreeSet::new(), BTreeSet::new());
    for row in &table.rows {
        vacancies.insert(row.cell(vacancy));
        if !people.insert(row.cell(participant)) {
            let message = Message::new("peserta disebut dua kali", "a participant occurs twice");
            return Err(table.fault(row, "participant", message).into());
        }
    }
    counted("participants", announcement.participants, people.len())?;
    counted("vacancies", announcement.vacancies, vacancies.len())?;
    let count = people.len();
    Ok(vec![Message::new(
        format!(
            "UTUH. {count} baris, tidak ada yang diubah; pada tahap ini berkas dibaca petugas dan tidak ada yang dihitung."
        ),
        format!(
            "WHOLE. {count} lines, unchanged; at this stage officers read documents and nothing is computed."
        ),
    )])
}

fn counted(what: &str, stated: u32, found: usize) -> Result<(), Verdict> {
    if usize::try_from(stated) == Ok(found) {
        return Ok(());
    }
    let what = Message::new(format!("{what}: jumlah"), format!("{what}: the number"));
    Err(different(name::ANNOUNCEMENT, what, &stated.to_string(), &found.to_string()))
}
