//! Builds `terang-inspect` once, so that uploads in tests meet the real program.
use std::{process::Command, sync::LazyLock};

static BUILT: LazyLock<()> = LazyLock::new(|| {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["build", "--quiet", "--package", "inspect"]);
    if !cfg!(debug_assertions) {
        cargo.arg("--release");
    }
    assert!(cargo.status().unwrap().success(), "terang-inspect does not build");
});

/// To be called before the server starts, which looks for the program beside itself.
pub async fn program() {
    actix_web::web::block(|| *BUILT).await.unwrap();
}
