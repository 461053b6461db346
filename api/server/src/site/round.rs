//! The first HTML of a round: its timetable, its vacancies, the legend of its codes.
use minijinja::{Value, context};
use serde_json::{Map, Value as Json};
use uuid::Uuid;

use super::{
    shell::{Page, framed},
    vacancy::steps,
};
use crate::{
    kernel::{
        Language, Problem, State,
        problem::{INTERNAL, NOT_FOUND},
    },
    rounds::{self, VacancyCard, words},
};

/// Vacancies that the page lists; the search has all.
const LISTED: i64 = 200;

/// The page, or 404.
pub async fn page(state: &State, agency: &str, id: &str) -> Result<Page, Problem> {
    let id: Uuid = id.parse().map_err(|_| Problem::new(&NOT_FOUND))?;
    let mut connection = state.read().await?;
    let (page, versions) = rounds::public_page(&mut connection, agency, id).await?;
    let now = state.clock().now();
    let query = format!("round={id}");
    let found = rounds::published::first_hits(&mut connection, &query, now, LISTED).await?;
    drop(connection);
    let posts: Vec<Value> = found.iter().map(post).collect();
    let code = |one: &rounds::StatusCodeView| context! { code => &one.code, legend => &one.legend.id };
    let codes: Vec<Value> = page.status_codes.iter().map(code).collect();
    let body = framed(
        "round.html",
        state.settings(),
        context! {
            crumb => &page.round.name,
            heading => &page.round.name,
            lead => &page.agency.name,
            legal_basis => &page.round.legal_basis,
            places => page.places,
            vacancies => page.vacancies,
            id => id.to_string(),
            posts => posts,
            steps => steps(&page.timetable, &page.agency.zone),
            calendar => format!("/api/v1/agencies/{}/rounds/{id}/timetable.ics", page.agency.id),
            status_codes => codes,
        },
    )?;
    let json = |value: serde_json::Result<Json>| value.map_err(|error| Problem::new(&INTERNAL).inside(error));
    Ok(Page {
        title: format!("{}, {}", page.round.name, page.agency.name),
        description: format!(
            "Jadwal, aturan, dan {} formasi seleksi {} di {}.",
            page.vacancies, page.round.name, page.agency.name
        ),
        path: format!("/seleksi/{}/{id}", page.agency.id),
        json_ld: None,
        answers: Map::from_iter([
            (format!("round {id}"), json(serde_json::to_value(&page))?),
            (format!("versions {id}"), json(serde_json::to_value(&versions))?),
        ]),
        body,
    })
}

fn post(card: &VacancyCard) -> Value {
    let unit = card.unit_path.replace(" | ", " › ");
    let pool = words::pool(&card.pool, Language::Id);
    context! {
        id => card.id.to_string(),
        post_title => &card.post_title,
        about => format!("{unit} · {} formasi · {pool}", card.places),
    }
}
