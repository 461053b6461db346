//! Checks that a rule document is whole: every name resolves, every number is possible, every run of it ends.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::{Deserialize, Serialize};

use super::validate_clauses::may_be_unused;
use super::{Criterion, Part, Rounding, Rules, Stage, Step, StepForm, Thresholds};
use crate::mark::Mark;
use crate::outcome::State;

/// A fault in a rule document, at a JSON pointer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleFinding {
    pub pointer: String,
    pub problem: RuleProblem,
}

impl fmt::Display for RuleFinding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.pointer, self.problem)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum RuleProblem {
    #[error("names a source that `sources` does not hold")]
    UnknownSource,
    #[error("names a key that is not known at this place")]
    UnknownKey,
    #[error("the name is empty or used before")]
    DuplicateName,
    #[error("the component belongs to no stage, or no step of its stage reads it")]
    UnusedComponent,
    #[error("there is nothing here")]
    Empty,
    #[error("must not be zero")]
    Zero,
    #[error("decimals go from 0 to 3")]
    Decimals,
    #[error("the weights do not add up to exactly 1")]
    WeightsNotOne,
    #[error("can become larger than 999,999,999.999")]
    TooLarge,
    #[error("can never be reached: it is above the highest possible mark")]
    AboveMaximum,
    #[error("a shortlist is ordered by marks only")]
    ShortlistByPerson,
    #[error("the last stage has no shortlist; its ranking decides")]
    ShortlistInLastStage,
    #[error("a state without published code")]
    MissingCode,
    #[error("code, operator and value of the requirement do not fit together, or it has no source")]
    Requirement,
}

/// States that need a published code; the others never reach a list.
const PUBLISHED_STATES: [State; 10] = [
    State::GoesOn,
    State::Placed,
    State::WithoutPlace,
    State::OutsideShortlist,
    State::BelowThreshold,
    State::Absent,
    State::Ineligible,
    State::Disqualified,
    State::Withdrawn,
    State::Eliminated,
];

impl Rules {
    /// All faults of the document; empty when it can be used.
    pub fn validate(&self) -> Vec<RuleFinding> {
        let mut check = Check { rules: self, maxima: BTreeMap::new(), findings: Vec::new() };
        check.head();
        check.components();
        check.stages();
        check.sources(&self.ranking.source, "/ranking/source");
        check.order(&self.ranking.order, "/ranking/order");
        check.categories_known(&self.ranking.order, "/ranking/order");
        check.clauses();
        check.findings
    }
}

pub(super) struct Check<'a> {
    pub(super) rules: &'a Rules,
    /// Highest possible value of every key known so far.
    maxima: BTreeMap<&'a str, Mark>,
    findings: Vec<RuleFinding>,
}

impl<'a> Check<'a> {
    fn add(&mut self, pointer: impl Into<String>, problem: RuleProblem) {
        self.findings.push(RuleFinding { pointer: pointer.into(), problem });
    }

    pub(super) fn require(&mut self, holds: bool, pointer: &str, problem: RuleProblem) {
        if !holds {
            self.add(pointer, problem);
        }
    }

    pub(super) fn sources(&mut self, source: &str, pointer: &str) {
        self.require(self.rules.sources.contains_key(source), pointer, RuleProblem::UnknownSource);
    }

    fn head(&mut self) {
        let rules = self.rules;
        self.require(!rules.rule_id.is_empty(), "/rule_id", RuleProblem::Empty);
        for (key, source) in &rules.sources {
            let whole = !source.document.is_empty() && !source.clause.is_empty();
            self.require(whole, &format!("/sources/{key}"), RuleProblem::Empty);
        }
        if let Some(eligibility) = &rules.eligibility {
            self.sources(&eligibility.source, "/eligibility/source");
            for (index, requirement) in eligibility.requirements.iter().enumerate() {
                let pointer = format!("/eligibility/requirements/{index}");
                self.require(requirement.validate().is_ok(), &pointer, RuleProblem::Requirement);
            }
        }
        if let Some(further_tests) = &rules.further_tests {
            self.sources(&further_tests.source, "/further_tests/source");
            self.sources(&further_tests.notice_source, "/further_tests/notice_source");
            let main = rules.component(&further_tests.main).is_some();
            self.require(main, "/further_tests/main", RuleProblem::UnknownKey);
            self.require(!further_tests.extra.is_empty(), "/further_tests/extra", RuleProblem::Empty);
        }
        self.sources(&rules.codes.source, "/codes/source");
        for state in PUBLISHED_STATES {
            let known = rules.code(state).is_some_and(|code| !code.code.is_empty());
            self.require(known, "/codes/by_state", RuleProblem::MissingCode);
        }
    }

