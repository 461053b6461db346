//! The three endings of a check.

use crate::message::Message;

/// How a check ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Ending 0, with what is worth knowing.
    Same(Vec<Message>),
    /// Ending 1.
    NotTheSame(Box<Difference>),
    /// Ending 2: why.
    CouldNotTell(Vec<Fault>),
}

/// The first difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    pub file: String,
    /// Line of the file, from 1; missing where the file lacks the row.
    pub row: Option<u64>,
    /// What differs there: a column, or the rule that is broken.
    pub what: Message,
    pub in_file: String,
    pub computed: String,
}

/// A reason why nothing can be said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub file: String,
    pub row: Option<u64>,
    pub column: Option<String>,
    pub message: Message,
}

/// Reasons that are printed; a file with the wrong separator has one for each row.
const PRINTED: usize = 20;

impl Fault {
    pub fn new(file: &str, message: Message) -> Fault {
        Fault { file: file.to_owned(), row: None, column: None, message }
    }

    pub fn at(file: &str, row: u64, column: &str, message: Message) -> Fault {
        Fault { file: file.to_owned(), row: Some(row), column: Some(column.to_owned()), message }
    }
}

impl From<Fault> for Verdict {
    fn from(fault: Fault) -> Verdict {
        Verdict::CouldNotTell(vec![fault])
    }
}

impl Verdict {
    /// The exit code of the command.
    pub fn ending(&self) -> u8 {
        match self {
            Verdict::Same(_) => 0,
            Verdict::NotTheSame(_) => 1,
            Verdict::CouldNotTell(_) => 2,
        }
    }

    /// What the command prints: Indonesian first, English beside it.
    pub fn lines(&self) -> Vec<String> {
        match self {
            Verdict::Same(notes) => notes.iter().map(Message::to_string).collect(),
            Verdict::NotTheSame(difference) => {
                let place = place(&difference.file, difference.row, None);
                let (in_file, computed) = (&difference.in_file, &difference.computed);
                vec![
                    Message::new("TIDAK SAMA. Perbedaan pertama:", "NOT THE SAME. First difference:")
                        .to_string(),
                    format!("  {place}: {}", difference.what),
                    format!("  berkas / file:         {in_file}"),
                    format!("  hitung ulang / computed: {computed}"),
                ]
            }
            Verdict::CouldNotTell(faults) => {
                let head = Message::new("TIDAK DAPAT DIPASTIKAN, karena:", "COULD NOT TELL, because:");
                let named = faults.iter().take(PRINTED).map(|fault| {
                    format!("  {}: {}", place(&fault.file, fault.row, fault.column.as_deref()), fault.message)
                });
                let more = faults.len().saturating_sub(PRINTED);
                let rest = (more > 0).then(|| {
                    format!("  {}", Message::new(format!("dan {more} lagi."), format!("and {more} more.")))
                });
                std::iter::once(head.to_string()).chain(named).chain(rest).collect()
            }
        }
    }
}

fn place(file: &str, row: Option<u64>, column: Option<&str>) -> String {
    let row = row.map_or_else(String::new, |row| format!(", baris/row {row}"));
    let column = column.map_or_else(String::new, |column| format!(", kolom/column {column}"));
    format!("{file}{row}{column}")
}
