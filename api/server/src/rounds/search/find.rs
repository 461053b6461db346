//! What a search asks for, looked up in the index: each filter by itself, so that its own counts can leave it out.
use std::collections::HashMap;

use chrono::{DateTime, Utc};
use roaring::{MultiOps, RoaringBitmap};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Show, VacancyQuery, Wanted, index::Index, vocabulary::Vocabulary};
use crate::catalog::words;

/// A filter of the search, by the name of its parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Filter {
    Text,
    Education,
    Level,
    Agency,
    Region,
    Pool,
    OpenToDisabled,
    PayAtLeast,
    Round,
    Show,
}

/// A typed word and what it is taken for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    pub typed: String,
    pub used: String,
    /// The word may go on.
    pub begun: bool,
    /// Other words of the same stem.
    pub related: Vec<String>,
}

/// Stems that PostgreSQL gives to words that the index does not know.
pub type Stems = HashMap<String, String>;

pub struct Found {
    parts: Vec<(Filter, RoaringBitmap)>,
    pub text: Vec<Term>,
    pub education: Vec<Term>,
}

impl Found {
    pub fn hits(&self, index: &Index) -> RoaringBitmap {
        self.but(index, None)
    }

    /// What all other filters leave.
    pub fn without(&self, index: &Index, filter: Filter) -> RoaringBitmap {
        self.but(index, Some(filter))
    }

    /// The filters that are used.
    pub fn filters(&self) -> impl Iterator<Item = Filter> {
        self.parts.iter().map(|(filter, _)| *filter)
    }

    fn but(&self, index: &Index, left_out: Option<Filter>) -> RoaringBitmap {
        let parts = self.parts.iter().filter(|(own, _)| Some(*own) != left_out).map(|(_, at)| at);
        std::iter::once(&index.all).chain(parts).intersection()
    }
}

pub fn find(index: &Index, query: &VacancyQuery, stems: &Stems, now: DateTime<Utc>) -> Found {
    let literal = query.literal.unwrap_or_default();
    let mut found = Found { parts: Vec::new(), text: Vec::new(), education: Vec::new() };
    if let Some(text) = query.text.as_deref().filter(|text| !words(text).is_empty()) {
        found.text = terms(&index.words, text, literal, stems, index.all.len());
        found.parts.push((Filter::Text, standing(&index.words, &found.text)));
    }
    if let Some(wanted) = query.education.as_deref().and_then(Wanted::of) {
        let (terms, at) = education(index, wanted, literal, stems);
        found.education = terms;
        found.parts.push((Filter::Education, at));
    }
    let mut add = |filter, at: Option<RoaringBitmap>| found.parts.push((filter, at.unwrap_or_default()));
    if let Some(level) = &query.level {
        add(Filter::Level, index.levels.get(level).cloned());
    }
    if let Some(agency) = &query.agency {
        add(Filter::Agency, index.agencies.get(agency).cloned());
    }
    if let Some(region) = &query.region {
        add(Filter::Region, index.regions.get(region).cloned());
    }
    if let Some(pool) = &query.pool {
        add(Filter::Pool, index.pools.get(pool).cloned());
    }
    if let Some(open) = query.open_to_disabled {
        let at = if open { index.open_to_disabled.clone() } else { &index.all - &index.open_to_disabled };
        add(Filter::OpenToDisabled, Some(at));
    }
    if let Some(least) = query.pay_at_least {
        add(Filter::PayAtLeast, Some(index.paying(least)));
    }
    if let Some(round) = &query.round {
        add(Filter::Round, index.rounds.get(round).cloned());
    }
    if let Some(show) = query.show {
        add(Filter::Show, Some(shown(index, show, now)));
    }
    found
}

pub fn shown(index: &Index, show: Show, now: DateTime<Utc>) -> RoaringBitmap {
    match show {
        Show::Open => index.open(now),
        Show::Current => &index.all - &index.archive,
        Show::Archive => index.archive.clone(),
    }
}

fn education(index: &Index, wanted: Wanted, literal: bool, stems: &Stems) -> (Vec<Term>, RoaringBitmap) {
    let names = &index.names;
    match wanted {
        Wanted::Code(code) => (Vec::new(), index.accepting(std::iter::once(code.as_str()))),
        Wanted::Name(name) => {
            if let Some(called) = names.called(&name) {
                return (Vec::new(), index.accepting(names.codes(called)));
            }
            let terms = terms(&names.words, &name, literal, stems, names.len());
            let numbers = standing(&names.words, &terms);
            let at = index.accepting(names.codes(&numbers));
            (terms, at)
        }
    }
}

/// Words that the index does not know; their stems may be known.
pub fn unknown(index: &Index, query: &VacancyQuery) -> Vec<String> {
    if query.literal.unwrap_or_default() {
        return Vec::new();
    }
    let of = |vocabulary: &Vocabulary, text: &str| -> Vec<String> {
        let typed = words(text);
        let last = typed.len();
        let known = |place: usize, word: &str| vocabulary.knows(word, place.saturating_add(1) == last);
        let unknown = typed.into_iter().enumerate().filter(|(place, word)| !known(*place, word));
        unknown.map(|(_, word)| word).collect()
    };
    let mut found = of(&index.words, query.text.as_deref().unwrap_or_default());
    if let Some(Wanted::Name(name)) = query.education.as_deref().and_then(Wanted::of) {
        found.extend(of(&index.names.words, &name));
    }
    found
}

/// The last word may go on. An unknown word is taken for those of its stem, else for the nearest one.
fn terms(vocabulary: &Vocabulary, text: &str, literal: bool, stems: &Stems, all: u64) -> Vec<Term> {
    let typed = words(text);
    let last = typed.len();
    let term = |(place, typed): (usize, String)| {
        let begun = place.saturating_add(1) == last;
        let plain = |related| Term { typed: typed.clone(), used: typed.clone(), begun, related };
        if literal {
            return plain(Vec::new());
        }
        let related = vocabulary.related(&typed, stems.get(&typed).map(String::as_str), all);
        if vocabulary.knows(&typed, begun) || !related.is_empty() {
            return plain(related);
        }
        match vocabulary.nearest(&typed, begun) {
            Some(used) => Term { related: vocabulary.related(&used, None, all), typed, used, begun },
            None => plain(Vec::new()),
        }
    };
    typed.into_iter().enumerate().map(term).collect()
}

/// Where all these words stand.
fn standing(vocabulary: &Vocabulary, terms: &[Term]) -> RoaringBitmap {
    let at = |term: &Term| {
        let own = if term.begun { vocabulary.begun(&term.used) } else { vocabulary.whole(&term.used) };
        own | related(vocabulary, term)
    };
    terms.iter().map(at).intersection()
}

/// Where the words of the same stem stand.
pub fn related(vocabulary: &Vocabulary, term: &Term) -> RoaringBitmap {
    term.related.iter().map(|word| vocabulary.whole(word)).union()
}
