//! The life of a draw as total functions; docs/STATES.md draws it.
use chrono::{DateTime, Utc};

/// The offices that draw. Each has one drawer, and stand-ins that are fixed beforehand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Office {
    Committee,
    Inspectorate,
    Observer,
}

impl Office {
    pub const ALL: [Self; 3] = [Self::Committee, Self::Inspectorate, Self::Observer];

    pub fn code(self) -> &'static str {
        match self {
            Self::Committee => "committee",
            Self::Inspectorate => "inspectorate",
            Self::Observer => "observer",
        }
    }

    /// Its public name in the files of a draw.
    pub fn name(self) -> &'static str {
        match self {
            Self::Committee => "panitia",
            Self::Inspectorate => "inspektorat",
            Self::Observer => "pemantau",
        }
    }

    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|office| office.code() == code)
    }
}

/// What is stored; everything else follows from it, the record and the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Open,
    Finished,
    Failed,
}

impl State {
    pub const ALL: [Self; 3] = [Self::Open, Self::Finished, Self::Failed];

    pub fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Finished => "finished",
            Self::Failed => "failed",
        }
    }

    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// Whether somebody did something, and whether a signed checkpoint of the public record covers it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Missing,
    /// Done, without a place in the record yet.
    Waiting,
    Placed,
}

#[derive(Clone, Copy, Debug)]
pub struct Seat {
    pub stand_in: bool,
    pub committed: Step,
    pub revealed: Step,
}

/// What decisions depend on.
#[derive(Clone, Debug)]
pub struct Standing {
    pub state: State,
    pub listed: Step,
    pub commit_until: DateTime<Utc>,
    pub reveal_until: DateTime<Utc>,
    pub seats: Vec<Seat>,
}

/// Whose turn it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// The list waits for its place in the record.
    Listing,
    Committing,
    /// Nobody can commit any more; the last commitments wait for their places.
    Sealing,
    Revealing,
    /// Nobody can reveal any more; the last reveals wait for their places.
    Settling,
    /// The committee can finish it.
    Ready,
    Finished,
    /// Too many stayed silent.
    Failed,
}

impl Phase {
    pub fn code(self) -> &'static str {
        match self {
            Self::Listing => "listing",
            Self::Committing => "committing",
            Self::Sealing => "sealing",
            Self::Revealing => "revealing",
            Self::Settling => "settling",
            Self::Ready => "ready",
            Self::Finished => "finished",
            Self::Failed => "failed",
        }
    }
}

#[derive(Clone, Copy, Debug)]
pub enum Command {
    /// By the holder of this seat.
    Commit(Seat),
    Reveal(Seat),
    Finish,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    Committed,
    Revealed,
    Finished,
    Failed,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// What comes before it has no place in the record yet.
    NotRecorded,
    /// Others come first.
    NotYet,
    /// The time for it is over.
    TooLate,
    /// The caller has done it already.
    Done,
    /// The draw is finished or has failed.
    Over,
}

impl Standing {
    pub fn phase(&self, now: DateTime<Utc>) -> Phase {
        match self.state {
            State::Finished => return Phase::Finished,
            State::Failed => return Phase::Failed,
            State::Open => {}
        }
        if self.listed != Step::Placed {
            return Phase::Listing;
        }
        let seats = || self.seats.iter();
        // A clock that was read before the lock must not let anybody commit after a reveal.
        let begun = seats().any(|seat| seat.revealed != Step::Missing);
        if !begun && now < self.commit_until && seats().any(|seat| seat.committed == Step::Missing) {
            return Phase::Committing;
        }
        if seats().any(|seat| seat.committed == Step::Waiting) {
            return Phase::Sealing;
        }
        let every_drawer = seats().filter(|seat| !seat.stand_in).all(|seat| seat.revealed != Step::Missing);
        let everybody = seats().all(|seat| seat.committed == Step::Missing || seat.revealed != Step::Missing);
        if !every_drawer && !everybody && now < self.reveal_until {
            return Phase::Revealing;
        }
        if seats().any(|seat| seat.revealed == Step::Waiting) { Phase::Settling } else { Phase::Ready }
    }

    /// Whether a stand-in who revealed is there for each silent drawer.
    fn enough(&self) -> bool {
        let silent = self.seats.iter().filter(|seat| !seat.stand_in && seat.revealed == Step::Missing);
        let there = self.seats.iter().filter(|seat| seat.stand_in && seat.revealed == Step::Placed);
        silent.count() <= there.count()
    }
}

/// What may be done with a draw at `now`.
pub fn decide(draw: &Standing, command: Command, now: DateTime<Utc>) -> Result<Event, Refusal> {
    let phase = draw.phase(now);
    match (command, phase) {
        (_, Phase::Finished | Phase::Failed) => Err(Refusal::Over),
        (Command::Commit(seat), _) if seat.committed != Step::Missing => Err(Refusal::Done),
        (Command::Reveal(seat), _) if seat.revealed != Step::Missing => Err(Refusal::Done),
        (Command::Commit(_), Phase::Listing) => Err(Refusal::NotRecorded),
        (Command::Commit(_), Phase::Committing) => Ok(Event::Committed),
        (Command::Commit(_), Phase::Sealing | Phase::Revealing | Phase::Settling | Phase::Ready) => {
            Err(Refusal::TooLate)
        }
        (Command::Reveal(_), Phase::Listing | Phase::Committing) => Err(Refusal::NotYet),
        (Command::Reveal(seat), Phase::Sealing | Phase::Revealing) if seat.committed == Step::Missing => {
            Err(Refusal::TooLate)
        }
        (Command::Reveal(_), Phase::Sealing) => Err(Refusal::NotRecorded),
        (Command::Reveal(_), Phase::Revealing) => Ok(Event::Revealed),
        (Command::Reveal(_), Phase::Settling | Phase::Ready) => Err(Refusal::TooLate),
        (Command::Finish, Phase::Listing | Phase::Committing | Phase::Sealing | Phase::Revealing) => {
            Err(Refusal::NotYet)
        }
        (Command::Finish, Phase::Settling) => Err(Refusal::NotRecorded),
        (Command::Finish, Phase::Ready) if draw.enough() => Ok(Event::Finished),
        (Command::Finish, Phase::Ready) => Ok(Event::Failed),
    }
}

