//! The participants against the set that was sealed when registration closed: nobody was added, nobody vanished.

use std::collections::BTreeMap;

use bundle::ancestry::{self, Ancestor};
use bundle::announcement::Announcement;
use bundle::name;
use bundle::table::Table;
use data_encoding::HEXLOWER;
use ledger::policy::Policy;
use ledger::{Kind, Token, TokenSet};

use super::{Files, recorded};
use crate::trust::different;
use crate::{Difference, Fault, Message, Verdict};

pub fn check(files: &Files, announcement: &Announcement, policy: &Policy) -> Result<Vec<Message>, Verdict> {
    if !files.has(name::ANCESTRY) {
        let message = Message::new(
            "tidak ada: kelengkapan tidak dapat diperiksa, karena pendaftaran seleksi ini tidak disegel (--without-record melewatinya)",
            "is missing: completeness could not be checked, since registration of this round was not sealed (--without-record passes over it)",
        );
        return Err(Fault::new(name::ANCESTRY, message).into());
    }
    let ancestors =
        ancestry::read(name::ANCESTRY, &files.text(name::ANCESTRY)?).map_err(Verdict::CouldNotTell)?;
    sealed(files, announcement, policy, &ancestors)?;
    let standing = standings(&ancestors)?;
    let kept_back = kept_back(announcement, &ancestors)?;
    match announcement.through {
        Some(_) => participants(files, &ancestors, &standing)?,
        None => lines(files, &ancestors, &standing)?,
    }
    let count = ancestors.len();
    let mut notes = vec![Message::new(
        format!(
            "Lengkap: {count} pelamar yang disegel saat pendaftaran ditutup ada semua, dan tidak ada yang ditambahkan."
        ),
        format!(
            "Complete: the {count} applicants sealed when registration closed are all there, and nobody was added."
        ),
    )];
    if kept_back > 0 {
        notes.push(Message::new(
            format!("{kept_back} di antaranya pada formasi yang tidak ditampilkan; hasilnya tidak dapat dihitung dari luar."),
            format!("{kept_back} of them are in vacancies withheld; their outcome cannot be computed from outside."),
        ));
    }
    Ok(notes)
}

/// As many are kept back as the announcement says, and nobody where no vacancy is.
fn kept_back(announcement: &Announcement, ancestors: &[(u64, Ancestor)]) -> Result<usize, Verdict> {
    let kept = || ancestors.iter().filter(|(_, one)| one.standing == ancestry::WITHHELD);
    let stated = announcement.kept_back.as_ref().map_or(0, |kept| kept.participants);
    if usize::try_from(stated) == Ok(kept().count()) && (announcement.withheld > 0 || stated == 0) {
        return Ok(kept().count());
    }
    let what = Message::new(
        "jumlah peserta pada formasi yang tidak ditampilkan",
        "number of participants in vacancies withheld",
    );
    Err(different(name::ANCESTRY, what, &kept().count().to_string(), &stated.to_string()))
}

/// Count and root of the tokens are those of the leaf.
fn sealed(
    files: &Files,
    announcement: &Announcement,
    policy: &Policy,
    ancestors: &[(u64, Ancestor)],
) -> Result<(), Verdict> {
    let proven = recorded::proven(files, announcement, policy, name::REGISTRATION_PROOF)?;
    let leaf = &proven.opening.leaf;
    let Some(milestone) = leaf.milestone().filter(|_| leaf.kind() == Kind::RegistrationClosed) else {
        let what =
            Message::new("bukan isian penutupan pendaftaran", "not the entry of the closed registration");
        return Err(different(name::REGISTRATION_PROOF, what, leaf.kind().as_str(), "registration_closed"));
    };
    let token = |(row, one): &(u64, Ancestor)| {
        let bytes = HEXLOWER.decode(one.token.as_bytes()).ok().and_then(|bytes| bytes.try_into().ok());
        let message = || Message::new("bukan tanda acak", "not a token");
        bytes.map(Token).ok_or_else(|| Fault::at(name::ANCESTRY, *row, "token", message()))
    };
    let tokens = ancestors.iter().map(token).collect::<Result<Vec<Token>, Fault>>()?;
    let computed = TokenSet::new(tokens).and_then(|set| set.milestone()).map_err(|error| {
        Fault::new(name::ANCESTRY, Message::new("tanda acak disebut dua kali", error.to_string()))
    })?;
    for (id, en, found, expected) in [
        (
            "jumlah pelamar yang disegel",
            "number of applicants sealed",
            computed.count.to_string(),
            milestone.count.to_string(),
        ),
        (
            "sidik himpunan pelamar yang disegel",
            "hash of the set of applicants sealed",
            computed.root.to_string(),
            milestone.root.to_string(),
        ),
    ] {
        if found != expected {
            return Err(different(name::ANCESTRY, Message::new(id, en), &found, &expected));
        }
    }
    Ok(())
}

