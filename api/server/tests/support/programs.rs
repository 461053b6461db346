//! The programs beside the server, built once.
use std::{
    path::{Path, PathBuf},
    process::Command,
    sync::LazyLock,
};

/// The folder they lie in. The whole workspace, with an example, so that libraries keep the features they have in
/// `cargo test --workspace`; a package alone would compile many of them again.
static BUILT: LazyLock<PathBuf> = LazyLock::new(|| {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["build", "--quiet", "--workspace", "--bin", "terang-inspect", "--bin", "terang-check"]);
    cargo.args(["--example", "cases"]);
    // What `cargo test` sets of the package makes a library whose build asks for it be compiled again.
    for (name, _) in std::env::vars_os() {
        if ["CARGO_PKG_", "CARGO_MANIFEST_"].iter().any(|start| name.to_string_lossy().starts_with(start)) {
            cargo.env_remove(name);
        }
    }
    if !cfg!(debug_assertions) {
        cargo.arg("--release");
    }
    assert!(cargo.status().unwrap().success(), "the programs beside the server do not build");
    std::env::current_exe().unwrap().ancestors().nth(2).unwrap().to_owned()
});

pub fn built() -> &'static Path {
    &BUILT
}
