//! The reference: pgbench with the statements that the server sent, prepared, over the same socket.
use std::{
    collections::BTreeMap,
    fmt::Write,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use postgres::Statement;

use crate::{Outcome, text};

/// Values that differ from run to run, and the SQL that gives another one each time.
pub type Fresh = BTreeMap<String, String>;

/// A pgbench script and the values of its variables.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Script {
    pub text: String,
    pub variables: Vec<(String, String)>,
}

impl Script {
    /// The statements in their order, with the same values each time; `name` begins the names of its variables.
    pub fn of(name: &str, statements: &[Statement]) -> Self {
        let same = Self::fresh(name, statements, &Fresh::new(), |_| Ok(Vec::new()));
        same.unwrap_or_default()
    }

    /// The same, with values that are others each time; `types` tells those of a statement's parameters.
    pub fn fresh(
        name: &str,
        statements: &[Statement],
        fresh: &Fresh,
        types: impl Fn(&str) -> Outcome<Vec<String>>,
    ) -> Outcome<Self> {
        let mut script = Self::default();
        for (at, statement) in statements.iter().enumerate() {
            let changes = statement.values.iter().flatten().any(|value| is_fresh(value, fresh));
            let types = if changes { types(&statement.sql)? } else { Vec::new() };
            script.add(&format!("{name}_{at}"), statement, fresh, &types);
        }
        Ok(script)
    }

    fn add(&mut self, name: &str, statement: &Statement, fresh: &Fresh, types: &[String]) {
        let mut rest = statement.sql.as_str();
        while let Some((before, after)) = rest.split_once('$') {
            self.text.push_str(before);
            let digits = after.find(|c: char| !c.is_ascii_digit()).unwrap_or(after.len());
            let (number, behind) = after.split_at_checked(digits).unwrap_or_default();
            match number.parse::<usize>().ok().and_then(|number| number.checked_sub(1)) {
                Some(at) => {
                    let value = statement.values.get(at).cloned().flatten();
                    let kind = types.get(at).map(String::as_str);
                    self.value(&format!("{name}_{number}"), value, fresh, kind);
                }
                None => self.text.push('$'),
            }
            rest = behind;
        }
        self.text.push_str(rest.trim_end().trim_end_matches(';'));
        self.text.push_str(";\n");
    }

    fn value(&mut self, name: &str, value: Option<String>, fresh: &Fresh, kind: Option<&str>) {
        let Some(value) = value else { return self.text.push_str("NULL") };
        let mut expression = format!(":{name}");
        if let Some(other) = fresh.get(&value) {
            expression = format!("({other})");
        } else {
            for (token, other) in fresh.iter().filter(|(token, _)| value.contains(token.as_str())) {
                expression = format!("replace({expression}, '{token}', ({other})::text)");
            }
        }
        self.text.push_str(&expression);
        // An expression has a type of its own, which need not be the one that belongs here.
        if let Some(kind) = kind.filter(|_| is_fresh(&value, fresh)) {
            self.text.push_str("::");
            self.text.push_str(kind);
        }
        if !fresh.contains_key(&value) && !self.variables.iter().any(|(known, _)| known == name) {
            self.variables.push((name.to_owned(), value));
        }
    }
}

fn is_fresh(value: &str, fresh: &Fresh) -> bool {
    fresh.keys().any(|token| value.contains(token.as_str()))
}

/// pgbench, when it is there.
pub fn find() -> Option<PathBuf> {
    let there = Command::new("pgbench").arg("--version").output().is_ok_and(|output| output.status.success());
    if there {
        return Some("pgbench".into());
    }
    let mut folders: Vec<PathBuf> =
        fs::read_dir("/usr/lib/postgresql").ok()?.flatten().map(|entry| entry.path()).collect();
    folders.sort();
    folders.into_iter().rev().map(|folder| folder.join("bin/pgbench")).find(|program| program.exists())
}

/// How long, or how many for each client.
#[derive(Clone, Copy, Debug)]
pub enum Until {
    Seconds(u64),
    Each(usize),
}

