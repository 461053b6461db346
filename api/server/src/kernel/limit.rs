//! How many requests a caller may send: counted in this process, under keyed hashes of who calls.
use std::{
    num::NonZeroU32,
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};

use governor::{
    Quota, RateLimiter, clock, middleware::StateInformationMiddleware, state::keyed::DashMapStateStore,
};

use super::{clock::Clock, key::Keys};

/// After so many requests, callers that were quiet for a minute are forgotten.
const SWEEP: u32 = 10_000;

/// Requests a minute for each kind of caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rates {
    /// One address; a whole school may sit behind it.
    pub visitor: NonZeroU32,
    pub account: NonZeroU32,
    pub machine: NonZeroU32,
}

impl Rates {
    pub const DEFAULT: &str = "visitor=1200,account=600,machine=600";

    /// Reads `visitor=1200,account=600,machine=600`; `off` is none.
    pub fn read(text: &str) -> Result<Option<Self>, String> {
        let wrong =
            || format!("the setting rate_limit must be off, or like {} (requests a minute)", Self::DEFAULT);
        if text.trim() == "off" {
            return Ok(None);
        }
        let (mut visitor, mut account, mut machine) = (None, None, None);
        for part in text.split(',') {
            let (name, number) = part.split_once('=').ok_or_else(wrong)?;
            let number: NonZeroU32 = number.trim().parse().map_err(|_| wrong())?;
            let place = match name.trim() {
                "visitor" => &mut visitor,
                "account" => &mut account,
                "machine" => &mut machine,
                _ => return Err(wrong()),
            };
            *place = Some(number);
        }
        match (visitor, account, machine) {
            (Some(visitor), Some(account), Some(machine)) => Ok(Some(Self { visitor, account, machine })),
            _ => Err(wrong()),
        }
    }
}

/// By what a request is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Visitor,
    Account,
    Machine,
}

impl Kind {
    /// The policy's name in headers.
    pub fn code(self) -> &'static str {
        match self {
            Self::Visitor => "visitor",
            Self::Account => "account",
            Self::Machine => "machine",
        }
    }
}

/// What counting one request gave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    pub kind: Kind,
    /// Requests a minute.
    pub quota: u32,
    pub remaining: u32,
    /// Seconds to wait, when this one was too many.
    pub wait: Option<u32>,
}

impl Counted {
    /// Seconds until the whole quota is there again.
    pub fn reset(&self) -> u32 {
        let missing = self.quota.saturating_sub(self.remaining);
        missing.saturating_mul(60).div_ceil(self.quota.max(1))
    }
}

/// Time that only goes forward, for counting.
#[derive(Clone)]
struct Forward(Clock);

impl clock::Clock for Forward {
    type Instant = Duration;

    fn now(&self) -> Duration {
        self.0.forward()
    }
}

type Hash = Vec<u8>;
type Limiter = RateLimiter<Hash, DashMapStateStore<Hash>, Forward, StateInformationMiddleware>;

struct Limit {
    quota: NonZeroU32,
    limiter: Limiter,
}

impl Limit {
    fn new(quota: NonZeroU32, clock: &Clock) -> Self {
        let limiter = RateLimiter::dashmap_with_clock(Quota::per_minute(quota), Forward(clock.clone()));
        Self { quota, limiter: limiter.with_middleware() }
    }
}

/// The counters of a running server; each copy of the server counts for itself.
pub struct Limits {
    visitor: Limit,
    account: Limit,
    machine: Limit,
    since_sweep: AtomicU32,
    clock: Clock,
}

impl Limits {
    pub fn new(rates: Rates, clock: &Clock) -> Self {
        Self {
            visitor: Limit::new(rates.visitor, clock),
            account: Limit::new(rates.account, clock),
            machine: Limit::new(rates.machine, clock),
            since_sweep: AtomicU32::new(0),
            clock: clock.clone(),
        }
    }

    /// Counts one request of `caller`. Only a keyed hash of it is kept, and not for longer than a minute or so.
    pub fn count(&self, keys: &Keys, kind: Kind, caller: &str) -> Counted {
        self.sweep();
        let limit = match kind {
            Kind::Visitor => &self.visitor,
            Kind::Account => &self.account,
            Kind::Machine => &self.machine,
        };
        let (remaining, wait) = match limit.limiter.check_key(&keys.look_up("rate_limit", caller)) {
            Ok(state) => (state.remaining_burst_capacity(), None),
            Err(refused) => {
                let wait = refused.wait_time_from(self.clock.forward());
                let seconds = u32::try_from(wait.as_secs()).unwrap_or(u32::MAX).saturating_add(1);
                (0, Some(seconds))
            }
        };
        Counted { kind, quota: limit.quota.get(), remaining, wait }
    }

    fn sweep(&self) {
        if self.since_sweep.fetch_add(1, Ordering::Relaxed) % SWEEP == SWEEP - 1 {
            for limit in [&self.visitor, &self.account, &self.machine] {
                limit.limiter.retain_recent();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Rates;

    #[test]
    fn rates_are_read_or_refused_with_a_sentence() {
        assert_eq!(Rates::read("off"), Ok(None));
        let read = Rates::read(Rates::DEFAULT).unwrap().unwrap();
        assert_eq!((read.visitor.get(), read.account.get(), read.machine.get()), (1200, 600, 600));
        for wrong in ["", "on", "visitor=1", "visitor=0,account=1,machine=1", "visitor=1,account=1,robot=1"] {
            assert!(Rates::read(wrong).unwrap_err().contains("visitor=1200"), "{wrong}");
        }
    }
}
