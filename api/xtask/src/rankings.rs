//! The ranking is written twice, in Rust and in the browser's language: both must give the same on random rounds.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::children::Children;
use crate::npm::npm;
use crate::repository::Repository;
use crate::{Outcome, programs};

const ROUNDS: &str = "10000";
const SEED: &str = "1";

pub(crate) fn compare(repository: &Repository, children: &Children) -> Outcome {
    programs::build(repository, children)?;
    let program = repository.cases();
    let file = repository.scratch().join("cases.jsonl");
    if !is_newer(&file, &program) {
        make(children, &program, &file)?;
    }
    let mut test = npm(&repository.frontend());
    test.env("TERANG_CASES", &file);
    children.run(test.args(["run", "test", "--", "src/lib/checker/cases.test.ts"]))
}

/// The same program makes the same rounds again: they are kept until it changes.
fn is_newer(file: &Path, program: &Path) -> bool {
    let changed = |path| fs::metadata(path).and_then(|found| found.modified());
    matches!((changed(file), changed(program)), (Ok(file), Ok(program)) if file > program)
}

fn make(children: &Children, program: &Path, file: &Path) -> Outcome {
    let wrote = |error: std::io::Error| format!("{} cannot be written: {error}.", file.display());
    // Under another name until it is whole: a run that was stopped leaves nothing that looks finished.
    let partial = file.with_extension("partial");
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).map_err(wrote)?;
    }
    let mut cases = Command::new(program);
    children.run(cases.args(["--count", ROUNDS, "--seed", SEED, "--out"]).arg(&partial))?;
    fs::rename(&partial, file).map_err(wrote)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn rounds_are_made_again_when_their_program_changes() {
        let folder = tempfile::tempdir().unwrap();
        let (program, file) = (folder.path().join("cases"), folder.path().join("kept/cases.jsonl"));
        fs::write(&program, "#!/bin/sh\necho \"$2 $4\" > \"$6\"\n").unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        assert!(!is_newer(&file, &program));
        make(&Children::default(), &program, &file).unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), "10000 1\n");
        let written = fs::metadata(&file).unwrap().modified().unwrap();
        let touch =
            |time| fs::File::options().append(true).open(&program).unwrap().set_modified(time).unwrap();
        touch(written - std::time::Duration::from_secs(1));
        assert!(is_newer(&file, &program));
        touch(written + std::time::Duration::from_secs(1));
        assert!(!is_newer(&file, &program));
    }

    #[test]
    fn a_program_that_fails_leaves_no_rounds() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("cases.jsonl");
        let failed = make(&Children::default(), Path::new("false"), &file).unwrap_err();
        assert!(failed.contains("failed"), "{failed}");
        assert!(!file.exists());
    }
}
