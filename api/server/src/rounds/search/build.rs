//! Fills the index from PostgreSQL and keeps it true: whatever any process changes is read anew.
use std::{
    collections::HashSet,
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};

use diesel::sql_types::{Array, BigInt, Bool, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::{
    index::{Entry, Index, Post, Registration},
    vocabulary::Vocabulary,
};
use crate::kernel::{
    Problem, State,
    changes::{Change, Subscription},
};

/// Posts read at once.
const BATCH: i64 = 4_000;
/// Beyond so many changed posts all are read anew: taking one post out touches every word.
const FEW: usize = 100;
/// A load changes many posts in many steps; it is waited for.
const CALM: Duration = Duration::from_secs(1);
const RETRY: Duration = Duration::from_secs(2);

/// Words are those that PostgreSQL searches by; only a blank parts them here.
const ENTRY: &str =
    "SELECT id, agency_id, agency_name, round_id, post_title, pool, open_to_disabled, archive,
    coalesce(pay_min, 0) AS pay, region_code, education_codes, level_ids,
    coalesce(eligible_count::bigint * 10000 / nullif(places, 0), 9223372036854775807) AS competition,
    array_to_string(tsvector_to_array(search), ' ') AS words,
    array_to_string(tsvector_to_array(to_tsvector('simple',
      translate(post_title, '/.-_@:&+()''\"', '            '))), ' ') AS title_words
  FROM vacancy WHERE published";

const REGISTRATIONS: &str = "SELECT r.id, (step ->> 'opens')::timestamptz AS opens,
    (step ->> 'closes')::timestamptz AS closes
  FROM selection_round r
  JOIN round_timetable t ON t.agency_id = r.agency_id AND t.round_id = r.id AND t.version = r.timetable_version,
  jsonb_array_elements(t.steps) step
  WHERE r.state = 'published' AND step ->> 'code' = 'registration'";

const STEMS: &str = "SELECT word, (ts_lexize('indonesian_stem', word))[1] AS stem FROM unnest($1) AS word
  WHERE cardinality(ts_lexize('indonesian_stem', word)) > 0";

/// Where this process keeps its index.
#[derive(Default)]
pub struct Shelf(RwLock<Option<Index>>);

impl Shelf {
    /// What `look` sees in the index; nothing while there is none that can be trusted.
    pub fn look<T>(&self, state: &State, look: impl FnOnce(&Index) -> T) -> Option<T> {
        if !state.changes().listening() || !state.changes().known_to_request() {
            return None;
        }
        self.0.read().unwrap_or_else(PoisonError::into_inner).as_ref().map(look)
    }

    fn is_filled(&self) -> bool {
        self.0.read().unwrap_or_else(PoisonError::into_inner).is_some()
    }

    fn change(&self, change: impl FnOnce(&mut Option<Index>)) {
        change(&mut self.0.write().unwrap_or_else(PoisonError::into_inner));
    }
}

/// What has to be read anew.
#[derive(Default)]
struct Stale {
    posts: HashSet<Uuid>,
    registrations: bool,
    all: bool,
    /// What stands in the index may be wrong for long.
    lost: bool,
}

impl Stale {
    fn add(&mut self, change: Change) {
        match change {
            Change::Rows { table, ids } if table == "vacancy" => {
                self.posts.extend(ids.iter().filter_map(|id| id.parse::<Uuid>().ok()));
            }
            Change::Rows { table, .. } | Change::Table(table) => match table.as_str() {
                "vacancy" | "education" => self.all = true,
                "selection_round" | "round_timetable" => self.registrations = true,
                _ => {}
            },
            Change::Everything => (self.all, self.lost) = (true, true),
        }
        self.all |= self.posts.len() > FEW;
    }

    fn is_nothing(&self) -> bool {
        self.posts.is_empty() && !self.registrations && !self.all
    }
}

/// Builds the index once changes are heard, and follows them, for ever.
pub async fn keep(state: State) {
    let shelf: Arc<Shelf> = state.shared();
    let mut changes = state.changes().subscribe();
    let mut stale = Stale { all: state.changes().listening(), ..Stale::default() };
    loop {
        if stale.is_nothing() {
            match tokio::time::timeout(RETRY, changes.next()).await {
                Ok(change) => stale.add(change),
                // They may have been heard before this followed them.
                Err(_silence) => stale.all = state.changes().listening() && !shelf.is_filled(),
            }
            continue;
        }
        if stale.all && !stale.lost && shelf.is_filled() {
            wait_for_calm(&mut changes, &mut stale).await;
        }
        while let Some(change) = changes.try_next() {
            stale.add(change);
        }
        let now = std::mem::take(&mut stale);
        if now.lost {
            shelf.change(|index| *index = None);
        }
        if let Err(problem) = refresh(&state, &shelf, now).await {
            tracing::warn!(%problem, "the search index could not be read");
            shelf.change(|index| *index = None);
            tokio::time::sleep(RETRY).await;
            stale.all = true;
        }
    }
}

async fn wait_for_calm(changes: &mut Subscription, stale: &mut Stale) {
    while let Ok(change) = tokio::time::timeout(CALM, changes.next()).await {
        stale.add(change);
    }
}

async fn refresh(state: &State, shelf: &Shelf, stale: Stale) -> Result<(), Problem> {
    let mut connection = state.read_current().await?;
    if stale.all {
        let index = build(&mut connection).await?;
        let posts = index.all.len();
        shelf.change(|kept| *kept = Some(index));
        tracing::info!(posts, "the search index is there");
        return Ok(());
    }
    let ids: Vec<Uuid> = stale.posts.into_iter().collect();
    let rows: Vec<Row> = diesel::sql_query(format!("{ENTRY} AND id = ANY ($1)"))
        .bind::<Array<SqlUuid>, _>(&ids)
        .load(&mut connection)
        .await?;
    let registrations = if stale.registrations { Some(registrations(&mut connection).await?) } else { None };
    let mut unknown = Vec::new();
    shelf.change(|kept| {
        let Some(index) = kept else { return };
        ids.into_iter().for_each(|id| index.remove(id));
        rows.into_iter().for_each(|row| index.put(row.entry()));
        if let Some(found) = registrations {
            set_registrations(index, found);
        }
        unknown = index.words.without_stem();
    });
    let stems = stems(&mut connection, &unknown).await?;
    shelf.change(|kept| {
        if let Some(index) = kept {
            index.words.learn(stems.into_iter());
        }
    });
    Ok(())
}

async fn build(connection: &mut AsyncPgConnection) -> Result<Index, Problem> {
    let mut index = Index::default();
    let mut after = Uuid::nil();
    loop {
        let rows: Vec<Row> = diesel::sql_query(format!("{ENTRY} AND id > $1 ORDER BY id LIMIT $2"))
            .bind::<SqlUuid, _>(after)
            .bind::<BigInt, _>(BATCH)
            .load(connection)
            .await?;
        let Some(last) = rows.last() else { break };
        after = last.id;
        index.fill(rows.into_iter().map(Row::entry));
        tokio::task::yield_now().await;
    }
    index.sort_titles();
    let query = "SELECT code, name, array_to_string(tsvector_to_array(search), ' ') AS words FROM education";
    let educations: Vec<EducationRow> = diesel::sql_query(query).load(connection).await?;
    for row in educations {
        index.names.put(row.code, &row.name, &parted(&row.words));
    }
    set_registrations(&mut index, registrations(connection).await?);
    learn(connection, &mut index.words).await?;
    learn(connection, &mut index.names.words).await?;
    Ok(index)
}

async fn learn(connection: &mut AsyncPgConnection, words: &mut Vocabulary) -> Result<(), Problem> {
    let found = stems(connection, &words.without_stem()).await?;
    words.learn(found.into_iter());
    Ok(())
}

/// Stems by PostgreSQL's own dictionary.
pub async fn stems(
    connection: &mut AsyncPgConnection,
    words: &[String],
) -> Result<Vec<(String, String)>, Problem> {
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let query = diesel::sql_query(STEMS).bind::<Array<Text>, _>(words);
    let rows: Vec<StemRow> = query.load(connection).await?;
    Ok(rows.into_iter().map(|row| (row.word, row.stem)).collect())
}

async fn registrations(connection: &mut AsyncPgConnection) -> Result<Vec<RegistrationRow>, Problem> {
    Ok(diesel::sql_query(REGISTRATIONS).load(connection).await?)
}

fn set_registrations(index: &mut Index, rows: Vec<RegistrationRow>) {
    let of = |row: RegistrationRow| (row.id, Registration { opens: row.opens, closes: row.closes });
    index.registrations = rows.into_iter().map(of).collect();
}

fn parted(words: &str) -> Vec<String> {
    words.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

#[derive(diesel::QueryableByName)]
struct Row {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = Text)]
    agency_id: String,
    #[diesel(sql_type = Text)]
    agency_name: String,
    #[diesel(sql_type = SqlUuid)]
    round_id: Uuid,
    #[diesel(sql_type = Text)]
    post_title: String,
    #[diesel(sql_type = Text)]
    pool: String,
    #[diesel(sql_type = Bool)]
    open_to_disabled: bool,
    #[diesel(sql_type = Bool)]
    archive: bool,
    #[diesel(sql_type = BigInt)]
    pay: i64,
    #[diesel(sql_type = Nullable<Text>)]
    region_code: Option<String>,
    #[diesel(sql_type = Array<Text>)]
    education_codes: Vec<String>,
    #[diesel(sql_type = Array<Text>)]
    level_ids: Vec<String>,
    #[diesel(sql_type = BigInt)]
    competition: i64,
    #[diesel(sql_type = Text)]
    words: String,
    #[diesel(sql_type = Text)]
    title_words: String,
}

impl Row {
    fn entry(self) -> Entry {
        Entry {
            post: Post {
                id: self.id,
                title: self.post_title,
                pay: self.pay,
                competition: self.competition,
                round: self.round_id,
            },
            agency: self.agency_id,
            agency_name: self.agency_name,
            region: self.region_code,
            pool: self.pool,
            levels: self.level_ids,
            educations: self.education_codes,
            open_to_disabled: self.open_to_disabled,
            archive: self.archive,
            words: parted(&self.words),
            title_words: parted(&self.title_words),
        }
    }
}

#[derive(diesel::QueryableByName)]
struct RegistrationRow {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = Timestamptz)]
    opens: chrono::DateTime<chrono::Utc>,
    #[diesel(sql_type = Timestamptz)]
    closes: chrono::DateTime<chrono::Utc>,
}

#[derive(diesel::QueryableByName)]
struct EducationRow {
    #[diesel(sql_type = Text)]
    code: String,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    words: String,
}

#[derive(diesel::QueryableByName)]
struct StemRow {
    #[diesel(sql_type = Text)]
    word: String,
    #[diesel(sql_type = Text)]
    stem: String,
}
