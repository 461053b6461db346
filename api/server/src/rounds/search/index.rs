//! All published posts in memory: which posts have which value, and which words stand where.
use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, Utc};
use roaring::{MultiOps, RoaringBitmap};
use uuid::Uuid;

use super::vocabulary::Vocabulary;

/// Least pays, in rupiah a month, that the page offers.
pub const PAYS: [i64; 8] =
    [3_000_000, 4_000_000, 5_000_000, 6_000_000, 7_000_000, 8_000_000, 10_000_000, 15_000_000];

/// What the index keeps of one post to sort it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Post {
    pub id: Uuid,
    pub title: String,
    pub pay: i64,
    /// See `order::competition`.
    pub competition: i64,
    pub round: Uuid,
}

/// What is read of one post.
#[derive(Clone, Debug)]
pub struct Entry {
    pub post: Post,
    pub agency: String,
    pub agency_name: String,
    pub region: Option<String>,
    pub pool: String,
    pub levels: Vec<String>,
    pub educations: Vec<String>,
    pub open_to_disabled: bool,
    pub archive: bool,
    pub words: Vec<String>,
    pub title_words: Vec<String>,
}

/// When one can apply in a round.
#[derive(Clone, Copy, Debug)]
pub struct Registration {
    pub opens: DateTime<Utc>,
    pub closes: DateTime<Utc>,
}

pub type Values = BTreeMap<String, RoaringBitmap>;

/// Posts have numbers in the order they came in; the number of a removed post is not given again.
#[derive(Debug, Default)]
pub struct Index {
    posts: Vec<Option<Post>>,
    numbers: HashMap<Uuid, u32>,
    by_title: Vec<u32>,
    pub all: RoaringBitmap,
    pub agencies: Values,
    pub agency_names: HashMap<String, String>,
    /// Each region has the posts of all regions in it.
    pub regions: Values,
    pub pools: Values,
    pub levels: Values,
    pub educations: Values,
    pub rounds: HashMap<Uuid, RoaringBitmap>,
    /// Posts with at least each of `PAYS`.
    pub pays: [RoaringBitmap; PAYS.len()],
    pub open_to_disabled: RoaringBitmap,
    pub archive: RoaringBitmap,
    pub words: Vocabulary,
    pub title_words: Vocabulary,
    pub names: EducationNames,
    pub registrations: HashMap<Uuid, Registration>,
}

impl Index {
    pub fn post(&self, number: u32) -> Option<&Post> {
        self.posts.get(usize::try_from(number).ok()?)?.as_ref()
    }

    /// Numbers in the order of titles.
    pub fn by_title(&self) -> &[u32] {
        &self.by_title
    }

    /// How many posts stand before this place in the order of titles.
    pub fn place(&self, title: &str, id: Uuid) -> usize {
        self.by_title.partition_point(|number| {
            self.post(*number).is_some_and(|post| (post.title.as_str(), post.id) < (title, id))
        })
    }

    /// Puts many posts into an empty index; `put` would move the order of titles for each.
    pub fn fill(&mut self, entries: impl Iterator<Item = Entry>) {
        for entry in entries {
            self.enter(entry);
        }
    }

    pub fn sort_titles(&mut self) {
        let mut order: Vec<u32> = self.all.iter().collect();
        order.sort_by(|one, other| {
            let key = |number: u32| self.post(number).map(|post| (post.title.as_str(), post.id));
            key(*one).cmp(&key(*other))
        });
        self.by_title = order;
    }

    pub fn put(&mut self, entry: Entry) {
        self.remove(entry.post.id);
        let place = self.place(&entry.post.title, entry.post.id);
        if let Some(number) = self.enter(entry) {
            self.by_title.insert(place, number);
        }
    }

    fn enter(&mut self, entry: Entry) -> Option<u32> {
        let number = u32::try_from(self.posts.len()).ok()?;
        self.all.insert(number);
        self.numbers.insert(entry.post.id, number);
        mark(&mut self.agencies, &entry.agency, number);
        mark(&mut self.pools, &entry.pool, number);
        entry.levels.iter().for_each(|level| mark(&mut self.levels, level, number));
        entry.educations.iter().for_each(|code| mark(&mut self.educations, code, number));
        let region = entry.region.unwrap_or_default();
        around(&region).for_each(|outer| mark(&mut self.regions, outer, number));
        self.rounds.entry(entry.post.round).or_default().insert(number);
        for (least, at) in PAYS.iter().zip(&mut self.pays) {
            if entry.post.pay >= *least {
                at.insert(number);
            }
        }
        if entry.open_to_disabled {
            self.open_to_disabled.insert(number);
        }
        if entry.archive {
            self.archive.insert(number);
        }
        self.agency_names.insert(entry.agency, entry.agency_name);
        self.words.put(number, entry.words.iter().map(String::as_str));
        self.title_words.put(number, entry.title_words.iter().map(String::as_str));
        self.posts.push(Some(entry.post));
        Some(number)
    }

