//! The same shortlists and own-vacancy ranks by PostgreSQL's window functions.
use std::io::Cursor;
use std::path::Path;
use std::time::{Duration, Instant};

use futures::SinkExt;
use postgres::{Cluster, Options};
use selection::{Flag, Mark, Participant, Rules, Vacancy, shipped};
use tokio::runtime::Runtime;
use tokio_postgres::{Client, NoTls};

use crate::{Outcome, Size, people, text};

const TABLES: &str = "
    CREATE UNLOGGED TABLE pool (pool text PRIMARY KEY, twk integer, tiu integer, tkp integer, skd integer);
    CREATE UNLOGGED TABLE vacancy (vacancy text PRIMARY KEY, pool text NOT NULL, quota integer NOT NULL);
    CREATE UNLOGGED TABLE participant (
        participant text NOT NULL, vacancy text NOT NULL, twk integer, tiu integer, tkp integer,
        skb_cat numeric, grade numeric NOT NULL, birth date NOT NULL, flag text);
    CREATE UNLOGGED TABLE ours (participant text NOT NULL, came_to text NOT NULL, rank bigint, own text NOT NULL);";

/// Everybody with how far he came, his rank in the last order that he took part in, and what the places of his own
/// vacancy decided.
const RANKED: &str = "
    CREATE UNLOGGED TABLE theirs AS
    WITH basic AS (
        SELECT person.*, vacancy.quota, person.twk + person.tiu + person.tkp AS skd,
            CASE
                WHEN flag IN ('ineligible', 'disqualified') THEN 'removed'
                WHEN person.twk IS NULL OR person.tiu IS NULL OR person.tkp IS NULL
                    THEN CASE WHEN flag = 'withdrawn' THEN 'removed' ELSE 'absent' END
                WHEN person.twk < pool.twk OR person.tiu < pool.tiu OR person.tkp < pool.tkp
                    OR person.twk + person.tiu + person.tkp < pool.skd THEN 'below'
            END AS came_to
        FROM participant person JOIN vacancy USING (vacancy) JOIN pool USING (pool)
    ), shortlisted AS (
        SELECT *, rank() OVER (PARTITION BY vacancy ORDER BY skd DESC, tkp DESC, tiu DESC, twk DESC) AS place
        FROM basic WHERE came_to IS NULL
    ), field AS (
        SELECT participant, vacancy, quota, skd, tkp, tiu, twk, grade, birth, place,
            CASE WHEN flag = 'withdrawn' THEN 'removed' WHEN skb_cat IS NULL THEN 'absent' END AS came_to,
            round(round(skd * 100 / 550.0, 3) * 0.4, 3) + round(round(skb_cat, 3) * 0.6, 3) AS final
        FROM shortlisted WHERE place <= 3 * quota
    ), ranked AS (
        SELECT participant, quota,
            rank() OVER (PARTITION BY vacancy
                ORDER BY final DESC, skd DESC, tkp DESC, tiu DESC, twk DESC, grade DESC, birth) AS place,
            count(*) OVER (PARTITION BY vacancy, final, skd, tkp, tiu, twk, grade, birth) AS alike
        FROM field WHERE came_to IS NULL
    )
    SELECT participant, came_to, NULL::bigint AS rank, 'no' AS own FROM basic WHERE came_to IS NOT NULL
    UNION ALL SELECT participant, 'outside', place, 'no' FROM shortlisted WHERE place > 3 * quota
    UNION ALL SELECT participant, came_to, place, 'no' FROM field WHERE came_to IS NOT NULL
    UNION ALL SELECT participant, 'ranked', place, CASE
        WHEN place + alike - 1 <= quota THEN 'placed' WHEN place <= quota THEN 'open' ELSE 'no' END
    FROM ranked";

const DIFFERENT: &str = "
    SELECT participant FROM theirs FULL JOIN ours USING (participant)
    WHERE (theirs.came_to, theirs.rank, theirs.own) IS DISTINCT FROM (ours.came_to, ours.rank, ours.own)
    ORDER BY participant LIMIT 1";

/// A PostgreSQL that has the nation in its tables.
pub struct Reference {
    runtime: Runtime,
    client: Client,
    _cluster: Cluster,
}

