//! The files from which anybody recomputes an announcement: made when it is prepared, completed at the instant of
//! publication, and never changed. `docs/CHECK.md` says what is in each.
use std::{
    collections::{BTreeMap, BTreeSet},
    io::Write as _,
};

use bundle::{
    announcement::Announcement,
    dictionary::{self, Columns, Meaning},
    differences::{self, Other},
    hashes, name, outcomes,
    table::{self, Table},
    uniqueness::Report,
};
use chrono::SecondsFormat;
use data_encoding::HEXLOWER;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use selection::{Outcome, Rules};
use uuid::Uuid;

use super::{
    ancestry,
    content::{Content, Line},
    profile::{Kept, Profile, few_lines, keep_back, names_file},
    store::{AnnouncementRow, inside},
};
use crate::{
    kernel::{Problem, State},
    record::{Write, log},
    results::{self, Disclosed},
    schema::{announcement_file, announcement_row},
    verification::Schedule,
};

/// A file as it is stored.
#[derive(Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = announcement_file)]
pub struct FileRow {
    pub agency_id: String,
    pub announcement_id: Uuid,
    pub name: String,
    pub size: i32,
    pub sha256: Vec<u8>,
    pub gzip: Vec<u8>,
}

impl FileRow {
    fn of(row: &AnnouncementRow, name: &str, text: &str) -> Result<Self, Problem> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(text.as_bytes()).map_err(inside)?;
        Ok(Self {
            agency_id: row.agency_id.clone(),
            announcement_id: row.id,
            name: name.to_owned(),
            size: i32::try_from(text.len()).map_err(inside)?,
            sha256: HEXLOWER.decode(hashes::of(text.as_bytes()).as_bytes()).map_err(inside)?,
            gzip: encoder.finish().map_err(inside)?,
        })
    }

    /// The file as it was before it was compressed.
    pub fn bytes(&self) -> Result<Vec<u8>, Problem> {
        let mut bytes = Vec::new();
        let mut decoder = flate2::read::GzDecoder::new(self.gzip.as_slice());
        std::io::Read::read_to_end(&mut decoder, &mut bytes).map_err(inside)?;
        Ok(bytes)
    }
}

/// What is published of an announcement, before anything of it is kept.
pub struct Made {
    files: Vec<(&'static str, String)>,
    pub uniqueness: Option<Report>,
    pub kept: Option<Kept>,
}

/// Makes every file that does not name the instant of publication, and marks the lines that are withheld.
pub async fn make(
    state: &State,
    connection: &mut AsyncPgConnection,
    wanted: Wanted<'_>,
    content: &mut Content,
) -> Result<Made, Problem> {
    let Wanted { agency, round, run, profile } = wanted;
    let (rules, mut files, uniqueness, withheld) = match run {
        Some(run) => {
            let disclosed = Disclosed { below: profile.below, named: profile.basis.is_some() };
            let run = results::published(state, connection, agency, run, disclosed).await?;
            let mut files = run.files;
            files.extend(differences(content, &run.outcomes)?.map(|text| (name::DIFFERENCES, text)));
            if profile.basis.is_some() {
                let announced = as_computed(content, &run.outcomes);
                let nameable = run.nameable.intersection(&announced).cloned().collect();
                files.push((name::NAMES, names_file(connection, agency, content, &nameable).await?));
            }
            let withheld = run.withheld.map(|withheld| (withheld.vacancies, withheld.files));
            (Some(run.rules), files, Some(run.uniqueness), withheld)
        }
        None => {
            let few = profile.below.map(|below| few_lines(content, below)).filter(|few| !few.is_empty());
            let whole = match few {
                Some(few) => Some((few, vec![(name::LINES, lines(content)?)])),
                None => None,
            };
            (None, Vec::new(), None, whole)
        }
    };
    let kept = match (withheld, profile.below) {
        (Some((vacancies, whole)), Some(below)) => {
            let ids = vacancies.keys().map(|id| id.parse()).collect::<Result<_, _>>().map_err(inside)?;
            let people = keep_back(content, &ids);
            if people == content.lines.len() {
                return Err(Problem::new(&results::ALL_WITHHELD).with("below", below.to_string()));
            }
            Some(Kept::of(&vacancies, whole, people, below)?)
        }
        _ => None,
    };
    if run.is_none() {
        files.push((name::LINES, lines(&content.shown())?));
    }
    if let Some(ancestry) = ancestry::write(connection, agency, round, content, &files).await? {
        files.push((name::ANCESTRY, ancestry));
    }
    files.push((name::DICTIONARY, dictionary(rules.as_ref(), content, &files)?));
    Ok(Made { files, uniqueness, kept })
}

/// Of what files are made.
#[derive(Clone, Copy)]
pub struct Wanted<'a> {
    pub agency: &'a str,
    pub round: Uuid,
    pub run: Option<Uuid>,
    pub profile: &'a Profile,
}

