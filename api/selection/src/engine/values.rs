//! A person's marks and computed values by key.

use crate::mark::Mark;

/// Values by key, each under the name that it has in the rules. A person has a dozen at most, so looking through
/// them is faster than any index, and small.
#[derive(Clone, Default)]
pub(super) struct Values<'a>(Vec<(&'a str, Mark)>);

impl<'a> Values<'a> {
    pub fn get(&self, key: &str) -> Option<Mark> {
        self.0.iter().find(|(known, _)| *known == key).map(|(_, mark)| *mark)
    }

    pub fn set(&mut self, key: &'a str, mark: Mark) {
        match self.0.iter_mut().find(|(known, _)| *known == key) {
            Some((_, known)) => *known = mark,
            None => self.0.push((key, mark)),
        }
    }

    pub fn iter(&self) -> impl Iterator<Item = (&'a str, Mark)> {
        self.0.iter().copied()
    }
}

impl<'a> FromIterator<(&'a str, Mark)> for Values<'a> {
    fn from_iter<I: IntoIterator<Item = (&'a str, Mark)>>(values: I) -> Values<'a> {
        Values(values.into_iter().collect())
    }
}
