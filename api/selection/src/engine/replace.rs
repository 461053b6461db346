//! Gives places again after somebody placed has left; everybody else who was announced keeps his place.

use std::collections::{BTreeMap, BTreeSet};

use super::inputs::finding;
use super::person::Place;
use super::{Kept, decide_keeping, sorted};
use crate::hash::canonical_hash;
use crate::input::{Departure, Participant, Ruling, Vacancy};
use crate::outcome::{InputFinding, InputProblem, Replaces, Run, RunError};
use crate::rules::{Replacement, Rules};

/// The run after `previous` in which the people of `departures` have left their places. A freed place goes to the
/// next in rank of its vacancy who has none, then through the steps of the refill (PermenPANRB 6/2024: regulations
/// 1.6). Rules, vacancies and participants are those of the run before; `rulings` are on ties that arise now.
pub fn replace(
    rules: &Rules,
    previous: &Run,
    departures: &[Departure],
    vacancies: &[Vacancy],
    participants: &[Participant],
    rulings: &[Ruling],
) -> Result<Run, RunError> {
    let replacement = rules.withdrawal.as_ref().map(|clause| clause.replacement);
    if !matches!(replacement, Some(Replacement::NextInRank)) {
        return Err(RunError::NoReplacement);
    }
    let findings = check(previous, departures);
    if !findings.is_empty() {
        return Err(RunError::Inputs(findings));
    }
    let earlier = previous.replaces.iter().flat_map(|before| &before.departures);
    let mut all: Vec<Departure> = earlier.chain(departures).cloned().collect();
    all.sort_by(|one, other| one.participant.cmp(&other.participant));
    let left: BTreeMap<&str, &str> =
        all.iter().map(|one| (one.participant.as_str(), one.document.as_str())).collect();
    let stays = |participant: &str| !left.contains_key(participant);
    let mut places = BTreeMap::new();
    for outcome in previous.outcomes.iter().filter(|outcome| stays(&outcome.participant)) {
        if let Some(vacancy) = &outcome.placed_at {
            let place = Place { vacancy: vacancy.clone(), code: outcome.code.clone() };
            places.insert(outcome.participant.as_str(), place);
        }
    }
    let outcomes_hash = canonical_hash(&previous.outcomes)?;
    let kept = Kept { places, left };
    let people = sorted(participants);
    let mut run = decide_keeping(rules, &previous.through, vacancies, people, rulings, &kept)?.run();
    // A departure changes who has a place, and nobody's rank.
    for outcome in &mut run.outcomes {
        outcome.rank = previous.outcome(&outcome.participant).and_then(|before| before.rank);
    }
    run.replaces = Some(Replaces { outcomes_hash, departures: all });
    Ok(run)
}

fn check(previous: &Run, departures: &[Departure]) -> Vec<InputFinding> {
    let mut findings = Vec::new();
    let mut named = BTreeSet::new();
    for departure in departures {
        let code = departure.participant.as_str();
        if departure.document.trim().is_empty() || !named.insert(code) {
            findings.push(finding(code, None, InputProblem::DepartureNotDocumented));
        }
        if previous.outcome(code).is_none_or(|outcome| outcome.placed_at.is_none()) {
            findings.push(finding(code, None, InputProblem::DepartureWithoutPlace));
        }
    }
    findings
}
