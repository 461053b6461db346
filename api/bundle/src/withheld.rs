//! Vacancies whose files are kept back because few took part (profile C), and the commitment to what is kept back.

use std::collections::{BTreeMap, BTreeSet};

use selection::{Participant, Rules, Ruling, Run, RunError, Vacancy, run_through};

use crate::hashes;

/// Why a vacancy is kept back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// Fewer people take part than the round asks for.
    Few,
    /// A place, or a ruling, joins it to one that is kept back: its outcome could not be computed without that one.
    Joined,
}

/// The inputs that are published, and the run that they give.
pub struct Shown {
    pub vacancies: Vec<Vacancy>,
    pub participants: Vec<Participant>,
    pub rulings: Vec<Ruling>,
    pub run: Run,
    pub withheld: BTreeMap<String, Reason>,
}

/// Vacancies in which fewer than `below` take part; nobody is there to be protected where nobody does.
pub fn few<'a>(vacancy_of_each: impl IntoIterator<Item = &'a str>, below: u32) -> BTreeSet<&'a str> {
    let mut sizes: BTreeMap<&str, u32> = BTreeMap::new();
    for vacancy in vacancy_of_each {
        *sizes.entry(vacancy).or_default() += 1;
    }
    sizes.into_iter().filter(|(_, size)| *size < below).map(|(vacancy, _)| vacancy).collect()
}

/// A run with everything that it was made from.
#[derive(Clone, Copy)]
pub struct Whole<'a> {
    pub rules: &'a Rules,
    pub vacancies: &'a [Vacancy],
    pub participants: &'a [Participant],
    pub rulings: &'a [Ruling],
    pub run: &'a Run,
}

/// What is shown of a run; nothing where everybody would be kept back. The shown part gives, by itself, the outcomes
/// and places of the whole run: what is joined to a vacancy that is kept back is kept back with it.
pub fn withhold(whole: Whole, below: u32) -> Result<Option<Shown>, RunError> {
    let home: BTreeMap<&str, &str> =
        whole.participants.iter().map(|one| (one.participant.as_str(), one.vacancy.as_str())).collect();
    let small = few(home.values().copied(), below);
    let mut withheld: BTreeMap<String, Reason> =
        small.into_iter().map(|vacancy| (vacancy.to_owned(), Reason::Few)).collect();
    let joints = joints(whole, &home);
    loop {
        join(&mut withheld, &joints);
        let out = |vacancy: &str| withheld.contains_key(vacancy);
        let participants: Vec<Participant> =
            whole.participants.iter().filter(|one| !out(&one.vacancy)).cloned().collect();
        if participants.is_empty() {
            return Ok(None);
        }
        let vacancies: Vec<Vacancy> =
            whole.vacancies.iter().filter(|one| !out(&one.vacancy)).cloned().collect();
        let rulings: Vec<Ruling> = whole.rulings.iter().filter(|one| !out(&one.vacancy)).cloned().collect();
        let run = run_through(whole.rules, &whole.run.through, &vacancies, &participants, &rulings);
        let other: BTreeSet<String> = match &run {
            Ok(run) => other(run, whole.run, &home),
            // A ruling no longer fits the tie that it was given for.
            Err(_) if !rulings.is_empty() => rulings.iter().map(|one| one.vacancy.clone()).collect(),
            Err(error) => return Err(error.clone()),
        };
        match run {
            Ok(run) if other.is_empty() => {
                return Ok(Some(Shown { vacancies, participants, rulings, run, withheld }));
            }
            _ => withheld.extend(other.into_iter().map(|vacancy| (vacancy, Reason::Joined))),
        }
    }
}

/// Pairs of vacancies of which neither can be shown without the other.
fn joints<'a>(whole: Whole<'a>, home: &BTreeMap<&str, &'a str>) -> Vec<(&'a str, &'a str)> {
    let placed =
        whole.run.outcomes.iter().filter_map(|one| Some((one.vacancy.as_str(), one.placed_at.as_deref()?)));
    let ruled = whole.rulings.iter().flat_map(|ruling| {
        let named = ruling.order.iter().filter_map(|code| home.get(code.as_str()).copied());
        named.map(|vacancy| (ruling.vacancy.as_str(), vacancy))
    });
    placed.chain(ruled).filter(|(one, other)| one != other).collect()
}

fn join(withheld: &mut BTreeMap<String, Reason>, joints: &[(&str, &str)]) {
    loop {
        let before = withheld.len();
        for (one, other) in joints {
            match (withheld.contains_key(*one), withheld.contains_key(*other)) {
                (true, false) => withheld.insert((*other).to_owned(), Reason::Joined),
                (false, true) => withheld.insert((*one).to_owned(), Reason::Joined),
                _ => None,
            };
        }
        if withheld.len() == before {
            return;
        }
    }
}

/// Vacancies whose outcome or places the shown part does not give as the whole run did.
fn other(shown: &Run, whole: &Run, home: &BTreeMap<&str, &str>) -> BTreeSet<String> {
    let outcomes = shown.outcomes.iter().filter(|one| whole.outcome(&one.participant) != Some(*one));
    let outcomes = outcomes.filter_map(|one| home.get(one.participant.as_str()).copied());
    let places =
        shown.allocation.iter().filter(|(vacancy, places)| whole.allocation.get(*vacancy) != Some(*places));
    outcomes.map(str::to_owned).chain(places.map(|(vacancy, _)| vacancy.clone())).collect()
}

/// First line of what is hashed.
const FORM: &str = "terang/withheld/v1";

/// The commitment to files that are kept back: SHA-256 over its form, the salt in hex, and the list of their hashes,
/// each ending its line. `sha256sum` gives the same.
pub fn commitment(salt: &str, list: &str) -> String {
    hashes::of(format!("{FORM}\n{salt}\n{list}").as_bytes())
}
