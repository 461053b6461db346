//! What we link may be linked under EUPL-1.2 (docs/decisions/0006), and what nobody uses is not there.
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::Value;

/// Permissive licences, and MPL-2.0, whose copyleft ends at the file.
const ALLOWED: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "BSD-1-Clause",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "EUPL-1.2",
    "ISC",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "OpenSSL",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn metadata() -> Value {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked", "--offline"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn texts(value: &Value) -> impl Iterator<Item = &str> {
    value.as_array().unwrap().iter().map(|one| one.as_str().unwrap())
}

/// Ids of all packages that the members need to be built or run, without what only tests need.
fn linked(metadata: &Value) -> BTreeSet<&str> {
    let nodes: BTreeMap<&str, &Value> = metadata["resolve"]["nodes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|node| (node["id"].as_str().unwrap(), node))
        .collect();
    let mut open: Vec<&str> = texts(&metadata["workspace_members"]).collect();
    let mut found = BTreeSet::new();
    while let Some(id) = open.pop() {
        if !found.insert(id) {
            continue;
        }
        for needed in nodes[id]["deps"].as_array().unwrap() {
            let kinds = needed["dep_kinds"].as_array().unwrap();
            if kinds.iter().any(|kind| kind["kind"] != "dev") {
                open.push(needed["pkg"].as_str().unwrap());
            }
        }
    }
    found
}

#[test]
fn every_linked_package_has_a_licence_that_lets_us() {
    let metadata = metadata();
    let linked = linked(&metadata);
    assert!(linked.len() > 100, "only {} packages were found", linked.len());
    for package in metadata["packages"].as_array().unwrap() {
        if !linked.contains(package["id"].as_str().unwrap()) {
            continue;
        }
        let name = package["name"].as_str().unwrap();
        let licence = package["license"].as_str().unwrap_or_else(|| panic!("{name} names no licence"));
        let expression = spdx::Expression::parse_mode(licence, spdx::ParseMode::LAX)
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        let allowed =
            expression.evaluate(|asked| asked.license.id().is_some_and(|id| ALLOWED.contains(&id.name)));
        assert!(allowed, "{name} is under {licence}, which we may not link");
    }
}

fn sources(folder: &Path, text: &mut String) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, text);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            text.push_str(&fs::read_to_string(path).unwrap());
        }
    }
}

/// Whether `name` stands there as a path's first part or an attribute's word.
fn names(text: &str, name: &str) -> bool {
    let word = |at: Option<char>| at.is_some_and(|at| at.is_alphanumeric() || at == '_');
    text.match_indices(name)
        .any(|(at, _)| !word(text[..at].chars().next_back()) && !word(text[at + name.len()..].chars().next()))
}

#[test]
fn every_dependency_is_used() {
    let manifest = |path: PathBuf| -> toml::Table { fs::read_to_string(path).unwrap().parse().unwrap() };
    let workspace = manifest(root().join("Cargo.toml"));
    let mut unused: BTreeSet<String> =
        workspace["workspace"]["dependencies"].as_table().unwrap().keys().cloned().collect();
    for entry in fs::read_dir(root().join("api")).unwrap() {
        let folder = entry.unwrap().path();
        let member = manifest(folder.join("Cargo.toml"));
        let mut own = String::new();
        sources(&folder.join("src"), &mut own);
        let mut tests = own.clone();
        sources(&folder.join("tests"), &mut tests);
        sources(&folder.join("examples"), &mut tests);
        for (table, text) in [("dependencies", &own), ("dev-dependencies", &tests)] {
            for name in
                member.get(table).and_then(toml::Value::as_table).into_iter().flat_map(toml::Table::keys)
            {
                unused.remove(name);
                let used = names(text, &name.replace('-', "_"));
                assert!(used, "{} lists {name} under {table} and does not use it", folder.display());
            }
        }
    }
    assert!(unused.is_empty(), "the workspace lists {unused:?} and no member takes it");
}
