//! The least about each participant that lets the engine decide the same: grade and age only where they decided a tie,
//! age as a rank, education only where a place stayed empty for somebody who could take it.

use std::collections::{BTreeMap, BTreeSet};

use selection::{
    BorderKind, Criterion, Outcome, Participant, QualificationMatch, Rules, Run, State, Statement, Vacancy,
};

/// Participants as they are published, in their order.
pub fn least(
    rules: &Rules,
    vacancies: &[Vacancy],
    participants: &[Participant],
    run: &Run,
) -> Vec<Participant> {
    let people: BTreeMap<&str, Person> = participants
        .iter()
        .filter_map(|given| {
            let outcome = run.outcome(&given.participant)?;
            Some((given.participant.as_str(), Person { given, outcome }))
        })
        .collect();
    let mut needed = Needed::default();
    for (order, members) in comparisons(rules, &people, run) {
        needed.split(rules, &order, members);
    }
    let ages = ages(&people, &needed.ages);
    let donors = donors(rules, vacancies, run);
    let published = |given: &Participant| {
        let code = given.participant.as_str();
        Participant {
            grade: given.grade.filter(|_| needed.grades.contains(code)),
            birth_order: ages.get(code).copied(),
            birth_date: None,
            education: given.education.clone().filter(|_| donors.contains(code)),
            ..given.clone()
        }
    };
    participants.iter().map(published).collect()
}

#[derive(Clone, Copy)]
struct Person<'a> {
    given: &'a Participant,
    outcome: &'a Outcome,
}

/// Where a border was drawn: vacancy, stage, and the step of a refill.
type Border<'a> = (&'a str, &'a str, Option<&'a str>);

/// Everybody who was compared at one border, with the order that was used.
fn comparisons<'a>(
    rules: &'a Rules,
    people: &BTreeMap<&'a str, Person<'a>>,
    run: &'a Run,
) -> Vec<(Vec<&'a Criterion>, Vec<Person<'a>>)> {
    let mut borders: BTreeMap<Border, (BorderKind, Vec<Person>)> = BTreeMap::new();
    for (code, statements) in &run.trace.participants {
        let Some(person) = people.get(code.as_str()).copied() else { continue };
        for statement in statements {
            let Statement::Ranked { stage, border, refill, .. } = statement else { continue };
            let place = match refill {
                None if *border == BorderKind::Allocation => (person.outcome.vacancy.as_str(), "", None),
                None => (person.outcome.vacancy.as_str(), stage.as_str(), None),
                Some(refill) => (refill.vacancy.as_str(), stage.as_str(), Some(refill.step.as_str())),
            };
            borders.entry(place).or_insert_with(|| (*border, Vec::new())).1.push(person);
        }
    }
    // Who is undecided may stand before others at every empty place, though the trace does not say where.
    let open: Vec<Person> =
        people.values().filter(|one| one.outcome.state == State::Undecided).copied().collect();
    let categories = people.values().any(|one| one.given.category.is_some());
    let ranking = rules.ranking.order.iter().filter(|one| categories || **one != Criterion::Category);
    let ranking: Vec<&Criterion> = ranking.collect();
    let order = |kind, stage: &str| match kind {
        BorderKind::Shortlist => {
            let stage = rules.stages.iter().find(|known| known.code == stage);
            let rule = stage.and_then(|stage| stage.shortlist.as_ref());
            rule.map(|rule| rule.order.iter().collect()).unwrap_or_default()
        }
        BorderKind::Allocation | BorderKind::Refill => ranking.clone(),
    };
    let compared = borders.into_iter().map(|((_, stage, _), (kind, mut members))| {
        if kind == BorderKind::Refill {
            members.extend(&open);
            members.sort_by_key(|one| &one.given.participant);
            members.dedup_by_key(|one| &one.given.participant);
        }
        (order(kind, stage), members)
    });
    compared.collect()
}

#[derive(Default)]
struct Needed<'a> {
    grades: BTreeSet<&'a str>,
    ages: BTreeSet<&'a str>,
}

