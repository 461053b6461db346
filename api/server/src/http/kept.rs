//! Public answers that this process keeps until something that they show changes, in any process.
use std::sync::{Arc, Mutex, PoisonError};

use actix_web::{HttpRequest, HttpResponse, Responder, body::BoxBody};
use chrono::{DateTime, Utc};
use quick_cache::{Weighter, sync::Cache};
use serde::Serialize;
use uuid::Uuid;

use super::cached::Written;
use crate::kernel::{
    Problem, State,
    changes::{Change, Changes, Subscription},
};

/// Bytes of all kept answers together.
const ROOM: u64 = 32 * 1024 * 1024;
/// Bytes of an answer, as the cache expects them.
const USUAL: usize = 4 * 1024;

/// An answer as it is sent, and how long it is true.
pub struct Kept {
    written: Written,
    /// Tables and ids of the rows that it shows; without an id, the whole table.
    shows: Vec<(&'static str, String)>,
    made: DateTime<Utc>,
    /// The first instant at which it says something else without any change.
    until: Option<DateTime<Utc>>,
}

impl Kept {
    pub fn new(
        answer: &impl Serialize,
        shows: Vec<(&'static str, String)>,
        made: DateTime<Utc>,
        until: Option<DateTime<Utc>>,
    ) -> Result<Arc<Self>, Problem> {
        Ok(Arc::new(Self { written: Written::of(answer)?, shows, made, until }))
    }

    fn is_true(&self, now: DateTime<Utc>) -> bool {
        self.made <= now && self.until.is_none_or(|until| now < until)
    }
}

/// Answers with a kept one.
pub struct KeptAnswer(pub Arc<Kept>);

impl Responder for KeptAnswer {
    type Body = BoxBody;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        self.0.written.respond(request)
    }
}

#[derive(Clone)]
struct Size;

impl Weighter<Uuid, Arc<Kept>> for Size {
    fn weight(&self, _id: &Uuid, kept: &Arc<Kept>) -> u64 {
        u64::try_from(kept.written.size()).unwrap_or(u64::MAX).saturating_add(500)
    }
}

#[derive(Default)]
struct Following {
    changes: Option<Subscription>,
    /// Grows with every change that was heard.
    heard: u64,
}

/// Kept answers of one route, by the id of what they are about.
pub struct KeptAnswers {
    answers: Cache<Uuid, Arc<Kept>, Size>,
    following: Mutex<Following>,
}

impl Default for KeptAnswers {
    fn default() -> Self {
        let many = usize::try_from(ROOM).unwrap_or(usize::MAX) / USUAL;
        Self { answers: Cache::with_weighter(many, ROOM, Size), following: Mutex::default() }
    }
}

/// How far the changes were heard when a read began; nothing while they are not heard at all.
#[derive(Clone, Copy)]
pub struct Ticket(Option<u64>);

impl KeptAnswers {
    /// The kept answer when it is still true, else a ticket with which a fresh one may be kept. Take it before reading.
    pub fn find(&self, state: &State, id: &Uuid) -> Result<Arc<Kept>, Ticket> {
        if !state.changes().listening() || !state.changes().known_to_request() {
            return Err(Ticket(None));
        }
        let heard = self.hear(state.changes(), |heard| heard);
        let found = self.answers.get(id).filter(|kept| kept.is_true(state.clock().now()));
        found.ok_or(Ticket(Some(heard)))
    }

    /// Keeps an answer, unless something changed since its ticket was taken: it may have been read before that.
    pub fn keep(&self, state: &State, ticket: Ticket, id: Uuid, kept: &Arc<Kept>) {
        self.hear(state.changes(), |heard| {
            if ticket.0 == Some(heard) {
                self.answers.insert(id, Arc::clone(kept));
            }
        });
    }

    /// Drops what the changes told so far concern, and then does `work` before another change can be heard.
    fn hear<T>(&self, changes: &Changes, work: impl FnOnce(u64) -> T) -> T {
        let mut following = self.following.lock().unwrap_or_else(PoisonError::into_inner);
        let Following { changes: followed, heard } = &mut *following;
        let followed = followed.get_or_insert_with(|| changes.subscribe());
        while let Some(change) = followed.try_next() {
            *heard += 1;
            self.drop_concerned(&change);
        }
        work(*heard)
    }

    fn drop_concerned(&self, change: &Change) {
        if *change == Change::Everything {
            return self.answers.clear();
        }
        self.answers.retain(|_, kept| !kept.shows.iter().any(|(table, id)| change.concerns(table, id)));
    }
}
