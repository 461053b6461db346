//! The names of posts: rules write them in one way, files in several.

use std::collections::{BTreeMap, BTreeSet};

use super::{Rules, StepForm};

/// The posts that rules name.
pub struct Posts<'a> {
    named: BTreeSet<&'a str>,
    plain: BTreeMap<String, &'a str>,
}

impl Rules {
    /// The posts that have a maximum, thresholds or weights of their own.
    pub fn posts(&self) -> Posts<'_> {
        let maxima = self.components.iter().flat_map(|one| one.maximum_by_post.keys());
        let thresholds = self.stages.iter().filter_map(|stage| stage.thresholds.as_ref());
        let weights = self.stages.iter().flat_map(|stage| &stage.steps).filter_map(|step| match &step.form {
            StepForm::WeightedSum { by_post, .. } => Some(by_post.keys()),
            _ => None,
        });
        let named = maxima.chain(thresholds.flat_map(|one| one.by_post.keys())).chain(weights.flatten());
        let named: BTreeSet<&str> = named.map(String::as_str).collect();
        let plain = named.iter().map(|post| (plain(post), *post)).collect();
        Posts { named, plain }
    }
}

impl Posts<'_> {
    /// The post as the rules write it: `Pengelola Umum Operasional` is their `pengelola_umum_operasional`. One that
    /// they do not name stays as it is.
    pub fn spelled(&self, post: &str) -> String {
        let known = self.plain.get(&plain(post)).filter(|_| !self.named.contains(post));
        known.copied().unwrap_or(post).to_owned()
    }
}

/// Letters and digits alone, in small letters.
fn plain(post: &str) -> String {
    post.chars().filter(|one| one.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use crate::shipped;

    #[test]
    fn a_post_is_the_one_of_the_rules_however_it_is_written() {
        let rules = shipped("pppk-teknis-2024").unwrap();
        let posts = rules.posts();
        for written in
            ["pengelola_umum_operasional", "Pengelola Umum Operasional", "PENGELOLA-UMUM OPERASIONAL"]
        {
            assert_eq!(posts.spelled(written), "pengelola_umum_operasional");
        }
        assert_eq!(posts.spelled("Perawat Terampil"), "Perawat Terampil", "the rules do not name it");
    }
}