    fn components(&mut self) {
        let rules = self.rules;
        let mut names = BTreeSet::new();
        for (index, component) in rules.components.iter().enumerate() {
            let pointer = format!("/components/{index}");
            let fresh = !component.code.is_empty() && names.insert(component.code.as_str());
            self.require(fresh, &format!("{pointer}/code"), RuleProblem::DuplicateName);
            self.require(component.maximum > Mark::ZERO, &format!("{pointer}/maximum"), RuleProblem::Zero);
            for (post, maximum) in &component.maximum_by_post {
                let at = format!("{pointer}/maximum_by_post/{post}");
                self.require(*maximum > Mark::ZERO, &at, RuleProblem::Zero);
            }
            self.require(component.decimals <= 3, &format!("{pointer}/decimals"), RuleProblem::Decimals);
            let multiple = component.multiple_of != Some(Mark::ZERO);
            self.require(multiple, &format!("{pointer}/multiple_of"), RuleProblem::Zero);
            self.sources(&component.source, &format!("{pointer}/source"));
            let used = may_be_unused(rules, component)
                || rules.stages.iter().any(|stage| stage_reads(stage, &component.code));
            self.require(used, &pointer, RuleProblem::UnusedComponent);
        }
    }

    fn stages(&mut self) {
        let rules = self.rules;
        self.require(!rules.stages.is_empty(), "/stages", RuleProblem::Empty);
        let mut names = BTreeSet::new();
        for (index, stage) in rules.stages.iter().enumerate() {
            let pointer = format!("/stages/{index}");
            let fresh = !stage.code.is_empty() && names.insert(stage.code.as_str());
            self.require(fresh, &format!("{pointer}/code"), RuleProblem::DuplicateName);
            for (position, code) in stage.components.iter().enumerate() {
                let at = format!("{pointer}/components/{position}");
                match rules.component(code) {
                    Some(component) => self.define(&component.code, component.highest_maximum(), &at),
                    None => self.add(at, RuleProblem::UnknownKey),
                }
            }
            for (position, step) in stage.steps.iter().enumerate() {
                self.step(step, &format!("{pointer}/steps/{position}"));
            }
            if let Some(thresholds) = &stage.thresholds {
                self.thresholds(thresholds, &format!("{pointer}/thresholds"));
            }
            if let Some(shortlist) = &stage.shortlist {
                let pointer = format!("{pointer}/shortlist");
                self.sources(&shortlist.source, &format!("{pointer}/source"));
                self.require(shortlist.multiple > 0, &format!("{pointer}/multiple"), RuleProblem::Zero);
                self.order(&shortlist.order, &format!("{pointer}/order"));
                let marks = shortlist.order.iter().all(|one| matches!(one, Criterion::Higher(_)));
                self.require(marks, &format!("{pointer}/order"), RuleProblem::ShortlistByPerson);
                let last = index + 1 == rules.stages.len();
                self.require(!last, &pointer, RuleProblem::ShortlistInLastStage);
            }
        }
    }

    /// A key becomes known, with its highest possible value.
    fn define(&mut self, key: &'a str, maximum: Mark, pointer: &str) {
        let fresh = !key.is_empty() && self.maxima.insert(key, maximum).is_none();
        self.require(fresh, pointer, RuleProblem::DuplicateName);
    }

    fn maximum(&mut self, key: &str, pointer: &str) -> Mark {
        let known = self.maxima.get(key).copied();
        self.require(known.is_some(), pointer, RuleProblem::UnknownKey);
        known.unwrap_or_default()
    }

