//! The crates that decide results know no database, clock, network or randomness; the checker knows no server.
use std::process::Command;

const FORBIDDEN: &[&str] = &[
    "diesel",
    "tokio",
    "actix-web",
    "rand",
    "reqwest",
    "object_store",
    "graphile_worker",
    "server",
    "mio",
    "iana-time-zone",
];

/// Names of the crates that a crate is built from.
fn built_from(name: &str) -> Vec<String> {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--package", name, "--edges", "normal", "--prefix", "none", "--offline"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let tree = String::from_utf8(output.stdout).unwrap();
    tree.lines().filter_map(|line| line.split(' ').next()).map(str::to_owned).collect()
}

#[test]
fn pure_crates_stay_pure() {
    for name in ["selection", "ledger", "interchange", "bundle"] {
        let found = built_from(name);
        let found: Vec<&str> = found.iter().map(String::as_str).collect();
        for forbidden in FORBIDDEN {
            assert!(!found.contains(forbidden), "{name} depends on {forbidden}");
        }
        // The zip library that reads XLSX names getrandom for encryption, which interchange does not use.
        assert!(name == "interchange" || !found.contains(&"getrandom"), "{name} depends on getrandom");
        for other in ["selection", "ledger", "interchange"] {
            // What is published of a selection is told in its words.
            let allowed = other == name || (name, other) == ("bundle", "selection");
            assert!(allowed || !found.contains(&other), "{name} depends on {other}");
        }
    }
}

/// Whoever does not trust the server must not have to run any of it.
#[test]
fn the_checker_runs_without_the_server() {
    let found = built_from("checker");
    assert!(found.iter().any(|name| name == "selection"));
    for ours in ["server", "postgres", "mailbox", "inspect", "xtask", "diesel", "actix-web"] {
        assert!(!found.iter().any(|name| name == ours), "checker depends on {ours}");
    }
}
