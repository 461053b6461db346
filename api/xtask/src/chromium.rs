//! A Chromium for the browser tests: from PATH, else by apt when root, else from an npm package that ships it.

use std::env;
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Outcome;
use crate::children::Children;
use crate::npm;
use crate::repository::Repository;

const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

const SCRIPT: &str = r#"#!/bin/sh
# Runs the unpacked Chromium with its own libraries and fonts.
here=$(dirname "$(readlink -f "$0")")
export LD_LIBRARY_PATH="$here/al2023/lib" FONTCONFIG_FILE="$here/fonts.conf"
exec "$here/chromium" "$@"
"#;

/// `CHROMIUM_PATH` wins; the answer is a program that has just told its version.
pub(crate) fn find(repository: &Repository, children: &Children) -> Outcome<PathBuf> {
    if let Some(named) = env::var_os("CHROMIUM_PATH") {
        let named = PathBuf::from(named);
        return works(&named)
            .then_some(named)
            .ok_or_else(|| "CHROMIUM_PATH names no program that runs: correct or remove it.".to_owned());
    }
    if let Some(found) = on_path() {
        return Ok(found);
    }
    let installed = nix::unistd::geteuid().is_root() && install_by_apt(children).is_ok();
    if let Some(found) = installed.then(on_path).flatten() {
        return Ok(found);
    }
    match unpack(repository, children) {
        Ok(found) if works(&found) => Ok(found),
        _ if children.is_stopping() => Err("Stopped.".to_owned()),
        _ => Err("The browser tests need Chromium, which could not be installed: install it (for example \
                  `sudo apt-get install chromium`) or set CHROMIUM_PATH."
            .to_owned()),
    }
}

fn on_path() -> Option<PathBuf> {
    let folders = env::var_os("PATH")?;
    let folders: Vec<PathBuf> = env::split_paths(&folders).collect();
    NAMES
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)))
        .find(|program| program.is_file() && works(program))
}

fn works(program: &Path) -> bool {
    Command::new(program).arg("--version").output().is_ok_and(|output| output.status.success())
}

fn install_by_apt(children: &Children) -> Outcome {
    children.run(Command::new("apt-get").arg("update"))?;
    let mut install = Command::new("apt-get");
    install.env("DEBIAN_FRONTEND", "noninteractive");
    children.run(install.args(["install", "-y", "--no-install-recommends", "chromium"]))
}

/// The npm package carries a compressed Chromium (Linux on x86-64) with the libraries that a bare system
/// lacks; both are unpacked once, and a small script runs the one with the others.
fn unpack(repository: &Repository, children: &Children) -> Outcome<PathBuf> {
    let package = repository.chromium_package();
    npm::install(children, &package)?;
    let folder = repository.scratch().join("chromium");
    let wrote = |error: std::io::Error| format!("{} cannot be written: {error}.", folder.display());
    let script = folder.join("run");
    if script.exists() {
        return Ok(script);
    }
    fs::create_dir_all(&folder).map_err(wrote)?;
    let unpacking = "await (await import('@sparticuz/chromium')).default.executablePath()";
    let mut node = Command::new("node");
    node.current_dir(&package).args(["--input-type=module", "--eval", unpacking]);
    // It unpacks into the temporary folder, and the libraries only where it takes itself to be at home.
    node.env("TMPDIR", &folder).env("AWS_EXECUTION_ENV", "AWS_Lambda_nodejs20.x");
    children.run(&mut node)?;
    // The package's own list of fonts names folders that are not here, and without fonts a page crashes.
    let fonts = format!(
        "<?xml version=\"1.0\"?>\n<!DOCTYPE fontconfig SYSTEM \"fonts.dtd\">\n<fontconfig>\
         <dir>{0}/fonts</dir><cachedir>{0}/font-cache</cachedir></fontconfig>\n",
        folder.display()
    );
    fs::write(folder.join("fonts.conf"), fonts).map_err(wrote)?;
    let partial = folder.join("run.partial");
    fs::write(&partial, SCRIPT).map_err(wrote)?;
    fs::set_permissions(&partial, Permissions::from_mode(0o755)).map_err(wrote)?;
    fs::rename(&partial, &script).map_err(wrote)?;
    Ok(script)
}
