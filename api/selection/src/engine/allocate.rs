//! Gives the places of each vacancy to its best, as far as the law decides.

use std::collections::{BTreeMap, BTreeSet};

use super::border::{Cut, Line, Part, not_comparable};
use super::inputs::finding;
use super::order::{compared, measure};
use super::person::{Candidate, Held, Place};
use super::{Field, Kept, refill};
use crate::input::Ruling;
use crate::outcome::{Allocation, InputFinding, InputProblem, RunError, State};
use crate::rules::{Criterion, Rules, Tie};
use crate::trace::{Border, BorderKind, ComparisonResult, RefillPlace, Statement};

/// The places of one vacancy while they are given out.
pub(super) struct Places {
    quota: usize,
    /// Participants, in the order in which they got their places.
    pub placed: Vec<String>,
    /// Places that are left whatever is decided of what is open, and places that are perhaps left.
    surely: usize,
    perhaps: usize,
}

impl Places {
    fn new(quota: usize, placed: Vec<String>) -> Places {
        let left = quota.saturating_sub(placed.len());
        Places { quota, placed, surely: left, perhaps: left }
    }

    pub fn perhaps_left(&self) -> bool {
        self.perhaps > 0
    }

    /// So many people may come to need one of these places, and nobody surely does.
    pub fn may_go_to(&mut self, open: usize) {
        self.surely = self.surely.saturating_sub(open);
    }

