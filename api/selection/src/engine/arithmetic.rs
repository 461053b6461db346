//! The steps of a stage, computed exactly and written down.

use std::collections::BTreeMap;

use super::Candidate;
use crate::mark::Mark;
use crate::outcome::RunError;
use crate::rules::{Part, Rounding, Rules, Stage, Step, StepForm};
use crate::trace::{Statement, WeighedPart};

/// Computes all steps of a stage for a candidate whose marks are all there.
pub(super) fn compute(
    rules: &Rules,
    stage: &Stage,
    post: &str,
    candidate: &mut Candidate,
) -> Result<(), RunError> {
    for step in &stage.steps {
        let (result, statement) = compute_step(rules, stage, step, post, candidate)
            .ok_or_else(|| RunError::TooLarge { step: step.out.clone() })?;
        if let Statement::Weighed { parts, .. } = &statement {
            let weighed = parts.iter().map(|part| (part.out.clone(), part.result));
            candidate.values.extend(weighed);
        }
        candidate.values.insert(step.out.clone(), result);
        candidate.statements.push(statement);
    }
    Ok(())
}

fn compute_step(
    rules: &Rules,
    stage: &Stage,
    step: &Step,
    post: &str,
    candidate: &Candidate,
) -> Option<(Mark, Statement)> {
    let values = &candidate.values;
    let (stage, out) = (stage.code.clone(), step.out.clone());
    match &step.form {
        StepForm::Sum { of } => {
            let result = of.iter().try_fold(Mark::ZERO, |sum, key| sum.checked_add(*values.get(key)?))?;
            Some((result, Statement::Summed { stage, out, of: of.clone(), result }))
        }
        StepForm::Scale { of, from, to, rounding } => {
            let value = *values.get(of)?;
            let decimals = rounding.decimals;
            let result = value.ratio_half_up(*to, *from, decimals)?;
            let (of, from, to) = (of.clone(), *from, *to);
            Some((result, Statement::Scaled { stage, out, of, value, from, to, decimals, result }))
        }
        StepForm::WeightedSum { parts, by_post, rounding } => {
            let parts = StepForm::parts_for(parts, by_post, post);
            let parts: Vec<WeighedPart> =
                parts.iter().map(|part| weigh(part, rounding, values)).collect::<Option<_>>()?;
            let result = parts.iter().try_fold(Mark::ZERO, |sum, part| sum.checked_add(part.result))?;
            Some((result, Statement::Weighed { stage, out, parts, decimals: rounding.decimals, result }))
        }
        StepForm::WithAddition { of, capped, rounding, .. } => {
            let (value, decimals) = (*values.get(of)?, rounding.decimals);
            let maximum = rules.component(of)?.maximum_for(post);
            let percent = candidate.person.additions.get(of).copied().unwrap_or_default();
            let sum = value.checked_add(maximum.ratio_half_up(percent, Mark::HUNDRED, decimals)?)?;
            let cap = capped.then_some(maximum);
            let result = cap.map_or(sum, |cap| sum.min(cap));
            let of = of.clone();
            let added = Statement::Added { stage, out, of, value, percent, maximum, decimals, cap, result };
            Some((result, added))
        }
    }
}

fn weigh(part: &Part, rounding: &Rounding, values: &BTreeMap<String, Mark>) -> Option<WeighedPart> {
    let value = *values.get(&part.of)?;
    let result = value.ratio_half_up(part.weight, Mark::ONE, rounding.decimals)?;
    Some(WeighedPart { of: part.of.clone(), value, weight: part.weight, out: part.out.clone(), result })
}
