//! Turns what a notice says about further tests into rules for the posts concerned.

use super::{Component, Part, Rules, StepForm, Text};
use crate::mark::Mark;
use crate::notice::{FurtherTests, NoticeFinding, Profile, check_notice};

impl Rules {
    /// These rules with the further tests of a notice for one post: what is announced is what is computed
    /// (PermenPANRB 6/2024 ps 22). The first weighted test gets the component `skb_extra` (as `further_tests.extra`
    /// names it), the next `skb_extra_2`, and so on, with the scale of the main test. A test of weight zero has no
    /// mark; who fails it carries the flag `eliminated`. Refused as [`check_notice`] refuses. Rules without a
    /// clause on further tests come back as they are.
    pub fn with_further_tests(
        &self,
        profile: Profile,
        post: &str,
        notice: &FurtherTests,
    ) -> Result<Rules, Vec<NoticeFinding>> {
        let findings = check_notice(self, profile, notice);
        if !findings.is_empty() {
            return Err(findings);
        }
        let mut rules = self.clone();
        let Some(clause) = &self.further_tests else { return Ok(rules) };
        let Some(main) = self.component(&clause.main) else { return Ok(rules) };
        let part = |of: &str, weight| Part { of: of.to_owned(), weight, out: format!("{of}_weighted") };
        let mut parts = vec![part(&clause.main, notice.main_weight.unwrap_or(Mark::ONE))];
        let mut added = Vec::new();
        for weight in notice.tests.iter().filter_map(|test| test.weight).filter(|weight| *weight > Mark::ZERO)
        {
            let number = added.len() + 1;
            let code = if number == 1 { clause.extra.clone() } else { format!("{}_{number}", clause.extra) };
            parts.push(part(&code, weight));
            let name =
                Text { id: format!("SKB tambahan {number}"), en: format!("Further field test {number}") };
            added.push(Component { code, name, only_by_notice: true, ..main.clone() });
        }
        for stage in rules.stages.iter_mut().filter(|stage| stage.components.contains(&clause.main)) {
            for step in &mut stage.steps {
                if let StepForm::WeightedSum { parts: usual, by_post, .. } = &mut step.form
                    && usual.iter().any(|part| part.of == clause.main)
                {
                    by_post.insert(post.to_owned(), parts.clone());
                }
            }
            for component in &added {
                if !stage.components.contains(&component.code) {
                    stage.components.push(component.code.clone());
                }
            }
        }
        added.retain(|component| self.component(&component.code).is_none());
        rules.components.extend(added);
        Ok(rules)
    }

    /// These rules without further tests for one post, whose notice states none any more: its main test counts as
    /// for every other post. Components stay, since marks may have been given.
    pub fn without_further_tests(&self, post: &str) -> Rules {
        let mut rules = self.clone();
        let Some(clause) = &self.further_tests else { return rules };
        for step in rules.stages.iter_mut().flat_map(|stage| &mut stage.steps) {
            if let StepForm::WeightedSum { parts, by_post, .. } = &mut step.form
                && parts.iter().any(|part| part.of == clause.main)
            {
                by_post.remove(post);
            }
        }
        rules
    }
}
