//! Random rounds as the files of `terang-check rank`, with what it makes of them, one JSON object a line. A second
//! implementation that reads the rules by itself must come to the same outcomes.
//!
//! `cargo run -p checker --example cases -- --count 10000 --seed 1 --out cases.jsonl`
#![expect(clippy::unwrap_used, reason = "a tool of the tests: what fails here should be seen")]

#[path = "../../selection/tests/common/rounds.rs"]
mod rounds;

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use checker::{Rank, rank};
use clap::Parser;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use rounds::{Round, rounds};
use selection::{BorderKind, Flag, GradeKind, Participant, Rules, Ruling, Run, SHIPPED, run, shipped};
use serde_json::{Value, json};

#[derive(Parser)]
struct Arguments {
    #[arg(long, default_value_t = 10_000)]
    count: usize,
    #[arg(long, default_value_t = 1)]
    seed: u64,
    #[arg(long)]
    out: PathBuf,
}

/// How a round is written down: `[rulings on its ties, gpa_kind left out, vacancies turned round]`.
type Form = [bool; 3];

fn main() {
    let arguments = Arguments::parse();
    let mut seed = [0; 32];
    for (byte, of_seed) in seed.iter_mut().zip(arguments.seed.to_le_bytes()) {
        *byte = of_seed;
    }
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &seed);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let folder = std::env::temp_dir().join(format!("terang-cases-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let mut out = BufWriter::new(File::create(&arguments.out).unwrap());
    let cases = rounds().prop_flat_map(|round| {
        (Just(round.people.clone()).prop_shuffle(), Just(round), any::<Form>())
    });
    for _ in 0..arguments.count {
        let (people, round, form) = cases.new_tree(&mut runner).unwrap().current();
        writeln!(out, "{}", case(&round, &people, form, &folder)).unwrap();
    }
    out.flush().unwrap();
    fs::remove_dir_all(&folder).unwrap();
}

fn case(round: &Round, people: &[Participant], form: Form, folder: &Path) -> Value {
    let [ruled, without_kind, turned] = form;
    let rules = round.rules();
    let vacancies = vacancies_csv(round, turned);
    let participants = participants_csv(rules, people, without_kind);
    let rulings = if ruled { rulings(round) } else { Vec::new() };
    let rulings = (!rulings.is_empty()).then(|| rulings_csv(&rulings));
    let path = |name: &str| folder.join(name);
    fs::write(path("rules.json"), serde_json::to_string(rules).unwrap()).unwrap();
    fs::write(path("vacancies.csv"), &vacancies).unwrap();
    fs::write(path("participants.csv"), &participants).unwrap();
    if let Some(rulings) = &rulings {
        fs::write(path("rulings.csv"), rulings).unwrap();
    }
    let verdict = rank(&Rank {
        rules: path("rules.json"),
        vacancies: path("vacancies.csv"),
        participants: path("participants.csv"),
        out: path("outcomes.csv"),
        rulings: rulings.is_some().then(|| path("rulings.csv")),
        ..Rank::default()
    });
    let refused = round.run().refused.len();
    assert_eq!(verdict.ending(), if refused > 0 { 2 } else { 0 }, "{:#?}", verdict.lines());
    json!({
        "rules": named(rules),
        "vacancies": vacancies,
        "participants": participants,
        "rulings": rulings,
        "outcomes": fs::read_to_string(path("outcomes.csv")).unwrap(),
        "ending": verdict.ending(),
    })
}

/// The name of a shipped document, or the document.
fn named(rules: &Rules) -> Value {
    let found = SHIPPED.iter().find(|name| shipped(name).is_ok_and(|one| one == *rules));
    found.map_or_else(|| json!(rules), |name| json!(name))
}

fn table(header: Vec<String>, rows: Vec<Vec<String>>) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(header).unwrap();
    rows.into_iter().for_each(|row| writer.write_record(row).unwrap());
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

fn columns(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

fn vacancies_csv(round: &Round, turned: bool) -> String {
    let row = |one: &selection::Vacancy| {
        let codes = one.qualification.join("|");
        let (name, post, location) = (one.vacancy.clone(), one.post.clone(), one.location.clone());
        vec![name, post, codes, location, one.pool.clone(), one.quota.to_string()]
    };
    let mut rows: Vec<_> = round.vacancies.iter().map(row).collect();
    if turned {
        rows.reverse();
    }
    table(columns(&["vacancy", "post", "qualification", "location", "pool", "quota"]), rows)
}

/// Optional columns stand only where somebody has a value in them.
fn participants_csv(rules: &Rules, people: &[Participant], without_kind: bool) -> String {
    let mut header = columns(&["participant", "vacancy", "gpa"]);
    let by_rank = people.iter().any(|one| one.birth_order.is_some());
    header.push(if by_rank { "birth_order" } else { "birth_date" }.into());
    header.extend(rules.stages.iter().flat_map(|stage| stage.components.clone()));
    let mut optional = columns(&["education", "gpa_kind", "category", "flags"]);
    let additions: BTreeSet<&String> = people.iter().flat_map(|one| one.additions.keys()).collect();
    optional.extend(additions.iter().map(|code| format!("addition_{code}")));
    optional.retain(|name| people.iter().any(|one| !cell(one, name).is_empty()));
    optional.retain(|name| !(without_kind && name == "gpa_kind"));
    header.extend(optional);
    let rows = people.iter().map(|one| header.iter().map(|name| cell(one, name)).collect());
    table(header.clone(), rows.collect())
}

fn cell(one: &Participant, name: &str) -> String {
    let text = |value: Option<String>| value.unwrap_or_default();
    match name {
        "participant" => one.participant.clone(),
        "vacancy" => one.vacancy.clone(),
        "gpa" => text(one.grade.map(|grade| grade.value.to_string())),
        "gpa_kind" => text(one.grade.map(|grade| match grade.kind {
            GradeKind::Ipk => "ipk".into(),
            GradeKind::Ijazah => "ijazah".into(),
        })),
        "birth_date" => text(one.birth_date.map(|date| date.to_string())),
        "birth_order" => text(one.birth_order.map(|order| order.to_string())),
        "education" => text(one.education.clone()),
        "category" => text(one.category.clone()),
        "flags" => flags(one),
        name => match name.strip_prefix("addition_") {
            Some(code) => text(one.additions.get(code).map(ToString::to_string)),
            None => text(one.marks.get(name).map(ToString::to_string)),
        },
    }
}

fn flags(one: &Participant) -> String {
    let word = |(flag, stage): (&Flag, &Option<String>)| {
        let flag = json!(flag).as_str().unwrap().to_owned();
        stage.as_ref().map_or(flag.clone(), |stage| format!("{flag}:{stage}"))
    };
    let reused = one.reused.then(|| "reused".to_owned());
    one.flags.iter().map(word).chain(reused).collect::<Vec<_>>().join("|")
}

fn rulings_csv(rulings: &[Ruling]) -> String {
    let rows = rulings.iter().flat_map(|ruling| {
        ruling.order.iter().enumerate().map(|(index, participant)| {
            let (vacancy, document) = (ruling.vacancy.clone(), ruling.document.clone());
            vec![vacancy, participant.clone(), (index + 1).to_string(), document]
        })
    });
    table(columns(&["vacancy", "participant", "order", "document"]), rows.collect())
}

/// Rulings on the ties of a round, one after another: a ruling on one may open the next.
fn rulings(round: &Round) -> Vec<Ruling> {
    let mut rulings: Vec<Ruling> = Vec::new();
    let decide = |rulings: &[Ruling]| run(round.rules(), &round.vacancies, &round.people, rulings);
    while let Ok(so_far) = decide(&rulings) {
        let Some(next) = first_tie(round, &so_far) else { return rulings };
        // Where some of those tied are comparable among themselves, an order may be against the rules.
        let turned = Ruling { order: next.order.iter().rev().cloned().collect(), ..next.clone() };
        let found = [turned, next].into_iter().find_map(|ruling| {
            let more: Vec<Ruling> = rulings.iter().cloned().chain([ruling]).collect();
            decide(&more).is_ok().then_some(more)
        });
        let Some(more) = found else { return rulings };
        rulings = more;
    }
    rulings
}

/// Ties over own places come before those over places that stayed empty.
fn first_tie(round: &Round, run: &Run) -> Option<Ruling> {
    let steps = round.rules().refill.as_ref().map_or(&[][..], |refill| &refill.steps);
    let when = |border: &&selection::Border| {
        let step = steps.iter().position(|step| Some(&step.step) == border.step.as_ref());
        (border.kind != BorderKind::Allocation, step, border.vacancy.clone())
    };
    let open = run.trace.borders.iter().filter(|border| !border.tied.is_empty() && border.ruling.is_none());
    open.min_by_key(when).map(|border| Ruling {
        vacancy: border.vacancy.clone(),
        order: border.tied.clone(),
        document: format!("Keputusan {}/2025", border.vacancy),
        officers: ["not stated (1)".into(), "not stated (2)".into()],
    })
}
