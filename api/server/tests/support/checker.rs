//! The program that citizens check with.
use std::{path::PathBuf, process::Command};

use super::programs;

/// `terang-check`.
pub fn program() -> PathBuf {
    programs::built().join("terang-check")
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