impl<'a> Needed<'a> {
    /// Goes down the order with those who are equal so far, as the engine does.
    fn split(&mut self, rules: &Rules, order: &[&Criterion], equal: Vec<Person<'a>>) {
        let Some((criterion, rest)) = order.split_first().filter(|_| equal.len() > 1) else { return };
        let codes = equal.iter().map(|one| one.given.participant.as_str());
        match criterion {
            Criterion::HigherGrade => self.grades.extend(codes),
            Criterion::EarlierBirth => self.ages.extend(codes),
            Criterion::Higher(_) | Criterion::Category => {}
        }
        let mut groups: BTreeMap<String, Vec<Person>> = BTreeMap::new();
        for person in equal {
            if let Some(value) = value(rules, criterion, person) {
                groups.entry(value).or_default().push(person);
            }
        }
        for group in groups.into_values() {
            self.split(rules, rest, group);
        }
    }
}

/// What tells people apart by one criterion; nothing where it is not known, and nobody is equal to them.
fn value(rules: &Rules, criterion: &Criterion, person: Person) -> Option<String> {
    match criterion {
        // Those without it have no such test and go on together.
        Criterion::Higher(key) => {
            Some(person.outcome.marks.get(key).map(ToString::to_string).unwrap_or_default())
        }
        Criterion::HigherGrade => person.given.grade.map(|grade| format!("{:?} {}", grade.kind, grade.value)),
        Criterion::EarlierBirth => {
            let order = person.given.birth_order.map(|order| order.to_string());
            order.or_else(|| person.given.birth_date.map(|date| date.to_string()))
        }
        Criterion::Category => {
            let code = person.given.category.as_deref()?;
            let known = rules.categories.iter().flat_map(|categories| &categories.known);
            let category = known.into_iter().find(|known| known.code == code)?;
            Some(category.priority.map_or_else(|| code.to_owned(), |priority| priority.to_string()))
        }
    }
}

/// Rank by age among those whose age is published, 1 the oldest; who is equally old shares it.
fn ages<'a>(people: &BTreeMap<&'a str, Person<'a>>, needed: &BTreeSet<&'a str>) -> BTreeMap<&'a str, u32> {
    let given = || needed.iter().filter_map(|code| Some((*code, people.get(code)?.given)));
    let by_order: BTreeSet<u32> = given().filter_map(|(_, one)| one.birth_order).collect();
    // A rank and a date cannot be compared; where both occur, the dates say nothing.
    let by_date: BTreeSet<_> = given().filter_map(|(_, one)| one.birth_date).collect();
    let rank = |one: &Participant| match (one.birth_order, one.birth_date) {
        (Some(order), _) => Some(by_order.range(..order).count()),
        (None, Some(date)) if by_order.is_empty() => Some(by_date.range(..date).count()),
        _ => None,
    };
    let ranked = given().filter_map(|(code, one)| Some((code, u32::try_from(rank(one)? + 1).ok()?)));
    ranked.collect()
}

/// Those who passed everything without a place of their own, where a place that stayed empty asks for an education.
fn donors<'a>(rules: &Rules, vacancies: &[Vacancy], run: &'a Run) -> BTreeSet<&'a str> {
    let rule =
        rules.refill.as_ref().filter(|rule| rule.qualification == QualificationMatch::EducationOfDonor);
    let Some(rule) = rule.filter(|_| !run.allocation.is_empty()) else { return BTreeSet::new() };
    let posts: BTreeMap<&str, &str> =
        vacancies.iter().map(|vacancy| (vacancy.vacancy.as_str(), vacancy.post.as_str())).collect();
    let post = |vacancy: &str| if rule.same_post { posts.get(vacancy).copied() } else { Some("") };
    let mut own: BTreeMap<&str, u32> = BTreeMap::new();
    for outcome in &run.outcomes {
        if outcome.placed_at.as_deref() == Some(outcome.vacancy.as_str()) {
            *own.entry(outcome.vacancy.as_str()).or_default() += 1;
        }
    }
    let empty = |vacancy: &&Vacancy| own.get(vacancy.vacancy.as_str()).copied().unwrap_or(0) < vacancy.quota;
    let empty: BTreeSet<&str> =
        vacancies.iter().filter(empty).filter_map(|vacancy| post(&vacancy.vacancy)).collect();
    let without = |outcome: &&Outcome| match outcome.state {
        State::WithoutPlace | State::Undecided => true,
        State::Placed => outcome.placed_at.as_ref() != Some(&outcome.vacancy),
        _ => false,
    };
    let asked = |outcome: &&Outcome| post(&outcome.vacancy).is_some_and(|post| empty.contains(post));
    run.outcomes.iter().filter(without).filter(asked).map(|outcome| outcome.participant.as_str()).collect()
}
