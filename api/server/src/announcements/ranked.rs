//! Shortlist and final result, as a run of the engine or Panselnas's list gives them.
use std::collections::BTreeSet;

use diesel_async::AsyncPgConnection;
use uuid::Uuid;

use super::{
    content::{AnnouncedMark, Content, Line, Meaning},
    model::Stage,
    store,
    value_names::value_names,
};
use crate::{
    exams,
    kernel::{Code, Problem, problem::NOT_FOUND},
    results,
};

pub static RUN_NOT_ANNOUNCEABLE: Code = Code::new(
    "run_not_announceable",
    409,
    "Perhitungan ini belum boleh diumumkan. Halaman perhitungannya menyebut apa yang masih kurang.",
    "This run may not be announced yet. Its page says what is still missing.",
);

/// The lines of a run, by vacancy and rank; refused while something stands in the way of its announcement.
pub async fn content(
    connection: &mut AsyncPgConnection,
    agency: &str,
    round: Uuid,
    stage: Stage,
    run: Uuid,
) -> Result<Content, Problem> {
    let (of_round, last_stage) = store::run(connection, agency, run).await?;
    if of_round != round || last_stage != (stage == Stage::Result) {
        return Err(Problem::new(&NOT_FOUND));
    }
    let weighed = results::announceable(connection, agency, run).await?;
    if !weighed.allowed {
        return Err(Problem::new(&RUN_NOT_ANNOUNCEABLE));
    }
    let rules = exams::round(connection, agency, round)
        .await?
        .map(|round| round.rules)
        .ok_or_else(|| Problem::new(&NOT_FOUND))?;
    let names = store::vacancies(connection, agency, round).await?;
    let mut rows = results::rows_for_announcement(connection, agency, run).await?;
    rows.sort_by_key(|row| {
        (row.vacancy_id, row.rank.is_none(), row.rank, row.code.clone(), row.participant_code.clone())
    });
    let used: BTreeSet<String> = rows.iter().flat_map(|row| row.marks.keys().cloned()).collect();
    let line = |row: results::AnnouncementRow| {
        let (post_title, unit_path) = names.get(&row.vacancy_id).cloned().unwrap_or_default();
        Line {
            application_id: row.application_id,
            reading_id: None,
            participant_code: row.participant_code,
            vacancy_id: row.vacancy_id,
            post_title,
            unit_path,
            status: row.code,
            marks: row.marks.into_iter().map(|(code, value)| AnnouncedMark { code, value }).collect(),
            place: row.rank,
            placed: row.placed_elsewhere.map(|vacancy_id| {
                let (post_title, unit_path) = names.get(&vacancy_id).cloned().unwrap_or_default();
                results::OtherVacancy { vacancy_id, post_title, unit_path }
            }),
            withheld: false,
        }
    };
    let lines: Vec<Line> = rows.into_iter().map(line).collect();
    let mut legend = statuses(&rules, &lines);
    let names = value_names(&rules);
    // First what the rules themselves name, in their order.
    let named = rules.stages.iter().map(|stage| &stage.code);
    let named = named.chain(rules.components.iter().map(|component| &component.code)).chain(&used);
    for code in named.filter(|code| used.contains(*code)) {
        if !legend.iter().any(|known| known.kind != "status" && known.code == *code) {
            let name = names.get(code.as_str());
            let (id, en) = name.map_or((code, code), |name| (&name.text.id, &name.text.en));
            let kind = if name.is_some_and(|name| name.between) { "step" } else { "mark" };
            legend.push(Meaning { kind, code: code.clone(), id: id.clone(), en: en.clone() });
        }
    }
    Ok(Content { lines, legend })
}

/// The codes that occur, each once; one code may stand for several states.
fn statuses(rules: &selection::Rules, lines: &[Line]) -> Vec<Meaning> {
    let mut found: Vec<Meaning> = Vec::new();
    for entry in results::legend(rules) {
        if !lines.iter().any(|line| line.status == entry.code) {
            continue;
        }
        match found.iter_mut().find(|known| known.code == entry.code) {
            Some(known) => {
                known.id = format!("{}; {}", known.id, entry.legend_id);
                known.en = format!("{}; {}", known.en, entry.legend_en);
            }
            None => found.push(Meaning {
                kind: "status",
                code: entry.code,
                id: entry.legend_id,
                en: entry.legend_en,
            }),
        }
    }
    // Panselnas may state a code that our rules do not know; it stands for itself.
    for line in lines {
        if !found.iter().any(|known| known.code == line.status) {
            let code = line.status.clone();
            found.push(Meaning { kind: "status", id: code.clone(), en: code.clone(), code });
        }
    }
    found
}
