//! Public search over all vacancies, without an account: by the index in memory, and by PostgreSQL until it is there.
mod build;
mod facets;
mod find;
mod index;
mod order;
mod sql;
mod stem;
mod vocabulary;

use actix_web::{Either, web};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

pub use build::keep;
pub use facets::{__path_vacancy_facets, vacancy_facets};
pub use sql::{count, filter, names_one};

use self::{
    build::Shelf,
    find::{Found, Stems, Term, find},
    order::{Key, Places},
};
use super::card::{CardRow, VacancyCard, cards};
use crate::{
    catalog::{named_as_listed, words},
    http::{Answer, Cached, Cursor, Parameters, page::limit},
    identity::Guard,
    kernel::{Code, Problem, State, permission::Public},
    schema::vacancy::dsl,
};

pub static SEARCH_STARTING: Code = Code::new(
    "search_starting",
    503,
    "Penghitungan pilihan sedang disiapkan. Pencarian tetap dapat dipakai. Coba lagi beberapa detik lagi.",
    "The counts are being made ready. The search itself works. Try again in a few seconds.",
);

/// What the routes of the search may answer besides hits.
pub const PROBLEMS: &[&Code] = &[&SEARCH_STARTING];

/// Which vacancies to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Show {
    /// Registration is open now.
    Open,
    /// Of rounds that are not archive.
    Current,
    Archive,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// Posts that fit the words best first. The default when there are words.
    Relevance,
    /// By name of the post. The default without words.
    Title,
    /// Highest least pay first.
    Pay,
    /// Fewest applicants who passed the administrative stage for each place first; unknown last.
    Competition,
    /// Where registration ends soonest first; where nobody can apply any more last.
    Closing,
}

#[derive(Clone, Debug, Deserialize, IntoParams, Validate)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct VacancyQuery {
    /// Words of post, unit or agency; the last one may be begun.
    #[param(example = "perawat sawah")]
    #[validate(length(max = 200))]
    pub text: Option<String>,
    /// An education code, or words of an education's name.
    #[param(example = "D-III keperawatan")]
    #[validate(length(max = 200))]
    pub education: Option<String>,
    /// Id of an education level.
    #[param(example = "30")]
    pub level: Option<String>,
    #[param(example = "5473")]
    pub agency: Option<String>,
    /// Region code; all that lies in it.
    #[param(example = "13")]
    #[validate(length(max = 20))]
    pub region: Option<String>,
    #[param(example = "general")]
    pub pool: Option<String>,
    #[param(example = true)]
    pub open_to_disabled: Option<bool>,
    /// Published least pay, in rupiah a month.
    #[param(example = 4000000)]
    pub pay_at_least: Option<i64>,
    #[param(inline)]
    pub show: Option<Show>,
    pub round: Option<Uuid>,
    #[param(inline)]
    pub sort: Option<Sort>,
    /// Search for the words as they are typed: no typing error is corrected, no word of the same stem is added.
    #[param(example = false)]
    pub literal: Option<bool>,
    pub cursor: Option<String>,
    #[param(example = 20)]
    pub limit: Option<i64>,
}

/// A word that was not taken as it was typed alone.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReadWord {
    #[schema(example = "sawahlonto")]
    pub typed: String,
    /// The known word that was searched instead.
    #[schema(example = "sawahlunto")]
    pub corrected: Option<String>,
    /// Words of the same stem that were searched too.
    #[schema(example = json!(["pengawasan"]))]
    pub related: Vec<String>,
}

/// A page of hits.
#[derive(Debug, Serialize, ToSchema)]
pub struct VacancyHits {
    pub items: Vec<VacancyCard>,
    #[schema(example = "eyJpZCI6MX0")]
    pub next: Option<String>,
    /// Number of hits, on the first page of a search.
    #[schema(example = 94)]
    pub count: Option<i64>,
    /// There are more than `count`: while a server starts, hits are counted up to 1,000.
    #[schema(example = false)]
    pub more: bool,
    /// How the hits are sorted. While a server starts, relevance is not known and the title sorts.
    #[schema(value_type = String, example = "title")]
    pub sort: Sort,
    /// While a server starts, words are searched only as they were typed: no typing error is corrected.
    #[schema(example = false)]
    pub only_as_typed: bool,
    /// What was corrected or added to `text`.
    pub text_read: Vec<ReadWord>,
    /// What was corrected or added to `education`.
    pub education_read: Vec<ReadWord>,
}

/// Search vacancies.
///
/// Over post, unit, agency and all filters together; open to everybody. Words are found whole, the last one also begun,
/// and with words of the same stem; an unknown word is taken for the nearest known one, which the answer says.
#[utoipa::path(get, path = "/api/v1/vacancies", operation_id = "vacancies", tag = "rounds", params(VacancyQuery),
    responses((status = 200, body = VacancyHits, description = "Hits"), (status = 304, description = "Unchanged")))]
