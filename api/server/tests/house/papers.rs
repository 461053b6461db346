//! What the papers say of tests is true.
use std::{fs, path::Path};

/// `room::file::name`, or `room::name` for a test in the room's `mod.rs`.
fn is_test(name: &str) -> bool {
    let word = |part: &str| {
        part.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_' || byte.is_ascii_digit())
    };
    name.contains("::") && name.split("::").all(word)
}

#[test]
fn every_test_that_the_threats_name_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(root.join("../../docs/THREATS.md")).unwrap();
    // The odd pieces between backticks are code.
    let named: Vec<&str> = text.split('`').skip(1).step_by(2).filter(|code| is_test(code)).collect();
    assert!(named.len() > 40, "only {} tests are named", named.len());
    for name in named {
        let (file, test) = name.rsplit_once("::").unwrap();
        let file = root.join("tests").join(file.replace("::", "/"));
        let source = fs::read_to_string(file.with_extension("rs"))
            .or_else(|_| fs::read_to_string(file.join("mod.rs")))
            .unwrap_or_default();
        // `house::papers` names a whole file.
        let whole = root.join("tests").join(name.replace("::", "/")).with_extension("rs").exists();
        assert!(
            whole || source.contains(&format!("fn {test}(")),
            "docs/THREATS.md names {name}, which is not there"
        );
    }
}
