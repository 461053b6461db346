//! Gives the places of each vacancy to its best, as far as the law decides.

use std::collections::{BTreeMap, BTreeSet};

use super::border::{Cut, Line, set_ranks};
use super::inputs::finding;
use super::order::{Group, compare, partition};
use super::{Candidate, Field};
use crate::input::Ruling;
use crate::outcome::{Allocation, InputFinding, InputProblem, RunError, State};
use crate::rules::{Criterion, Rules, Tie};
use crate::trace::{Border, BorderKind, ComparisonResult, Statement};

/// Ranks those still active in every vacancy that was not refused, and settles them.
pub(super) fn allocate(
    rules: &Rules,
    stage: &str,
    fields: &mut [Field],
    rulings: &[Ruling],
    borders: &mut Vec<Border>,
) -> Result<BTreeMap<String, Allocation>, RunError> {
    let mut open: BTreeMap<&str, &Ruling> =
        rulings.iter().map(|ruling| (ruling.vacancy.as_str(), ruling)).collect();
    let mut allocation = BTreeMap::new();
    let mut faults = Vec::new();
    for field in fields.iter_mut().filter(|field| !field.refused) {
        let ruling = open.remove(field.vacancy.vacancy.as_str());
        match allocate_one(rules, stage, field, ruling) {
            Ok((places, border)) => {
                allocation.insert(field.vacancy.vacancy.clone(), places);
                borders.push(border);
            }
            Err(fault) => faults.push(fault),
        }
    }
    faults.extend(open.keys().map(|vacancy| finding(vacancy, None, InputProblem::RulingWithoutTie)));
    faults.sort_by(|one, other| one.subject.cmp(&other.subject));
    if faults.is_empty() { Ok(allocation) } else { Err(RunError::Inputs(faults)) }
}

fn allocate_one(
    rules: &Rules,
    stage: &str,
    field: &mut Field,
    ruling: Option<&Ruling>,
) -> Result<(Allocation, Border), InputFinding> {
    let quota = field.vacancy.places();
    let order = rules.ranking.order.as_slice();
    let mut groups = partition(std::mem::take(&mut field.active), order);
    set_ranks(&mut groups);
    let mut cut = fill(groups, quota, rules.ranking.tie);
    let refuse = |problem| finding(&field.vacancy.vacancy, None, problem);
    let mut line = Line { kind: BorderKind::Allocation, stage, limit: quota, order, ruling: None };
    let mut ruled = None;
    if let Some(ruling) = ruling {
        let tied = cut.undecided.take().ok_or(refuse(InputProblem::RulingWithoutTie))?;
        let not_comparable = tied.not_comparable.clone();
        let names = apply(ruling, tied, order, quota, &mut cut).map_err(refuse)?;
        line.ruling = Some(ruling.document.clone());
        ruled = Some((names, not_comparable));
    }
    let mut border = cut.explain(&line, &field.vacancy.vacancy);
    if let Some((names, not_comparable)) = ruled {
        border.tied = names;
        border.not_comparable = not_comparable;
    }
    let undecided_people = cut.undecided.is_some();
    let placed = cut.settle(field, State::WithoutPlace);
    let names: Vec<String> = placed.iter().map(|member| member.person.participant.clone()).collect();
    field.settled.extend(placed.into_iter().map(|member| (member, State::Placed)));
    let left = quota.saturating_sub(names.len());
    let (empty, undecided) = if undecided_people { (0, left) } else { (left, 0) };
    Ok((Allocation { quota, placed: names, empty, undecided }, border))
}

/// Fills the places from the top. A group that does not fit as a whole is undecided.
fn fill(groups: Vec<Group>, quota: usize, tie: Tie) -> Cut {
    let mut cut = Cut { inside: Vec::new(), undecided: None, outside: Vec::new() };
    let mut left = quota;
    for group in groups {
        if left == 0 {
            cut.outside.push(group);
        } else if group.members.len() <= left {
            left -= group.members.len();
            cut.inside.push(group);
        } else {
            left = 0;
            match tie {
                Tie::Undecided => cut.undecided = Some(group),
            }
        }
    }
    cut
}

/// Puts the tied people into the order of the ruling; gives their codes, sorted.
fn apply<'a>(
    ruling: &Ruling,
    tied: Group<'a>,
    order: &[Criterion],
    quota: usize,
    cut: &mut Cut<'a>,
) -> Result<Vec<String>, InputProblem> {
    let mut people: BTreeMap<&str, Candidate<'a>> = BTreeMap::new();
    let first_rank = tied.members.first().and_then(|member| member.rank).unwrap_or(1);
    for member in tied.members {
        people.insert(member.person.participant.as_str(), member);
    }
    let codes: Vec<String> = people.keys().map(|code| (*code).to_owned()).collect();
    let named: BTreeSet<&str> = ruling.order.iter().map(String::as_str).collect();
    if ruling.order.len() != people.len() || !people.keys().all(|code| named.contains(code)) {
        return Err(InputProblem::RulingWithoutTie);
    }
    let ordered: Vec<Candidate<'a>> =
        ruling.order.iter().filter_map(|code| people.remove(code.as_str())).collect();
    if against_rules(&ordered, order) {
        return Err(InputProblem::RulingAgainstRules);
    }
    let placed: usize = cut.inside.iter().map(|group| group.members.len()).sum();
    let (places, tied) = (quota.saturating_sub(placed), ordered.len());
    let mut losers = Vec::new();
    for (index, mut member) in ordered.into_iter().enumerate() {
        member.rank = Some(first_rank + index);
        let (position, document) = (index + 1, ruling.document.clone());
        member.statements.push(Statement::Ruled { position, tied, places, document });
        let group = Group { members: vec![member], not_comparable: None };
        if index < places { cut.inside.push(group) } else { losers.push(group) }
    }
    cut.outside.splice(0..0, losers);
    Ok(codes)
}

/// People tied because of others' grades may well be comparable among themselves: a ruling decides what the rules
/// leave open and turns nothing round. Every pair is compared; a ruling names a handful of people.
fn against_rules(ordered: &[Candidate], order: &[Criterion]) -> bool {
    let below = |above: &Candidate, other: &Candidate| {
        compare(above, other, order).last().is_some_and(|last| last.result == ComparisonResult::Below)
    };
    ordered
        .iter()
        .enumerate()
        .any(|(index, above)| ordered.iter().skip(index + 1).any(|other| below(above, other)))
}