pub async fn vacancies(
    _guard: Guard<Public>,
    state: web::Data<State>,
    Parameters(query): Parameters<VacancyQuery>,
) -> Result<Either<Cached<VacancyHits>, Answer<VacancyHits>>, Problem> {
    let hits = hits(&state, &query).await?;
    // A better answer is seconds away: nobody keeps this one.
    Ok(if hits.only_as_typed { Either::Right(Answer::ok(hits)) } else { Either::Left(Cached(hits)) })
}

/// One page of a search.
pub async fn hits(state: &State, query: &VacancyQuery) -> Result<VacancyHits, Problem> {
    let now = state.clock().now();
    let after: Option<Key> = query.cursor.clone().map(|cursor| Cursor(cursor).key()).transpose()?;
    let stems = stems_of_unknown(state, query).await?;
    let by_index = state.shared::<Shelf>().look(state, |index| {
        let found = find(index, query, &stems, now);
        let (hits, sort) = (found.hits(index), sort(query));
        let places = order::page(index, &found, &hits, (sort, now), after.as_ref(), size(query));
        Page { places, sort, count: hits.len(), more: false, read: read(&found) }
    });
    let only_as_typed = by_index.is_none();
    let page = match by_index {
        Some(page) => page,
        None => {
            let mut connection = state.read().await?;
            sql::page(&mut connection, query, after.as_ref(), now).await?
        }
    };
    let count = query.cursor.is_none().then(|| i64::try_from(page.count).unwrap_or(i64::MAX));
    let (text_read, education_read) = page.read;
    Ok(VacancyHits {
        items: shown(state, &page.places.ids, now).await?,
        next: page.places.next.map(|key| Cursor::of(&key).0),
        count,
        more: page.more,
        sort: page.sort,
        only_as_typed,
        text_read,
        education_read,
    })
}

/// What index or PostgreSQL found.
struct Page {
    places: Places,
    sort: Sort,
    count: u64,
    more: bool,
    read: (Vec<ReadWord>, Vec<ReadWord>),
}

fn sort(query: &VacancyQuery) -> Sort {
    let worded = !words(query.text.as_deref().unwrap_or_default()).is_empty();
    match query.sort {
        Some(Sort::Relevance) | None if !worded => Sort::Title,
        None => Sort::Relevance,
        Some(sort) => sort,
    }
}

fn size(query: &VacancyQuery) -> usize {
    usize::try_from(limit(query.limit)).unwrap_or(1)
}

fn read(found: &Found) -> (Vec<ReadWord>, Vec<ReadWord>) {
    let word = |term: &Term| {
        let corrected = (term.used != term.typed).then(|| term.used.clone());
        let said = corrected.is_some() || !term.related.is_empty();
        said.then(|| ReadWord { typed: term.typed.clone(), corrected, related: term.related.clone() })
    };
    (found.text.iter().filter_map(word).collect(), found.education.iter().filter_map(word).collect())
}

/// Stems of the words that the index does not know; PostgreSQL's dictionary gives them.
async fn stems_of_unknown(state: &State, query: &VacancyQuery) -> Result<Stems, Problem> {
    let unknown =
        state.shared::<Shelf>().look(state, |index| find::unknown(index, query)).unwrap_or_default();
    if unknown.is_empty() {
        return Ok(Stems::new());
    }
    let mut connection = state.read().await?;
    Ok(build::stems(&mut connection, &unknown).await?.into_iter().collect())
}

/// The cards of these posts in their order.
async fn shown(state: &State, ids: &[Uuid], now: DateTime<Utc>) -> Result<Vec<VacancyCard>, Problem> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut connection = state.read().await?;
    let rows = dsl::vacancy.filter(dsl::id.eq_any(ids).and(dsl::published)).select(CardRow::as_select());
    let mut rows: Vec<CardRow> = rows.load(&mut connection).await?;
    rows.sort_by_key(|row| ids.iter().position(|id| *id == row.id));
    cards(&mut connection, rows, now).await
}

/// What somebody calls an education.
enum Wanted {
    Code(String),
    /// A whole name, or words that are all in one name.
    Name(String),
}

impl Wanted {
    /// Digits are a code; signs alone ask for nothing.
    fn of(text: &str) -> Option<Self> {
        let typed = text.trim();
        if (6..=7).contains(&typed.len()) && typed.bytes().all(|byte| byte.is_ascii_digit()) {
            return Some(Self::Code(typed.to_owned()));
        }
        (!words(typed).is_empty()).then(|| Self::Name(named_as_listed(typed)))
    }
}
