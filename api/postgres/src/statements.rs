//! What a program really sent, read from PostgreSQL's own log: statements and their values.
use std::fs;
use std::io::{Read, Seek, SeekFrom};
use std::path::PathBuf;
use std::thread;
use std::time::{Duration, Instant};

use serde::Deserialize;

use crate::Error;

/// The log is written by a process of its own, which may be late.
const PATIENCE: Duration = Duration::from_secs(20);

/// Settings of a cluster whose log can be read here. What is logged is switched on for one role and database.
pub fn logging() -> Vec<(String, String)> {
    [
        ("logging_collector", "on"),
        ("log_destination", "jsonlog"),
        ("log_directory", "log"),
        ("log_filename", "statements.log"),
        ("log_rotation_age", "0"),
        ("log_rotation_size", "0"),
        ("log_parameter_max_length", "-1"),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .to_vec()
}

/// A statement as it was executed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Number of the session.
    pub session: i64,
    pub sql: String,
    /// The values of `$1`, `$2`, …; nothing is NULL.
    pub values: Vec<Option<String>>,
}

#[derive(Deserialize)]
struct Line {
    user: Option<String>,
    dbname: Option<String>,
    pid: i64,
    #[serde(default)]
    message: String,
    detail: Option<String>,
}

impl Line {
    fn statement(self) -> Option<Statement> {
        let sql = match self.message.strip_prefix("statement: ") {
            Some(sql) => sql,
            None => self.message.strip_prefix("execute ")?.split_once(": ")?.1,
        };
        let values = self.detail.as_deref().map(values).unwrap_or_default();
        Some(Statement { session: self.pid, sql: sql.to_owned(), values })
    }
}

/// `Parameters: $1 = 'it''s', $2 = NULL`.
fn values(detail: &str) -> Vec<Option<String>> {
    let mut rest = detail.split_once(": ").map_or("", |(_, rest)| rest);
    let mut found = Vec::new();
    while let Some((_, after)) = rest.split_once(" = ") {
        if let Some(after) = after.strip_prefix("NULL") {
            found.push(None);
            rest = after;
            continue;
        }
        let Some(quoted) = after.strip_prefix('\'') else { break };
        let (mut value, mut characters) = (String::new(), quoted.char_indices().peekable());
        rest = "";
        while let Some((at, character)) = characters.next() {
            if character == '\'' && characters.next_if(|(_, next)| *next == '\'').is_none() {
                rest = quoted.get(at + 1..).unwrap_or_default();
                break;
            }
            value.push(character);
        }
        found.push(Some(value));
    }
    found
}

/// Reads the log from where the last reading ended.
pub struct Log {
    path: PathBuf,
    user: String,
    database: String,
    at: u64,
}

impl Log {
    pub(crate) fn open(path: PathBuf, database: &str, user: &str) -> Self {
        let at = fs::metadata(&path).map_or(0, |file| file.len());
        Self { path, user: user.to_owned(), database: database.to_owned(), at }
    }

    /// All statements since the last reading, at least up to one that is `last`.
    pub fn read_until(&mut self, last: &str) -> Result<Vec<Statement>, Error> {
        let began = Instant::now();
        let mut found = Vec::new();
        while !found.iter().any(|one: &Statement| one.sql == last) {
            if began.elapsed() > PATIENCE {
                return Err(Error::file("waiting for a statement in", &self.path)(
                    std::io::ErrorKind::TimedOut.into(),
                ));
            }
            thread::sleep(Duration::from_millis(5));
            found.extend(self.more().map_err(Error::file("reading", &self.path))?);
        }
        Ok(found)
    }

    fn more(&mut self) -> std::io::Result<Vec<Statement>> {
        let mut file = fs::File::open(&self.path)?;
        file.seek(SeekFrom::Start(self.at))?;
        let mut added = Vec::new();
        file.read_to_end(&mut added)?;
        let whole = added.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
        added.truncate(whole);
        self.at += u64::try_from(whole).unwrap_or(0);
        let lines = added.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
        let lines: Vec<Line> = lines.map(serde_json::from_slice).collect::<Result<_, _>>()?;
        let own = |line: &Line| {
            line.user.as_ref() == Some(&self.user) && line.dbname.as_ref() == Some(&self.database)
        };
        Ok(lines.into_iter().filter(own).filter_map(Line::statement).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::{Line, values};

    #[test]
    fn values_are_read_as_they_were_sent() {
        let read = values("Parameters: $1 = 'it''s, $2 = ''x''', $2 = NULL, $3 = '', $4 = '{\"a\": 1}'");
        let expected = [Some("it's, $2 = 'x'"), None, Some(""), Some("{\"a\": 1}")];
        assert_eq!(read, expected.map(|one| one.map(str::to_owned)));
        assert!(values("Parameters: ").is_empty());
    }

    #[test]
    fn a_line_without_a_statement_is_none() {
        let line = |message: &str| Line {
            user: None,
            dbname: None,
            pid: 1,
            message: message.into(),
            detail: Some("Parameters: $1 = '7'".into()),
        };
        assert!(line("checkpoint starting").statement().is_none());
        let statement = line("execute s12: SELECT a::text\nFROM b WHERE c = $1").statement().unwrap();
        assert_eq!(statement.sql, "SELECT a::text\nFROM b WHERE c = $1");
        assert_eq!(statement.values, [Some("7".to_owned())]);
    }
}
