//! The words of all posts and where each stands: whole, begun, of one stem, and the nearest word to a typing error.
use std::collections::{BTreeMap, HashMap};

use roaring::{MultiOps, RoaringBitmap};

use super::stem;

#[derive(Debug, Default)]
struct Word {
    at: RoaringBitmap,
    /// Which letters it has, so that far words are passed over without being compared.
    letters: u32,
}

/// Words of one kind of thing; things are told by number.
#[derive(Debug, Default)]
pub struct Vocabulary {
    words: BTreeMap<String, Word>,
    stems: HashMap<String, String>,
    groups: HashMap<String, Vec<String>>,
}

impl Vocabulary {
    pub fn put<'a>(&mut self, number: u32, words: impl Iterator<Item = &'a str>) {
        for word in words {
            if let Some(known) = self.words.get_mut(word) {
                known.at.insert(number);
            } else {
                let at = RoaringBitmap::from_iter([number]);
                self.words.insert(word.to_owned(), Word { at, letters: letters(word) });
            }
        }
    }

    pub fn remove(&mut self, number: u32) {
        self.words.retain(|_, word| !word.at.remove(number) || !word.at.is_empty());
    }

    /// Words whose stem is not known yet.
    pub fn without_stem(&self) -> Vec<String> {
        let missing = self.words.keys().filter(|word| !self.stems.contains_key(*word));
        missing.filter(|word| correctable(word)).cloned().collect()
    }

    pub fn learn(&mut self, stems: impl Iterator<Item = (String, String)>) {
        for (word, stem) in stems {
            let group = self.groups.entry(stem.clone()).or_default();
            group.push(word.clone());
            self.stems.insert(word, stem);
        }
    }

    pub fn whole(&self, word: &str) -> RoaringBitmap {
        self.words.get(word).map(|known| known.at.clone()).unwrap_or_default()
    }

    /// Where words stand that begin so.
    pub fn begun(&self, beginning: &str) -> RoaringBitmap {
        self.range(beginning).map(|(_, word)| &word.at).union()
    }

    pub fn knows(&self, word: &str, begun: bool) -> bool {
        if begun { self.range(word).next().is_some() } else { self.words.contains_key(word) }
    }

    fn range<'a>(&'a self, beginning: &'a str) -> impl Iterator<Item = (&'a String, &'a Word)> {
        let from = (std::ops::Bound::Included(beginning), std::ops::Bound::Unbounded);
        self.words.range::<str, _>(from).take_while(move |(word, _)| word.starts_with(beginning))
    }

    /// Other words of this word's stem, or of the stem that an unknown word has. A word that stands in half of `all`
    /// things says nothing and is left out.
    pub fn related(&self, word: &str, stem_of_unknown: Option<&str>, all: u64) -> Vec<String> {
        let known = self.stems.get(word).map(String::as_str);
        let Some(stem) = known.or(stem_of_unknown) else { return Vec::new() };
        let group: Vec<&str> = self.groups.get(stem).into_iter().flatten().map(String::as_str).collect();
        let together = stem::together(stem, &group);
        if known.is_some() && !together.contains(&word) {
            return Vec::new();
        }
        let rare =
            |other: &&str| self.words.get(*other).is_some_and(|known| known.at.len().saturating_mul(2) < all);
        together.into_iter().filter(|other| *other != word).filter(rare).map(str::to_owned).collect()
    }

    /// The known word that was most likely meant: few errors, many places. Nothing is near to a short word or a number.
    pub fn nearest(&self, typed: &str, begun: bool) -> Option<String> {
        if !correctable(typed) {
            return None;
        }
        let whole = self.best(typed, Some);
        let begun = || self.best(typed, |word| begun.then(|| first(word, typed.chars().count())).flatten());
        whole.or_else(begun)
    }

    /// `part` is what of a known word is compared.
    fn best<'a>(&'a self, typed: &str, part: impl Fn(&'a str) -> Option<&'a str>) -> Option<String> {
        let (mask, length) = (letters(typed), typed.chars().count());
        let most = if length < 6 { 1 } else { 2 };
        let near = self.words.iter().filter_map(|(word, known)| {
            let part = part(word).filter(|part| correctable(part))?;
            let unlike = (if part.len() == word.len() { known.letters } else { letters(part) }) ^ mask;
            let far = part.chars().count().abs_diff(length) > most;
            if far || unlike.count_ones() > 2 * u32::try_from(most).unwrap_or(2) {
                return None;
            }
            let errors = strsim::osa_distance(typed, part);
            (errors <= most).then(|| (cost(errors, known.at.len(), typed, part), word, part))
        });
        let best = near.min_by(|(one, word, _), (other, next, _)| one.cmp(other).then(word.cmp(next)));
        best.map(|(_, _, part)| part.to_owned())
    }
}

