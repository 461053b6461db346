//! Checks the clauses around the arithmetic: names resolve, and what is to confirm stands where it is said to.

use std::collections::BTreeSet;

use super::validate::{Check, RuleProblem};
use super::{Component, Criterion, RefillStep, Rules};

impl Check<'_> {
    pub(super) fn clauses(&mut self) {
        let rules = self.rules;
        self.parameters();
        if let Some(pools) = &rules.pools {
            self.sources(&pools.source, "/pools/source");
            self.require(!pools.known.is_empty(), "/pools/known", RuleProblem::Empty);
            self.names(pools.known.iter().map(|pool| pool.code.as_str()), "/pools/known");
        }
        if let Some(categories) = &rules.categories {
            self.sources(&categories.source, "/categories/source");
            self.require(!categories.known.is_empty(), "/categories/known", RuleProblem::Empty);
            self.names(categories.known.iter().map(|one| one.code.as_str()), "/categories/known");
        }
        if let Some(reuse) = &rules.reuse {
            self.sources(&reuse.source, "/reuse/source");
            let known = rules.stages.iter().any(|stage| stage.code == reuse.stage);
            self.require(known, "/reuse/stage", RuleProblem::UnknownKey);
        }
        self.refill();
        if let Some(withdrawal) = &rules.withdrawal {
            self.sources(&withdrawal.source, "/withdrawal/source");
            self.sources(&withdrawal.consequence_source, "/withdrawal/consequence_source");
        }
        for (index, window) in rules.objections.iter().enumerate() {
            let pointer = format!("/objections/{index}");
            self.sources(&window.source, &format!("{pointer}/source"));
            let stage = rules.stages.iter().any(|stage| stage.code == window.about);
            let known = stage || window.about == "administration";
            self.require(known, &format!("{pointer}/about"), RuleProblem::UnknownKey);
        }
        self.names(rules.objections.iter().map(|window| window.about.as_str()), "/objections");
        if let Some(disclosure) = &rules.disclosure {
            self.sources(&disclosure.source, "/disclosure/source");
            for pool in &disclosure.pools_never_beside_a_name {
                self.pool(pool, "/disclosure/pools_never_beside_a_name");
            }
        }
    }

    /// A parameter points at a value of this document.
    fn parameters(&mut self) {
        let rules = self.rules;
        let document = serde_json::to_value(rules).unwrap_or_default();
        for (index, parameter) in rules.parameters.iter().enumerate() {
            let pointer = format!("/parameters/{index}");
            self.sources(&parameter.source, &format!("{pointer}/source"));
            let stands = document.pointer(&parameter.at).is_some();
            self.require(stands, &format!("{pointer}/at"), RuleProblem::UnknownKey);
        }
        self.names(rules.parameters.iter().map(|one| one.name.as_str()), "/parameters");
    }

    fn names<'n>(&mut self, names: impl Iterator<Item = &'n str>, pointer: &str) {
        let mut seen = BTreeSet::new();
        for (index, name) in names.enumerate() {
            let fresh = !name.is_empty() && seen.insert(name);
            self.require(fresh, &format!("{pointer}/{index}"), RuleProblem::DuplicateName);
        }
    }

    fn pool(&mut self, pool: &str, pointer: &str) {
        let known = self.rules.pools.as_ref().is_some_and(|pools| pools.find(pool).is_some());
        self.require(known, pointer, RuleProblem::UnknownKey);
    }

    fn refill(&mut self) {
        let rules = self.rules;
        let Some(refill) = &rules.refill else { return };
        self.sources(&refill.source, "/refill/source");
        // The steps speak of general and special pools.
        self.require(rules.pools.is_some(), "/refill", RuleProblem::UnknownKey);
        self.names(refill.steps.iter().map(|step| step.step.as_str()), "/refill/steps");
        for (index, step) in refill.steps.iter().enumerate() {
            self.refill_step(step, &format!("/refill/steps/{index}"));
        }
    }

    fn refill_step(&mut self, step: &RefillStep, pointer: &str) {
        self.sources(&step.source, &format!("{pointer}/source"));
        self.require(!step.code.code.is_empty(), &format!("{pointer}/code"), RuleProblem::MissingCode);
        let Some(pool) = &step.thresholds_of else { return };
        let pointer = format!("{pointer}/thresholds_of");
        self.pool(pool, &pointer);
        let thresholds = self.rules.stages.iter().filter_map(|stage| stage.thresholds.as_ref());
        let known = thresholds.into_iter().all(|known| matches!(known.by_pool.get(pool), Some(Some(_))));
        self.require(known, &pointer, RuleProblem::UnknownKey);
    }

    pub(super) fn categories_known(&mut self, order: &[Criterion], pointer: &str) {
        for (index, criterion) in order.iter().enumerate() {
            let known = *criterion != Criterion::Category || self.rules.categories.is_some();
            self.require(known, &format!("{pointer}/{index}"), RuleProblem::UnknownKey);
        }
    }
}

/// A component that no step reads is a fault, unless it waits for a notice.
pub(super) fn may_be_unused(rules: &Rules, component: &Component) -> bool {
    component.only_by_notice
        && rules.further_tests.as_ref().is_some_and(|clause| clause.extra == component.code)
}
