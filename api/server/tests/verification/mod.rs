//! Verification: the queue, the reading, the supervisor.
mod queue;
mod reading;
mod sheet;
mod supervision;
