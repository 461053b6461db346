//! Gives the places of each vacancy to its best, as far as the law decides.

use std::collections::{BTreeMap, BTreeSet};

use super::border::{Cut, Line, set_positions};
use super::inputs::finding;
use super::order::{Group, compare, partition};
use super::{Candidate, Field, Kept, Place, refill};
use crate::input::Ruling;
use crate::outcome::{Allocation, InputFinding, InputProblem, RunError, State};
use crate::rules::{Criterion, Rules, Tie};
use crate::trace::{Border, BorderKind, ComparisonResult, RefillPlace, Statement};

/// The places of one vacancy while they are given out.
pub(super) struct Places {
    quota: usize,
    /// Participants, in the order in which they got their places.
    pub placed: Vec<String>,
    /// Places that wait for a ruling on a tie.
    waiting: usize,
}

impl Places {
    pub fn left(&self) -> usize {
        self.quota.saturating_sub(self.placed.len()).saturating_sub(self.waiting)
    }
}

/// Everything that is needed to draw one border after another.
pub(super) struct Giving<'a> {
    pub rules: &'a Rules,
    stage: &'a str,
    order: &'a [Criterion],
    rulings: BTreeMap<&'a str, &'a Ruling>,
    borders: Vec<Border>,
    faults: Vec<InputFinding>,
}

impl<'a> Giving<'a> {
    pub fn new(
        rules: &'a Rules,
        stage: &'a str,
        order: &'a [Criterion],
        rulings: &'a [Ruling],
        borders: Vec<Border>,
    ) -> Giving<'a> {
        let rulings = rulings.iter().map(|ruling| (ruling.vacancy.as_str(), ruling)).collect();
        Giving { rules, stage, order, rulings, borders, faults: Vec::new() }
    }

    /// The borders, unless a ruling was at fault or met no tie.
    pub fn finish(mut self) -> Result<Vec<Border>, RunError> {
        let unused = self.rulings.keys();
        self.faults.extend(unused.map(|vacancy| finding(vacancy, None, InputProblem::RulingWithoutTie)));
        self.faults.sort_by(|one, other| one.subject.cmp(&other.subject));
        if self.faults.is_empty() { Ok(self.borders) } else { Err(RunError::Inputs(self.faults)) }
    }

    /// Ranks the candidates and draws the border after the places that are left in `vacancy`; a ruling decides a
    /// tie across it. The borders of a vacancy have at most one such tie, since all its places wait from then on.
    pub fn give<'c>(
        &mut self,
        vacancy: &str,
        places: &mut Places,
        candidates: Vec<Candidate<'c>>,
        refill: Option<RefillPlace>,
    ) -> Cut<'c> {
        let limit = places.left();
        let mut groups = partition(candidates, self.order);
        set_positions(&mut groups);
        let mut cut = fill(groups, limit, self.rules.ranking.tie);
        let kind = if refill.is_some() { BorderKind::Refill } else { BorderKind::Allocation };
        let mut line = Line { kind, stage: self.stage, limit, order: self.order, ruling: None, refill };
        let mut ruled = None;
        if cut.undecided.is_some()
            && let Some(ruling) = self.rulings.remove(vacancy)
            && let Some(tied) = cut.undecided.take()
        {
            let not_comparable = tied.not_comparable.clone();
            match apply(ruling, tied, self.order, limit, &mut cut) {
                Ok(names) => ruled = Some((names, not_comparable)),
                Err(problem) => self.faults.push(finding(vacancy, None, problem)),
            }
            line.ruling = Some(ruling.document.clone());
        }
        let mut border = cut.explain(&line, vacancy);
        if let Some((names, not_comparable)) = ruled {
            border.tied = names;
            border.not_comparable = not_comparable;
        }
        self.borders.push(border);
        let inside = cut.inside.iter().flat_map(|group| &group.members);
        places.placed.extend(inside.map(|member| member.person.participant.clone()));
        if cut.undecided.is_some() {
            places.waiting += places.left();
        }
        cut
    }
}

/// Ranks those still active in every vacancy that was not refused, and settles everybody: first each vacancy gives
/// its places to its own people, then places that stayed empty are given to others.
pub(super) fn allocate(
    giving: &mut Giving,
    fields: &mut [Field],
    kept: &Kept,
) -> BTreeMap<String, Allocation> {
    let mut places: Vec<Places> = fields.iter().map(own_quota).collect();
    keep(fields, &mut places, kept);
    for (field, places) in fields.iter_mut().zip(&mut places).filter(|(field, _)| !field.refused) {
        let mut cut = giving.give(&field.vacancy.vacancy, places, std::mem::take(&mut field.active), None);
        cut.keep_ranks();
        let (inside, undecided, outside) = cut.split();
        let place = Place { vacancy: field.vacancy.vacancy.clone(), code: None };
        inside.into_iter().for_each(|member| field.place(member, place.clone()));
        undecided.into_iter().for_each(|member| field.settle(member, State::Undecided));
        field.active = outside;
    }
    refill::refill(giving, fields, &mut places);
    fields.iter_mut().for_each(|field| field.settle_all(State::WithoutPlace));
    let given = fields.iter().zip(places).filter(|(field, _)| !field.refused);
    given
        .map(|(field, places)| {
            let (quota, empty, undecided) = (places.quota, places.left(), places.waiting);
            let allocation = Allocation { quota, placed: places.placed, empty, undecided };
            (field.vacancy.vacancy.clone(), allocation)
        })
        .collect()
}

fn own_quota(field: &Field) -> Places {
    Places { quota: field.vacancy.places(), placed: Vec::new(), waiting: 0 }
}

/// Those announced before keep their places, and those who left are out.
fn keep(fields: &mut [Field], places: &mut [Places], kept: &Kept) {
    if kept.places.is_empty() && kept.left.is_empty() {
        return;
    }
    let mut homes = BTreeMap::new();
    for (index, field) in fields.iter().enumerate() {
        homes.insert(field.vacancy.vacancy.clone(), index);
    }
    for field in fields.iter_mut() {
        for mut candidate in std::mem::take(&mut field.active) {
            let code = candidate.person.participant.as_str();
            if let Some(document) = kept.left.get(code) {
                candidate.statements.push(Statement::Left { document: (*document).to_owned() });
                field.settle(candidate, State::Withdrawn);
            } else if let Some(place) = kept.places.get(code) {
                if let Some(places) = homes.get(&place.vacancy).and_then(|index| places.get_mut(*index)) {
                    places.placed.push(code.to_owned());
                }
                candidate.statements.push(Statement::Kept { vacancy: place.vacancy.clone() });
                field.place(candidate, place.clone());
            } else {
                field.active.push(candidate);
            }
        }
    }
}

/// Fills the places from the top. A group that does not fit as a whole is undecided.
fn fill(groups: Vec<Group>, limit: usize, tie: Tie) -> Cut {
    let mut cut = Cut { inside: Vec::new(), undecided: None, outside: Vec::new() };
    let mut left = limit;
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
    limit: usize,
    cut: &mut Cut<'a>,
) -> Result<Vec<String>, InputProblem> {
    let mut people: BTreeMap<&str, Candidate<'a>> = BTreeMap::new();
    let first_position = tied.members.first().map_or(1, |member| member.position);
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
    let (places, tied) = (limit.saturating_sub(placed), ordered.len());
    let mut losers = Vec::new();
    for (index, mut member) in ordered.into_iter().enumerate() {
        member.position = first_position + index;
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
