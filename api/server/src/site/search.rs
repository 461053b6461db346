//! The first HTML of the search: a form that works without JavaScript, and the first hits.
use actix_web::web;
use minijinja::{Value, context};
use serde::{Deserialize, Serialize};
use serde_json::Map;

use super::shell::{Page, framed};
use crate::{
    kernel::{Language, Problem, State, moment, problem::INTERNAL},
    rounds::{self, VacancyCard, words},
};

const TITLE: &str = "Cari formasi";
const LEAD: &str = "Cari menurut jabatan, unit, pendidikan, atau daerah. Tidak perlu akun.";
/// The app cuts longer words (`filters.ts`), and its own request follows.
const LONGEST: usize = 200;

/// What is read from the address here; the order is the one in which the app keys its answers.
#[derive(Default, Deserialize, Serialize)]
struct Words {
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    education: Option<String>,
}

/// A search by words alone is answered here; the finer ones by the app.
fn words_alone(query: &str) -> Option<Words> {
    let short = |word: &Option<String>| word.as_deref().is_none_or(|word| word.len() <= LONGEST);
    let only_words = web::Query::<Map<String, serde_json::Value>>::from_query(query)
        .is_ok_and(|all| all.keys().all(|name| name == "text" || name == "education"));
    let words = web::Query::<Words>::from_query(query).ok()?.into_inner();
    let some = |word: Option<String>| word.filter(|word| !word.is_empty());
    let words = Words { text: some(words.text), education: some(words.education) };
    (only_words && short(&words.text) && short(&words.education)).then_some(words)
}

pub async fn page(state: &State, query: &str) -> Result<Page, Problem> {
    let inside = |error| Problem::new(&INTERNAL).inside(error);
    let words = words_alone(query);
    let mut answers = Map::new();
    let mut posts = Vec::new();
    let mut count = None;
    if let Some(words) = &words {
        let hits =
            rounds::published::search(state, words.text.as_deref(), words.education.as_deref()).await?;
        posts = hits.items.iter().map(post).collect();
        count = hits.count;
        // A better answer is seconds away: the app asks for it.
        if !hits.only_as_typed {
            let key = format!("vacancies {}", serde_json::to_string(words).map_err(inside)?);
            answers.insert(key, serde_json::to_value(&hits).map_err(inside)?);
        }
    }
    let asked = words.unwrap_or_default();
    let body = framed(
        "search.html",
        state.settings(),
        context! {
            heading => TITLE, lead => LEAD, posts => posts, count => count,
            text => asked.text, education => asked.education,
        },
    )?;
    Ok(Page {
        title: TITLE.into(),
        description: LEAD.into(),
        path: "/formasi".into(),
        json_ld: None,
        answers,
        body,
    })
}

fn post(card: &VacancyCard) -> Value {
    let place = words::place(&card.unit_path, &card.agency_name);
    let until = card.closes.map(|closes| moment::said_closing(closes, &card.zone, Language::Id));
    context! { id => card.id.to_string(), post_title => &card.post_title, place => place, places => card.places, until => until }
}
