//! How many posts each choice of each filter would show, together with all other filters.
use actix_web::web;
use roaring::RoaringBitmap;
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    SEARCH_STARTING, Show, VacancyQuery,
    build::Shelf,
    find::{Filter, Found, find, shown},
    index::{Index, PAYS, Values, around},
    stems_of_unknown,
};
use crate::{
    http::{Cached, Parameters},
    identity::Guard,
    kernel::{Problem, State, permission::Public},
};

/// A choice and its posts.
#[derive(Debug, Serialize, ToSchema)]
pub struct CountedChoice {
    #[schema(example = "30")]
    pub value: String,
    #[schema(example = 94)]
    pub count: u64,
}

/// An agency and its posts.
#[derive(Debug, Serialize, ToSchema)]
pub struct CountedAgency {
    #[schema(example = "5473")]
    pub value: String,
    #[schema(example = "Pemerintah Kota Sawahlunto")]
    pub name: String,
    #[schema(example = 94)]
    pub count: u64,
}

/// Posts with at least this pay.
#[derive(Debug, Serialize, ToSchema)]
pub struct CountedPay {
    /// Rupiah a month.
    #[schema(example = 4000000)]
    pub at_least: i64,
    #[schema(example = 20)]
    pub count: u64,
}

/// Posts by when one can apply.
#[derive(Debug, Serialize, ToSchema)]
pub struct ShowCounts {
    #[schema(example = 4)]
    pub open: u64,
    #[schema(example = 9)]
    pub current: u64,
    #[schema(example = 94)]
    pub archive: u64,
    #[schema(example = 103)]
    pub all: u64,
}

/// What the search would find without one of its filters.
#[derive(Debug, Serialize, ToSchema)]
pub struct Without {
    #[schema(inline, example = "level")]
    pub filter: Filter,
    #[schema(example = 120)]
    pub count: u64,
}

/// Counts beside the choices. Each filter's counts leave out what is chosen in that filter itself; choices without any
/// post are absent.
#[derive(Debug, Serialize, ToSchema)]
pub struct Facets {
    /// Hits of the whole search.
    #[schema(example = 94)]
    pub count: u64,
    /// For each filter that is used.
    pub without: Vec<Without>,
    pub level: Vec<CountedChoice>,
    /// In the order of names.
    pub agency: Vec<CountedAgency>,
    /// Provinces, and the parts of the wanted region and of each region around it.
    pub region: Vec<CountedChoice>,
    pub pool: Vec<CountedChoice>,
    #[schema(example = 12)]
    pub open_to_disabled: u64,
    pub pay: Vec<CountedPay>,
    pub show: ShowCounts,
}

/// Count the posts of each choice.
///
/// Takes the parameters of the search; cursor, limit and sort change nothing. While a server starts it has no counts
/// yet, and a search works without them.
#[utoipa::path(get, path = "/api/v1/vacancy-facets", operation_id = "vacancy_facets", tag = "rounds",
    params(VacancyQuery),
    responses((status = 200, body = Facets, description = "Counts"), (status = 304, description = "Unchanged")))]
pub async fn vacancy_facets(
    _guard: Guard<Public>,
    state: web::Data<State>,
    Parameters(query): Parameters<VacancyQuery>,
) -> Result<Cached<Facets>, Problem> {
    let now = state.clock().now();
    let stems = stems_of_unknown(&state, &query).await?;
    let shelf = state.shared::<Shelf>();
    let counted = shelf.look(&state, |index| {
        let found = find(index, &query, &stems, now);
        count(index, &found, &query, now)
    });
    counted.map(Cached).ok_or_else(|| Problem { retry_after: Some(2), ..Problem::new(&SEARCH_STARTING) })
}

fn count(index: &Index, found: &Found, query: &VacancyQuery, now: chrono::DateTime<chrono::Utc>) -> Facets {
    let of = |filter| found.without(index, filter);
    let pays = of(Filter::PayAtLeast);
    let pay = |(least, at): (&i64, &RoaringBitmap)| CountedPay {
        at_least: *least,
        count: pays.intersection_len(at),
    };
    let times = of(Filter::Show);
    let time = |show| times.intersection_len(&shown(index, show, now));
    Facets {
        count: found.hits(index).len(),
        without: found.filters().map(|filter| Without { filter, count: of(filter).len() }).collect(),
        level: choices(&index.levels, &of(Filter::Level)),
        agency: agencies(index, &of(Filter::Agency), query.agency.as_deref()),
        region: regions(index, &of(Filter::Region), query.region.as_deref().unwrap_or_default()),
        pool: choices(&index.pools, &of(Filter::Pool)),
        open_to_disabled: of(Filter::OpenToDisabled).intersection_len(&index.open_to_disabled),
        pay: PAYS.iter().zip(&index.pays).map(pay).filter(|choice| choice.count > 0).collect(),
        show: ShowCounts {
            open: time(Show::Open),
            current: time(Show::Current),
            archive: time(Show::Archive),
            all: times.len(),
        },
    }
}

fn choices(values: &Values, among: &RoaringBitmap) -> Vec<CountedChoice> {
    let choice = |(value, at): (&String, &RoaringBitmap)| {
        let count = among.intersection_len(at);
        (count > 0).then(|| CountedChoice { value: value.clone(), count })
    };
    values.iter().filter_map(choice).collect()
}

/// The chosen agency stands there even without a post, so that its name can be shown.
fn agencies(index: &Index, among: &RoaringBitmap, chosen: Option<&str>) -> Vec<CountedAgency> {
    let choice = |(value, at): (&String, &RoaringBitmap)| {
        let count = among.intersection_len(at);
        let name = index.agency_names.get(value)?.clone();
        (count > 0 || chosen == Some(value)).then(|| CountedAgency { value: value.clone(), name, count })
    };
    let mut found: Vec<_> = index.agencies.iter().filter_map(choice).collect();
    found.sort_by(|one, other| one.name.cmp(&other.name));
    found
}

fn regions(index: &Index, among: &RoaringBitmap, chosen: &str) -> Vec<CountedChoice> {
    let outer: Vec<&str> = around(chosen).collect();
    let offered = |code: &str| code.rsplit_once('.').is_none_or(|(parent, _)| outer.contains(&parent));
    let choice = |(value, at): (&String, &RoaringBitmap)| {
        let count = if offered(value) { among.intersection_len(at) } else { 0 };
        (count > 0).then(|| CountedChoice { value: value.clone(), count })
    };
    index.regions.iter().filter_map(choice).collect()
}
