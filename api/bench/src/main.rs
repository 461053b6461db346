//! `terang-bench`: measures a release build of the server, with pgbench beside it in the same run.
use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
    time::Duration,
};

use bench::{
    Outcome, captured,
    city::{self, City, Places, Serving},
    figures::{Fact, Goal, Row, tables},
    lighthouse,
    load::{self, Until, drive, get},
    ranking,
    reference::{self, Fresh, Reference, Script},
    searches,
    submissions::{self, Drafts},
    text,
};
use clap::Parser;
use postgres::Statement;

/// Connections of the load, and of pgbench: twice as many as the server has to the database.
const CONNECTIONS: usize = 64;
const CLIENTS: usize = 16;
/// Captured pages of single vacancies: one pgbench script each.
const PAGES: usize = 100;

#[derive(Parser)]
#[command(name = "terang-bench", about = "Measures Terang with pgbench beside it")]
struct Arguments {
    /// Data folder, kept from run to run
    #[arg(long)]
    data_dir: PathBuf,
    /// Folder of the data files
    #[arg(long, default_value = "data")]
    data_files: PathBuf,
    /// Folder of the built app
    #[arg(long, default_value = "frontend/dist")]
    app: PathBuf,
    /// Throw the data folder away first
    #[arg(long)]
    fresh: bool,
    /// Rounds; the table shows their medians
    #[arg(long, default_value_t = 3)]
    rounds: usize,
    /// Seconds of each measurement
    #[arg(long, default_value_t = 5)]
    seconds: u64,
    /// Submissions of each measurement
    #[arg(long, default_value_t = 1600)]
    submissions: usize,
    /// Lighthouse's program (`cli/index.js`); without it the pages are not looked at
    #[arg(long, requires = "browser")]
    lighthouse: Option<PathBuf>,
    /// Chromium, for Lighthouse
    #[arg(long)]
    browser: Option<PathBuf>,
    /// Where the tables are written as well
    #[arg(long)]
    write: Option<PathBuf>,
    /// Fail when a goal is missed
    #[arg(long)]
    strict: bool,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(2),
        Err(sentence) => {
            eprintln!("terang-bench: {sentence}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Outcome<bool> {
    let data = &arguments.data_dir;
    if arguments.fresh && data.exists() {
        postgres::erase(&data.join("postgres")).map_err(text)?;
        fs::remove_dir_all(data).map_err(text)?;
    }
    fs::create_dir_all(data).map_err(text)?;
    let programs = std::env::current_exe().map_err(text)?;
    let places = Places {
        data: fs::canonicalize(data).map_err(text)?,
        files: arguments.data_files.clone(),
        programs: programs.parent().map(Path::to_owned).unwrap_or_default(),
        app: arguments.app.clone(),
    };
    let city = City::open(places)?;
    let mut bench = Bench::prepare(arguments, &city)?;
    for round in 0..arguments.rounds {
        bench.measure(round)?;
    }
    let (rows, facts) = bench.end()?;
    let shown = tables(&rows, &facts);
    println!("\n{shown}");
    if let Some(path) = &arguments.write {
        fs::write(path, &shown).map_err(text)?;
    }
    let missed = rows.iter().map(Row::reached).chain(facts.iter().map(|fact| fact.reached));
    Ok(!arguments.strict || missed.flatten().all(|reached| reached))
}

/// What is measured in each round, and what came of it.
struct Bench<'a> {
    arguments: &'a Arguments,
    city: &'a City,
    serving: Serving,
    pgbench: Option<PathBuf>,
    searches: Vec<String>,
    search_scripts: Vec<Script>,
    facets: Option<String>,
    pages: Vec<String>,
    page_scripts: Vec<Script>,
    drafts: Drafts,
    submit_script: Script,
    rows: Vec<Row>,
    facts: Vec<Fact>,
}

/// Places of the drafts that are submitted while the statements are captured.
const CAPTURED: usize = 2;

impl<'a> Bench<'a> {
    fn prepare(arguments: &'a Arguments, city: &'a City) -> Outcome<Self> {
        let pgbench = reference::find();
        println!("Preparing: drafts, statements");
        city.log_statements(true)?;
        let logged = city.serve()?;
        let count = CAPTURED + 2 * arguments.rounds * arguments.submissions;
        let drafts = Drafts::prepare(city, count)?;
        let searches = searches::mix(|path| ask(city, path))?;
        let pages = city.texts(
            "SELECT '/api/v1/vacancies/' || id AS found FROM vacancy WHERE published ORDER BY md5(id::text)",
        )?;
        let captured = |name: &str, paths: &[String]| -> Outcome<Vec<Script>> {
            let script = |(at, path): (usize, &String)| {
                Ok(Script::of(&format!("{name}{at}"), &capture(city, get(path))?, &Fresh::new()))
            };
            paths.iter().enumerate().map(script).collect()
        };
        let search_scripts = captured("s", &searches)?;
        let page_scripts = captured("p", pages.get(..PAGES).unwrap_or(&pages))?;
        let [one, other] =
            drafts.requests(city, 0..CAPTURED)?.try_into().map_err(|_| "two drafts are needed")?;
        let one = submissions::submission(&capture(city, one)?)?;
        let other = submissions::submission(&capture(city, other)?)?;
        let fresh = drafts.fresh(city, &one, &other, 0, NUMBER)?;
        let mut submit_script = Script::of("w", &one, &fresh);
        submit_script.text.insert_str(0, "\\set i :i + 1\n\\set n :base + :client_id * :each + :i\n");
        drop(logged);
        city.log_statements(false)?;
        let goal = |ratio, p99| Goal { ratio, p99 };
        let rows = vec![
            Row::new("120 searches", goal(Some(0.5), Some(250.0))),
            Row::new("facets", goal(None, Some(250.0))),
            Row::new("one vacancy, uncached", goal(Some(0.2), None)),
            Row::new("one vacancy, from the cache", goal(Some(1.0), None)),
            Row::new("submit", goal(Some(0.5), None)),
        ];
        let serving = city.serve()?;
        let facets = facets(city);
        let facts = vec![startup(&serving)];
        Ok(Self {
            arguments,
            city,
            serving,
            pgbench,
            searches,
            search_scripts,
            facets,
            pages,
            page_scripts,
            drafts,
            submit_script,
            rows,
            facts,
        })
    }

