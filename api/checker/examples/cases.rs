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
use std::sync::atomic::{AtomicUsize, Ordering};

use checker::{Rank, rank};
use clap::Parser;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use rounds::{Round, rounds, ruled};
use selection::{Flag, GradeKind, Participant, Rules, Ruling, SHIPPED, shipped};
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

/// How a round is written down: `[with rulings, gpa_kind left out, vacancies turned round]`, and their chance.
type Form = ([bool; 3], u64);

/// Shares of the rounds, each with a chance of its own, so that the file is the same on every machine.
const SHARES: usize = 8;

fn main() {
    let arguments = Arguments::parse();
    let folder = std::env::temp_dir().join(format!("terang-cases-{}", std::process::id()));
    let next = AtomicUsize::new(0);
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= SHARES {
                        return;
                    }
                    share(&arguments, number, &folder.join(number.to_string()));
                }
            });
        }
    });
    let mut out = BufWriter::new(File::create(&arguments.out).unwrap());
    for number in 0..SHARES {
        let mut lines = File::open(folder.join(number.to_string()).join("lines")).unwrap();
        std::io::copy(&mut lines, &mut out).unwrap();
    }
    out.flush().unwrap();
    fs::remove_dir_all(&folder).unwrap();
}

fn share(arguments: &Arguments, number: usize, folder: &Path) {
    let mut seed = [0; 32];
    let parts = [arguments.seed.to_le_bytes(), u64::try_from(number).unwrap().to_le_bytes()].concat();
    for (byte, of_seed) in seed.iter_mut().zip(parts) {
        *byte = of_seed;
    }
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &seed);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    fs::create_dir_all(folder).unwrap();
    let mut out = BufWriter::new(File::create(folder.join("lines")).unwrap());
    let cases = rounds()
        .prop_flat_map(|round| (Just(round.people.clone()).prop_shuffle(), Just(round), any::<Form>()));
    let more = usize::from(number < arguments.count % SHARES);
    for _ in 0..arguments.count / SHARES + more {
        let (people, round, form) = cases.new_tree(&mut runner).unwrap().current();
        writeln!(out, "{}", case(&round, &people, form, folder)).unwrap();
    }
    out.flush().unwrap();
}

fn case(round: &Round, people: &[Participant], form: Form, folder: &Path) -> Value {
    let ([with_rulings, without_kind, turned], chance) = form;
    let rules = round.rules();
    let vacancies = vacancies_csv(round, turned);
    let participants = participants_csv(rules, people, without_kind);
    let (rulings, run) = if with_rulings { ruled(round, chance) } else { (Vec::new(), round.run()) };
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
    assert_eq!(verdict.ending(), if run.refused.is_empty() { 0 } else { 2 }, "{:#?}", verdict.lines());
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
        // Official files write pools in their own way.
        let pool = if turned && one.pool == "general" { "Umum" } else { one.pool.as_str() };
        vec![name, post, codes, location, pool.to_owned(), one.quota.to_string()]
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
    let by_date = people.iter().any(|one| one.birth_date.is_some());
    header.extend(by_rank.then(|| "birth_order".to_owned()));
    header.extend((by_date || !by_rank).then(|| "birth_date".to_owned()));
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
