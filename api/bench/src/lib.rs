//! How fast Terang is: a city of its own, load, and pgbench with the server's own statements beside it.
pub mod captured;
pub mod city;
pub mod figures;
pub mod lighthouse;
pub mod load;
pub mod ranking;
pub mod reference;
pub mod searches;
pub mod submissions;

/// What went wrong, as a sentence.
pub type Outcome<T = ()> = Result<T, String>;

/// An error as a sentence.
pub fn text(error: impl std::fmt::Display) -> String {
    error.to_string()
}