    fn step(&mut self, step: &'a Step, pointer: &str) {
        self.sources(&step.source, &format!("{pointer}/source"));
        let maximum = match &step.form {
            StepForm::Sum { of } => {
                self.require(!of.is_empty(), &format!("{pointer}/form/sum/of"), RuleProblem::Empty);
                let maxima: Vec<Mark> =
                    of.iter().map(|key| self.maximum(key, &format!("{pointer}/form/sum/of"))).collect();
                maxima.into_iter().try_fold(Mark::ZERO, Mark::checked_add)
            }
            StepForm::Scale { of, from, to, rounding } => {
                self.rounding(rounding, &format!("{pointer}/form/scale/rounding"));
                self.require(*from > Mark::ZERO, &format!("{pointer}/form/scale/from"), RuleProblem::Zero);
                let maximum = self.maximum(of, &format!("{pointer}/form/scale/of"));
                let from = if *from == Mark::ZERO { Mark::ONE } else { *from };
                maximum.ratio_half_up(*to, from, rounding.decimals.min(3))
            }
            StepForm::WithAddition { of, percent_maximum, capped, rounding } => {
                let pointer = format!("{pointer}/form/with_addition");
                self.rounding(rounding, &format!("{pointer}/rounding"));
                let component = self.rules.component(of).is_some();
                self.require(component, &format!("{pointer}/of"), RuleProblem::UnknownKey);
                let maximum = self.maximum(of, &format!("{pointer}/of"));
                let added = maximum.ratio_half_up(*percent_maximum, Mark::HUNDRED, rounding.decimals.min(3));
                let raised = added.and_then(|added| maximum.checked_add(added));
                if *capped { raised.map(|_| maximum) } else { raised }
            }
            StepForm::WeightedSum { parts, by_post, rounding } => {
                self.rounding(rounding, &format!("{pointer}/form/weighted_sum/rounding"));
                let pointer = format!("{pointer}/form/weighted_sum");
                let decimals = rounding.decimals.min(3);
                let mut highest = self.parts(parts, decimals, &format!("{pointer}/parts"));
                for (post, parts) in by_post {
                    let other = self.parts(parts, decimals, &format!("{pointer}/by_post/{post}"));
                    highest = highest.zip(other).map(|(one, other)| one.max(other));
                }
                highest
            }
        };
        self.require(maximum.is_some(), pointer, RuleProblem::TooLarge);
        self.define(&step.out, maximum.unwrap_or_default(), &format!("{pointer}/out"));
    }

    /// Highest possible weighted sum of the parts.
    fn parts(&mut self, parts: &'a [Part], decimals: u8, pointer: &str) -> Option<Mark> {
        let mut weights = Some(Mark::ZERO);
        let mut highest = Some(Mark::ZERO);
        let mut names = BTreeSet::new();
        for (index, part) in parts.iter().enumerate() {
            let fresh = !part.out.is_empty()
                && names.insert(part.out.as_str())
                && !self.maxima.contains_key(part.out.as_str());
            self.require(fresh, &format!("{pointer}/{index}/out"), RuleProblem::DuplicateName);
            let maximum = self.maximum(&part.of, &format!("{pointer}/{index}/of"));
            weights = weights.and_then(|sum| sum.checked_add(part.weight));
            let weighted = maximum.ratio_half_up(part.weight, Mark::ONE, decimals);
            highest = highest.zip(weighted).and_then(|(sum, weighted)| sum.checked_add(weighted));
        }
        self.require(weights == Some(Mark::ONE), pointer, RuleProblem::WeightsNotOne);
        highest
    }

    fn rounding(&mut self, rounding: &Rounding, pointer: &str) {
        self.require(rounding.decimals <= 3, &format!("{pointer}/decimals"), RuleProblem::Decimals);
        self.sources(&rounding.source, &format!("{pointer}/source"));
    }

    fn thresholds(&mut self, thresholds: &Thresholds, pointer: &str) {
        self.sources(&thresholds.source, &format!("{pointer}/source"));
        let of_pools =
            thresholds.by_pool.iter().map(|(pool, minimums)| (format!("by_pool/{pool}"), minimums.as_ref()));
        let of_posts = thresholds.by_post.iter().flat_map(|(post, pools)| {
            pools.iter().map(move |(pool, minimums)| (format!("by_post/{post}/{pool}"), Some(minimums)))
        });
        for (place, minimums) in of_pools.chain(of_posts) {
            for (key, minimum) in minimums.into_iter().flatten() {
                let at = format!("{pointer}/{place}/{key}");
                let maximum = self.maximum(key, &at);
                self.require(*minimum <= maximum, &at, RuleProblem::AboveMaximum);
            }
        }
    }

    fn order(&mut self, order: &[Criterion], pointer: &str) {
        self.require(!order.is_empty(), pointer, RuleProblem::Empty);
        for (index, criterion) in order.iter().enumerate() {
            if let Criterion::Higher(key) = criterion {
                self.maximum(key, &format!("{pointer}/{index}"));
            }
        }
    }
}

fn stage_reads(stage: &Stage, component: &str) -> bool {
    let reads = |step: &Step| {
        let of_posts = match &step.form {
            StepForm::WeightedSum { by_post, .. } => by_post.values().flatten().any(|p| p.of == component),
            _ => false,
        };
        of_posts || step.form.reads("").contains(&component)
    };
    stage.components.iter().any(|code| code == component) && stage.steps.iter().any(reads)
}
