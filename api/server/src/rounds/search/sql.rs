//! The search by PostgreSQL alone: what is served until the index is there. Words count as they are typed.
use chrono::{DateTime, Utc};
use diesel::{
    dsl::sql,
    prelude::*,
    sql_types::{BigInt, Bool, Integer, Text, Timestamptz, Uuid as SqlUuid},
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::{
    Page, Show, Sort, VacancyQuery, Wanted,
    order::{Key, NONE, Places},
    size, sort,
};
use crate::{
    catalog::{prefix_query, words},
    kernel::Problem,
    schema::vacancy::dsl,
};

/// Hits are counted up to here; more are "more than".
const COUNTED: i64 = 1_000;

/// The words may stand in the names of different educations; one of them must have them all. A scalar subquery,
/// since an EXISTS would be turned into a join that compares every education with every vacancy.
const ONE_NAME: &str = "(SELECT true FROM education e WHERE e.code = ANY (education_codes)
  AND e.search @@ to_tsquery('simple', ";

const CALLED: &str = "education_codes && ARRAY(SELECT e.code FROM education e WHERE lower(e.name) = lower(";

/// Rounds whose registration is open at the instant `$1`, here or at SSCASN.
const OPEN_ROUNDS: &str = "round_id IN (SELECT r.id FROM selection_round r
  JOIN round_timetable t ON t.agency_id = r.agency_id AND t.round_id = r.id AND t.version = r.timetable_version,
  jsonb_array_elements(t.steps) step
  WHERE r.state = 'published' AND step ->> 'code' = 'registration'
    AND (step ->> 'opens')::timestamptz <= ";

/// When registration ends, in microseconds as in `order`, of rounds where it has not ended.
const CLOSINGS: &str = "SELECT r.id, (extract(epoch FROM (step ->> 'closes')::timestamptz) * 1000000)::bigint AS closes
  FROM selection_round r
  JOIN round_timetable t ON t.agency_id = r.agency_id AND t.round_id = r.id AND t.version = r.timetable_version,
  jsonb_array_elements(t.steps) step
  WHERE r.state = 'published' AND step ->> 'code' = 'registration' AND (step ->> 'closes')::timestamptz > $1";

/// As the index `vacancy_competition` has it.
const COMPETITION: &str = "coalesce(eligible_count::bigint * 10000 / nullif(places, 0), 9223372036854775807)";

const TITLE: &str = "post_title COLLATE \"C\", vacancy.id";
/// The same order, without the index.
const UNWALKED: &str = "(post_title || '') COLLATE \"C\", vacancy.id";

type Rows<'a> = crate::schema::vacancy::BoxedQuery<'a, diesel::pg::Pg>;

pub async fn page(
    connection: &mut AsyncPgConnection,
    query: &VacancyQuery,
    after: Option<&Key>,
    now: DateTime<Utc>,
) -> Result<Page, Problem> {
    let called = names_one(connection, query).await?;
    let filtered = || filter(query, called, now);
    let counted = if after.is_none() { count(connection, filtered()).await? } else { 0 };
    let sort = match sort(query) {
        Sort::Relevance => Sort::Title,
        known => known,
    };
    let limit = size(query);
    let most = i64::try_from(limit).unwrap_or(1).saturating_add(1);
    let rows = sorted(connection, query, filtered(), (sort, now), after, most).await?;
    let next =
        (rows.len() > limit).then(|| limit.checked_sub(1).and_then(|last| rows.get(last)).cloned()).flatten();
    let ids = rows.into_iter().take(limit).map(|(.., id)| id).collect();
    let most = u64::try_from(COUNTED).unwrap_or_default();
    Ok(Page {
        places: Places { ids, next },
        sort,
        count: counted.min(most),
        more: counted > most,
        read: (Vec::new(), Vec::new()),
    })
}

#[derive(QueryableByName)]
struct Closing {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = BigInt)]
    closes: i64,
}

/// The number by which posts are sorted, as SQL. Rounds that are not over are few; looking each post's up is slow.
async fn number(
    connection: &mut AsyncPgConnection,
    sort: Sort,
    now: DateTime<Utc>,
) -> Result<String, Problem> {
    Ok(match sort {
        Sort::Title | Sort::Relevance => "0::bigint".into(),
        Sort::Pay => "(-coalesce(pay_min, 0))".into(),
        Sort::Competition => COMPETITION.into(),
        Sort::Closing => {
            let query = diesel::sql_query(CLOSINGS).bind::<Timestamptz, _>(now);
            let rows: Vec<Closing> = query.load(connection).await?;
            let list = |of: fn(&Closing) -> String| rows.iter().map(of).collect::<Vec<_>>().join(",");
            let (rounds, closes) = (list(|row| row.id.to_string()), list(|row| row.closes.to_string()));
            let found =
                format!("('{{{closes}}}'::bigint[])[array_position('{{{rounds}}}'::uuid[], round_id)]");
            format!("coalesce({found}, {NONE})")
        }
    })
}

