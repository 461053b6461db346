//! From marks to an approved run, the national comparison, and why each result is what it is.
mod national;
mod refill;
mod run;
mod why;
