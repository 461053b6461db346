//! A draw as it stands: its rows, the places of its steps in the public record, and the ceremony that they make.
use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use data_encoding::HEXLOWER;
use diesel_async::AsyncPgConnection;
use selection::{Ceremony, Drawer, Reveal};
use uuid::Uuid;

use super::{
    model::{Office, Phase, Seat, Standing, State, Step},
    store::{self, DrawRow, SeatRow},
};
use crate::{
    kernel::{Problem, problem::INTERNAL},
    record::log::proof::{Progress, of_subject},
};

/// Draw, seats, and where the steps stand in the record.
pub struct Seen {
    pub row: DrawRow,
    pub seats: Vec<SeatRow>,
    /// Places that a signed checkpoint covers, by leaf.
    places: BTreeMap<Uuid, u64>,
}

impl Seen {
    pub async fn load(connection: &mut AsyncPgConnection, row: DrawRow) -> Result<Self, Problem> {
        let seats = store::seats(connection, &row.agency_id, row.id).await?;
        let leaves = of_subject(connection, &row.agency_id, row.id).await?;
        let covered = leaves.into_iter().filter(|leaf| leaf.progress != Progress::Waiting);
        let places = covered.filter_map(|leaf| Some((leaf.id, leaf.index?))).collect();
        Ok(Self { row, seats, places })
    }

    pub fn place(&self, leaf: Option<Uuid>) -> Option<u64> {
        self.places.get(&leaf?).copied()
    }

    fn step(&self, leaf: Option<Uuid>) -> Step {
        match (leaf, self.place(leaf)) {
            (None, _) => Step::Missing,
            (Some(_), None) => Step::Waiting,
            (Some(_), Some(_)) => Step::Placed,
        }
    }

    /// The seat as the state machine sees it.
    pub fn seat(&self, row: &SeatRow) -> Seat {
        let (committed, revealed) = (self.step(row.commit_leaf), self.step(row.reveal_leaf));
        Seat { stand_in: row.stand_in, committed, revealed }
    }

    pub fn standing(&self) -> Result<Standing, Problem> {
        let state = State::of(&self.row.state).ok_or_else(|| inside("draw in an unknown state"))?;
        Ok(Standing {
            state,
            listed: self.step(Some(self.row.listed_leaf)),
            commit_until: self.row.commit_until,
            reveal_until: self.row.reveal_until,
            seats: self.seats.iter().map(|row| self.seat(row)).collect(),
        })
    }

    pub fn phase(&self, now: DateTime<Utc>) -> Result<Phase, Problem> {
        Ok(self.standing()?.phase(now))
    }

    pub fn list_hash(&self) -> String {
        HEXLOWER.encode(&self.row.list_hash)
    }

    /// What `draw.json` holds, as far as the record has it.
    pub fn ceremony(&self, purpose: String) -> Result<Ceremony, Problem> {
        let listed_at = self.place(Some(self.row.listed_leaf));
        let drawer = |row: &SeatRow| Drawer {
            name: row.name.clone(),
            commitment: row.commitment.as_ref().map(|hash| HEXLOWER.encode(hash)),
            committed_at: self.place(row.commit_leaf),
            stands_in_for: stands_in_for(row),
        };
        let (stand_ins, drawers): (Vec<&SeatRow>, Vec<&SeatRow>) =
            self.seats.iter().partition(|row| row.stand_in);
        let reveal = |row: &SeatRow| {
            let secret = HEXLOWER.encode(row.secret.as_ref()?);
            Some((row.name.clone(), Reveal { secret, revealed_at: self.place(row.reveal_leaf)? }))
        };
        Ok(Ceremony {
            purpose,
            list_hash: self.list_hash(),
            listed_at: listed_at.ok_or_else(|| inside("the list of a draw is not in the record"))?,
            drawers: drawers.into_iter().map(drawer).collect(),
            stand_ins: stand_ins.into_iter().map(drawer).collect(),
            reveals: self.seats.iter().filter_map(reveal).collect(),
        })
    }
}

/// The drawer of the own office, which a stand-in replaces before others.
pub fn stands_in_for(row: &SeatRow) -> Option<String> {
    let office = Office::of(&row.office).filter(|_| row.stand_in)?;
    Some(office.name().to_owned())
}

pub fn inside(error: impl std::fmt::Display) -> Problem {
    Problem::new(&INTERNAL).inside(format!("draw: {error}"))
}
