//! Gives places that stayed empty to people from other vacancies, step after step as the rules say.

use std::collections::BTreeMap;

use super::Field;
use super::allocate::{Giving, Places};
use super::person::{Candidate, Held, Place};
use crate::input::Vacancy;
use crate::mark::Mark;
use crate::outcome::State;
use crate::rules::{
    DonorLocation, DonorPool, EmptyPool, PoolKind, QualificationMatch, Refill, RefillStep, Rules,
};
use crate::trace::{RefillPlace, Statement};

/// Donors are those still active: they passed everything and have no place. Of those undecided so far, nobody knows
/// whether they still need one: they get none here, but nobody gets a place to which one of them may have a better
/// right.
pub(super) fn refill(giving: &mut Giving, fields: &mut [Field], places: &mut [Places]) {
    let Some(rule) = &giving.rules.refill else { return };
    let mut of_post: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, field) in fields.iter().enumerate().filter(|(_, field)| !field.refused) {
        let post = if rule.same_post { field.vacancy.post.as_str() } else { "" };
        of_post.entry(post).or_default().push(index);
    }
    for step in rule.steps.iter().filter(|step| step.enabled) {
        for homes in of_post.values() {
            for &target in homes {
                if let Some(places) = places.get_mut(target).filter(|places| places.perhaps_left()) {
                    fill_vacancy(giving, rule, step, fields, target, homes, places);
                }
            }
        }
    }
}

fn fill_vacancy(
    giving: &mut Giving,
    rule: &Refill,
    step: &RefillStep,
    fields: &mut [Field],
    target: usize,
    homes: &[usize],
    places: &mut Places,
) {
    let Some(empty) = fields.get(target).map(|field| field.vacancy) else { return };
    if !fills(giving.rules, step, empty) {
        return;
    }
    let (step_name, vacancy) = (step.step.clone(), empty.vacancy.clone());
    let refill = RefillPlace { step: step_name, vacancy };
    let mut donors = Vec::new();
    for &home in homes.iter().filter(|home| **home != target) {
        let Some(field) = fields.get_mut(home).filter(|field| !field.active.is_empty()) else { continue };
        if gives(giving.rules, step, field.vacancy, empty) {
            take_donors(giving.rules, rule, step, field, empty, &refill, &mut donors);
        }
    }
    let open = open_donors(giving.rules, rule, step, fields, target, homes);
    if donors.is_empty() {
        places.may_go_to(open.len());
        return;
    }
    donors.sort_by_key(|donor| donor.number);
    let cut = giving.give(&empty.vacancy, places, donors, &open, Some(refill));
    for member in cut.inside {
        let code = Some(step.code.published(member.person.category));
        let place = Place { vacancy: empty.vacancy.clone(), code };
        if let Some(field) = fields.get_mut(member.home) {
            field.place(member, place);
        }
    }
    for member in cut.undecided {
        if let Some(field) = fields.get_mut(member.home) {
            field.settle(member, State::Undecided);
        }
    }
    for member in cut.outside {
        if let Some(field) = fields.get_mut(member.home) {
            field.active.push(member);
        }
    }
}

/// Undecided people who could take the empty place if they end without one.
fn open_donors<'f, 'a>(
    rules: &Rules,
    rule: &Refill,
    step: &RefillStep,
    fields: &'f [Field<'a>],
    target: usize,
    homes: &[usize],
) -> Vec<&'f Candidate<'a>> {
    let Some(empty) = fields.get(target).map(|field| field.vacancy) else { return Vec::new() };
    let others = homes.iter().filter(|home| **home != target).filter_map(|home| fields.get(*home));
    let giving = others.filter(|field| gives(rules, step, field.vacancy, empty));
    let undecided = giving.flat_map(|field| {
        let settled = field.settled.iter().filter(|one| one.state == State::Undecided);
        settled.map(|one| (field.vacancy, one.candidate.as_ref()))
    });
    let fits = undecided.filter(|(own, candidate)| {
        let education = candidate.person.education.as_deref();
        qualifies(rule.qualification, education, own, empty)
            && below_thresholds(rules, step, empty, candidate).next().is_none()
    });
    fits.map(|(_, candidate)| candidate).collect()
}