    fn allocation(self) -> Allocation {
        let Places { quota, placed, surely: empty, .. } = self;
        let undecided = quota.saturating_sub(placed.len()).saturating_sub(empty);
        Allocation { quota, placed, empty, undecided }
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

    /// Ranks `free` people and draws the border after the places that are left in `vacancy`. `open` are people of whom
    /// it is not decided whether they have a place elsewhere: they get none here, but may come before others. Whoever
    /// gets a place gets it, and whoever is outside has none here, whatever is decided later of what is open; the rest
    /// is undecided. A ruling decides a tie, where nothing else is open.
    pub fn give<'c>(
        &mut self,
        vacancy: &str,
        places: &mut Places,
        free: Vec<Held<'c>>,
        open: &[&Candidate<'c>],
        refill: Option<RefillPlace>,
    ) -> Cut<'c> {
        let (count, candidates) = (free.len(), free.len() + open.len());
        let people: Vec<&Candidate> = free.iter().map(Box::as_ref).chain(open.iter().copied()).collect();
        let standings = measure(&people, self.order, &|index| index < count);
        let (surely, perhaps) = (places.surely, places.perhaps);
        let mut cut = Cut::new(free, standings, |one| match self.rules.ranking.tie {
            Tie::Undecided if candidates - one.below <= surely => Part::Inside,
            Tie::Undecided if one.above_free >= perhaps => Part::Outside,
            Tie::Undecided => Part::Undecided,
        });
        let kind = if refill.is_some() { BorderKind::Refill } else { BorderKind::Allocation };
        let (stage, order, tie) = (self.stage, self.order, open.is_empty() && surely == perhaps);
        let mut line = Line { kind, stage, limit: perhaps, candidates, order, ruling: None, refill, tie };
        let mut ruled = None;
        if tie
            && !cut.undecided.is_empty()
            && let Some(ruling) = self.rulings.remove(vacancy)
        {
            let not_comparable = not_comparable(&cut.undecided, order);
            match apply(ruling, order, surely, &mut cut) {
                Ok(names) => ruled = Some((names, not_comparable)),
                Err(problem) => self.faults.push(finding(vacancy, None, problem)),
            }
            line.ruling = Some(ruling.document.clone());
        }
        cut.explain(&line, vacancy, &mut self.borders);
        if let Some((border, (names, not_comparable))) = self.borders.last_mut().zip(ruled) {
            border.tied = names;
            border.not_comparable = not_comparable;
        }
        places.placed.extend(cut.inside.iter().map(|member| member.person.code.to_string()));
        places.surely = surely.saturating_sub(candidates);
        places.perhaps = perhaps.saturating_sub(count);
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
    let mut stayed = keep(fields, kept);
    let own = |field: &Field| {
        let placed = stayed.remove(&field.vacancy.vacancy).unwrap_or_default();
        Places::new(field.vacancy.places(), placed)
    };
    let mut places: Vec<Places> = fields.iter().map(own).collect();
    for (field, places) in fields.iter_mut().zip(&mut places).filter(|(field, _)| !field.refused) {
        let people = std::mem::take(&mut field.active);
        let mut cut = giving.give(&field.vacancy.vacancy, places, people, &[], None);
        cut.keep_ranks();
        let place = Place { vacancy: field.vacancy.vacancy.clone(), code: None };
        cut.inside.into_iter().for_each(|member| field.place(member, place.clone()));
        cut.undecided.into_iter().for_each(|member| field.settle(member, State::Undecided));
        field.active = cut.outside;
    }
    refill::refill(giving, fields, &mut places);
    fields.iter_mut().for_each(|field| field.settle_all(State::WithoutPlace));
    let given = fields.iter().zip(places).filter(|(field, _)| !field.refused);
    given.map(|(field, places)| (field.vacancy.vacancy.clone(), places.allocation())).collect()
}

/// Those announced before keep their places, and those who left are out. Gives who keeps a place, by vacancy.
fn keep(fields: &mut [Field], kept: &Kept) -> BTreeMap<String, Vec<String>> {
    let mut stayed: BTreeMap<String, Vec<String>> = BTreeMap::new();
    if kept.places.is_empty() && kept.left.is_empty() {
        return stayed;
    }
    for field in fields.iter_mut() {
        for mut candidate in std::mem::take(&mut field.active) {
            let code = candidate.person.code.as_ref();
            if let Some(document) = kept.left.get(code) {
                candidate.tell(Statement::Left { document: (*document).to_owned() });
                field.settle(candidate, State::Withdrawn);
            } else if let Some(place) = kept.places.get(code) {
                stayed.entry(place.vacancy.clone()).or_default().push(code.to_owned());
                candidate.tell(Statement::Kept { vacancy: place.vacancy.clone() });
                field.place(candidate, place.clone());
            } else {
                field.active.push(candidate);
            }
        }
    }
    stayed
}

/// Puts the tied people into the order of the ruling, behind those inside and before those outside; gives their
/// codes, sorted.
fn apply<'a>(
    ruling: &Ruling,
    order: &[Criterion],
    places: usize,
    cut: &mut Cut<'a>,
) -> Result<Vec<String>, InputProblem> {
    let codes: BTreeSet<&str> = cut.undecided.iter().map(|member| member.person.code.as_ref()).collect();
    let named: BTreeSet<&str> = ruling.order.iter().map(String::as_str).collect();
    if ruling.order.len() != codes.len() || named != codes {
        return Err(InputProblem::RulingWithoutTie);
    }
    let codes: Vec<String> = codes.into_iter().map(str::to_owned).collect();
    let tied = cut.undecided.len();
    let place = |member: &Held| ruling.order.iter().position(|code| **code == *member.person.code);
    let mut ordered = std::mem::take(&mut cut.undecided);
    ordered.sort_by_key(place);
    if against_rules(&ordered, order) {
        cut.undecided = ordered;
        return Err(InputProblem::RulingAgainstRules);
    }
    let surely = cut.inside.len();
    let places = places.saturating_sub(surely);
    // Nobody outside is above anybody who was tied, and their ranks follow theirs.
    let outside: Vec<&Candidate> = cut.outside.iter().map(Box::as_ref).collect();
    let standings = measure(&outside, order, &|_| true);
    for (member, standing) in cut.outside.iter_mut().zip(standings) {
        member.position = surely + tied + standing.above + 1;
    }
    let mut losers = Vec::new();
    for (index, mut member) in ordered.into_iter().enumerate() {
        member.position = surely + index + 1;
        member.below = cut.outside.len() + tied - index - 1;
        let (position, document) = (index + 1, ruling.document.clone());
        member.tell(Statement::Ruled { position, tied, places, document });
        if index < places { cut.inside.push(member) } else { losers.push(member) }
    }
    cut.outside.splice(0..0, losers);
    Ok(codes)
}

/// People tied because of others' grades may well be comparable among themselves: a ruling decides what the rules
/// leave open and turns nothing round. Every pair is compared; a ruling names a handful of people.
fn against_rules(ordered: &[Held], order: &[Criterion]) -> bool {
    let below =
        |above: &Candidate, other: &Candidate| compared(above, other, order) == Some(ComparisonResult::Below);
    ordered
        .iter()
        .enumerate()
        .any(|(index, above)| ordered.iter().skip(index + 1).any(|other| below(above, other)))
}
