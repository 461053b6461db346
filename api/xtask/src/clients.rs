//! The API as other programs meet it: both OpenAPI documents are linted and held against the official schemas, and a
//! Kotlin client is generated from the newer one and compiled.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Outcome;
use crate::children::Children;
use crate::npm::{self, npm};
use crate::repository::Repository;

/// Started for seconds only: the compilers of long-running programs would cost more than they gain.
const JAVA: [&str; 3] = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx2g"];

pub(crate) fn run(repository: &Repository, children: &Children) -> Outcome {
    let package = repository.clients_package();
    npm::install(children, &package)?;
    for script in ["lint", "validate"] {
        children.run(npm(&package).env("REDOCLY_TELEMETRY", "off").args(["run", "--silent", script]))?;
    }
    match missing() {
        None => kotlin(repository, children),
        // Where everything is tested, a part may not go missing unseen.
        Some(what) if env::var_os("CI").is_some() => Err(what),
        Some(what) => {
            println!("THE KOTLIN CLIENT WAS NOT COMPILED. {what}");
            Ok(())
        }
    }
}

fn missing() -> Option<String> {
    let works = |program: &str, words: &[&str]| {
        Command::new(program).args(words).output().is_ok_and(|output| output.status.success())
    };
    if !works("java", &["-version"]) {
        return Some("It needs Java 17 or newer on the PATH (for example `sudo apt-get install default-jre-headless`).".into());
    }
    if !works("python3", &["-m", "pip", "--version"]) {
        return Some("Its generator comes from PyPI: it needs python3 with pip on the PATH.".into());
    }
    None
}

fn kotlin(repository: &Repository, children: &Children) -> Outcome {
    let package = repository.clients_package();
    let folder = repository.root().join("target/clients");
    let generator = generator(&package, &folder, children)?;
    let (source, classes) = (folder.join("kotlin"), folder.join("classes"));
    for old in [&source, &classes] {
        if old.exists() {
            fs::remove_dir_all(old)
                .map_err(|error| format!("{} cannot be removed: {error}.", old.display()))?;
        }
    }
    let mut generate = Command::new("java");
    generate
        .args(JAVA)
        .arg("-Dlog.level=warn")
        .arg("-jar")
        .arg(&generator)
        .args(["generate", "-g", "kotlin"]);
    generate.arg("-i").arg(repository.root().join("openapi/terang.json")).arg("-o").arg(&source);
    generate.args(["--library", "jvm-okhttp4", "--additional-properties"]);
    generate.arg("serializationLibrary=jackson,packageName=terang.client,omitGradleWrapper=true");
    generate.args([
        "--global-property",
        "apis,models,supportingFiles,apiTests=false,modelTests=false,apiDocs=false,modelDocs=false",
    ]);
    children.run(&mut generate)?;
    let compiler = package.join("node_modules/kotlin-compiler");
    let mut compile = Command::new("java");
    compile.args(JAVA).arg("-cp").arg(compiler.join("lib/kotlin-compiler.jar"));
    compile.arg("org.jetbrains.kotlin.cli.jvm.K2JVMCompiler").arg("-kotlin-home").arg(&compiler);
    // The generator's archive holds the real Jackson.
    compile.args(["-nowarn", "-jvm-target", "17", "-cp"]).arg(&generator).arg("-d").arg(&classes);
    compile.arg(source.join("src/main/kotlin")).arg(package.join("outline"));
    children.run(&mut compile)?;
    let count = fs::read_dir(classes.join("terang/client/apis")).map_or(0, Iterator::count);
    if count == 0 {
        return Err("The generated client has no API class: read what the generator says above.".to_owned());
    }
    println!("The Kotlin client compiles: {count} classes of its APIs.");
    Ok(())
}

/// The generator's archive, from the pinned and hashed package; taken once.
fn generator(package: &Path, folder: &Path, children: &Children) -> Outcome<PathBuf> {
    let wanted = fs::read(package.join("requirements.txt")).unwrap_or_default();
    let (stamp, unpacked) = (folder.join("requirements.txt"), folder.join("generator"));
    let archive = unpacked.join("openapi_generator_cli/openapi-generator.jar");
    if archive.is_file() && fs::read(&stamp).is_ok_and(|found| found == wanted) {
        return Ok(archive);
    }
    let wheels = folder.join("wheels");
    for old in [&wheels, &unpacked] {
        let _none_yet = fs::remove_dir_all(old);
    }
    fs::create_dir_all(&wheels).map_err(|error| format!("{} cannot be made: {error}.", wheels.display()))?;
    let mut download = Command::new("python3");
    download
        .args(["-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes", "--dest"])
        .arg(&wheels);
    children.run(download.arg("--requirement").arg(package.join("requirements.txt")))?;
    let wheel = fs::read_dir(&wheels).ok().and_then(|mut all| all.next()).and_then(Result::ok);
    let wheel = wheel.ok_or("The generator's package was not downloaded: run the tests again.")?;
    children.run(Command::new("python3").args(["-m", "zipfile", "-e"]).arg(wheel.path()).arg(&unpacked))?;
    fs::write(&stamp, wanted).map_err(|error| format!("{} cannot be written: {error}.", stamp.display()))?;
    Ok(archive)
}
