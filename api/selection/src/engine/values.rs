//! A person's marks and computed values by key.

use crate::mark::Mark;

/// Values by key, each under the name that it has in the rules. A person has a dozen at most, so looking through
/// them is faster than any index, and small: a `&String` takes half of what a `&str` does.
#[derive(Default)]
pub(super) struct Values<'a>(Vec<(&'a String, Mark)>);

impl<'a> Values<'a> {
    pub fn get(&self, key: &str) -> Option<Mark> {
        self.0.iter().find(|(known, _)| *known == key).map(|(_, mark)| *mark)
    }

    pub fn set(&mut self, key: &'a String, mark: Mark) {
        match self.0.iter_mut().find(|(known, _)| *known == key) {
            Some((_, known)) => *known = mark,
            None => self.0.push((key, mark)),
        }
    }

    pub fn iter(&self) -> impl Iterator<Item = (&'a String, Mark)> {
        self.0.iter().copied()
    }
}

impl<'a> FromIterator<(&'a String, Mark)> for Values<'a> {
    fn from_iter<I: IntoIterator<Item = (&'a String, Mark)>>(values: I) -> Values<'a> {
        Values(values.into_iter().collect())
    }
}
