//! The first HTML of a vacancy: what it asks and offers, until when, and how one applies.
use minijinja::{Value, context};
use serde_json::Map;
use uuid::Uuid;

use super::{
    posting,
    shell::{Page, framed},
};
use crate::{
    kernel::{
        Language, Problem, State, moment,
        problem::{INTERNAL, NOT_FOUND},
    },
    rounds::{self, StepView, VacancyPage, words},
};

const ID: Language = Language::Id;
/// Educations that the app's own page names at once; the rest opens there as here.
const NAMED: usize = 6;

/// The page, or 404.
pub async fn page(state: &State, id: &str) -> Result<Page, Problem> {
    let id: Uuid = id.parse().map_err(|_| Problem::new(&NOT_FOUND))?;
    let now = state.clock().now();
    let mut connection = state.read().await?;
    let vacancy = rounds::public_vacancy(&mut connection, id, now).await?;
    let json_ld = posting::of(&mut connection, &vacancy, state.settings(), now).await?;
    drop(connection);
    let zone = vacancy.agency.zone.clone();
    let until = vacancy.apply.closes.filter(|_| vacancy.apply.how != "archive");
    let until = until.map(|closes| moment::said_closing(closes, &zone, ID));
    let (apply_words, apply_address) = apply(&vacancy);
    let place = words::place(&vacancy.unit_path, &vacancy.agency.name);
    let requirement =
        |one: &rounds::RequirementView| context! { words => &one.words.id, source => &one.source };
    let requirements: Vec<Value> = vacancy.requirements.iter().map(requirement).collect();
    let (named, rest) = education(&vacancy);
    let body = framed(
        "vacancy.html",
        state.settings(),
        context! {
            crumb => &vacancy.post_title,
            heading => &vacancy.post_title,
            lead => place,
            apply_words => apply_words,
            apply_address => apply_address,
            apply_note => note(&vacancy),
            until => &until,
            education => named.join(", "),
            education_rest => rest.join(", "),
            education_more => rest.len(),
            pay => words::pay(vacancy.pay_min, vacancy.pay_max, ID).unwrap_or_else(|| "tidak disebut".into()),
            places => vacancy.places,
            pool => words::pool(&vacancy.pool, ID),
            open_to_disabled => vacancy.open_to_disabled,
            passed => passed(&vacancy),
            region => &vacancy.region_name,
            requirements => requirements,
            description => &vacancy.description,
            steps => steps(&vacancy.timetable, &zone),
            calendar => format!("/api/v1/vacancies/{id}/timetable.ics"),
            round_name => &vacancy.round.name,
            legal_basis => &vacancy.round.legal_basis,
            round_address => format!("/seleksi/{}/{}", vacancy.agency.id, vacancy.round.id),
        },
    )?;
    let answer = serde_json::to_value(&vacancy).map_err(|error| Problem::new(&INTERNAL).inside(error))?;
    Ok(Page {
        title: format!("{}, {}", vacancy.post_title, vacancy.agency.name),
        description: description(&vacancy, until.as_deref()),
        path: format!("/formasi/{id}"),
        json_ld,
        answers: Map::from_iter([(format!("vacancy {id}"), answer)]),
        body,
    })
}

/// What the app's own page says under "can I apply?", and where it leads.
fn apply(vacancy: &VacancyPage) -> (&'static str, Option<String>) {
    match vacancy.apply.how.as_str() {
        "here" => ("Lamar di sini", Some(format!("/lamar/{}", vacancy.id))),
        "sscasn" => ("Lamar di SSCASN", vacancy.apply.link.clone()),
        "not_yet" => ("Pendaftaran belum dibuka.", None),
        "archive" => ("Ini arsip seleksi 2024. Pendaftarannya sudah selesai.", None),
        _ => ("Pendaftaran sudah ditutup.", None),
    }
}

fn note(vacancy: &VacancyPage) -> Option<String> {
    match vacancy.apply.how.as_str() {
        "sscasn" => Some("Pendaftaran seleksi nasional hanya melalui portal SSCASN milik BKN.".into()),
        "not_yet" => {
            let opens = vacancy.apply.opens?;
            Some(format!("Pendaftaran mulai {}", moment::said(opens, &vacancy.agency.zone, ID)))
        }
        _ => None,
    }
}

/// Names without repetition: those that stand there, and those that one opens.
fn education(vacancy: &VacancyPage) -> (Vec<&str>, Vec<&str>) {
    let mut names: Vec<&str> = Vec::new();
    for one in &vacancy.education {
        if !names.contains(&one.name.as_str()) {
            names.push(&one.name);
        }
    }
    let rest = names.split_off(NAMED.min(names.len()));
    (names, rest)
}

fn passed(vacancy: &VacancyPage) -> Option<String> {
    let passed = vacancy.eligible_count.filter(|_| vacancy.places > 0)?;
    Some(format!("{passed} pelamar lulus administrasi untuk {} formasi.", vacancy.places))
}

fn description(vacancy: &VacancyPage, until: Option<&str>) -> String {
    let place = words::place(&vacancy.unit_path, &vacancy.agency.name);
    let mut text = format!("{} formasi {} di {place}.", vacancy.places, vacancy.post_title);
    if let Some(until) = until {
        text.push_str(&format!(" Pendaftaran sampai {until}."));
    }
    if let Some(pay) = words::pay(vacancy.pay_min, vacancy.pay_max, ID) {
        text.push_str(&format!(" Penghasilan {pay}."));
    }
    text
}

/// The steps with their windows in words.
pub fn steps(timetable: &[StepView], zone: &str) -> Vec<Value> {
    let step = |step: &StepView| {
        context! {
            name => &step.name.id,
            at_national_door => step.at_national_door,
            opens => step.opens.to_rfc3339(),
            closes => step.closes.to_rfc3339(),
            from => moment::said(step.opens, zone, ID),
            until => moment::said_closing(step.closes, zone, ID),
        }
    };
    timetable.iter().map(step).collect()
}
