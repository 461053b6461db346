//! Whom an outsider could recognise in the published rows without knowing any mark: somebody who is alone with what
//! is told of him, and did not get a place. Whoever got one is announced anyway.

use std::collections::BTreeMap;

use selection::{Outcome, Participant, State, Vacancy};

/// What an outsider may know of somebody: which pool, post, place and qualification, and which education where a row
/// tells it. Grade and age stand only where a tie needed them, and are not counted.
type Known<'a> = (&'a str, &'a str, &'a str, Vec<&'a str>, Option<&'a str>);

/// A row that only one person can have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unique {
    pub participant: String,
    pub vacancy: String,
    /// The education in the row makes it the only one; without it, others share the rest.
    pub by_education: bool,
}

/// Rows of people without a place that are the only ones of their kind, sorted by vacancy and participant.
pub fn unique(vacancies: &[Vacancy], published: &[Participant], outcomes: &[Outcome]) -> Vec<Unique> {
    let offered: BTreeMap<&str, &Vacancy> =
        vacancies.iter().map(|vacancy| (vacancy.vacancy.as_str(), vacancy)).collect();
    let states: BTreeMap<&str, State> =
        outcomes.iter().map(|outcome| (outcome.participant.as_str(), outcome.state)).collect();
    let known = |one: &Participant, with_education: bool| known(&offered, one, with_education);
    let mut alike: BTreeMap<Known, usize> = BTreeMap::new();
    let mut alike_but_education: BTreeMap<Known, usize> = BTreeMap::new();
    for one in published {
        *alike.entry(known(one, true)).or_default() += 1;
        *alike_but_education.entry(known(one, false)).or_default() += 1;
    }
    let mut found: Vec<Unique> = published
        .iter()
        .filter(|one| states.get(one.participant.as_str()) != Some(&State::Placed))
        .filter(|one| alike.get(&known(one, true)) == Some(&1))
        .map(|one| Unique {
            participant: one.participant.clone(),
            vacancy: one.vacancy.clone(),
            by_education: alike_but_education.get(&known(one, false)) != Some(&1),
        })
        .collect();
    found.sort_by(|one, other| (&one.vacancy, &one.participant).cmp(&(&other.vacancy, &other.participant)));
    found
}

fn known<'a>(
    offered: &BTreeMap<&str, &'a Vacancy>,
    one: &'a Participant,
    with_education: bool,
) -> Known<'a> {
    let education = one.education.as_deref().filter(|_| with_education);
    match offered.get(one.vacancy.as_str()) {
        Some(vacancy) => {
            let mut codes: Vec<&str> = vacancy.qualification.iter().map(String::as_str).collect();
            codes.sort_unstable();
            (&vacancy.pool, &vacancy.post, &vacancy.location, codes, education)
        }
        None => ("", "", one.vacancy.as_str(), Vec::new(), education),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use selection::{Outcome, Participant, State, Vacancy};

    use super::{Unique, unique};

    fn vacancy(name: &str, pool: &str) -> Vacancy {
        let (post, location) = ("Perawat".into(), "RSUD".into());
        Vacancy { vacancy: name.into(), post, qualification: vec!["A".into()], location, pool: pool.into(), quota: 1 }
    }

    fn row(code: &str, vacancy: &str, education: Option<&str>, state: State) -> (Participant, Outcome) {
        let (participant, vacancy) = (code.to_owned(), vacancy.to_owned());
        let education = education.map(str::to_owned);
        let marks = BTreeMap::new();
        let outcome = Outcome {
            participant: participant.clone(),
            vacancy: vacancy.clone(),
            state,
            code: None,
            rank: None,
            marks,
            placed_at: None,
        };
        (Participant { participant, vacancy, education, ..Participant::default() }, outcome)
    }

    fn found(rows: Vec<(Participant, Outcome)>) -> Vec<Unique> {
        let vacancies = [vacancy("v1", "general"), vacancy("v2", "disability"), vacancy("v3", "general")];
        let (people, outcomes): (Vec<_>, Vec<_>) = rows.into_iter().unzip();
        unique(&vacancies, &people, &outcomes)
    }

    #[test]
    fn who_is_alone_in_a_vacancy_without_a_place_is_recognised() {
        let rows = vec![
            row("A", "v1", None, State::Placed),
            row("B", "v1", None, State::WithoutPlace),
            row("C", "v2", None, State::BelowThreshold),
        ];
        let expected = Unique { participant: "C".into(), vacancy: "v2".into(), by_education: false };
        assert_eq!(found(rows), [expected]);
    }

    #[test]
    fn who_got_the_place_alone_is_announced_anyway() {
        assert_eq!(found(vec![row("A", "v2", None, State::Placed)]), []);
    }

    #[test]
    fn vacancies_that_outsiders_cannot_tell_apart_hide_one_another() {
        let rows = vec![row("A", "v1", None, State::Absent), row("B", "v3", None, State::Absent)];
        assert_eq!(found(rows), []);
    }

    #[test]
    fn an_education_that_only_one_row_tells_makes_it_the_only_one() {
        let rows = vec![
            row("A", "v1", Some("5190068"), State::WithoutPlace),
            row("B", "v1", None, State::BelowThreshold),
            row("C", "v1", None, State::BelowThreshold),
        ];
        let expected = Unique { participant: "A".into(), vacancy: "v1".into(), by_education: true };
        assert_eq!(found(rows), [expected]);
    }
}
