//! Rooms call only what design.md lets them; a domain is entered by its `mod.rs`, never by another's `store.rs`.
use std::{collections::BTreeSet, fs, path::Path};

/// Each room and the rooms that it may call directly; what those may call is allowed too.
const ROOMS: &[(&str, &[&str])] = &[
    ("kernel", &[]),
    ("http", &["kernel"]),
    ("record", &["kernel", "http"]),
    ("identity", &["record", "http"]),
    ("witnessing", &["identity"]),
    ("documents", &["identity"]),
    ("notices", &["identity"]),
    ("catalog", &["identity"]),
    ("employees", &["catalog", "documents", "notices"]),
    ("rounds", &["employees"]),
    ("applications", &["rounds", "documents"]),
    ("verification", &["applications"]),
    ("draws", &["verification", "notices"]),
    ("exams", &["verification"]),
    ("results", &["exams"]),
    ("announcements", &["results"]),
    ("proofs", &["announcements", "training"]),
    ("training", &["employees"]),
    ("opendata", &["rounds"]),
];

/// Files beside the rooms: they put the house together and may call every room.
const SHELL: &[&str] = &[
    "api",
    "backup",
    "config",
    "database",
    "demo",
    "documentation",
    "generate",
    "health",
    "keys",
    "lib",
    "load",
    "logs",
    "main",
    "metrics",
    "openapi30",
    "problems",
    "migrate",
    "probe",
    "schema",
    "serve",
    "site",
    "start",
    "worker",
];

fn allowed(room: &str) -> BTreeSet<&'static str> {
    let mut reached = BTreeSet::new();
    let mut open: Vec<&str> = vec![room];
    while let Some(at) = open.pop() {
        let (name, next) =
            ROOMS.iter().find(|(name, _)| *name == at).unwrap_or_else(|| panic!("no room {at}"));
        reached.insert(*name);
        open.extend(next.iter());
    }
    reached
}

fn files(folder: &Path, found: &mut Vec<std::path::PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The rooms named by `crate::room` or `crate::{room, ...}` in a file.
fn called(text: &str) -> BTreeSet<String> {
    let mut rooms = BTreeSet::new();
    for (at, _) in text.match_indices("crate::") {
        let rest = &text[at + "crate::".len()..];
        match rest.strip_prefix('{') {
            None => {
                rooms.insert(rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect());
            }
            Some(list) => {
                let (mut depth, mut word) = (0, String::new());
                for c in list.chars() {
                    match c {
                        '{' => depth += 1,
                        '}' if depth == 0 => break,
                        '}' => depth -= 1,
                        ',' if depth == 0 => rooms.extend([std::mem::take(&mut word)]),
                        _ if depth == 0 => word.push(c),
                        _ => {}
                    }
                }
                rooms.insert(word);
            }
        }
    }
    rooms
        .iter()
        .map(|r| r.trim().split("::").next().unwrap().trim().to_owned())
        .filter(|r| !r.is_empty())
        .collect()
}

#[test]
fn no_room_calls_upward() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut all = Vec::new();
    files(&source, &mut all);
    let mut faults = Vec::new();
    for path in all {
        let relative = path.strip_prefix(&source).unwrap();
        let room = relative.iter().next().unwrap().to_string_lossy().replace(".rs", "");
        let text = fs::read_to_string(&path).unwrap();
        let shell = SHELL.contains(&room.as_str());
        if !shell && !ROOMS.iter().any(|(name, _)| *name == room) {
            faults.push(format!("{} lies in a room that design.md does not know", relative.display()));
            continue;
        }
        for target in called(&text) {
            let known = ROOMS.iter().any(|(name, _)| *name == target);
            if !shell && known && !allowed(&room).contains(target.as_str()) {
                faults.push(format!("{} calls {target}", relative.display()));
            }
            if known && target != room && text.contains(&format!("{target}::store")) && room != "demo" {
                faults.push(format!("{} enters {target} by its store", relative.display()));
            }
        }
        if room != "record" && text.contains("begin_transaction") || text.contains(".transaction(") {
            faults.push(format!("{} opens a transaction beside record::write", relative.display()));
        }
        if !text.starts_with("//!") {
            faults.push(format!("{} does not open with its purpose", relative.display()));
        }
        let now = ["Utc::now()", "SystemTime::now", "Local::now"].iter().any(|call| text.contains(call));
        if now && relative != Path::new("kernel/clock.rs") {
            faults.push(format!("{} reads the system's clock", relative.display()));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
