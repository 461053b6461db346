//! The plain files of a published ranking: written, read, run and compared in one place, so that whoever publishes
//! and whoever recomputes mean the same. Pure: texts go in and come out.

pub mod ancestry;
pub mod announcement;
pub mod compare;
pub mod dictionary;
pub mod differences;
pub mod hashes;
pub mod inputs;
pub mod least;
pub mod message;
pub mod names;
pub mod outcomes;
pub mod participants;
pub mod rulings;
pub mod table;
pub mod trace;
pub mod uniqueness;
pub mod vacancies;
pub mod verdict;
pub mod withheld;

pub use csv::Error as WriteError;

/// The names of the files.
pub mod name {
    pub const HASHES: &str = "hashes.txt";
    pub const ANNOUNCEMENT: &str = "announcement.json";
    pub const RULES: &str = "rules.json";
    pub const VACANCIES: &str = "vacancies.csv";
    pub const PARTICIPANTS: &str = "participants.csv";
    pub const RULINGS: &str = "rulings.csv";
    pub const OUTCOMES: &str = "outcomes.csv";
    pub const TRACE: &str = "trace.jsonl";
    /// Where another authority's list was announced in place of what is computed.
    pub const DIFFERENCES: &str = "differences.csv";
    /// The announced lines, where nothing was computed.
    pub const LINES: &str = "lines.csv";
    /// Names of those placed, where the information officer recorded the basis.
    pub const NAMES: &str = "names.csv";
    pub const ANCESTRY: &str = "ancestry.csv";
    pub const DICTIONARY: &str = "dictionary.csv";
    pub const POLICY: &str = "policy";
    /// Made after publication, so they do not stand in the list of hashes.
    pub const RECORD_PROOF: &str = "record.tlog-proof";
    pub const REGISTRATION_PROOF: &str = "registration.tlog-proof";
}