/// Moves those of one vacancy who may take the empty place out of it.
fn take_donors<'a>(
    rules: &Rules,
    rule: &Refill,
    step: &RefillStep,
    field: &mut Field<'a>,
    empty: &Vacancy,
    refill: &RefillPlace,
    donors: &mut Vec<Held<'a>>,
) {
    let own = field.vacancy;
    for mut candidate in std::mem::take(&mut field.active) {
        let education = candidate.person.education.as_deref();
        let fits = qualifies(rule.qualification, education, own, empty)
            && meets_thresholds(rules, step, empty, refill, &mut candidate);
        if fits { donors.push(candidate) } else { field.active.push(candidate) }
    }
}

fn kind(rules: &Rules, vacancy: &Vacancy) -> Option<PoolKind> {
    rules.pools.as_ref()?.find(&vacancy.pool).map(|pool| pool.kind)
}

/// The step is about empty places of this pool.
fn fills(rules: &Rules, step: &RefillStep, empty: &Vacancy) -> bool {
    match step.empty {
        EmptyPool::Any => true,
        EmptyPool::General => kind(rules, empty) == Some(PoolKind::General),
        EmptyPool::Special => kind(rules, empty) == Some(PoolKind::Special),
    }
}

/// The step lets people of the vacancy `own` take a place of `empty`.
fn gives(rules: &Rules, step: &RefillStep, own: &Vacancy, empty: &Vacancy) -> bool {
    let pool = match step.from {
        DonorPool::Any => true,
        DonorPool::General => kind(rules, own) == Some(PoolKind::General),
        DonorPool::Special => kind(rules, own) == Some(PoolKind::Special),
        DonorPool::Same => own.pool == empty.pool,
        DonorPool::Other => own.pool != empty.pool,
    };
    let location = match step.location {
        DonorLocation::Any => true,
        DonorLocation::Same => own.location == empty.location,
        DonorLocation::Other => own.location != empty.location,
    };
    pool && location
}

fn qualifies(rule: QualificationMatch, education: Option<&str>, own: &Vacancy, empty: &Vacancy) -> bool {
    if empty.qualification.is_empty() {
        return true;
    }
    let admits = |code: &str| empty.qualification.iter().any(|one| one == code);
    let all_admitted = !own.qualification.is_empty() && own.qualification.iter().all(|code| admits(code));
    match (rule, education) {
        (QualificationMatch::EducationOfDonor, Some(code)) => admits(code),
        (QualificationMatch::EducationOfDonor, None) => all_admitted,
        (QualificationMatch::SameCodes, _) => {
            all_admitted && empty.qualification.iter().all(|code| own.qualification.contains(code))
        }
    }
}

/// The thresholds that a step asks of its donors, in every stage; what fails is written down.
fn meets_thresholds(
    rules: &Rules,
    step: &RefillStep,
    empty: &Vacancy,
    refill: &RefillPlace,
    candidate: &mut Candidate,
) -> bool {
    let below: Vec<Statement> = below_thresholds(rules, step, empty, candidate)
        .map(|(pool, key, mark, minimum)| {
            let (refill, pool, key) = (refill.clone(), pool.to_owned(), key.to_owned());
            Statement::BelowRefillThreshold { refill, pool, key, mark, minimum }
        })
        .collect();
    let meets = below.is_empty();
    below.into_iter().for_each(|statement| candidate.tell(statement));
    meets
}

/// Pool, key, mark and least mark of each threshold of the step that somebody does not meet.
fn below_thresholds<'r>(
    rules: &'r Rules,
    step: &'r RefillStep,
    empty: &'r Vacancy,
    candidate: &'r Candidate,
) -> impl Iterator<Item = (&'r str, &'r str, Mark, Mark)> {
    let asked = rules.stages.iter().filter_map(move |stage| {
        let pool = step.thresholds_of.as_deref()?;
        Some((pool, stage.thresholds.as_ref()?.minimums(&empty.post, pool)?))
    });
    let keys =
        asked.flat_map(|(pool, minimums)| minimums.iter().map(move |(key, least)| (pool, key, *least)));
    keys.filter_map(|(pool, key, minimum)| {
        let mark = candidate.values.get(key).filter(|mark| *mark < minimum)?;
        Some((pool, key.as_str(), mark, minimum))
    })
}