/// Standing and row of each participant; nobody stands there twice.
fn standings(ancestors: &[(u64, Ancestor)]) -> Result<BTreeMap<&str, (&str, u64)>, Verdict> {
    let mut standing = BTreeMap::new();
    for (row, one) in ancestors {
        if standing.insert(one.participant.as_str(), (one.standing.as_str(), *row)).is_some() {
            let what = Message::new("peserta ini ada dua kali", "this participant stands here twice");
            return Err(at(name::ANCESTRY, *row, what, &one.participant, "1"));
        }
    }
    Ok(standing)
}

fn participants(
    files: &Files,
    ancestors: &[(u64, Ancestor)],
    standing: &BTreeMap<&str, (&str, u64)>,
) -> Result<(), Verdict> {
    let table = Table::read(name::PARTICIPANTS, &files.text(name::PARTICIPANTS)?)?;
    let mut here: BTreeMap<&str, u64> = BTreeMap::new();
    for row in &table.rows {
        let code = row.cell(table.column("participant"));
        here.insert(code, row.line);
        let found = standing.get(code).map_or("", |(standing, _)| standing);
        if found != ancestry::PARTICIPATES {
            let what = Message::new(
                format!("{code} tidak berasal dari pelamar yang disegel"),
                format!("{code} does not come from the applicants sealed"),
            );
            return Err(at(name::PARTICIPANTS, row.line, what, ancestry::PARTICIPATES, found));
        }
    }
    for (row, one) in ancestors {
        if one.standing == ancestry::PARTICIPATES && !here.contains_key(one.participant.as_str()) {
            let what = Message::new(
                format!("{} tidak ada dalam participants.csv", one.participant),
                format!("{} is not in participants.csv", one.participant),
            );
            return Err(at(name::ANCESTRY, *row, what, &one.standing, ""));
        }
    }
    Ok(())
}

/// Everybody has the status that was announced, or left before.
fn lines(
    files: &Files,
    ancestors: &[(u64, Ancestor)],
    standing: &BTreeMap<&str, (&str, u64)>,
) -> Result<(), Verdict> {
    let table = Table::read(name::LINES, &files.text(name::LINES)?)?;
    let mut here: BTreeMap<&str, &str> = BTreeMap::new();
    for row in &table.rows {
        let (code, status) = (row.cell(table.column("participant")), row.cell(table.column("status")));
        here.insert(code, status);
        let found = standing.get(code).map_or("", |(standing, _)| standing);
        if found != status {
            let what = Message::new(
                format!("{code}: hasil dan asalnya berbeda"),
                format!("{code}: status and ancestry differ"),
            );
            return Err(at(name::LINES, row.line, what, status, found));
        }
    }
    for (row, one) in ancestors {
        let left = [ancestry::WITHDRAWN, ancestry::WITHHELD].contains(&one.standing.as_str());
        if !left && !here.contains_key(one.participant.as_str()) {
            let what = Message::new(
                format!("{} tidak ada dalam lines.csv", one.participant),
                format!("{} is not in lines.csv", one.participant),
            );
            return Err(at(name::ANCESTRY, *row, what, &one.standing, ""));
        }
    }
    Ok(())
}

fn at(file: &str, row: u64, what: Message, in_file: &str, computed: &str) -> Verdict {
    let (file, in_file, computed) = (file.to_owned(), in_file.to_owned(), computed.to_owned());
    Verdict::NotTheSame(Box::new(Difference { file, row: Some(row), what, in_file, computed }))
}
