//! Queries about announcements.
use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use diesel::{
    prelude::*,
    sql_types::{BigInt, Text, Uuid as SqlUuid},
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::content::{AnnouncedMark, Content, Line, Meaning};
use crate::{
    kernel::{Problem, problem::INTERNAL},
    results::OtherVacancy,
    schema::{announcement, announcement_legend, announcement_row, application, result_run, vacancy},
};

#[derive(Clone, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = announcement, treat_none_as_null = true)]
pub struct AnnouncementRow {
    pub agency_id: String,
    pub id: Uuid,
    pub round_id: Uuid,
    pub stage: String,
    pub run_id: Option<Uuid>,
    pub number: i16,
    pub state: String,
    pub letter: String,
    pub reason: Option<String>,
    pub profile: String,
    pub row_count: i32,
    pub content_hash: Vec<u8>,
    pub prepared_by: Uuid,
    pub prepared_at: DateTime<Utc>,
    pub published_by: Option<Uuid>,
    pub published_at: Option<DateTime<Utc>>,
    pub objections_close_at: Option<DateTime<Utc>>,
    pub leaf_id: Option<Uuid>,
    pub told: i32,
    pub version: i32,
    pub updated_at: DateTime<Utc>,
    /// SHA-256 of the list of hashes of its files.
    pub bundle_hash: Option<Vec<u8>>,
    /// `bundle::announcement::NamesBasis`.
    pub names_basis: Option<serde_json::Value>,
    /// `bundle::uniqueness::Report`.
    pub uniqueness: Option<serde_json::Value>,
    /// `bundle::announcement::KeptBack`.
    pub kept_back: Option<serde_json::Value>,
}

#[derive(Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = announcement_row)]
pub struct LineRow {
    pub agency_id: String,
    pub announcement_id: Uuid,
    pub position: i32,
    pub application_id: Uuid,
    pub reading_id: Option<Uuid>,
    pub participant_code: String,
    pub vacancy_id: Uuid,
    pub post_title: String,
    pub unit_path: String,
    pub status: String,
    pub marks: serde_json::Value,
    pub place_in_vacancy: Option<i32>,
    pub placed_vacancy_id: Option<Uuid>,
    pub placed_post_title: Option<String>,
    pub placed_unit_path: Option<String>,
    pub withheld: bool,
}

#[derive(Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = announcement_legend)]
pub struct LegendRow {
    pub agency_id: String,
    pub announcement_id: Uuid,
    pub code: String,
    pub kind: String,
    pub legend_id_text: String,
    pub legend_en_text: String,
    pub position: i16,
}

impl LineRow {
    pub fn marks(&self) -> Result<Vec<AnnouncedMark>, Problem> {
        serde_json::from_value(self.marks.clone()).map_err(|error| Problem::new(&INTERNAL).inside(error))
    }

    /// The other vacancy in which the place is.
    pub fn placed(&self) -> Option<OtherVacancy> {
        let words = self.placed_post_title.clone().zip(self.placed_unit_path.clone());
        let (vacancy_id, (post_title, unit_path)) = self.placed_vacancy_id.zip(words)?;
        Some(OtherVacancy { vacancy_id, post_title, unit_path })
    }
}

pub fn inside(error: impl std::fmt::Display) -> Problem {
    Problem::new(&INTERNAL).inside(error)
}

pub async fn find(
    connection: &mut AsyncPgConnection,
    agency: &str,
    round: Uuid,
    id: Uuid,
) -> Result<AnnouncementRow, Problem> {
    let query = announcement::table.find((agency, id)).filter(announcement::round_id.eq(round));
    Ok(query.select(AnnouncementRow::as_select()).first(connection).await?)
}

/// The announcement, held until the transaction ends.
pub async fn lock(
    connection: &mut AsyncPgConnection,
    agency: &str,
    id: Uuid,
) -> Result<AnnouncementRow, Problem> {
    let query = announcement::table.find((agency, id)).select(AnnouncementRow::as_select()).for_update();
    Ok(query.first(connection).await?)
}

/// Writes the row back as its next version.
pub async fn save(
    connection: &mut AsyncPgConnection,
    row: &mut AnnouncementRow,
    now: DateTime<Utc>,
) -> Result<(), Problem> {
    row.version += 1;
    row.updated_at = now;
    diesel::update(announcement::table.find((&row.agency_id, row.id))).set(&*row).execute(connection).await?;
    Ok(())
}

/// Counts who was told; this is progress, not a new version.
pub async fn save_told(connection: &mut AsyncPgConnection, row: &AnnouncementRow) -> Result<(), Problem> {
    diesel::update(announcement::table.find((&row.agency_id, row.id)))
        .set(announcement::told.eq(row.told))
        .execute(connection)
        .await?;
    Ok(())
}

/// The newest published version of a stage.
pub async fn newest(
    connection: &mut AsyncPgConnection,
    agency: &str,
    round: Uuid,
    stage: &str,
) -> Result<Option<AnnouncementRow>, Problem> {
    let query = announcement::table
        .filter(announcement::agency_id.eq(agency).and(announcement::round_id.eq(round)))
        .filter(announcement::stage.eq(stage).and(announcement::state.eq("published")))
        .order(announcement::number.desc());
    Ok(query.select(AnnouncementRow::as_select()).first(connection).await.optional()?)
}

/// False when one for this stage is prepared already.
pub async fn insert(
    connection: &mut AsyncPgConnection,
    row: &AnnouncementRow,
    content: &Content,
) -> Result<bool, Problem> {
    let done = diesel::insert_into(announcement::table)
        .values(row)
        .on_conflict_do_nothing()
        .execute(connection)
        .await?;
    if done == 0 {
        return Ok(false);
    }
    let mut lines = Vec::new();
    for (position, line) in (1_i32..).zip(&content.lines) {
        lines.push(LineRow {
            agency_id: row.agency_id.clone(),
            announcement_id: row.id,
            position,
            application_id: line.application_id,
            reading_id: line.reading_id,
            participant_code: line.participant_code.clone(),
            vacancy_id: line.vacancy_id,
            post_title: line.post_title.clone(),
            unit_path: line.unit_path.clone(),
            status: line.status.clone(),
            marks: serde_json::to_value(&line.marks)
                .map_err(|error| Problem::new(&INTERNAL).inside(error))?,
            place_in_vacancy: line.place,
            placed_vacancy_id: line.placed.as_ref().map(|placed| placed.vacancy_id),
            placed_post_title: line.placed.as_ref().map(|placed| placed.post_title.clone()),
            placed_unit_path: line.placed.as_ref().map(|placed| placed.unit_path.clone()),
            withheld: line.withheld,
        });
    }
    // One statement takes at most 65,535 parameters.
    for portion in lines.chunks(4_000) {
        diesel::insert_into(announcement_row::table).values(portion).execute(connection).await?;
    }
    let legend: Vec<_> = (0_i16..)
        .zip(&content.legend)
        .map(|(position, meaning)| LegendRow {
            agency_id: row.agency_id.clone(),
            announcement_id: row.id,
            code: meaning.code.clone(),
            kind: meaning.kind.into(),
            legend_id_text: meaning.id.clone(),
            legend_en_text: meaning.en.clone(),
            position,
        })
        .collect();
    diesel::insert_into(announcement_legend::table).values(&legend).execute(connection).await?;
    Ok(true)
}

pub async fn legend(
    connection: &mut AsyncPgConnection,
    agency: &str,
    id: Uuid,
) -> Result<Vec<LegendRow>, Problem> {
    let query = announcement_legend::table
        .filter(announcement_legend::agency_id.eq(agency).and(announcement_legend::announcement_id.eq(id)))
        .order(announcement_legend::position);
    Ok(query.select(LegendRow::as_select()).load(connection).await?)
}

/// Everything as it was announced, with what is withheld.
pub async fn frozen(connection: &mut AsyncPgConnection, agency: &str, id: Uuid) -> Result<Content, Problem> {
    let rows: Vec<LineRow> = announcement_row::table
        .filter(announcement_row::agency_id.eq(agency).and(announcement_row::announcement_id.eq(id)))
        .order(announcement_row::position)
        .select(LineRow::as_select())
        .load(connection)
        .await?;
    let mut lines = Vec::new();
    for row in rows {
        lines.push(Line {
            marks: row.marks()?,
            placed: row.placed(),
            application_id: row.application_id,
            reading_id: row.reading_id,
            participant_code: row.participant_code,
            vacancy_id: row.vacancy_id,
            post_title: row.post_title,
            unit_path: row.unit_path,
            status: row.status,
            place: row.place_in_vacancy,
            withheld: row.withheld,
        });
    }
    let meaning = |row: LegendRow| Meaning {
        kind: ["mark", "step"].into_iter().find(|kind| *kind == row.kind).unwrap_or("status"),
        code: row.code,
        id: row.legend_id_text,
        en: row.legend_en_text,
    };
    let legend = legend(connection, agency, id).await?.into_iter().map(meaning).collect();
    Ok(Content { lines, legend })
}

/// Title and unit of the vacancies of a round.
pub async fn vacancies(
    connection: &mut AsyncPgConnection,
    agency: &str,
    round: Uuid,
) -> Result<BTreeMap<Uuid, (String, String)>, Problem> {
    let rows: Vec<(Uuid, String, String)> = vacancy::table
        .filter(vacancy::agency_id.eq(agency).and(vacancy::round_id.eq(round)))
        .select((vacancy::id, vacancy::post_title, vacancy::unit_path))
        .load(connection)
        .await?;
    Ok(rows.into_iter().map(|(id, title, unit)| (id, (title, unit))).collect())
}

/// Round of a run, and whether it gives places.
pub async fn run(
    connection: &mut AsyncPgConnection,
    agency: &str,
    id: Uuid,
) -> Result<(Uuid, bool), Problem> {
    let found = result_run::table.find((agency, id)).select((result_run::round_id, result_run::last_stage));
    Ok(found.first(connection).await?)
}

/// How many of the lines that are shown have a status.
#[derive(QueryableByName)]
pub struct StatusCount {
    #[diesel(sql_type = SqlUuid)]
    pub vacancy_id: Uuid,
    #[diesel(sql_type = Text)]
    pub post_title: String,
    #[diesel(sql_type = Text)]
    pub unit_path: String,
    #[diesel(sql_type = Text)]
    pub status: String,
    #[diesel(sql_type = BigInt)]
    pub count: i64,
}

pub async fn counts(
    connection: &mut AsyncPgConnection,
    agency: &str,
    id: Uuid,
) -> Result<Vec<StatusCount>, Problem> {
    let query = "SELECT vacancy_id, min(post_title) AS post_title, min(unit_path) AS unit_path, status, count(*) AS count
      FROM announcement_row WHERE agency_id = $1 AND announcement_id = $2 AND NOT withheld
      GROUP BY vacancy_id, status ORDER BY post_title, vacancy_id, status";
    Ok(diesel::sql_query(query).bind::<Text, _>(agency).bind::<SqlUuid, _>(id).load(connection).await?)
}

/// Which of the lines that are shown a page has.
pub struct Wanted {
    pub vacancy: Option<Uuid>,
    pub status: Option<String>,
    pub code: Option<String>,
    pub after: i32,
    pub limit: i64,
}

pub async fn lines(
    connection: &mut AsyncPgConnection,
    agency: &str,
    id: Uuid,
    wanted: Wanted,
) -> Result<Vec<LineRow>, Problem> {
    let mut query = announcement_row::table
        .filter(announcement_row::agency_id.eq(agency).and(announcement_row::announcement_id.eq(id)))
        .filter(announcement_row::position.gt(wanted.after).and(announcement_row::withheld.eq(false)))
        .order(announcement_row::position)
        .limit(wanted.limit + 1)
        .into_boxed();
    if let Some(vacancy) = wanted.vacancy {
        query = query.filter(announcement_row::vacancy_id.eq(vacancy));
    }
    if let Some(status) = wanted.status {
        query = query.filter(announcement_row::status.eq(status));
    }
    if let Some(code) = wanted.code {
        query = query.filter(announcement_row::participant_code.eq(code));
    }
    Ok(query.select(LineRow::as_select()).load(connection).await?)
}

/// The next people to tell, by position: position, person and application.
pub async fn to_tell(
    connection: &mut AsyncPgConnection,
    row: &AnnouncementRow,
    portion: i64,
) -> Result<Vec<(i32, Uuid, Uuid)>, Problem> {
    let query = announcement_row::table
        .inner_join(
            application::table.on(application::agency_id
                .eq(announcement_row::agency_id)
                .and(application::id.eq(announcement_row::application_id))),
        )
        .filter(announcement_row::agency_id.eq(&row.agency_id))
        .filter(announcement_row::announcement_id.eq(row.id).and(announcement_row::position.gt(row.told)))
        .order(announcement_row::position)
        .limit(portion)
        .select((announcement_row::position, application::person_id, application::id));
    Ok(query.load(connection).await?)
}

/// Published announcements of all agencies, or of one, or of one round; the newest first.
pub async fn published(
    connection: &mut AsyncPgConnection,
    agency: Option<&str>,
    round: Option<Uuid>,
    before: Option<(DateTime<Utc>, Uuid)>,
    limit: i64,
) -> Result<Vec<AnnouncementRow>, Problem> {
    let mut query = announcement::table
        .filter(announcement::state.eq("published"))
        .order((announcement::published_at.desc(), announcement::id.desc()))
        .limit(limit + 1)
        .into_boxed();
    if let Some(agency) = agency {
        query = query.filter(announcement::agency_id.eq(agency));
    }
    if let Some(round) = round {
        query = query.filter(announcement::round_id.eq(round));
    }
    if let Some((at, id)) = before {
        let older = announcement::published_at
            .lt(at)
            .or(announcement::published_at.eq(at).and(announcement::id.lt(id)).assume_not_null());
        query = query.filter(older);
    }
    Ok(query.select(AnnouncementRow::as_select()).load(connection).await?)
}

/// What the committee works on: everything that was not discarded, the newest first.
pub async fn working(
    connection: &mut AsyncPgConnection,
    agency: &str,
    round: Uuid,
) -> Result<Vec<AnnouncementRow>, Problem> {
    let query = announcement::table
        .filter(announcement::agency_id.eq(agency).and(announcement::round_id.eq(round)))
        .filter(announcement::state.ne("discarded"))
        .order(announcement::id.desc());
    Ok(query.select(AnnouncementRow::as_select()).load(connection).await?)
}

/// What was announced about one application: each stage's newest published version with its line.
pub async fn told_about(
    connection: &mut AsyncPgConnection,
    agency: &str,
    application_id: Uuid,
) -> Result<Vec<(AnnouncementRow, LineRow)>, Problem> {
    let rows: Vec<(AnnouncementRow, LineRow)> = announcement_row::table
        .inner_join(
            announcement::table.on(announcement::agency_id
                .eq(announcement_row::agency_id)
                .and(announcement::id.eq(announcement_row::announcement_id))),
        )
        .filter(announcement_row::agency_id.eq(agency))
        .filter(announcement_row::application_id.eq(application_id))
        .filter(announcement::state.eq("published"))
        .order((announcement::stage, announcement::number.desc()))
        .select((AnnouncementRow::as_select(), LineRow::as_select()))
        .load(connection)
        .await?;
    let mut newest: Vec<(AnnouncementRow, LineRow)> = Vec::new();
    for row in rows {
        if newest.iter().all(|(known, _)| known.stage != row.0.stage) {
            newest.push(row);
        }
    }
    newest.sort_by_key(|(row, _)| row.published_at);
    Ok(newest)
}
