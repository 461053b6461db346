//! The inputs of a run, frozen: vacancies, participants under their codes with the marks that hold, rulings.
use std::{
    collections::{BTreeMap, BTreeSet},
    io::Write as _,
};

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use selection::{Flag, Mark, Participant, Ruling, Vacancy};
use serde::Serialize;
use uuid::Uuid;

use super::model::inside;
use crate::{
    applications,
    exams::{self, Presence, Round},
    kernel::{Problem, State},
    schema::{application, person, result_ruling, vacancy},
    verification,
};

/// What the engine is given, and how to find people again.
#[derive(Serialize)]
pub struct Inputs {
    pub vacancies: Vec<Vacancy>,
    pub participants: Vec<Participant>,
    pub rulings: Vec<Ruling>,
    #[serde(skip)]
    pub applications: BTreeMap<String, Uuid>,
    /// Participant and component of every approved row, present or not.
    #[serde(skip)]
    pub covered: BTreeSet<(String, String)>,
    #[serde(skip)]
    pub marks_number: i32,
}

impl Inputs {
    /// Compressed JSON, to be sealed.
    pub fn compressed(&self) -> Result<Vec<u8>, Problem> {
        let json = serde_json_canonicalizer::to_vec(self).map_err(inside)?;
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(&json).and_then(|()| encoder.finish()).map_err(inside)
    }
}

type Applied = (Uuid, Uuid, String, NaiveDate);

/// Reads what holds now for a run through `stage`.
pub async fn freeze(
    state: &State,
    connection: &mut AsyncPgConnection,
    agency: &str,
    round: &Round,
    stage: &str,
) -> Result<Inputs, Problem> {
    let stages = round.stages_through(stage);
    let applied: Vec<Applied> = application::table
        .inner_join(person::table)
        .filter(application::agency_id.eq(agency).and(application::round_id.eq(round.id)))
        .filter(application::state.eq("submitted"))
        .order(application::participant_code)
        .select((application::id, application::vacancy_id, application::participant_code, person::birth_date))
        .load(connection)
        .await?;
    // Where the city verified, only those who are MS take part; a round that came in after its verification has none.
    let verdicts = verification::released(connection, agency, round.id).await?;
    let eligible: BTreeSet<Uuid> =
        verdicts.iter().filter(|one| one.outcome == "MS").map(|one| one.application_id).collect();
    let takes_part = |applied: &Applied| verdicts.is_empty() || eligible.contains(&applied.0);
    let mut participants: BTreeMap<Uuid, Participant> = BTreeMap::new();
    for (id, vacancy, participant, birth_date) in applied.into_iter().filter(takes_part) {
        let (vacancy, birth_date) = (vacancy.to_string(), Some(birth_date));
        let person = Participant { participant, vacancy, birth_date, ..Participant::default() };
        participants.insert(id, person);
    }
    let mut covered = BTreeSet::new();
    for current in exams::current_marks(connection, agency, round.id, &stages).await? {
        let Some(person) = participants.get_mut(&current.application_id) else { continue };
        covered.insert((person.participant.clone(), current.component.clone()));
        let flag = match current.presence {
            Presence::Present | Presence::Absent => None,
            Presence::Disqualified => Some(Flag::Disqualified),
            Presence::Withdrawn => Some(Flag::Withdrawn),
            Presence::Eliminated => Some(Flag::Eliminated),
        };
        if let Some(flag) = flag {
            person.flags.insert(flag, Some(current.stage));
        }
        if let Some(value) = current.value {
            let mark: Mark = value.normalize().to_string().parse().map_err(inside)?;
            person.marks.insert(current.component, mark);
        }
    }
    let codes = participants.iter().map(|(id, person)| (*id, person.participant.clone())).collect();
    let ranked = round.rules.stages.last().is_some_and(|last| last.code == stage);
    if ranked {
        // Only a ranking compares grades, and gives places that stayed empty.
        for (id, applied) in applications::applied(state, connection, agency, round.id).await? {
            if let Some(person) = participants.get_mut(&id) {
                (person.grade, person.education) = (applied.grade, applied.education);
            }
        }
    }
    let rulings = if ranked { rulings(connection, agency, round.id, &codes).await? } else { Vec::new() };
    Ok(Inputs {
        vacancies: vacancies(connection, agency, round).await?,
        applications: participants.iter().map(|(id, person)| (person.participant.clone(), *id)).collect(),
        participants: participants.into_values().collect(),
        rulings,
        covered,
        marks_number: exams::marks_number(connection, agency, round.id, &stages).await?,
    })
}

type Offered = (Uuid, Option<String>, String, Vec<String>, String, String, i32);

async fn vacancies(
    connection: &mut AsyncPgConnection,
    agency: &str,
    round: &Round,
) -> Result<Vec<Vacancy>, Problem> {
    let posts = round.rules.posts();
    let rows: Vec<Offered> = vacancy::table
        .filter(vacancy::agency_id.eq(agency).and(vacancy::round_id.eq(round.id)))
        .order(vacancy::id)
        .select((
            vacancy::id,
            vacancy::post_code,
            vacancy::post_title,
            vacancy::education_codes,
            vacancy::unit_path,
            vacancy::pool,
            vacancy::places,
        ))
        .load(connection)
        .await?;
    let offered = |(id, post, title, qualification, location, pool, places): Offered| Vacancy {
        vacancy: id.to_string(),
        // Posts without a code are the same where their titles are.
        post: posts.spelled(&post.unwrap_or(title)),
        qualification,
        // The unit is the place of a post: within a city, posts of two units are at two locations.
        location,
        pool,
        quota: u32::try_from(places).unwrap_or(0),
    };
    Ok(rows.into_iter().map(offered).collect())
}

type Recorded = (Uuid, Vec<Uuid>, String, Uuid, Option<Uuid>);

/// Confirmed rulings; the newest of a vacancy counts.
async fn rulings(
    connection: &mut AsyncPgConnection,
    agency: &str,
    round: Uuid,
    codes: &BTreeMap<Uuid, String>,
) -> Result<Vec<Ruling>, Problem> {
    let rows: Vec<Recorded> = result_ruling::table
        .filter(result_ruling::agency_id.eq(agency).and(result_ruling::round_id.eq(round)))
        .filter(result_ruling::confirmed_by.is_not_null())
        .order(result_ruling::id)
        .select((
            result_ruling::vacancy_id,
            result_ruling::ranked,
            result_ruling::document,
            result_ruling::recorded_by,
            result_ruling::confirmed_by,
        ))
        .load(connection)
        .await?;
    let ruling = |(vacancy, ranked, document, first, second): Recorded| {
        let order = ranked.iter().filter_map(|id| codes.get(id).cloned()).collect();
        let officers = [first.to_string(), second.map(|id| id.to_string()).unwrap_or_default()];
        (vacancy, Ruling { vacancy: vacancy.to_string(), order, document, officers })
    };
    let newest: BTreeMap<Uuid, Ruling> = rows.into_iter().map(ruling).collect();
    Ok(newest.into_values().collect())
}
