//! The one place that reads the system's clock; tests set it.
use std::{
    sync::{Arc, LazyLock, Mutex},
    time::Instant,
};

use chrono::{DateTime, Duration, Utc};

static BEGAN: LazyLock<Instant> = LazyLock::new(Instant::now);

/// Time as handlers and workers get it.
#[derive(Clone, Default)]
pub struct Clock(Option<Arc<Mutex<DateTime<Utc>>>>);

impl Clock {
    /// The system's clock.
    pub fn system() -> Self {
        Self(None)
    }

    /// A clock that stands still until it is moved.
    pub fn fixed(at: DateTime<Utc>) -> Self {
        Self(Some(Arc::new(Mutex::new(at))))
    }

    /// The present instant, in whole microseconds as the database keeps it.
    pub fn now(&self) -> DateTime<Utc> {
        let now = match &self.0 {
            None => Utc::now(),
            Some(at) => *at.lock().unwrap_or_else(std::sync::PoisonError::into_inner),
        };
        chrono::SubsecRound::trunc_subsecs(now, 6)
    }

    /// Time that only goes forward, from an arbitrary beginning: for counting, not for telling.
    pub fn forward(&self) -> std::time::Duration {
        match &self.0 {
            None => BEGAN.elapsed(),
            Some(_) => (self.now() - DateTime::UNIX_EPOCH).to_std().unwrap_or_default(),
        }
    }

    /// Moves a fixed clock; the system's clock is not ours to move.
    pub fn advance(&self, by: Duration) {
        if let Some(at) = &self.0 {
            *at.lock().unwrap_or_else(std::sync::PoisonError::into_inner) += by;
        }
    }

    /// Sets a fixed clock.
    pub fn set(&self, to: DateTime<Utc>) {
        if let Some(at) = &self.0 {
            *at.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = to;
        }
    }
}