/// One measurement of pgbench.
pub struct Reference<'a> {
    pub program: &'a Path,
    pub url: &'a str,
    pub folder: &'a Path,
    pub clients: usize,
}

impl Reference<'_> {
    /// Transactions a second; each takes one of the scripts by chance.
    pub fn run(&self, scripts: &[Script], more: &[(&str, usize)], until: Until) -> Outcome<f64> {
        fs::create_dir_all(self.folder).map_err(text)?;
        let mut command = Command::new(self.program);
        command.args(["--protocol=prepared", "--no-vacuum", "--jobs=1", "--random-seed=1"]);
        command.arg(format!("--client={}", self.clients));
        match until {
            Until::Seconds(seconds) => command.arg(format!("--time={seconds}")),
            Until::Each(each) => command.arg(format!("--transactions={each}")),
        };
        for (at, script) in scripts.iter().enumerate() {
            let path = self.folder.join(format!("{at}.sql"));
            fs::write(&path, &script.text).map_err(text)?;
            command.arg("--file").arg(path);
            for (name, value) in &script.variables {
                command.arg("--define").arg(format!("{name}={value}"));
            }
        }
        for (name, value) in more {
            command.arg("--define").arg(format!("{name}={value}"));
        }
        let output = command.arg(self.url).output().map_err(text)?;
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        let failed = String::from_utf8_lossy(&output.stderr).into_owned();
        if !output.status.success() || !said.contains("number of failed transactions: 0") {
            let mut sentence = String::from("pgbench did not succeed:");
            for line in failed.lines().filter(|line| line.contains("error") || line.contains("ERROR")).take(5)
            {
                let _always = write!(sentence, "\n  {line}");
            }
            return Err(sentence);
        }
        tps(&said).ok_or_else(|| format!("pgbench said no tps: {said}"))
    }
}

fn tps(said: &str) -> Option<f64> {
    said.lines().find_map(|line| line.strip_prefix("tps = ")?.split(' ').next()?.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::{Fresh, Script, tps};
    use postgres::Statement;

    fn statement(sql: &str, values: &[Option<&str>]) -> Statement {
        let values = values.iter().map(|value| value.map(str::to_owned)).collect();
        Statement { session: 1, sql: sql.into(), values }
    }

    #[test]
    fn a_statement_keeps_its_text_and_gets_its_values_as_variables() {
        let search = statement("SELECT a::text FROM b WHERE c = $1 LIMIT $2", &[Some("it's"), Some("21")]);
        let script = Script::of("q7", &[search]);
        assert_eq!(script.text, "SELECT a::text FROM b WHERE c = :q7_0_1 LIMIT :q7_0_2;\n");
        assert_eq!(script.variables[0], ("q7_0_1".into(), "it's".into()));
    }

    #[test]
    fn what_must_be_another_one_each_time_is_made_in_sql() {
        let fresh = Fresh::from([("K".to_owned(), "md5(:n::text)".to_owned())]);
        let all = statement(
            "INSERT INTO a VALUES ($1, $2, $3, $4)",
            &[Some("K"), Some("say K"), None, Some("{\"id\": \"K\"}")],
        );
        let types = ["uuid", "text", "text", "jsonb"].map(str::to_owned).to_vec();
        let script = Script::fresh("s", &[all], &fresh, |_| Ok(types.clone())).unwrap();
        assert_eq!(
            script.text,
            "INSERT INTO a VALUES ((md5(:n::text))::uuid, replace(:s_0_2, 'K', (md5(:n::text))::text)::text, NULL, \
             replace(:s_0_4, 'K', (md5(:n::text))::text)::jsonb);\n"
        );
    }

    #[test]
    fn the_rate_is_read_from_what_pgbench_says() {
        let said = "latency average = 1 ms\ntps = 3570.25 (without initial connection time)\n";
        assert_eq!(tps(said), Some(3570.25));
        assert_eq!(tps("nothing"), None);
    }
}
