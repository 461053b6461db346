//! The programs that tests run besides themselves.

use crate::Outcome;
use crate::children::Children;
use crate::repository::Repository;

/// The choice that gives libraries the features they have in `cargo test --workspace`: all packages, and an example,
/// since only then the libraries of tests count. Any other would compile some 700 libraries again.
/// `tests/support/programs.rs` of the server makes the same.
const BUILD: [&str; 11] = [
    "build",
    "--quiet",
    "--workspace",
    "--bin",
    "terang",
    "--bin",
    "terang-inspect",
    "--bin",
    "terang-check",
    "--example",
    "cases",
];

pub(crate) fn build(repository: &Repository, children: &Children) -> Outcome {
    children.run(repository.cargo().args(BUILD))
}
