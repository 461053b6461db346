//! Turns settled people into outcomes and a trace.

use std::collections::BTreeMap;

use super::{Field, Settled};
use crate::outcome::{Outcome, State};
use crate::rules::Rules;
use crate::trace::{Border, Trace};

pub(super) fn report(rules: &Rules, fields: Vec<Field>, mut borders: Vec<Border>) -> (Vec<Outcome>, Trace) {
    let mut outcomes = Vec::new();
    let mut participants = BTreeMap::new();
    for field in fields {
        for Settled { candidate, state, place } in field.settled {
            let person = candidate.person;
            let (placed_at, other_code) = match place {
                Some(place) => (Some(place.vacancy), place.code),
                None => (None, None),
            };
            participants.insert(person.participant.clone(), candidate.statements);
            outcomes.push(Outcome {
                participant: person.participant.clone(),
                vacancy: field.vacancy.vacancy.clone(),
                state,
                code: other_code.or_else(|| published(rules, state, person.category.as_deref())),
                rank: candidate.rank,
                marks: candidate.values,
                placed_at,
            });
        }
    }
    outcomes.sort_by(|one, other| one.participant.cmp(&other.participant));
    // The sort is stable: within a vacancy the borders stay in the order in which they were drawn.
    borders.sort_by(|one, other| one.vacancy.cmp(&other.vacancy));
    (outcomes, Trace { participants, borders })
}

fn published(rules: &Rules, state: State, category: Option<&str>) -> Option<String> {
    rules.code(state).map(|code| code.published(category))
}
