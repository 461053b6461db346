//! The first HTML of rule documents, of their list, and of the page that says what all this cannot stop.
use minijinja::{Value, context};
use serde::Serialize;
use serde_json::{Map, Value as Json};

use super::shell::{Page, framed};
use crate::{
    kernel::{Problem, State, problem::INTERNAL},
    rounds,
};

const LIST: (&str, &str) = (
    "Aturan seleksi",
    "Setiap seleksi dihitung dengan aturan tertulis. Di sini semuanya dapat dibaca, dengan sumber hukumnya.",
);
const LIMITS: (&str, &str) = (
    "Yang tidak dapat dicegah",
    "Hasil yang dapat dihitung ulang bukan berarti seleksi pasti jujur. Ini yang tetap dapat terjadi, tandanya, dan \
     yang dapat Anda lakukan.",
);

fn plain(state: &State, path: String, told: (&str, &str), values: Value) -> Result<Page, Problem> {
    let (heading, lead) = told;
    let body = framed("plain.html", state.settings(), context! { heading, lead, ..values })?;
    let (title, description) = (heading.to_owned(), lead.to_owned());
    Ok(Page { title, description, path, json_ld: None, answers: Map::new(), body })
}

fn json(value: &impl Serialize) -> Result<Json, Problem> {
    serde_json::to_value(value).map_err(|error| Problem::new(&INTERNAL).inside(error))
}

/// The list of rule documents; those of rounds are found by the app.
pub fn list(state: &State) -> Result<Page, Problem> {
    plain(state, "/aturan".into(), LIST, context! {})
}

/// What cannot be stopped.
pub fn limits(state: &State) -> Result<Page, Problem> {
    let crumb = context! { crumb => LIMITS.0, crumb_to => "/periksa", crumb_label => "Periksa sendiri" };
    plain(state, "/batas".into(), LIMITS, crumb)
}

/// One rule document, or 404.
pub async fn page(state: &State, hash: &str) -> Result<Page, Problem> {
    let mut connection = state.read().await?;
    let found = rounds::public_rules(&mut connection, hash).await?;
    drop(connection);
    let text = |pointer: &str| found.document.pointer(pointer).and_then(Json::as_str).unwrap_or_default();
    let title = text("/title/id");
    let stages = found.document.get("stages").and_then(Json::as_array).into_iter().flatten();
    let name = |stage: &Json| stage.pointer("/name/id").and_then(Json::as_str).map(str::to_owned);
    let stages: Vec<String> = stages.filter_map(name).collect();
    let version = found.document.get("version").and_then(Json::as_u64).unwrap_or_default();
    let lead = format!(
        "Aturan seleksi ini dalam bahasa sehari-hari: syarat, tes, ambang batas, peringkat, dan sumber hukumnya. \
         Versi {version}, untuk {}.",
        text("/valid_for")
    );
    let values = context! {
        crumb => title, crumb_to => "/aturan", crumb_label => LIST.0, items => stages,
        file => format!("/api/v1/rules/{hash}/rules.json"), hash,
    };
    let mut page = plain(state, format!("/aturan/{hash}"), (title, &lead), values)?;
    page.answers.insert(format!("rules {hash}"), json(&found)?);
    Ok(page)
}