    fn measure(&mut self, round: usize) -> Outcome {
        println!("Round {}", round + 1);
        let time = Duration::from_secs(self.arguments.seconds);
        let paths = |paths: &[String]| paths.iter().map(|path| get(path)).collect::<Vec<_>>();
        let seconds = reference::Until::Seconds(self.arguments.seconds);
        let send = |requests| drive(self.city.address(), requests, CONNECTIONS, Until::Elapsed(time));

        self.keep(0, send(paths(&self.searches))?, self.pgbench(&self.search_scripts, &[], seconds)?);
        if let Some(path) = &self.facets {
            self.keep(1, send(vec![get(path)])?, None);
        }
        // Other pages in each round, so that none was asked for before.
        let share = self.pages.len() / self.arguments.rounds.max(1);
        let uncached = self.pages.get(round * share..(round + 1) * share).unwrap_or_default();
        let measured = drive(self.city.address(), paths(uncached), CONNECTIONS, Until::Elapsed(time))?;
        if measured.answered > share {
            return Err("there are too few vacancies for pages that were not asked for before".into());
        }
        let pages = self.pgbench(&self.page_scripts, &[], seconds)?;
        self.keep(2, measured, pages);
        let cached = paths(self.pages.get(..PAGES).unwrap_or(&self.pages));
        drive(self.city.address(), cached.clone(), 1, Until::AllSent)?;
        self.keep(3, send(cached)?, pages);

        let each = self.arguments.submissions;
        let first = CAPTURED + 2 * round * each;
        let requests = self.drafts.requests(self.city, first..first + each)?;
        let measured = drive(self.city.address(), requests, CONNECTIONS, Until::AllSent)?;
        let of_client = each / CLIENTS;
        let base = self.drafts.first + first + each - 1;
        let numbers = [("base", base), ("each", of_client), ("i", 0)];
        let script = std::slice::from_ref(&self.submit_script);
        let submitted = self.pgbench(script, &numbers, reference::Until::Each(of_client))?;
        self.keep(4, measured, submitted);
        Ok(())
    }

    fn keep(&mut self, row: usize, measured: load::Measured, reference: Option<f64>) {
        if let Some(row) = self.rows.get_mut(row) {
            row.rounds.push(measured);
            row.reference.extend(reference);
        }
    }

    fn pgbench(
        &self,
        scripts: &[Script],
        numbers: &[(&str, usize)],
        until: reference::Until,
    ) -> Outcome<Option<f64>> {
        let Some(program) = &self.pgbench else { return Ok(None) };
        let folder = self.city.places.data.join("pgbench");
        let url = self.city.server_url();
        let reference = Reference { program, url: &url, folder: &folder, clients: CLIENTS };
        reference.run(scripts, numbers, until).map(Some)
    }

