//! Any search as an Atom feed (RFC 4287), newest first.
use std::sync::LazyLock;

use actix_web::web;
use chrono::{DateTime, SecondsFormat, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use minijinja::{Environment, Value, context};

use super::{
    card::{CardRow, VacancyCard, cards},
    search::{VacancyQuery, filter, names_one},
    words,
};
use crate::{
    http::{CachedText, Parameters, Question},
    identity::Guard,
    kernel::{Language, Problem, State, Text, moment, permission::Public, problem::INTERNAL},
    schema::vacancy::dsl,
};

const MEDIA_TYPE: &str = "application/atom+xml; charset=utf-8";
const ENTRIES: i64 = 50;
const TITLE: Text = Text::new("Formasi terbaru di Terang", "Newest vacancies on Terang");

/// The template escapes by itself: its name ends in xml.
static TEMPLATE: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut environment = Environment::new();
    // A template that is wrong shows when it is rendered; the test renders it.
    let _known = environment.add_template("feed.xml", include_str!("feed.xml"));
    environment
});

/// A search as an Atom feed.
///
/// Takes the parameters of the search; the order is always newest first, at most 50 entries.
#[utoipa::path(get, path = "/api/v1/vacancies.atom", operation_id = "vacancy_feed", tag = "rounds", params(VacancyQuery),
    responses((status = 200, body = String, content_type = "application/atom+xml", description = "The feed"),
        (status = 304, description = "Unchanged")))]
pub async fn vacancy_feed(
    guard: Guard<Public>,
    state: web::Data<State>,
    question: Question,
    Parameters(query): Parameters<VacancyQuery>,
) -> Result<CachedText, Problem> {
    let now = state.clock().now();
    let mut connection = state.read().await?;
    let called = names_one(&mut connection, &query).await?;
    let found: Vec<(CardRow, DateTime<Utc>)> = filter(&query, called, now)
        .order((dsl::updated_at.desc(), dsl::id))
        .limit(ENTRIES)
        .select((CardRow::as_select(), dsl::updated_at))
        .load(&mut connection)
        .await?;
    let (rows, updated): (Vec<CardRow>, Vec<DateTime<Utc>>) = found.into_iter().unzip();
    // An empty feed has no age; the beginning of time does not change between two answers.
    let newest = updated.iter().max().copied().unwrap_or(DateTime::UNIX_EPOCH);
    let cards = cards(&mut connection, rows, now).await?;
    let public = &state.settings().public_address;
    let entries: Vec<Value> = cards
        .into_iter()
        .zip(updated)
        .map(|(card, updated)| entry(card, updated, public, guard.language))
        .collect();
    let asked = question.0.query_string();
    let after = if asked.is_empty() { String::new() } else { format!("?{asked}") };
    let title = TITLE.get(guard.language);
    let body = TEMPLATE.get_template("feed.xml").and_then(|template| {
        template.render(context! {
            language => guard.language.code(),
            title => if state.settings().demo { format!("DATA REKAAN: {title}") } else { title.to_owned() },
            itself => format!("{public}/api/v1/vacancies.atom{after}"),
            page => format!("{public}/formasi"),
            updated => newest.to_rfc3339_opts(SecondsFormat::Secs, true),
            entries => entries,
        })
    });
    let body = body.map_err(|error| Problem::new(&INTERNAL).inside(error))?;
    Ok(CachedText::new(MEDIA_TYPE, body))
}

fn entry(card: VacancyCard, updated: DateTime<Utc>, public: &str, language: Language) -> Value {
    let summary = summary(&card, language);
    context! {
        id => format!("urn:uuid:{}", card.id),
        address => format!("{public}/formasi/{}", card.id),
        category => words::pool(&card.pool, language),
        updated => updated.to_rfc3339_opts(SecondsFormat::Secs, true),
        summary => summary,
        title => card.post_title,
        author => card.agency_name,
    }
}

/// Unit, places, pay and the end of the registration, in one line.
pub fn summary(card: &VacancyCard, language: Language) -> String {
    let id = language == Language::Id;
    let places = if id { format!("{} formasi", card.places) } else { format!("{} place(s)", card.places) };
    let mut parts = vec![words::place(&card.unit_path, &card.agency_name), places];
    parts.extend(words::pay(card.pay_min, card.pay_max, language));
    if let Some(closes) = card.closes.filter(|_| !card.archive) {
        let until = if id { "pendaftaran sampai" } else { "registration until" };
        parts.push(format!("{until} {}", moment::said_closing(closes, &card.zone, language)));
    }
    parts.join(" · ")
}