/// An error weighs as much as standing in ten thousand times fewer places; the first letter is seldom wrong.
fn cost(errors: usize, places: u64, typed: &str, word: &str) -> (i64, usize) {
    let common = places.checked_ilog10().map_or(0, i64::from);
    let first = i64::from(typed.chars().next() != word.chars().next());
    let weight = i64::try_from(errors).unwrap_or(i64::MAX).saturating_mul(4);
    (weight.saturating_add(first.saturating_mul(2)).saturating_sub(common), errors)
}

fn correctable(word: &str) -> bool {
    word.chars().count() >= 4 && word.chars().all(char::is_alphabetic)
}

fn first(word: &str, length: usize) -> Option<&str> {
    let (end, _) = word.char_indices().nth(length)?;
    word.get(..end)
}

fn letters(word: &str) -> u32 {
    word.chars().fold(0, |mask, letter| mask | 1_u32.rotate_left(u32::from(letter) % 32))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vocabulary() -> Vocabulary {
        let mut made = Vocabulary::default();
        for number in 0..200 {
            made.put(number, ["perawat", "sawahlunto", "rsud"].into_iter());
        }
        made.put(7, ["peramat", "pengawas", "2024"].into_iter());
        made.put(8, ["pengawasan"].into_iter());
        made
    }

    #[test]
    fn a_typing_error_becomes_the_word_that_occurs_most() {
        let words = vocabulary();
        assert_eq!(words.nearest("sawahlonto", true).as_deref(), Some("sawahlunto"));
        assert_eq!(words.nearest("perwat", false).as_deref(), Some("perawat"));
        assert_eq!(
            words.nearest("pearwat", false).as_deref(),
            Some("perawat"),
            "swapped letters are one error"
        );
        assert_eq!(words.nearest("sawohlun", true).as_deref(), Some("sawahlun"), "a word that is only begun");
        assert_eq!(words.nearest("rsuf", false).as_deref(), Some("rsud"));
        assert_eq!(words.nearest("rsx", false), None);
        assert_eq!(words.nearest("2025", false), None, "a number is never corrected");
        assert_eq!(words.nearest("sesuatu", false), None);
    }

    #[test]
    fn words_are_found_whole_begun_and_by_stem() {
        let mut words = vocabulary();
        assert_eq!(words.whole("pengawas").len(), 1);
        assert_eq!(words.begun("pengawas").len(), 2);
        assert!(words.related("pengawas", None, 200).is_empty());
        let stems = ["pengawas", "pengawasan"].map(|word| (word.to_owned(), "awas".to_owned()));
        words.learn(stems.into_iter());
        assert_eq!(words.related("pengawas", None, 200), ["pengawasan"]);
        assert_eq!(words.related("mengawasi", Some("awas"), 200), ["pengawas", "pengawasan"]);
        words.remove(8);
        assert!(words.related("pengawas", None, 200).is_empty(), "a word that stands nowhere is gone");
        assert!(!words.knows("pengawasan", true));
    }
}
