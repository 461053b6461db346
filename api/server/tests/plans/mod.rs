//! Query plans of the hottest statements, as the server really sends them, over the whole archive.
mod hottest;
mod volume;
