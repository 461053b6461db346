//! What an application is and what may happen to it: the state machine, the answers, the frozen snapshot.
use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Draft,
    Submitted,
    Withdrawn,
}

impl Standing {
    /// Of the column `application.state`, whose values are fixed by a constraint.
    pub fn of(code: &str) -> Self {
        match code {
            "draft" => Self::Draft,
            "submitted" => Self::Submitted,
            _ => Self::Withdrawn,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// Change answers or documents of the working copy.
    Change,
    Submit,
    Withdraw,
    /// Throw away a draft that nobody has received.
    Discard,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    Changed,
    Submitted,
    Corrected,
    Withdrawn,
    Discarded,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    NotOpen,
    Closed,
    AlreadyWithdrawn,
    /// Only what was submitted can be withdrawn, and only a draft can be discarded.
    WrongState,
}

/// Registration, half-open: `closes` itself is too late.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    pub opens: DateTime<Utc>,
    pub closes: DateTime<Utc>,
}

impl Window {
    pub fn check(&self, at: DateTime<Utc>) -> Result<(), Refusal> {
        if at < self.opens {
            Err(Refusal::NotOpen)
        } else if at >= self.closes {
            Err(Refusal::Closed)
        } else {
            Ok(())
        }
    }
}

/// What `command` does to an application that stands so, when its request's head arrived at `at`.
pub fn decide(
    standing: Standing,
    command: Command,
    window: &Window,
    at: DateTime<Utc>,
) -> Result<Event, Refusal> {
    if standing == Standing::Withdrawn {
        return Err(Refusal::AlreadyWithdrawn);
    }
    // Throwing away one's own draft needs no window: it tells nobody anything.
    if command == Command::Discard {
        return if standing == Standing::Draft { Ok(Event::Discarded) } else { Err(Refusal::WrongState) };
    }
    window.check(at)?;
    match (standing, command) {
        (_, Command::Change) => Ok(Event::Changed),
        (Standing::Draft, Command::Submit) => Ok(Event::Submitted),
        (_, Command::Submit) => Ok(Event::Corrected),
        (Standing::Submitted, Command::Withdraw) => Ok(Event::Withdrawn),
        _ => Err(Refusal::WrongState),
    }
}

/// What the person fills in; only what the vacancy needs is asked, and the rest stays empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct Answers {
    /// Education code, or `none_of_these`.
    #[schema(example = "5110100")]
    #[validate(length(max = 40, message = "Pilih dari daftar.|Choose from the list."))]
    pub education: Option<String>,
    /// Decimal string on the scale 0 to 4.
    #[schema(example = "3.25")]
    #[validate(length(max = 10, message = "Tulis seperti 3,25.|Write it like 3.25."))]
    pub gpa: Option<String>,
    #[schema(example = false)]
    pub disability: Option<bool>,
    #[schema(example = "Jalan Contoh 1, Desa Contoh, Kecamatan Contoh")]
    #[validate(length(max = 500, message = "Paling panjang 500 huruf.|At most 500 characters."))]
    pub residence: Option<String>,
    /// Codes of the statements that the person makes.
    #[schema(example = json!(["true_data"]))]
    #[validate(length(max = 40, message = "Terlalu banyak pernyataan.|Too many statements."))]
    pub statements: Vec<String>,
}

impl Answers {
    /// As kept: without spaces around, with a decimal point, statements once and in order.
    #[must_use]
    pub fn clean(mut self) -> Self {
        let trimmed =
            |text: Option<String>| text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        self.education = trimmed(self.education);
        self.gpa = trimmed(self.gpa).map(|text| text.replace(',', "."));
        self.residence = trimmed(self.residence);
        self.statements.sort();
        self.statements.dedup();
        self
    }
}

/// Who applied, as known at that moment.
#[derive(Clone, Serialize, Deserialize)]
pub struct Applicant {
    pub name: String,
    pub nik: String,
    pub birth_date: NaiveDate,
}

/// A document as it was when the application was frozen.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FrozenDocument {
    /// Code of the kind, which is the code of the requirement that it proves.
    pub kind: String,
    pub document_id: Uuid,
    /// Hex.
    pub sha256: String,
}

/// An application as it was handed in; a verdict belongs to one of these.
#[derive(Clone, Serialize, Deserialize)]
pub struct Snapshot {
    pub answers: Answers,
    pub applicant: Applicant,
    /// The day at which ages count.
    pub reference_date: NaiveDate,
    pub documents: Vec<FrozenDocument>,
    /// The row of the SSCASN export by column name, without dropped columns; empty for our own door.
    #[serde(default)]
    pub imported: BTreeMap<String, String>,
}

/// Shows nothing: all of it is personal.
impl std::fmt::Debug for Snapshot {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Snapshot(..)")
    }
}

#[cfg(test)]
mod tests {
    use chrono::{Duration, TimeZone, Utc};

    use super::{Command, Event, Refusal, Standing, Window, decide};

    fn window() -> Window {
        let opens = Utc.with_ymd_and_hms(2026, 11, 10, 17, 0, 0).unwrap();
        Window { opens, closes: opens + Duration::days(10) }
    }

    #[test]
    fn the_window_is_half_open() {
        let window = window();
        let submit = |at| decide(Standing::Draft, Command::Submit, &window, at);
        assert_eq!(submit(window.opens - Duration::microseconds(1)), Err(Refusal::NotOpen));
        assert_eq!(submit(window.opens), Ok(Event::Submitted));
        assert_eq!(submit(window.closes - Duration::microseconds(1)), Ok(Event::Submitted));
        assert_eq!(submit(window.closes), Err(Refusal::Closed));
    }

    #[test]
    fn each_state_allows_what_it_says() {
        let (window, at) = (window(), window().opens);
        let tell = |standing, command| decide(standing, command, &window, at);
        assert_eq!(tell(Standing::Submitted, Command::Submit), Ok(Event::Corrected));
        assert_eq!(tell(Standing::Submitted, Command::Withdraw), Ok(Event::Withdrawn));
        assert_eq!(tell(Standing::Draft, Command::Withdraw), Err(Refusal::WrongState));
        assert_eq!(tell(Standing::Submitted, Command::Discard), Err(Refusal::WrongState));
        for command in [Command::Change, Command::Submit, Command::Withdraw, Command::Discard] {
            assert_eq!(tell(Standing::Withdrawn, command), Err(Refusal::AlreadyWithdrawn));
        }
        let late = window.closes + Duration::days(1);
        assert_eq!(decide(Standing::Draft, Command::Discard, &window, late), Ok(Event::Discarded));
    }
}
