//! What is published, for the faces that are no JSON: the first HTML of public pages and the site map.
use actix_web::web;
use chrono::{DateTime, Utc};
use diesel::{
    dsl::{count_star, max},
    prelude::*,
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::{
    card::{CardRow, VacancyCard, cards},
    search::{self, VacancyHits, VacancyQuery, filter, names_one},
    store::inside,
};
use crate::{
    kernel::{Problem, State},
    schema::{selection_round, vacancy},
};

/// The first `limit` hits of a search by name of the post; the query as in its address.
pub async fn first_hits(
    connection: &mut AsyncPgConnection,
    query: &str,
    now: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<VacancyCard>, Problem> {
    use vacancy::dsl;
    let query = web::Query::<VacancyQuery>::from_query(query).map_err(inside)?;
    let called = names_one(connection, &query).await?;
    let rows = filter(&query, called, now).order((dsl::post_title, dsl::id)).limit(limit);
    let rows: Vec<CardRow> = rows.select(CardRow::as_select()).load(connection).await?;
    cards(connection, rows, now).await
}

/// The first page of a search, as `GET /vacancies` answers it.
pub async fn search(
    state: &State,
    text: Option<&str>,
    education: Option<&str>,
) -> Result<VacancyHits, Problem> {
    let open = web::Query::<VacancyQuery>::from_query("show=open").map_err(inside)?.into_inner();
    let query =
        VacancyQuery { text: text.map(str::to_owned), education: education.map(str::to_owned), ..open };
    search::hits(state, &query).await
}

/// How many published vacancies there are, archive or not, and when the last of them changed.
pub async fn extent(
    connection: &mut AsyncPgConnection,
    archive: bool,
) -> Result<(i64, Option<DateTime<Utc>>), Problem> {
    let rows = vacancy::table.filter(vacancy::published.and(vacancy::archive.eq(archive)));
    Ok(rows.select((count_star(), max(vacancy::updated_at))).first(connection).await?)
}

/// One portion of the published vacancies in the order of ids, with their last change.
pub async fn portion(
    connection: &mut AsyncPgConnection,
    archive: bool,
    number: i64,
    size: i64,
) -> Result<Vec<(Uuid, DateTime<Utc>)>, Problem> {
    let rows = vacancy::table.filter(vacancy::published.and(vacancy::archive.eq(archive)));
    let rows = rows.order(vacancy::id).offset(number.saturating_mul(size)).limit(size);
    Ok(rows.select((vacancy::id, vacancy::updated_at)).load(connection).await?)
}

/// Agency, id and last change of all public rounds, current ones first.
pub async fn rounds(
    connection: &mut AsyncPgConnection,
) -> Result<Vec<(String, Uuid, DateTime<Utc>)>, Problem> {
    use selection_round::dsl;
    let rows = dsl::selection_round.filter(dsl::state.ne("preparation"));
    let rows = rows.order((dsl::archive, dsl::year.desc(), dsl::agency_id, dsl::id));
    Ok(rows.select((dsl::agency_id, dsl::id, dsl::updated_at)).load(connection).await?)
}
