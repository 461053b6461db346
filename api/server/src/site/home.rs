//! The first HTML of the front page: what is open today and until when.
use minijinja::{Value, context};
use serde_json::{Map, json};

use super::shell::{Page, framed};
use crate::{
    kernel::{Language, Problem, State, moment},
    rounds::{self, VacancyCard},
};

const TITLE: &str = "Seleksi pegawai yang terang, dari lowongan sampai hasil";
const LEAD: &str =
    "Lihat formasi, lamar dari mana saja, tahu alasan setiap keputusan, dan hitung ulang hasilnya sendiri.";
/// Vacancies that the app's own page shows.
const SHOWN: usize = 3;
/// Vacancies in the HTML, so that a crawler finds its way to more.
const LISTED: i64 = 50;

pub async fn page(state: &State) -> Result<Page, Problem> {
    let now = state.clock().now();
    let mut connection = state.read().await?;
    let found = rounds::published::first_hits(&mut connection, "show=open", now, LISTED).await?;
    drop(connection);
    let posts: Vec<Value> = found.iter().map(post).collect();
    let body =
        framed("home.html", state.settings(), context! { heading => TITLE, lead => LEAD, posts => posts })?;
    let more = (found.len() > SHOWN).then_some("more");
    let shown: Vec<&VacancyCard> = found.iter().take(SHOWN).collect();
    Ok(Page {
        title: TITLE.into(),
        description: LEAD.into(),
        path: "/".into(),
        json_ld: None,
        answers: Map::from_iter([(
            "open now".to_owned(),
            json!({"items": shown, "next": more, "count": null}),
        )]),
        body,
    })
}

fn post(card: &VacancyCard) -> Value {
    let until = card.closes.map(|closes| moment::said_closing(closes, &card.zone, Language::Id));
    context! {
        id => card.id.to_string(),
        post_title => &card.post_title,
        about => until.map(|until| format!("{} · sampai {until}", card.agency_name)),
    }
}
