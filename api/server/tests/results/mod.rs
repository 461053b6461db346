//! From marks to an approved run, and why each result is what it is.
