//! Public search over all vacancies, without an account.
use actix_web::web;
use diesel::{
    dsl::sql,
    prelude::*,
    sql_types::{self, BigInt, Bool, Timestamptz, Uuid as SqlUuid},
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use super::card::{CardRow, VacancyCard, cards};
use crate::{
    catalog::{prefix_query, words},
    http::{Cached, Cursor, Page, Parameters, page::limit},
    identity::Guard,
    kernel::{Problem, State, permission::Public},
    schema::vacancy::dsl,
};

/// Hits are counted up to here; more are "more than".
const COUNTED: i64 = 1_000;

/// The words may stand in the names of different educations; one of them must have them all. A scalar subquery,
/// since an EXISTS would be turned into a join that compares every education with every vacancy.
const ONE_NAME: &str = "(SELECT true FROM education e WHERE e.code = ANY (education_codes)
  AND e.search @@ to_tsquery('simple', ";

/// Rounds whose registration is open at the instant `$1`, here or at SSCASN.
const OPEN_ROUNDS: &str = "round_id IN (SELECT r.id FROM selection_round r
  JOIN round_timetable t ON t.agency_id = r.agency_id AND t.round_id = r.id AND t.version = r.timetable_version,
  jsonb_array_elements(t.steps) step
  WHERE r.state = 'published' AND step ->> 'code' = 'registration'
    AND (step ->> 'opens')::timestamptz <= ";

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

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// By name of the post.
    #[default]
    Title,
    /// Highest least pay first.
    Pay,
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
    pub cursor: Option<String>,
    #[param(example = 20)]
    pub limit: Option<i64>,
}

/// A page of hits.
#[derive(Debug, Serialize, ToSchema)]
pub struct VacancyHits {
    pub items: Vec<VacancyCard>,
    #[schema(example = "eyJpZCI6MX0")]
    pub next: Option<String>,
    /// Number of hits on the first page of a search, counted up to 1,000; 1,001 means more.
    #[schema(example = 94)]
    pub count: Option<i64>,
}

pub(super) type Rows<'a> = crate::schema::vacancy::BoxedQuery<'a, diesel::pg::Pg>;

/// Search vacancies.
///
/// Over post, unit, agency and all filters together; open to everybody.
#[utoipa::path(get, path = "/api/v1/vacancies", operation_id = "vacancies", tag = "rounds", params(VacancyQuery),
    responses((status = 200, body = VacancyHits, description = "Hits"), (status = 304, description = "Unchanged")))]
pub async fn vacancies(
    _guard: Guard<Public>,
    state: web::Data<State>,
    Parameters(query): Parameters<VacancyQuery>,
) -> Result<Cached<VacancyHits>, Problem> {
    let now = state.clock().now();
    let mut connection = state.read().await?;
    let limit = limit(query.limit);
    let filtered = || filter(&query, now);
    let count = match query.cursor {
        Some(_) => None,
        None => Some(count(&mut connection, filtered()).await?),
    };
    let rows: Vec<CardRow> = match query.sort.unwrap_or_default() {
        Sort::Title => {
            let mut rows = filtered();
            if let Some(cursor) = query.cursor.clone() {
                let (title, id): (String, Uuid) = Cursor(cursor).key()?;
                let after = sql::<Bool>("(post_title, vacancy.id) > (").bind::<sql_types::Text, _>(title);
                rows = rows.filter(after.sql(", ").bind::<SqlUuid, _>(id).sql(")"));
            }
            rows.order((dsl::post_title, dsl::id))
                .limit(limit + 1)
                .select(CardRow::as_select())
                .load(&mut connection)
                .await?
        }
        Sort::Pay => {
            let mut rows = filtered();
            if let Some(cursor) = query.cursor.clone() {
                let (pay, id): (i64, Uuid) = Cursor(cursor).key()?;
                let after = sql::<Bool>("(coalesce(pay_min, 0) < ").bind::<BigInt, _>(pay);
                let after = after.sql(" OR coalesce(pay_min, 0) = ").bind::<BigInt, _>(pay);
                rows = rows.filter(after.sql(" AND vacancy.id > ").bind::<SqlUuid, _>(id).sql(")"));
            }
            let order = (sql::<BigInt>("coalesce(pay_min, 0)").desc(), dsl::id.asc());
            rows.order(order).limit(limit + 1).select(CardRow::as_select()).load(&mut connection).await?
        }
    };
    let page = match query.sort.unwrap_or_default() {
        Sort::Title => Page::of(rows, limit, |row| (row.post_title.clone(), row.id)),
        Sort::Pay => Page::of(rows, limit, |row| (row.pay_min.unwrap_or(0), row.id)),
    };
    let items = cards(&mut connection, page.items, now).await?;
    Ok(Cached(VacancyHits { items, next: page.next, count }))
}

