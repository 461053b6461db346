//! A search as it is kept: the parameters of the public search, in one order, without what only pages need.
use actix_web::web;
use url::form_urlencoded;
use validator::Validate;

use super::super::search::{Show, VacancyQuery};
use crate::kernel::{Problem, Text, problem::BAD_INPUT};

/// Parameters that say how hits are shown; a saved search looks at everything that is not archive.
const SHOWN: &[&str] = &["show", "sort", "cursor", "limit"];
/// Parameters whose name in the app's address is another one.
const IN_THE_APP: &[(&str, &str)] = &[("pay_at_least", "pay"), ("open_to_disabled", "disabled")];

fn pairs(query: &str) -> Vec<(String, String)> {
    let parsed = form_urlencoded::parse(query.as_bytes()).into_owned();
    parsed.filter(|(name, value)| !SHOWN.contains(&name.as_str()) && !value.trim().is_empty()).collect()
}

/// The text under which the same search is always kept; refused when the search itself would refuse it.
pub fn canonical(query: &str) -> Result<String, Problem> {
    let mut pairs = pairs(query.trim_start_matches('?'));
    pairs.sort();
    let text = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    parsed(&text).map(|_| text)
}

/// The search behind a kept text.
pub fn parsed(text: &str) -> Result<VacancyQuery, Problem> {
    let wrong = || {
        let text = Text::new("Pencarian ini tidak dikenal.", "This search is not known.");
        Problem::new(&BAD_INPUT).field("/query", "unknown_search", text)
    };
    let mut query = web::Query::<VacancyQuery>::from_query(text).map_err(|_| wrong())?.into_inner();
    query.validate().map_err(|_| wrong())?;
    query.show = Some(Show::Current);
    Ok(query)
}

/// The words that were typed, for the mail.
pub fn words(text: &str) -> Option<String> {
    let typed: Vec<String> = pairs(text)
        .into_iter()
        .filter(|(name, _)| name == "text" || name == "education")
        .map(|(_, value)| value)
        .collect();
    (!typed.is_empty()).then(|| typed.join(", "))
}

/// The search's page in the app, with everything that is not archive.
pub fn page(text: &str) -> String {
    let renamed = pairs(text).into_iter().map(|(name, value)| {
        let ours = IN_THE_APP.iter().find(|(api, _)| *api == name).map(|(_, app)| (*app).to_owned());
        (ours.unwrap_or(name), value)
    });
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(renamed).finish();
    if query.is_empty() { "/formasi".into() } else { format!("/formasi?{query}") }
}

#[cfg(test)]
mod tests {
    use super::{canonical, page, words};

    #[test]
    fn the_same_search_is_kept_under_one_text() {
        let one = canonical("?text=perawat&region=13&show=open&sort=pay&limit=5").unwrap();
        let other = canonical("region=13&limit=20&text=perawat&level=").unwrap();
        assert_eq!((one.as_str(), &other), ("region=13&text=perawat", &one));
        assert_eq!(words(&one).unwrap(), "perawat");
        assert!(canonical("colour=red").is_err(), "what the search does not know is not kept");
    }

    #[test]
    fn the_mail_leads_to_the_search_in_the_app() {
        assert_eq!(page("pay_at_least=4000000&text=a+b"), "/formasi?pay=4000000&text=a+b");
        assert_eq!(page(""), "/formasi");
    }
}