/// By number, then title as the index compares it, then id; a title has no number before it.
async fn sorted(
    connection: &mut AsyncPgConnection,
    query: &VacancyQuery,
    rows: Rows<'_>,
    (sort, now): (Sort, DateTime<Utc>),
    after: Option<&Key>,
    most: i64,
) -> Result<Vec<Key>, Problem> {
    let number = number(connection, sort, now).await?;
    // Walking all posts by title until enough of them have the words takes seconds when few have.
    let worded = query.text.is_some() || query.education.is_some();
    let title = if worded { UNWALKED } else { TITLE };
    let titled = sort == Sort::Title;
    let row = if titled { title.to_owned() } else { format!("{number}, {title}") };
    let mut rows = rows;
    if let Some((last, name, id)) = after {
        let behind = sql::<Bool>(&format!("({row}) > ("));
        rows = if titled {
            let behind = behind.bind::<Text, _>(name.clone()).sql(", ");
            rows.filter(behind.bind::<SqlUuid, _>(*id).sql(")"))
        } else {
            let behind = behind.bind::<BigInt, _>(*last).sql(", ").bind::<Text, _>(name.clone());
            rows.filter(behind.sql(", ").bind::<SqlUuid, _>(*id).sql(")"))
        };
    }
    let rows = rows.order(sql::<BigInt>(&row)).limit(most);
    Ok(rows.select((sql::<BigInt>(&number), dsl::post_title, dsl::id)).load(connection).await?)
}

/// Whether the wanted education is one's whole name.
pub async fn names_one(connection: &mut AsyncPgConnection, query: &VacancyQuery) -> Result<bool, Problem> {
    let Some(Wanted::Name(name)) = query.education.as_deref().and_then(Wanted::of) else { return Ok(false) };
    let called = sql::<Bool>("lower(name) = lower(").bind::<Text, _>(name).sql(")");
    let rows = crate::schema::education::table.filter(called);
    Ok(diesel::select(diesel::dsl::exists(rows)).get_result(connection).await?)
}

/// Counted up to [`COUNTED`]; one more means "more".
pub async fn count(connection: &mut AsyncPgConnection, rows: Rows<'_>) -> Result<u64, Problem> {
    let some = rows.select(sql::<Integer>("1")).limit(COUNTED + 1);
    let found: Vec<i32> = some.load(connection).await?;
    Ok(u64::try_from(found.len()).unwrap_or(u64::MAX))
}

fn accepting(rows: Rows<'_>, wanted: Wanted, called: bool) -> Rows<'_> {
    let name = match wanted {
        Wanted::Code(code) => {
            let has = sql::<Bool>("education_codes @> ARRAY[").bind::<Text, _>(code);
            return rows.filter(has.sql("]"));
        }
        Wanted::Name(name) => name,
    };
    if called {
        return rows.filter(sql::<Bool>(CALLED).bind::<Text, _>(name).sql("))"));
    }
    let typed = prefix_query(&name).unwrap_or_default();
    let has = sql::<Bool>("education_search @@ to_tsquery('simple', ");
    let rows = rows.filter(has.bind::<Text, _>(typed.clone()).sql(")"));
    if words(&name).len() > 1 {
        rows.filter(sql::<Bool>(ONE_NAME).bind::<Text, _>(typed).sql(") LIMIT 1)"))
    } else {
        rows
    }
}

/// The published vacancies that `query` asks for, also for feed and mail. `called`: what [`names_one`] says.
pub fn filter<'a>(query: &'a VacancyQuery, called: bool, now: DateTime<Utc>) -> Rows<'a> {
    let mut rows: Rows<'a> = dsl::vacancy.filter(dsl::published).into_boxed();
    if let Some(text) = query.text.as_deref().and_then(prefix_query) {
        rows = rows.filter(sql::<Bool>("search @@ to_tsquery('simple', ").bind::<Text, _>(text).sql(")"));
    }
    if let Some(wanted) = query.education.as_deref().and_then(Wanted::of) {
        rows = accepting(rows, wanted, called);
    }
    if let Some(level) = &query.level {
        rows = rows.filter(sql::<Bool>("level_ids @> ARRAY[").bind::<Text, _>(level).sql("]"));
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