#[cfg(test)]
mod tests {
    use super::{Command, DateTime, Event, Office, Phase, Refusal, Seat, Standing, State, Step, Utc, decide};

    fn at(minute: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + minute * 60, 0).unwrap_or_default()
    }

    /// Three drawers and three stand-ins; to commit until minute 60, to reveal until minute 120.
    fn draw(committed: Step, revealed: Step) -> Standing {
        let seat = |stand_in| Seat { stand_in, committed, revealed };
        Standing {
            state: State::Open,
            listed: Step::Placed,
            commit_until: at(60),
            reveal_until: at(120),
            seats: [false, false, false, true, true, true].map(seat).to_vec(),
        }
    }

    fn seat(committed: Step, revealed: Step) -> Seat {
        Seat { stand_in: false, committed, revealed }
    }

    #[test]
    fn one_step_follows_the_other_only_with_its_place_in_the_record() {
        use Step::{Missing, Placed, Waiting};
        let fresh = Command::Commit(seat(Missing, Missing));
        let promised = Command::Reveal(seat(Placed, Missing));
        let listing = Standing { listed: Waiting, ..draw(Missing, Missing) };
        assert_eq!(decide(&listing, fresh, at(1)), Err(Refusal::NotRecorded));
        assert_eq!(decide(&draw(Missing, Missing), fresh, at(59)), Ok(Event::Committed));
        assert_eq!(decide(&draw(Missing, Missing), promised, at(59)), Err(Refusal::NotYet));
        assert_eq!(decide(&draw(Waiting, Missing), promised, at(1)), Err(Refusal::NotRecorded));
        assert_eq!(decide(&draw(Placed, Missing), promised, at(1)), Ok(Event::Revealed));
        assert_eq!(decide(&draw(Placed, Waiting), Command::Finish, at(1)), Err(Refusal::NotRecorded));
        assert_eq!(decide(&draw(Placed, Placed), Command::Finish, at(1)), Ok(Event::Finished));
    }

    #[test]
    fn deadlines_are_half_open_and_nobody_commits_after_a_reveal() {
        use Step::{Missing, Placed};
        let fresh = Command::Commit(seat(Missing, Missing));
        assert_eq!(decide(&draw(Missing, Missing), fresh, at(60)), Err(Refusal::TooLate));
        let mut begun = draw(Placed, Missing);
        (begun.seats[4].committed, begun.seats[0].revealed) = (Missing, Placed);
        assert_eq!(begun.phase(at(61)), Phase::Revealing);
        assert_eq!(decide(&begun, fresh, at(59)), Err(Refusal::TooLate), "by a clock read too early");
        assert_eq!(decide(&begun, Command::Reveal(seat(Missing, Missing)), at(61)), Err(Refusal::TooLate));
        assert_eq!(decide(&begun, Command::Reveal(seat(Placed, Missing)), at(119)), Ok(Event::Revealed));
        assert_eq!(decide(&begun, Command::Reveal(seat(Placed, Missing)), at(120)), Err(Refusal::TooLate));
    }

    #[test]
    fn silence_is_filled_while_stand_ins_last() {
        use Step::{Missing, Placed};
        let mut silent = draw(Placed, Placed);
        silent.seats[1].revealed = Missing;
        assert_eq!(silent.phase(at(119)), Phase::Revealing, "he still has time");
        assert_eq!(decide(&silent, Command::Finish, at(119)), Err(Refusal::NotYet));
        assert_eq!(decide(&silent, Command::Finish, at(120)), Ok(Event::Finished));
        for stand_in in 3..6 {
            silent.seats[stand_in].revealed = Missing;
        }
        assert_eq!(decide(&silent, Command::Finish, at(120)), Ok(Event::Failed));
        let nobody = draw(Missing, Missing);
        assert_eq!(decide(&nobody, Command::Finish, at(59)), Err(Refusal::NotYet));
        assert_eq!(decide(&nobody, Command::Finish, at(60)), Ok(Event::Failed));
    }

    #[test]
    fn what_is_over_stays_over_and_nothing_is_done_twice() {
        use Step::{Missing, Placed, Waiting};
        for state in [State::Finished, State::Failed] {
            let over = Standing { state, ..draw(Placed, Placed) };
            for command in [Command::Finish, Command::Commit(seat(Missing, Missing))] {
                assert_eq!(decide(&over, command, at(1)), Err(Refusal::Over));
            }
        }
        let again = Command::Commit(seat(Waiting, Missing));
        assert_eq!(decide(&draw(Missing, Missing), again, at(1)), Err(Refusal::Done));
        let again = Command::Reveal(seat(Placed, Waiting));
        assert_eq!(decide(&draw(Placed, Missing), again, at(1)), Err(Refusal::Done));
        assert!(Office::ALL.into_iter().all(|office| Office::of(office.code()) == Some(office)));
    }
}
