//! Sorts of the hits. Each is a number and then the title, so that one cursor serves them all.
use chrono::{DateTime, Utc};
use roaring::RoaringBitmap;
use uuid::Uuid;

use super::{
    Sort,
    find::{Found, related},
    index::{Index, Post},
};

/// Sorts last: a post that has no such number.
pub const NONE: i64 = i64::MAX;

/// Where a page ended: number, title, id.
pub type Key = (i64, String, Uuid);

/// Posts of one page, and where the next one begins.
pub struct Places {
    pub ids: Vec<Uuid>,
    pub next: Option<Key>,
}

pub fn page(
    index: &Index,
    found: &Found,
    hits: &RoaringBitmap,
    (sort, now): (Sort, DateTime<Utc>),
    after: Option<&Key>,
    limit: usize,
) -> Places {
    let scores = if sort == Sort::Relevance { scores(index, found, hits) } else { Vec::new() };
    let number = |at: u32, post: &Post| match sort {
        Sort::Title => 0,
        Sort::Pay => post.pay.saturating_neg(),
        Sort::Competition => post.competition,
        Sort::Closing => closes(index, post, now),
        Sort::Relevance => {
            -i64::from(usize::try_from(at).ok().and_then(|at| scores.get(at)).map_or(0, |score| *score))
        }
    };
    let place = after.map_or(0, |(_, title, id)| index.place(title, *id));
    let same = |post: &Post| after.is_some_and(|(_, title, id)| post.id == *id && post.title == *title);
    let behind = |order: usize, number: i64, post: &Post| {
        after.is_none_or(|(last, ..)| number > *last || number == *last && order >= place && !same(post))
    };
    let mut chosen: Vec<(i64, usize, u32)> = Vec::new();
    let inside = mask(hits);
    for (order, at) in index.by_title().iter().enumerate() {
        if !contains(&inside, *at) {
            continue;
        }
        let Some(post) = index.post(*at) else { continue };
        let number = number(*at, post);
        if behind(order, number, post) {
            chosen.push((number, order, *at));
            if sort == Sort::Title && chosen.len() > limit {
                break;
            }
        }
    }
    if chosen.len() > limit {
        chosen.select_nth_unstable(limit);
        chosen.truncate(limit.saturating_add(1));
    }
    chosen.sort_unstable();
    let more = chosen.len() > limit;
    chosen.truncate(limit);
    let posts = chosen.iter().filter_map(|(number, _, at)| Some((*number, index.post(*at)?)));
    let next = posts
        .clone()
        .next_back()
        .filter(|_| more)
        .map(|(number, post)| (number, post.title.clone(), post.id));
    Places { ids: posts.map(|(_, post)| post.id).collect(), next }
}

/// One bit a post: asked far more often than the bitmap would like.
fn mask(hits: &RoaringBitmap) -> Vec<u64> {
    let words = hits.max().map_or(0, |last| last / 64 + 1);
    let mut mask = vec![0; usize::try_from(words).unwrap_or(0)];
    for at in hits {
        if let Some(word) = usize::try_from(at / 64).ok().and_then(|place| mask.get_mut(place)) {
            *word |= 1_u64 << (at % 64);
        }
    }
    mask
}

fn contains(mask: &[u64], at: u32) -> bool {
    let word = usize::try_from(at / 64).ok().and_then(|place| mask.get(place));
    word.is_some_and(|word| word >> (at % 64) & 1 == 1)
}

/// When registration ends, of rounds where it has not ended.
fn closes(index: &Index, post: &Post, now: DateTime<Utc>) -> i64 {
    let registration = index.registrations.get(&post.round).filter(|one| now < one.closes);
    registration.map_or(NONE, |one| one.closes.timestamp_micros())
}

/// How well each post fits: for each word, whole in the title before begun in the title, then whole and begun anywhere,
/// then words of the same stem.
fn scores(index: &Index, found: &Found, hits: &RoaringBitmap) -> Vec<u8> {
    let length = hits.max().map_or(0, |last| usize::try_from(last).unwrap_or(0).saturating_add(1));
    let mut scores = vec![0_u8; length];
    for term in &found.text {
        let begun = |words: &super::vocabulary::Vocabulary| {
            if term.begun { words.begun(&term.used) } else { RoaringBitmap::new() }
        };
        let fits = [
            (5, index.title_words.whole(&term.used)),
            (4, begun(&index.title_words)),
            (3, index.words.whole(&term.used)),
            (2, begun(&index.words)),
            (1, related(&index.words, term)),
        ];
        let mut left = hits.clone();
        for (worth, at) in fits {
            let here = &left & &at;
            left -= &at;
            for post in &here {
                if let Some(score) = usize::try_from(post).ok().and_then(|post| scores.get_mut(post)) {
                    *score = score.saturating_add(worth);
                }
            }
        }
    }
    scores
}
