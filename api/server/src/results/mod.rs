//! Results: runs of the engine, rulings, comparison with the national result, and why each result is what it is.
use crate::http::Routes;

/// Registers the routes of this room.
pub fn routes(_routes: &mut Routes) {}