impl Reference {
    pub fn start(size: Size) -> Outcome<Self> {
        let mut options = Options::throwaway();
        options.settings.push(("work_mem".into(), "512MB".into()));
        let cluster = Cluster::start(&options).map_err(text)?;
        let runtime = Runtime::new().map_err(text)?;
        let url = cluster.superuser_url("postgres");
        let client = runtime.block_on(async {
            let (client, connection) = tokio_postgres::connect(&url, NoTls).await.map_err(text)?;
            tokio::spawn(connection);
            fill(&client, size).await?;
            Ok::<_, String>(client)
        })?;
        Ok(Self { runtime, client, _cluster: cluster })
    }

    /// How long the shortlists and ranks take.
    pub fn rank(&mut self) -> Outcome<Duration> {
        self.runtime.block_on(async {
            self.client.batch_execute("DROP TABLE IF EXISTS theirs").await.map_err(text)?;
            let began = Instant::now();
            self.client.batch_execute(RANKED).await.map_err(text)?;
            Ok(began.elapsed())
        })
    }

    /// The number of rows that are alike in the file and here, if all are.
    pub fn compare(&mut self, outcomes: &Path) -> Outcome<u64> {
        let rows = std::fs::read_to_string(outcomes).map_err(text)?;
        self.runtime.block_on(async {
            copy(&self.client, "ours", rows.lines().map(|row| format!("{row}\n"))).await?;
            if let Some(row) = self.client.query_opt(DIFFERENT, &[]).await.map_err(text)? {
                let code: String = row.get(0);
                return Err(format!("PostgreSQL and the engine differ on {code}"));
            }
            let row = self.client.query_one("SELECT count(*) FROM ours", &[]).await.map_err(text)?;
            u64::try_from(row.get::<_, i64>(0)).map_err(text)
        })
    }
}

async fn fill(client: &Client, size: Size) -> Outcome {
    client.batch_execute(TABLES).await.map_err(text)?;
    let rules = shipped("cpns-2024").map_err(text)?;
    copy(client, "pool", pools(&rules)).await?;
    let vacancies = people::vacancies(size.vacancies);
    let row = |one: &Vacancy| format!("{},{},{}\n", one.vacancy, one.pool, one.quota);
    copy(client, "vacancy", vacancies.iter().map(row)).await?;
    let people = (0..size.participants).map(|number| person(&people::participant(number, &vacancies)));
    copy(client, "participant", people).await?;
    client.batch_execute("ANALYZE").await.map_err(text)
}

/// The thresholds as the rules have them.
fn pools(rules: &Rules) -> impl Iterator<Item = String> {
    let thresholds =
        rules.stages.iter().filter_map(|stage| stage.thresholds.as_ref()).flat_map(|all| &all.by_pool);
    thresholds.filter_map(|(pool, minimums)| {
        let minimums = minimums.as_ref()?;
        let least = |key: &str| number(minimums.get(key).copied());
        Some(format!("{pool},{},{},{},{}\n", least("twk"), least("tiu"), least("tkp"), least("skd")))
    })
}

fn number(mark: Option<Mark>) -> String {
    mark.map(|mark| mark.to_string()).unwrap_or_default()
}

fn person(one: &Participant) -> String {
    let mark = |key: &str| number(one.marks.get(key).copied());
    let flag = one.flags.keys().next().map(|flag| match flag {
        Flag::Ineligible => "ineligible",
        Flag::Disqualified => "disqualified",
        Flag::Withdrawn => "withdrawn",
        Flag::Eliminated => "eliminated",
    });
    format!(
        "{},{},{},{},{},{},{},{},{}\n",
        one.participant,
        one.vacancy,
        mark("twk"),
        mark("tiu"),
        mark("tkp"),
        mark("skb_cat"),
        number(one.grade.map(|grade| grade.value)),
        one.birth_date.map(|date| date.to_string()).unwrap_or_default(),
        flag.unwrap_or_default(),
    )
}

/// Rows of a table, sent some megabytes at a time.
async fn copy(client: &Client, table: &str, rows: impl Iterator<Item = String>) -> Outcome {
    const PART: usize = 4_000_000;
    let sink = client.copy_in(&format!("COPY {table} FROM STDIN (FORMAT csv)")).await.map_err(text)?;
    let mut sink = std::pin::pin!(sink);
    let mut part = String::new();
    for row in rows {
        part.push_str(&row);
        if part.len() > PART {
            sink.send(Cursor::new(std::mem::take(&mut part).into_bytes())).await.map_err(text)?;
        }
    }
    sink.send(Cursor::new(part.into_bytes())).await.map_err(text)?;
    sink.finish().await.map(|_| ()).map_err(text)
}
