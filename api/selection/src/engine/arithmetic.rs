//! The steps of a stage: computed exactly, and told from the values that they left.

use super::person::Candidate;
use super::values::Values;
use crate::mark::Mark;
use crate::outcome::RunError;
use crate::rules::{Part, Rounding, Rules, Stage, Step, StepForm};
use crate::trace::{Statement, WeighedPart};

/// Computes all steps of a stage for a candidate whose marks are all there.
pub(super) fn compute<'a>(
    rules: &Rules,
    stage: &'a Stage,
    post: &str,
    candidate: &mut Candidate<'a>,
) -> Result<(), RunError> {
    for step in &stage.steps {
        let result = compute_step(rules, step, post, candidate)
            .ok_or_else(|| RunError::TooLarge { step: step.out.clone() })?;
        candidate.values.set(&step.out, result);
    }
    Ok(())
}

fn compute_step<'a>(
    rules: &Rules,
    step: &'a Step,
    post: &str,
    candidate: &mut Candidate<'a>,
) -> Option<Mark> {
    let values = &mut candidate.values;
    match &step.form {
        StepForm::Sum { of } => of.iter().try_fold(Mark::ZERO, |sum, key| sum.checked_add(values.get(key)?)),
        StepForm::Scale { of, from, to, rounding } => {
            values.get(of)?.ratio_half_up(*to, *from, rounding.decimals)
        }
        StepForm::WeightedSum { parts, by_post, rounding } => {
            StepForm::parts_for(parts, by_post, post).iter().try_fold(Mark::ZERO, |sum, part| {
                let result = weighed(part, rounding, values)?;
                values.set(&part.out, result);
                sum.checked_add(result)
            })
        }
        StepForm::WithAddition { of, capped, rounding, .. } => {
            let maximum = rules.component(of)?.maximum_for(post);
            let percent = candidate.person.additions.get(of).unwrap_or_default();
            let addition = maximum.ratio_half_up(percent, Mark::HUNDRED, rounding.decimals)?;
            let sum = values.get(of)?.checked_add(addition)?;
            Some(if *capped { sum.min(maximum) } else { sum })
        }
    }
}

fn weighed(part: &Part, rounding: &Rounding, values: &Values) -> Option<Mark> {
    values.get(&part.of)?.ratio_half_up(part.weight, Mark::ONE, rounding.decimals)
}

/// What a step did; `None` when it was not computed. A key keeps its value once it has one.
pub(super) fn tell(
    rules: &Rules,
    stage: &Stage,
    step: &Step,
    post: &str,
    candidate: &Candidate,
) -> Option<Statement> {
    let values = &candidate.values;
    let (stage, out, result) = (stage.code.clone(), step.out.clone(), values.get(&step.out)?);
    Some(match &step.form {
        StepForm::Sum { of } => Statement::Summed { stage, out, of: of.clone(), result },
        StepForm::Scale { of, from, to, rounding } => {
            let (value, decimals) = (values.get(of)?, rounding.decimals);
            let (of, from, to) = (of.clone(), *from, *to);
            Statement::Scaled { stage, out, of, value, from, to, decimals, result }
        }
        StepForm::WeightedSum { parts, by_post, rounding } => {
            let parts = StepForm::parts_for(parts, by_post, post).iter().map(|part| {
                let (value, result) = (values.get(&part.of)?, weighed(part, rounding, values)?);
                let (of, out) = (part.of.clone(), part.out.clone());
                Some(WeighedPart { of, value, weight: part.weight, out, result })
            });
            let parts = parts.collect::<Option<_>>()?;
            Statement::Weighed { stage, out, parts, decimals: rounding.decimals, result }
        }
        StepForm::WithAddition { of, capped, rounding, .. } => {
            let (value, decimals) = (values.get(of)?, rounding.decimals);
            let maximum = rules.component(of)?.maximum_for(post);
            let percent = candidate.person.additions.get(of).unwrap_or_default();
            let cap = capped.then_some(maximum);
            let of = of.clone();
            Statement::Added { stage, out, of, value, percent, maximum, decimals, cap, result }
        }
    })
}
