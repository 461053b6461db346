//! How many passed the administrative stage for each place of a post, year by year, at the same agency.
use actix_web::web;
use diesel::{
    prelude::*,
    sql_types::{BigInt, Bool, Integer, Nullable, Text, Uuid as SqlUuid},
};
use diesel_async::RunQueryDsl;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    http::{Cached, Place},
    identity::Guard,
    kernel::{Problem, State, permission::Public},
    schema::vacancy,
};

/// A post is the same when title or post code agree; its names in other years may differ by case alone. Places
/// without a published number of applicants are counted apart: they say nothing about the others.
const YEARS: &str = "SELECT r.year, r.kind, bool_or(r.id = $4) AS this_round,
    count(*) AS vacancies,
    coalesce(sum(v.places), 0)::bigint AS places,
    sum(v.places) FILTER (WHERE v.eligible_count IS NOT NULL)::bigint AS counted_places,
    sum(v.eligible_count)::bigint AS eligible
  FROM vacancy v JOIN selection_round r ON r.agency_id = v.agency_id AND r.id = v.round_id
  WHERE v.published AND v.agency_id = $1 AND (lower(v.post_title) = lower($2) OR v.post_code = $3)
  GROUP BY r.year, r.kind ORDER BY r.year, r.kind";

/// One year of a post at an agency.
#[derive(Debug, Serialize, ToSchema, QueryableByName)]
pub struct CompetitionYear {
    #[schema(example = 2024)]
    #[diesel(sql_type = Integer)]
    pub year: i32,
    /// Kind of the rounds.
    #[schema(example = "cpns")]
    #[diesel(sql_type = Text)]
    pub kind: String,
    /// Whether this is the vacancy's own round.
    #[schema(example = false)]
    #[diesel(sql_type = Bool)]
    pub this_round: bool,
    #[schema(example = 3)]
    #[diesel(sql_type = BigInt)]
    pub vacancies: i64,
    #[schema(example = 5)]
    #[diesel(sql_type = BigInt)]
    pub places: i64,
    /// Places of the vacancies whose number of applicants is known; null when none is.
    #[schema(example = 5)]
    #[diesel(sql_type = Nullable<BigInt>)]
    pub counted_places: Option<i64>,
    /// Applicants who passed the administrative stage for them.
    #[schema(example = 61)]
    #[diesel(sql_type = Nullable<BigInt>)]
    pub eligible: Option<i64>,
}

/// The years of a post.
#[derive(Debug, Serialize, ToSchema)]
pub struct Competition {
    #[schema(example = "Perawat Terampil")]
    pub post_title: String,
    #[schema(example = "Pemerintah Kota Sawahlunto")]
    pub agency_name: String,
    /// Oldest first.
    pub years: Vec<CompetitionYear>,
}

/// Show applicants per place by year.
///
/// Of vacancies of the same post at the same agency: those of the archive and of our own rounds. Only published
/// numbers are counted.
#[utoipa::path(get, path = "/api/v1/vacancies/{id}/competition", operation_id = "vacancy_competition", tag = "rounds",
    params(("id" = Uuid, Path, description = "Vacancy", example = "646c3891-6c87-4f26-b378-0a190221a200")),
    responses((status = 200, body = Competition, description = "The years"), (status = 304, description = "Unchanged")))]
pub async fn vacancy_competition(
    _guard: Guard<Public>,
    state: web::Data<State>,
    Place(id): Place<Uuid>,
) -> Result<Cached<Competition>, Problem> {
    let mut connection = state.read().await?;
    let found = vacancy::table.filter(vacancy::id.eq(id).and(vacancy::published)).select((
        vacancy::agency_id,
        vacancy::round_id,
        vacancy::post_title,
        vacancy::post_code,
        vacancy::agency_name,
    ));
    let (agency, round, post_title, code, agency_name): (String, Uuid, String, Option<String>, String) =
        found.first(&mut connection).await?;
    let years = diesel::sql_query(YEARS)
        .bind::<Text, _>(&agency)
        .bind::<Text, _>(&post_title)
        .bind::<Nullable<Text>, _>(code)
        .bind::<SqlUuid, _>(round)
        .load(&mut connection)
        .await?;
    Ok(Cached(Competition { post_title, agency_name, years }))
}
