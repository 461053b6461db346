//! What an announcement is and what may happen to it; docs/STATES.md draws it.
use chrono::{DateTime, Days, NaiveTime, TimeZone, Utc};
use uuid::Uuid;

use crate::kernel::Text;

/// Calendar days in which an objection may be filed (PermenPANRB 28/2021 ps 31: three days after the announcement).
pub const OBJECTION_DAYS: u64 = 3;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    Administrative,
    Shortlist,
    Result,
}

impl Stage {
    pub const ALL: [Self; 3] = [Self::Administrative, Self::Shortlist, Self::Result];

    pub fn code(self) -> &'static str {
        match self {
            Self::Administrative => "administrative",
            Self::Shortlist => "shortlist",
            Self::Result => "result",
        }
    }

    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.code() == code)
    }

    pub fn name(self) -> Text {
        match self {
            Self::Administrative => {
                Text::new("hasil seleksi administrasi", "result of the administrative stage")
            }
            Self::Shortlist => Text::new("daftar peserta tahap berikutnya", "list of those who go on"),
            Self::Result => Text::new("hasil akhir seleksi", "final result of the selection"),
        }
    }

    /// SKD has no objections; the administrative stage and the final result have (regulations 4).
    pub fn has_objections(self) -> bool {
        self != Self::Shortlist
    }

    /// The timetable's step in which objections are filed.
    pub fn objection_step(self) -> Option<&'static str> {
        match self {
            Self::Administrative => Some("administration_objection"),
            Self::Shortlist => None,
            Self::Result => Some("result_objection"),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Rows are frozen; only the committee sees them.
    Prepared,
    /// Told to everybody at one instant; never changed again.
    Published,
    /// Thrown away before anybody was told.
    Discarded,
}

impl State {
    pub const ALL: [Self; 3] = [Self::Prepared, Self::Published, Self::Discarded];

    pub fn code(self) -> &'static str {
        match self {
            Self::Prepared => "prepared",
            Self::Published => "published",
            Self::Discarded => "discarded",
        }
    }

    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

#[derive(Clone, Copy, Debug)]
pub enum Command {
    Publish,
    Discard,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Who prepared does not publish.
    OwnPreparation,
    /// It is published or discarded already.
    NotPrepared,
}

/// What `by` may do with an announcement that `author` prepared.
pub fn decide(state: State, command: Command, author: Uuid, by: Uuid) -> Result<State, Refusal> {
    match (state, command) {
        (State::Prepared, Command::Publish) if author == by => Err(Refusal::OwnPreparation),
        (State::Prepared, Command::Publish) => Ok(State::Published),
        (State::Prepared, Command::Discard) => Ok(State::Discarded),
        (State::Published | State::Discarded, _) => Err(Refusal::NotPrepared),
    }
}

/// The end of the third calendar day after `at` in the agency's zone, as a half-open window's end.
pub fn objections_close(at: DateTime<Utc>, zone: chrono_tz::Tz) -> DateTime<Utc> {
    let day = at.with_timezone(&zone).date_naive();
    let end = day.checked_add_days(Days::new(OBJECTION_DAYS + 1)).unwrap_or(day);
    zone.from_local_datetime(&end.and_time(NaiveTime::MIN))
        .earliest()
        .map_or(at, |end| end.with_timezone(&Utc))
}

#[cfg(test)]
mod tests {
    use super::{Command, DateTime, Refusal, State, Utc, Uuid, decide, objections_close};

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap_or_default()
    }

    #[test]
    fn three_whole_days_follow_the_day_of_the_announcement() {
        let jakarta = chrono_tz::Asia::Jakarta;
        // Thursday evening in Sawahlunto: until Sunday 23.59.
        assert_eq!(objections_close(at("2024-09-19T13:00:00Z"), jakarta), at("2024-09-22T17:00:00Z"));
        // Already Friday there.
        assert_eq!(objections_close(at("2024-09-19T17:00:00Z"), jakarta), at("2024-09-23T17:00:00Z"));
        let makassar = chrono_tz::Asia::Makassar;
        assert_eq!(objections_close(at("2024-09-19T13:00:00Z"), makassar), at("2024-09-22T16:00:00Z"));
    }

    #[test]
    fn who_prepared_does_not_publish_and_nothing_is_undone() {
        let (one, two) = (Uuid::from_u128(1), Uuid::from_u128(2));
        assert_eq!(decide(State::Prepared, Command::Publish, one, one), Err(Refusal::OwnPreparation));
        assert_eq!(decide(State::Prepared, Command::Publish, one, two), Ok(State::Published));
        for state in [State::Published, State::Discarded] {
            for command in [Command::Publish, Command::Discard] {
                assert_eq!(decide(state, command, one, two), Err(Refusal::NotPrepared));
            }
        }
    }
}