    fn end(mut self) -> Outcome<(Vec<Row>, Vec<Fact>)> {
        self.facts.extend(memory(&self.serving));
        self.facts.push(binary(&self.city.places.programs.join("terang")));
        if let (Some(program), Some(browser)) = (&self.arguments.lighthouse, &self.arguments.browser) {
            let pages = lighthouse::pages(|path| ask(self.city, path))?;
            self.facts.extend(lighthouse::run(self.city, program, browser, &pages)?);
        }
        drop(self.serving);
        self.facts.push(generator(&self.rows)?);
        for (participants, vacancies) in [(1_228, 94), (100_000, 5_000)] {
            self.facts.push(ranked(participants, vacancies)?);
        }
        if self.facets.is_none() {
            self.rows.remove(1);
        }
        Ok((self.rows, self.facts))
    }
}

/// The number of the person whose draft pgbench submits.
const NUMBER: &str = ":n";

fn ask(city: &City, path: &str) -> Outcome<serde_json::Value> {
    let runtime = tokio::runtime::Runtime::new().map_err(text)?;
    runtime.block_on(async {
        let answer = reqwest::get(format!("http://{}{path}", city.address())).await.map_err(text)?;
        serde_json::from_str(&answer.text().await.map_err(text)?).map_err(text)
    })
}

/// The statements of one request.
fn capture(city: &City, request: Vec<u8>) -> Outcome<Vec<Statement>> {
    let mut log = city.log();
    let measured = drive(city.address(), vec![request], 1, Until::AllSent)?;
    if measured.refused > 0 {
        return Err("a request whose statements are captured was refused".into());
    }
    // What belongs to the request comes before what is asked last.
    let mark = format!("SELECT 'mark {}'", uuid::Uuid::new_v4());
    city.mark(&mark)?;
    let mut statements = log.read_until(&mark).map_err(text)?;
    statements.retain(|one| !captured::is_background(one));
    Ok(statements)
}

/// The address of the facets, when this server has them.
fn facets(city: &City) -> Option<String> {
    let path = "/api/v1/vacancies/facets";
    let there = ask(city, path).ok()?.get("facets").is_some();
    there.then(|| path.to_owned())
}

fn fact(name: &str, value: String, goal: &str, reached: Option<bool>) -> Fact {
    Fact { name: name.into(), value, goal: goal.into(), reached }
}

fn startup(serving: &Serving) -> Fact {
    let took = format!("{} ms", serving.started_in.as_millis());
    fact("start of the server to its first answer", took, "reported", None)
}

fn memory(serving: &Serving) -> Option<Fact> {
    let megabytes = |name| serving.kilobytes(name).map(|kilobytes| kilobytes / 1024);
    let (now, most) = (megabytes("VmRSS")?, megabytes("VmHWM")?);
    let told = format!("{now} MB, at most {most} MB");
    Some(fact("memory of the server under load", told, "reported", None))
}

fn binary(path: &Path) -> Fact {
    let megabytes = city::size(path).map_or_else(|| "–".into(), |bytes| format!("{:.1} MB", tenths(bytes)));
    fact("size of the binary", megabytes, "reported", None)
}

/// Megabytes with one decimal.
fn tenths(bytes: u64) -> f64 {
    f64::from(u32::try_from(bytes / 100_000).unwrap_or(u32::MAX)) / 10.0
}

/// A load that is no faster than what it measures measures itself.
fn generator(rows: &[Row]) -> Outcome<Fact> {
    let own = load::own_speed(CONNECTIONS, Duration::from_secs(2))?.per_second;
    let fastest = rows.iter().map(Row::rate).fold(0.0, f64::max);
    let told = format!("{own:.0} /s by itself, {fastest:.0} /s in the fastest row");
    Ok(fact("the load generator is faster than the server", told, "by half", Some(own >= 1.5 * fastest)))
}

fn ranked(participants: usize, vacancies: usize) -> Outcome<Fact> {
    let ranked = ranking::rank(participants, vacancies)?;
    let name = format!("ranking {participants} participants over {vacancies} vacancies with trace");
    let megabytes = tenths(u64::try_from(ranked.trace).map_err(text)?);
    let told = format!("{} ms, {megabytes:.1} MB of trace", ranked.took.as_millis());
    Ok(fact(&name, told, "reported", None))
}
