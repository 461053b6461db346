//! A participant as the engine keeps him, small enough that a whole nation fits in memory, with his reasons.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use chrono::NaiveDate;

use super::values::Values;
use crate::input::{Flag, Grade, Participant};
use crate::outcome::State;
use crate::rules::Rules;
use crate::trace::{Side, Statement};

/// What a file says of somebody. Keys and category stand under the names that they have in the rules.
pub(super) struct Person<'a> {
    pub code: Box<str>,
    pub marks: Values<'a>,
    pub additions: Values<'a>,
    pub flags: BTreeMap<Flag, Option<String>>,
    pub grade: Option<Grade>,
    pub education: Option<Arc<str>>,
    pub category: Option<&'a str>,
    pub birth_date: Option<NaiveDate>,
    pub birth_order: Option<u32>,
    pub reused: bool,
}

/// Texts that many people share, kept once.
#[derive(Default)]
pub(super) struct Shared(HashSet<Arc<str>>);

impl Shared {
    fn text(&mut self, text: &str) -> Arc<str> {
        if let Some(known) = self.0.get(text) {
            return known.clone();
        }
        let new: Arc<str> = text.into();
        self.0.insert(new.clone());
        new
    }
}

impl<'a> Person<'a> {
    /// What the rules do not name is left out: the inputs were refused where they have such a thing.
    pub fn read(rules: &'a Rules, shared: &mut Shared, one: &Participant) -> Person<'a> {
        let component = |code: &String| Some(&rules.component(code)?.code);
        let category = |code: &String| Some(rules.categories.as_ref()?.find(code)?.code.as_str());
        Person {
            code: one.participant.as_str().into(),
            marks: one.marks.iter().filter_map(|(code, mark)| Some((component(code)?, *mark))).collect(),
            additions: one
                .additions
                .iter()
                .filter_map(|(code, percent)| Some((component(code)?, *percent)))
                .collect(),
            flags: one.flags.clone(),
            grade: one.grade,
            education: one.education.as_deref().map(|code| shared.text(code)),
            category: one.category.as_ref().and_then(category),
            birth_date: one.birth_date,
            birth_order: one.birth_order,
            reused: one.reused,
        }
    }
}

/// Boxed, since people go from list to list many times.
pub(super) type Held<'a> = Box<Candidate<'a>>;

/// A participant under way.
pub(super) struct Candidate<'a> {
    pub person: Person<'a>,
    /// Place among all participants, sorted by code.
    pub number: u32,
    /// Index of the field of the vacancy applied for.
    pub home: usize,
    /// The category with its priority.
    pub category: Option<Standing>,
    /// Marks that count and computed values.
    pub values: Values<'a>,
    /// Rank in the last order of the own vacancy: the one that is published.
    pub rank: Option<u32>,
    /// Rank in the order that is being drawn, and how many surely come after.
    pub position: usize,
    pub below: usize,
    pub notes: Vec<Note>,
}

/// A reason as it is kept until it is told: what can be read from values, rules and borders is not written out.
pub(super) enum Note {
    /// The steps of the stage of this index.
    Computed(usize),
    /// The thresholds of the stage of this index that are not met.
    BelowThreshold(usize),
    /// The place in the order of the border of this index, and the number of the person to compare with.
    Ranked {
        border: u32,
        rank: u32,
        side: Side,
        other: Option<u32>,
    },
    Told(Box<Statement>),
}

impl<'a> Candidate<'a> {
    pub fn new(rules: &Rules, person: Person<'a>, number: u32, home: usize) -> Held<'a> {
        Box::new(Candidate {
            category: Standing::of(rules, &person),
            person,
            number,
            home,
            values: Values::default(),
            rank: None,
            position: 0,
            below: 0,
            // Most people have two reasons.
            notes: Vec::with_capacity(2),
        })
    }

    pub fn tell(&mut self, statement: Statement) {
        self.notes.push(Note::Told(Box::new(statement)));
    }
}

/// Where a category stands among the others.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    Priority(u32),
    /// The law's priority is not known; the index tells such categories apart.
    Unknown(usize),
}

impl Standing {
    pub fn of(rules: &Rules, person: &Person) -> Option<Standing> {
        let known = &rules.categories.as_ref()?.known;
        let code = person.category?;
        let (index, category) = known.iter().enumerate().find(|(_, category)| category.code == code)?;
        Some(category.priority.map_or(Standing::Unknown(index), Standing::Priority))
    }
}

/// Somebody whose outcome is settled.
pub(super) struct Settled<'a> {
    pub candidate: Held<'a>,
    pub state: State,
    /// The place of those placed.
    pub place: Option<Box<Place>>,
}

/// A place that somebody got.
#[derive(Clone)]
pub(super) struct Place {
    pub vacancy: String,
    /// Published code, where it is not that of the state.
    pub code: Option<String>,
}
