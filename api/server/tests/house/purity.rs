//! The crates that decide results know no database, clock, network or randomness.
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

#[test]
fn pure_crates_stay_pure() {
    for name in ["selection", "ledger", "interchange"] {
        let output = Command::new(env!("CARGO"))
            .args(["tree", "--package", name, "--edges", "normal", "--prefix", "none", "--offline"])
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let tree = String::from_utf8(output.stdout).unwrap();
        let found: Vec<_> = tree.lines().filter_map(|line| line.split(' ').next()).collect();
        for forbidden in FORBIDDEN {
            assert!(!found.contains(forbidden), "{name} depends on {forbidden}");
        }
        // The zip library that reads XLSX names getrandom for encryption, which interchange does not use.
        assert!(name == "interchange" || !found.contains(&"getrandom"), "{name} depends on getrandom");
        for other in ["selection", "ledger", "interchange"] {
            assert!(other == name || !found.contains(&other), "{name} depends on {other}");
        }
    }
}