    pub fn remove(&mut self, id: Uuid) {
        let Some(number) = self.numbers.remove(&id) else { return };
        let slot = usize::try_from(number).ok().and_then(|place| self.posts.get_mut(place));
        let Some(post) = slot.and_then(Option::take) else { return };
        // The slot is empty now, so its place is searched by looking.
        self.by_title.retain(|other| *other != number);
        for values in
            [&mut self.agencies, &mut self.regions, &mut self.pools, &mut self.levels, &mut self.educations]
        {
            values.retain(|_, at| !at.remove(number) || !at.is_empty());
        }
        if let Some(at) = self.rounds.get_mut(&post.round) {
            at.remove(number);
        }
        let marks = [&mut self.all, &mut self.open_to_disabled, &mut self.archive];
        for at in marks.into_iter().chain(&mut self.pays) {
            at.remove(number);
        }
        self.words.remove(number);
        self.title_words.remove(number);
    }

    /// Posts with at least this pay.
    pub fn paying(&self, least: i64) -> RoaringBitmap {
        let step = PAYS.iter().position(|step| *step == least).and_then(|place| self.pays.get(place));
        step.cloned().unwrap_or_else(|| {
            let enough = |number: &u32| self.post(*number).is_some_and(|post| post.pay >= least);
            self.all.iter().filter(enough).collect()
        })
    }

    /// Posts that accept one of these educations.
    pub fn accepting<'a>(&self, codes: impl Iterator<Item = &'a str>) -> RoaringBitmap {
        codes.filter_map(|code| self.educations.get(code)).union()
    }

    /// Posts of rounds in which one can apply now.
    pub fn open(&self, now: DateTime<Utc>) -> RoaringBitmap {
        let open = self.registrations.iter().filter(|(_, one)| one.opens <= now && now < one.closes);
        open.filter_map(|(round, _)| self.rounds.get(round)).union() - &self.archive
    }
}

fn mark(values: &mut Values, value: &str, number: u32) {
    if let Some(at) = values.get_mut(value) {
        at.insert(number);
    } else {
        values.insert(value.to_owned(), RoaringBitmap::from_iter([number]));
    }
}

/// `13.73.01`: 13, 13.73 and 13.73.01. Nothing for an empty code.
pub fn around(code: &str) -> impl Iterator<Item = &str> {
    let ends = code.match_indices('.').map(|(end, _)| end).chain((!code.is_empty()).then_some(code.len()));
    ends.filter_map(move |end| code.get(..end))
}

/// Names of educations; several codes may have one name.
#[derive(Debug, Default)]
pub struct EducationNames {
    codes: Vec<String>,
    exact: HashMap<String, RoaringBitmap>,
    pub words: Vocabulary,
}

impl EducationNames {
    pub fn put(&mut self, code: String, name: &str, words: &[String]) {
        let Ok(number) = u32::try_from(self.codes.len()) else { return };
        self.codes.push(code);
        self.exact.entry(name.to_lowercase()).or_default().insert(number);
        self.words.put(number, words.iter().map(String::as_str));
    }

    /// Those that are called exactly so.
    pub fn called(&self, name: &str) -> Option<&RoaringBitmap> {
        self.exact.get(&name.trim().to_lowercase())
    }

    pub fn codes<'a>(&'a self, numbers: &'a RoaringBitmap) -> impl Iterator<Item = &'a str> {
        numbers.iter().filter_map(move |number| Some(self.codes.get(usize::try_from(number).ok()?)?.as_str()))
    }

    pub fn len(&self) -> u64 {
        u64::try_from(self.codes.len()).unwrap_or(u64::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::around;

    #[test]
    fn a_village_lies_in_all_regions_around_it() {
        assert_eq!(around("13.73.01.1001").collect::<Vec<_>>(), ["13", "13.73", "13.73.01", "13.73.01.1001"]);
        assert_eq!(around("13").collect::<Vec<_>>(), ["13"]);
        assert_eq!(around("").count(), 0);
    }
}
