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
    figures::{Fact, Goal, Row, median, tables},
    lighthouse,
    load::{self, Until, drive, get},
    ranking,
    reference::{self, Reference, Script},
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
    /// People of the nation that is ranked; each thirtieth of them a vacancy
    #[arg(long, default_value_t = 3_000_000)]
    participants: u64,
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
    /// Searches by PostgreSQL alone, with the statements that pgbench sends too.
    plain: Serving,
    pgbench: Option<PathBuf>,
    searches: Vec<String>,
    search_scripts: Vec<Script>,
    facets: Vec<String>,
    pages: Vec<String>,
    page_scripts: Vec<Script>,
    drafts: Drafts,
    submit_script: Script,
    rows: Vec<Row>,
    facts: Vec<Fact>,
}

/// Drafts that are submitted while the statements are captured.
const CAPTURED: usize = 2;

impl<'a> Bench<'a> {
    fn prepare(arguments: &'a Arguments, city: &'a City) -> Outcome<Self> {
        let pgbench = reference::find();
        println!("Preparing: drafts, statements");
        city.log_statements(true)?;
        // Without background work, whose statements would stand among those of the requests.
        let logged = city.serve("logged.log", &["--plain-search", "--without-worker"])?;
        let count = CAPTURED + 2 * arguments.rounds * arguments.submissions;
        let drafts = Drafts::prepare(city, &logged, count)?;
        let searches = searches::mix(|path| ask(&logged, path))?;
        let pages = city.texts(
            "SELECT '/api/v1/vacancies/' || id AS found FROM vacancy WHERE published ORDER BY md5(id::text)",
        )?;
        let captured = |name: &str, paths: &[String]| -> Outcome<Vec<Script>> {
            let script = |(at, path): (usize, &String)| {
                let sent = capture(city, &logged, get(path))?;
                Ok(Script::of(&format!("{name}{at}"), &sent))
            };
            paths.iter().enumerate().map(script).collect()
        };
        let search_scripts = captured("s", &searches)?;
        let page_scripts = captured("p", pages.get(..PAGES).unwrap_or(&pages))?;
        let submit_script = submit_script(city, &logged, &drafts)?;
        drop(logged);
        city.log_statements(false)?;
        let serving = city.serve("server.log", &[])?;
        let plain = city.serve("plain.log", &["--plain-search", "--without-worker"])?;
        let facets = facets(&serving, &searches)?;
        let facts = vec![startup(&serving)];
        let rows = rows();
        Ok(Self {
            arguments,
            city,
            serving,
            plain,
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
        self.city.calm()?;
        let time = Duration::from_secs(self.arguments.seconds);
        let paths = |paths: &[String]| paths.iter().map(|path| get(path)).collect::<Vec<_>>();
        let seconds = reference::Until::Seconds(self.arguments.seconds);
        let send = |to: &Serving, requests| drive(to.address, requests, CONNECTIONS, Until::Elapsed(time));

        let searched = self.pgbench(&self.search_scripts, &[], seconds)?;
        self.keep(0, send(&self.serving, paths(&self.searches))?, searched);
        self.keep(1, send(&self.plain, paths(&self.searches))?, searched);
        self.keep(2, send(&self.serving, paths(&self.facets))?, None);
        // Other pages in each round, so that none was asked for before.
        let share = self.pages.len() / self.arguments.rounds.max(1);
        let uncached = self.pages.get(round * share..(round + 1) * share).unwrap_or_default();
        let measured = send(&self.serving, paths(uncached))?;
        if measured.answered > share {
            return Err("there are too few vacancies for pages that were not asked for before".into());
        }
        let pages = self.pgbench(&self.page_scripts, &[], seconds)?;
        self.keep(3, measured, pages);
        let cached = paths(self.pages.get(..PAGES).unwrap_or(&self.pages));
        drive(self.serving.address, cached.clone(), 1, Until::AllSent)?;
        self.keep(4, send(&self.serving, cached)?, pages);

        let each = self.arguments.submissions;
        let first = CAPTURED + 2 * round * each;
        let requests = self.drafts.requests(self.city, first..first + each)?;
        self.city.calm()?;
        let measured = drive(self.serving.address, requests, CONNECTIONS, Until::AllSent)?;
        self.city.calm()?;
        let of_client = each / CLIENTS;
        let base = self.drafts.first + first + each - 1;
        let numbers = [("base", base), ("each", of_client), ("i", 0)];
        let script = std::slice::from_ref(&self.submit_script);
        let submitted = self.pgbench(script, &numbers, reference::Until::Each(of_client))?;
        self.keep(5, measured, submitted);
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
        drop(self.plain);
        if let (Some(program), Some(browser)) = (&self.arguments.lighthouse, &self.arguments.browser) {
            // The last submissions leave mails and leaves to make, which would take the browser's processor.
            self.city.calm()?;
            let pages = lighthouse::pages(|path| ask(&self.serving, path))?;
            self.facts.extend(lighthouse::run(&self.serving, program, browser, &pages)?);
        }
        drop(self.serving);
        self.facts.push(generator(&self.rows)?);
        for (participants, vacancies) in [(1_228, 94), (100_000, 5_000)] {
            self.facts.push(ranked(participants, vacancies)?);
        }
        let (program, rounds) = (self.city.places.programs.join("terang-nation"), self.arguments.rounds);
        self.facts.extend(nation(&program, self.arguments.participants, rounds)?);
        Ok((self.rows, self.facts))
    }
}

/// The rows, in the order in which `measure` fills them.
fn rows() -> Vec<Row> {
    let row = |name, ratio, p99| Row::new(name, Goal { ratio, p99 });
    vec![
        row("120 searches", Some(0.5), Some(250.0)),
        row("120 searches, by PostgreSQL alone", Some(0.5), None),
        row("facets of these searches", None, Some(250.0)),
        row("one vacancy, uncached", Some(0.2), None),
        row("one vacancy, from the cache", Some(1.0), None),
        row("submit", Some(0.5), None),
    ]
}

/// One submission, as pgbench can make it for the person of number `n`.
fn submit_script(city: &City, logged: &Serving, drafts: &Drafts) -> Outcome<Script> {
    let requests = drafts.requests(city, 0..CAPTURED)?;
    let sent = requests.into_iter().map(|request| submissions::submission(&capture(city, logged, request)?));
    let pair: [Vec<Statement>; CAPTURED] =
        sent.collect::<Outcome<Vec<_>>>()?.try_into().map_err(|_| "two drafts are needed")?;
    let [one, other] = pair;
    let fresh = drafts.fresh(city, &one, &other, 0, ":n")?;
    let mut script = Script::fresh("w", &one, &fresh, |sql| city.parameter_types(sql))?;
    script.text.insert_str(0, "\\set i :i + 1\n\\set n :base + :client_id * :each + :i\n");
    Ok(script)
}

fn ask(serving: &Serving, path: &str) -> Outcome<serde_json::Value> {
    let runtime = tokio::runtime::Runtime::new().map_err(text)?;
    runtime.block_on(async {
        let answer = reqwest::get(format!("http://{}{path}", serving.address)).await.map_err(text)?;
        serde_json::from_str(&answer.text().await.map_err(text)?).map_err(text)
    })
}

/// The statements of one request.
fn capture(city: &City, serving: &Serving, request: Vec<u8>) -> Outcome<Vec<Statement>> {
    let mut log = city.log();
    let measured = drive(serving.address, vec![request], 1, Until::AllSent)?;
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

/// The facets of the searches, once the index is there.
fn facets(serving: &Serving, searches: &[String]) -> Outcome<Vec<String>> {
    let first_pages = searches.iter().filter(|path| !path.contains("cursor="));
    let paths: Vec<String> =
        first_pages.map(|path| path.replacen("/vacancies?", "/vacancy-facets?", 1)).collect();
    let first = paths.first().ok_or("there are no searches")?;
    for _ in 0..600 {
        if ask(serving, first)?.get("count").is_some() {
            return Ok(paths);
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    Err("the index of the search was not built within a minute".into())
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

/// What a nation's ranking may take.
const NATION_SECONDS: f64 = 5.0;
const NATION_MEGABYTES: u64 = 2_000;

fn nation(program: &Path, participants: u64, rounds: usize) -> Outcome<[Fact; 3]> {
    let size = nation::Size { participants, vacancies: participants.div_ceil(30) };
    let compared = nation::compare(program, size, rounds)?;
    let middle = |times: Vec<Duration>| median(times.iter().map(Duration::as_secs_f64).collect());
    let seconds = middle(compared.ranked.iter().map(|one| one.took).collect());
    let reference = middle(compared.postgres);
    let megabytes = compared.ranked.iter().map(|one| one.peak).max().unwrap_or_default() / 1_000;
    let trace = compared.ranked.first().map(|one| one.trace).unwrap_or_default() / 1_000_000;
    let name = format!("ranking {participants} participants over {} vacancies with trace", size.vacancies);
    let told = format!("{seconds:.1} s, {trace} MB of trace");
    let beside = format!("{reference:.1} s; {} rows alike", compared.alike);
    let (in_time, in_memory) = (seconds <= NATION_SECONDS, megabytes <= NATION_MEGABYTES);
    Ok([
        fact(&name, told, "5 s", Some(in_time)),
        fact("memory of that ranking", format!("at most {megabytes} MB"), "2 GB", Some(in_memory)),
        fact("their shortlists and ranks alone, by PostgreSQL", beside, "reported", None),
    ])
}
