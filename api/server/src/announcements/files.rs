//! The files from which anybody recomputes an announcement: made when it is prepared, completed at the instant of
//! publication, and never changed. `docs/CHECK.md` says what is in each.
use std::{
    collections::{BTreeMap, BTreeSet},
    io::Write as _,
};

use bundle::{
    ancestry::{self, Ancestor},
    announcement::Announcement,
    dictionary::{self, Columns, Meaning},
    differences::{self, Other},
    hashes, name, outcomes,
    table::{self, Table},
};
use chrono::SecondsFormat;
use data_encoding::HEXLOWER;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use selection::Outcome;
use uuid::Uuid;

use super::{
    content::{Content, Line},
    store::{AnnouncementRow, inside},
};
use crate::{
    kernel::{Problem, State},
    record::{Write, log},
    results,
    schema::{announcement_file, application, record_leaf, record_token},
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

/// Makes and keeps every file that does not name the instant of publication.
pub async fn prepare(
    state: &State,
    write: &mut Write<'_>,
    row: &AnnouncementRow,
    content: &Content,
) -> Result<(), Problem> {
    let (rules, mut files) = match row.run_id {
        Some(run) => {
            let run = results::published(state, write.connection(), &row.agency_id, run).await?;
            let mut files = run.files;
            files.extend(differences(content, &run.outcomes)?.map(|text| (name::DIFFERENCES, text)));
            (Some(run.rules), files)
        }
        None => (None, vec![(name::LINES, lines(content)?)]),
    };
    if let Some(ancestry) = ancestry(write.connection(), row, content, &files).await? {
        files.push((name::ANCESTRY, ancestry));
    }
    let tables = files.iter().filter(|(name, _)| name.ends_with(".csv"));
    let mut tables: Vec<Columns> = tables.map(|(name, text)| dictionary::columns(name, text)).collect();
    let own = ["file", "column", "code", "meaning_id", "meaning_en"].map(str::to_owned);
    tables.push(Columns { file: name::DICTIONARY, columns: own.into() });
    let statuses = content.legend.iter().filter(|meaning| meaning.kind == "status");
    let statuses: Vec<Meaning> = statuses
        .map(|meaning| Meaning { code: meaning.code.clone(), id: meaning.id.clone(), en: meaning.en.clone() })
        .collect();
    let dictionary = dictionary::write(rules.as_ref(), &tables, &statuses).map_err(inside)?;
    files.push((name::DICTIONARY, dictionary));
    for (name, text) in files {
        insert(write.connection(), &FileRow::of(row, name, &text)?).await?;
    }
    Ok(())
}

/// Adds what names the instant of publication, and the list of hashes; answers the hash of that list.
pub async fn complete(
    state: &State,
    write: &mut Write<'_>,
    row: &AnnouncementRow,
    schedule: &Schedule,
) -> Result<[u8; 32], Problem> {
    let announcement = announcement(write, row, schedule).await?.to_json().map_err(inside)?;
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
        withheld: 0,
        log,
    })
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

/// Token, application, its code and state.
type Sealed = (Vec<u8>, Uuid, String, String);

/// What became of everybody in the set that was sealed when registration closed; nothing where none was sealed.
async fn ancestry(
    connection: &mut AsyncPgConnection,
    row: &AnnouncementRow,
    content: &Content,
    files: &[(&str, String)],
) -> Result<Option<String>, Problem> {
    let Some(leaf) = registration_closed(connection, &row.agency_id, row.round_id).await? else {
        return Ok(None);
    };
    let sealed: Vec<Sealed> = record_token::table
        .inner_join(
            application::table.on(application::agency_id
                .eq(record_token::agency_id)
                .and(application::id.eq(record_token::subject_id))),
        )
        .filter(record_token::agency_id.eq(&row.agency_id).and(record_token::leaf_id.eq(leaf)))
        .select((record_token::token, application::id, application::participant_code, application::state))
        .load(connection)
        .await?;
    let computed = files.iter().find(|(name, _)| *name == name::PARTICIPANTS);
    let computed = computed.map(|(name, text)| Table::read(name, text)).transpose();
    let computed = computed.map_err(|fault| inside(fault.message.en))?;
    let taking_part: Option<BTreeSet<&str>> = computed
        .as_ref()
        .map(|table| table.rows.iter().map(|one| one.cell(table.column("participant"))).collect());
    let standing = |application: &Uuid, code: &str, state: &str| match &taking_part {
        Some(people) if people.contains(code) => ancestry::PARTICIPATES.to_owned(),
        _ if state == "withdrawn" => ancestry::WITHDRAWN.to_owned(),
        Some(_) => ancestry::NOT_ELIGIBLE.to_owned(),
        None => {
            let line = content.lines.iter().find(|line| line.application_id == *application);
            line.map_or_else(|| ancestry::NOT_ELIGIBLE.to_owned(), |line| line.status.clone())
        }
    };
    let ancestors = sealed.iter().map(|(token, application, code, state)| Ancestor {
        token: HEXLOWER.encode(token),
        participant: code.clone(),
        standing: standing(application, code, state),
    });
    ancestry::write(ancestors.collect()).map(Some).map_err(inside)
}

/// The leaf that sealed the applicants of a round.
pub async fn registration_closed(
    connection: &mut AsyncPgConnection,
    agency: &str,
    round: Uuid,
) -> Result<Option<Uuid>, Problem> {
    let found = record_leaf::table
        .filter(record_leaf::agency_id.eq(agency).and(record_leaf::round_id.eq(round)))
        .filter(record_leaf::kind.eq("registration_closed"))
        .order((record_leaf::at.desc(), record_leaf::id.desc()))
        .select(record_leaf::id)
        .first(connection)
        .await;
    Ok(found.optional()?)
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