/// What somebody calls an education.
enum Wanted {
    Code(String),
    /// All words in one name; the second field says whether there are several.
    Name(String, bool),
}

impl Wanted {
    /// Digits are a code; signs alone ask for nothing.
    fn of(text: &str) -> Option<Self> {
        let typed = text.trim();
        if (6..=7).contains(&typed.len()) && typed.bytes().all(|byte| byte.is_ascii_digit()) {
            return Some(Self::Code(typed.to_owned()));
        }
        Some(Self::Name(prefix_query(text)?, words(text).len() > 1))
    }

    fn filter(self, rows: Rows<'_>) -> Rows<'_> {
        match self {
            Self::Code(code) => {
                let has = sql::<Bool>("education_codes @> ARRAY[").bind::<sql_types::Text, _>(code);
                rows.filter(has.sql("]"))
            }
            Self::Name(name, several) => {
                let has = sql::<Bool>("education_search @@ to_tsquery('simple', ");
                let rows = rows.filter(has.bind::<sql_types::Text, _>(name.clone()).sql(")"));
                if several {
                    rows.filter(sql::<Bool>(ONE_NAME).bind::<sql_types::Text, _>(name).sql(") LIMIT 1)"))
                } else {
                    rows
                }
            }
        }
    }
}

pub(super) async fn count(connection: &mut AsyncPgConnection, rows: Rows<'_>) -> Result<i64, Problem> {
    let some = rows.select(sql::<sql_types::Integer>("1")).limit(COUNTED + 1);
    let found: Vec<i32> = some.load(connection).await?;
    Ok(i64::try_from(found.len()).unwrap_or(i64::MAX))
}

/// The published vacancies that `query` asks for, for every face of the search.
pub(super) fn filter<'a>(query: &'a VacancyQuery, now: chrono::DateTime<chrono::Utc>) -> Rows<'a> {
    let mut rows: Rows<'a> = dsl::vacancy.filter(dsl::published).into_boxed();
    if let Some(text) = query.text.as_deref().and_then(prefix_query) {
        rows = rows
            .filter(sql::<Bool>("search @@ to_tsquery('simple', ").bind::<sql_types::Text, _>(text).sql(")"));
    }
    if let Some(wanted) = query.education.as_deref().and_then(Wanted::of) {
        rows = wanted.filter(rows);
    }
    if let Some(level) = &query.level {
        rows = rows.filter(sql::<Bool>("level_ids @> ARRAY[").bind::<sql_types::Text, _>(level).sql("]"));
    }
    if let Some(agency) = &query.agency {
        rows = rows.filter(dsl::agency_id.eq(agency));
    }
    if let Some(region) = &query.region {
        let inside = format!("{}.%", region.replace(['%', '_', '\\'], ""));
        rows = rows.filter(dsl::region_code.eq(region).or(dsl::region_code.like(inside)));
    }
    if let Some(pool) = &query.pool {
        rows = rows.filter(dsl::pool.eq(pool));
    }
    if let Some(open) = query.open_to_disabled {
        rows = rows.filter(dsl::open_to_disabled.eq(open));
    }
    if let Some(pay) = query.pay_at_least {
        rows = rows.filter(sql::<Bool>("coalesce(pay_min, 0) >= ").bind::<BigInt, _>(pay));
    }
    if let Some(round) = query.round {
        rows = rows.filter(dsl::round_id.eq(round));
    }
    match query.show {
        None => rows,
        Some(Show::Archive) => rows.filter(dsl::archive),
        Some(Show::Current) => rows.filter(dsl::archive.eq(false)),
        Some(Show::Open) => rows.filter(dsl::archive.eq(false)).filter(
            sql::<Bool>(OPEN_ROUNDS)
                .bind::<Timestamptz, _>(now)
                .sql(" AND (step ->> 'closes')::timestamptz > ")
                .bind::<Timestamptz, _>(now)
                .sql(")"),
        ),
    }
}
