//! The program that citizens check with, built once.
use std::{
    path::{Path, PathBuf},
    process::Command,
    sync::LazyLock,
};

static BUILT: LazyLock<PathBuf> = LazyLock::new(|| {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["build", "--quiet", "--package", "checker"]);
    if !cfg!(debug_assertions) {
        cargo.arg("--release");
    }
    assert!(cargo.status().unwrap().success(), "terang-check does not build");
    let deps = std::env::current_exe().unwrap();
    deps.parent().unwrap().parent().unwrap().join("terang-check")
});

/// `terang-check`.
pub fn program() -> &'static Path {
    &BUILT
}

/// How the program ends, and what it says.
pub async fn check(arguments: Vec<String>) -> (i32, String) {
    actix_web::web::block(move || {
        let output = Command::new(program()).args(arguments).output().unwrap();
        let text = [output.stdout, output.stderr].concat();
        (output.status.code().unwrap(), String::from_utf8(text).unwrap())
    })
    .await
    .unwrap()
}
