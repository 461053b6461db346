//! The life of a reading as total functions; docs/STATES.md draws it.
use chrono::{DateTime, Duration, Utc};
use uuid::Uuid;

/// How long a reading stays with the verifier who took it.
pub const LEASE_MINUTES: i64 = 30;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// A further reading that nobody has taken yet.
    Waiting,
    /// With a verifier, until the lease ends.
    Assigned,
    /// A verdict on every requirement; a supervisor decides next.
    Given,
    /// Back with the same verifier, with the supervisor's reason.
    Returned,
    /// Final, until a further reading replaces it.
    Released,
    /// Replaced by a further reading.
    Superseded,
}

impl State {
    pub const ALL: [Self; 6] =
        [Self::Waiting, Self::Assigned, Self::Given, Self::Returned, Self::Released, Self::Superseded];

    pub fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Assigned => "assigned",
            Self::Given => "given",
            Self::Returned => "returned",
            Self::Released => "released",
            Self::Superseded => "superseded",
        }
    }

    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// What decisions depend on.
#[derive(Clone, Copy, Debug)]
pub struct Reading {
    pub state: State,
    pub reader: Option<Uuid>,
    /// Who made the reading before this one.
    pub first_reader: Option<Uuid>,
    pub lease_until: Option<DateTime<Utc>>,
}

#[derive(Clone, Copy, Debug)]
pub enum Command {
    /// A verifier takes it from the queue.
    Claim,
    /// The verifier gives a verdict on every requirement.
    Give,
    /// A supervisor lets the verdict stand.
    Release,
    /// A supervisor gives it back to the same verifier.
    Return,
    /// A supervisor wants somebody else to read again.
    ReadAgain,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    Assigned {
        lease_until: DateTime<Utc>,
    },
    Given,
    Released,
    Returned,
    /// `reversed` when the verdict had already been released.
    Superseded {
        reversed: bool,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Another verifier has it.
    Taken,
    /// The one who read before may not read again.
    ReadBefore,
    /// Who reads does not supervise the same reading.
    OwnReading,
    /// The state does not allow it.
    NotNow,
}

/// What `by` may do with a reading at `now`.
pub fn decide(reading: &Reading, command: Command, by: Uuid, now: DateTime<Utc>) -> Result<Event, Refusal> {
    let own = reading.reader == Some(by);
    match (command, reading.state) {
        (Command::Claim, State::Waiting) => claim(reading, by, now),
        (Command::Claim, State::Assigned) if own || lapsed(reading, now) => claim(reading, by, now),
        (Command::Claim, State::Returned) if own => claim(reading, by, now),
        (Command::Claim, State::Assigned | State::Returned) => Err(Refusal::Taken),
        // A lease that ended but was not taken up by anybody still counts for the one who did the work.
        (Command::Give, State::Assigned | State::Returned) if own => Ok(Event::Given),
        (Command::Give, State::Assigned | State::Returned) => Err(Refusal::Taken),
        (Command::Release | Command::Return | Command::ReadAgain, State::Given) if own => {
            Err(Refusal::OwnReading)
        }
        (Command::Release, State::Given) => Ok(Event::Released),
        (Command::Return, State::Given) => Ok(Event::Returned),
        (Command::ReadAgain, State::Given | State::Returned) if !own => {
            Ok(Event::Superseded { reversed: false })
        }
        (Command::ReadAgain, State::Released) if !own => Ok(Event::Superseded { reversed: true }),
        (Command::ReadAgain, State::Given | State::Returned | State::Released) => Err(Refusal::OwnReading),
        (
            Command::Claim | Command::Give,
            State::Waiting | State::Given | State::Released | State::Superseded,
        )
        | (Command::Release | Command::Return, _)
        | (Command::ReadAgain, State::Waiting | State::Assigned | State::Superseded) => Err(Refusal::NotNow),
    }
}

fn lapsed(reading: &Reading, now: DateTime<Utc>) -> bool {
    reading.lease_until.is_none_or(|until| until <= now)
}

fn claim(reading: &Reading, by: Uuid, now: DateTime<Utc>) -> Result<Event, Refusal> {
    if reading.first_reader == Some(by) {
        return Err(Refusal::ReadBefore);
    }
    Ok(Event::Assigned { lease_until: now + Duration::minutes(LEASE_MINUTES) })
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// *Memenuhi syarat*: every requirement is met.
    Ms,
    /// *Tidak memenuhi syarat*.
    Tms,
}

impl Outcome {
    /// TMS as soon as one requirement is not met.
    pub fn of(mut met: impl Iterator<Item = bool>) -> Self {
        if met.all(|met| met) { Self::Ms } else { Self::Tms }
    }

    pub fn code(self) -> &'static str {
        match self {
            Self::Ms => "MS",
            Self::Tms => "TMS",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Command, DateTime, Duration, Event, Outcome, Reading, Refusal, State, Utc, Uuid, decide};

    const READER: Uuid = Uuid::from_u128(1);
    const OTHER: Uuid = Uuid::from_u128(2);

    fn reading(state: State) -> Reading {
        let reader = (state != State::Waiting).then_some(READER);
        Reading { state, reader, first_reader: None, lease_until: Some(now() + Duration::minutes(1)) }
    }

    fn now() -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000, 0).unwrap_or_default()
    }

    #[test]
    fn a_lease_keeps_others_away_until_it_ends() {
        let taken = reading(State::Assigned);
        assert_eq!(decide(&taken, Command::Claim, OTHER, now()), Err(Refusal::Taken));
        let later = now() + Duration::minutes(1);
        assert!(matches!(decide(&taken, Command::Claim, OTHER, later), Ok(Event::Assigned { .. })));
        assert_eq!(decide(&taken, Command::Give, READER, later), Ok(Event::Given));
        assert_eq!(decide(&taken, Command::Give, OTHER, now()), Err(Refusal::Taken));
    }

    #[test]
    fn nobody_supervises_his_own_reading() {
        let given = reading(State::Given);
        for command in [Command::Release, Command::Return, Command::ReadAgain] {
            assert_eq!(decide(&given, command, READER, now()), Err(Refusal::OwnReading));
            assert!(decide(&given, command, OTHER, now()).is_ok());
        }
    }

    #[test]
    fn the_one_who_read_first_does_not_read_again() {
        let again = Reading { first_reader: Some(READER), ..reading(State::Waiting) };
        assert_eq!(decide(&again, Command::Claim, READER, now()), Err(Refusal::ReadBefore));
        assert!(decide(&again, Command::Claim, OTHER, now()).is_ok());
    }

    #[test]
    fn a_released_verdict_only_gives_way_to_a_further_reading() {
        let released = reading(State::Released);
        for command in [Command::Claim, Command::Give, Command::Release, Command::Return] {
            assert_eq!(decide(&released, command, OTHER, now()), Err(Refusal::NotNow));
        }
        let event = decide(&released, Command::ReadAgain, OTHER, now());
        assert_eq!(event, Ok(Event::Superseded { reversed: true }));
    }

    #[test]
    fn one_requirement_not_met_is_enough() {
        assert_eq!(Outcome::of([true, true].into_iter()), Outcome::Ms);
        assert_eq!(Outcome::of([true, false, true].into_iter()), Outcome::Tms);
    }
}
