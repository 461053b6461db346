//! Tests of what every room may use.
mod changes;