impl Made {
    /// Keeps the files; what is withheld is sealed.
    pub async fn store(
        &self,
        state: &State,
        connection: &mut AsyncPgConnection,
        row: &AnnouncementRow,
    ) -> Result<(), Problem> {
        for (name, text) in &self.files {
            insert(connection, &FileRow::of(row, name, text)?).await?;
        }
        match &self.kept {
            Some(kept) => kept.store(state, connection, row).await,
            None => Ok(()),
        }
    }
}

/// Those of whom that is announced which is computed: Panselnas may have decided otherwise about the rest.
fn as_computed(content: &Content, computed: &[Outcome]) -> BTreeSet<String> {
    let lines: BTreeMap<&str, &str> =
        content.lines.iter().map(|line| (line.participant_code.as_str(), line.status.as_str())).collect();
    let same = |one: &&Outcome| lines.get(one.participant.as_str()) == Some(&outcomes::status(one).as_str());
    computed.iter().filter(same).map(|one| one.participant.clone()).collect()
}

fn dictionary(
    rules: Option<&Rules>,
    content: &Content,
    files: &[(&'static str, String)],
) -> Result<String, Problem> {
    let tables = files.iter().filter(|(name, _)| name.ends_with(".csv"));
    let mut tables: Vec<Columns> = tables.map(|(name, text)| dictionary::columns(name, text)).collect();
    let own = ["file", "column", "code", "meaning_id", "meaning_en"].map(str::to_owned);
    tables.push(Columns { file: name::DICTIONARY, columns: own.into() });
    let statuses = content.legend.iter().filter(|meaning| meaning.kind == "status");
    let statuses: Vec<Meaning> = statuses
        .map(|meaning| Meaning { code: meaning.code.clone(), id: meaning.id.clone(), en: meaning.en.clone() })
        .collect();
    dictionary::write(rules, &tables, &statuses).map_err(inside)
}

/// Adds what names the instant of publication, and the list of hashes; answers the hash of that list.
pub async fn complete(
    state: &State,
    write: &mut Write<'_>,
    row: &AnnouncementRow,
    schedule: &Schedule,
) -> Result<[u8; 32], Problem> {
    let announcement = announcement(state, write, row, schedule).await?.to_json().map_err(inside)?;
    insert(write.connection(), &FileRow::of(row, name::ANNOUNCEMENT, &announcement)?).await?;
    // The first announcement may come before the log has signed anything.
    log::promise::ready(state, write, &row.agency_id).await?;
    if let Some(policy) = log::policy::text(state, write.connection(), &row.agency_id).await? {
        insert(write.connection(), &FileRow::of(row, name::POLICY, &policy)?).await?;
    }
    let listed = listed(write.connection(), &row.agency_id, row.id).await?;
    let listed: Vec<(String, String)> =
        listed.into_iter().map(|file| (file.name, HEXLOWER.encode(&file.sha256))).collect();
    let list = hashes::write(listed.iter().map(|(name, hash)| (name.as_str(), hash.as_str())));
    let file = FileRow::of(row, name::HASHES, &list)?;
    insert(write.connection(), &file).await?;
    file.sha256.as_slice().try_into().map_err(inside)
}

async fn announcement(
    state: &State,
    write: &mut Write<'_>,
    row: &AnnouncementRow,
    schedule: &Schedule,
) -> Result<Announcement, Problem> {
    let log = write.log(&row.agency_id).await?;
    let run = match row.run_id {
        Some(run) => Some(results::identity(write.connection(), &row.agency_id, run).await?),
        None => None,
    };
    let (people, vacancies) = match run {
        Some(_) => {
            let people = rows(write.connection(), row, name::PARTICIPANTS).await?;
            (people.rows.len(), rows(write.connection(), row, name::VACANCIES).await?.rows.len())
        }
        None => {
            let lines = rows(write.connection(), row, name::LINES).await?;
            let vacancy = lines.column("vacancy");
            let vacancies: BTreeSet<&str> = lines.rows.iter().map(|line| line.cell(vacancy)).collect();
            (lines.rows.len(), vacancies.len())
        }
    };
    let published_at = row.published_at.unwrap_or(write.now);
    Ok(Announcement {
        agency: row.agency_id.clone(),
        agency_name: schedule.agency_name.clone(),
        round: row.round_id.to_string(),
        round_name: schedule.name.clone(),
        stage: row.stage.clone(),
        through: run.as_ref().map(|run| run.stage.clone()),
        number: u32::try_from(row.number).map_err(inside)?,
        letter: row.letter.clone(),
        reason: row.reason.clone(),
        published_at: published_at.to_rfc3339_opts(SecondsFormat::Secs, true),
        profile: row.profile.clone(),
        engine: run.as_ref().map(|run| run.engine_version.clone()),
        rules_hash: run.map(|run| HEXLOWER.encode(&run.rules_hash)),
        participants: u32::try_from(people).map_err(inside)?,
        vacancies: u32::try_from(vacancies).map_err(inside)?,
        withheld: withheld(write.connection(), row).await?,
        kept_back: read(row.kept_back.as_ref())?,
        names_basis: read(row.names_basis.as_ref())?,
        checker: state.settings().checker.clone(),
        log,
    })
}

/// `announcement.json`, once it is published.
pub async fn announced(
    connection: &mut AsyncPgConnection,
    row: &AnnouncementRow,
) -> Result<Option<Announcement>, Problem> {
    let file = find(connection, &row.agency_id, row.id, name::ANNOUNCEMENT).await?;
    let Some(file) = file else { return Ok(None) };
    serde_json::from_slice(&file.bytes()?).map(Some).map_err(inside)
}

/// Vacancies whose lines are withheld.
pub async fn withheld(connection: &mut AsyncPgConnection, row: &AnnouncementRow) -> Result<u32, Problem> {
    let query = announcement_row::table
        .filter(announcement_row::agency_id.eq(&row.agency_id))
        .filter(announcement_row::announcement_id.eq(row.id).and(announcement_row::withheld))
        .select(announcement_row::vacancy_id)
        .distinct();
    let vacancies: Vec<Uuid> = query.load(connection).await?;
    u32::try_from(vacancies.len()).map_err(inside)
}

/// What stands in a column of JSON.
pub fn read<T: serde::de::DeserializeOwned>(value: Option<&serde_json::Value>) -> Result<Option<T>, Problem> {
    value.map(|value| T::deserialize(value)).transpose().map_err(inside)
}

async fn rows(
    connection: &mut AsyncPgConnection,
    row: &AnnouncementRow,
    name: &str,
) -> Result<Table, Problem> {
    let file = find(connection, &row.agency_id, row.id, name).await?;
    let file = file.ok_or_else(|| inside(format!("the announcement has no file {name}")))?;
    let text = String::from_utf8(file.bytes()?).map_err(inside)?;
    Table::read(name, &text).map_err(|fault| inside(fault.message.en))
}

/// Where Panselnas's list was announced in place of what is computed; nothing where all lines are ours.
fn differences(content: &Content, computed: &[Outcome]) -> Result<Option<String>, Problem> {
    let lines: BTreeMap<&str, &Line> =
        content.lines.iter().map(|line| (line.participant_code.as_str(), line)).collect();
    let mut others = Vec::new();
    for outcome in computed {
        let line = lines.get(outcome.participant.as_str());
        let status = outcomes::status(outcome);
        let rank = outcome.rank.map(|rank| rank.to_string()).unwrap_or_default();
        let place = line.and_then(|line| line.place).map(|place| place.to_string()).unwrap_or_default();
        let mut cells = vec![("status", status, line.map(|line| line.status.clone()).unwrap_or_default())];
        if line.is_some() {
            cells.push(("rank", rank, place));
        }
        for mark in line.iter().flat_map(|line| &line.marks) {
            let own = outcome.marks.get(&mark.code).map(ToString::to_string).unwrap_or_default();
            cells.push((&mark.code, own, mark.value.clone()));
        }
        let different = cells.into_iter().filter(|(_, own, announced)| own != announced);
        others.extend(different.map(|(column, computed, announced)| Other {
            participant: outcome.participant.clone(),
            column: column.to_owned(),
            computed,
            announced,
        }));
    }
    if others.is_empty() { Ok(None) } else { differences::write(others).map(Some).map_err(inside) }
}

/// The announced lines, where nothing is computed.
fn lines(content: &Content) -> Result<String, Problem> {
    let mut rows: Vec<Vec<String>> = content
        .lines
        .iter()
        .map(|line| vec![line.participant_code.clone(), line.vacancy_id.to_string(), line.status.clone()])
        .collect();
    rows.sort();
    table::write(&["participant", "vacancy", "status"].map(str::to_owned), rows).map_err(inside)
}

async fn insert(connection: &mut AsyncPgConnection, file: &FileRow) -> Result<(), Problem> {
    diesel::insert_into(announcement_file::table).values(file).execute(connection).await?;
    Ok(())
}

pub async fn find(
    connection: &mut AsyncPgConnection,
    agency: &str,
    announcement: Uuid,
    name: &str,
) -> Result<Option<FileRow>, Problem> {
    let found = announcement_file::table.find((agency, announcement, name)).select(FileRow::as_select());
    Ok(found.first(connection).await.optional()?)
}

/// A file without its bytes.
#[derive(Queryable)]
pub struct Listed {
    pub name: String,
    pub size: i32,
    pub sha256: Vec<u8>,
}

/// The files of an announcement by name.
pub async fn listed(
    connection: &mut AsyncPgConnection,
    agency: &str,
    announcement: Uuid,
) -> Result<Vec<Listed>, Problem> {
    let query = announcement_file::table
        .filter(announcement_file::agency_id.eq(agency))
        .filter(announcement_file::announcement_id.eq(announcement))
        .order(announcement_file::name)
        .select((announcement_file::name, announcement_file::size, announcement_file::sha256));
    Ok(query.load(connection).await?)
}

/// Every file of an announcement, with its bytes.
pub async fn all(
    connection: &mut AsyncPgConnection,
    agency: &str,
    announcement: Uuid,
) -> Result<Vec<FileRow>, Problem> {
    let query = announcement_file::table
        .filter(announcement_file::agency_id.eq(agency))
        .filter(announcement_file::announcement_id.eq(announcement))
        .order(announcement_file::name);
    Ok(query.select(FileRow::as_select()).load(connection).await?)
}
