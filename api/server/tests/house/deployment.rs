//! The deployment as it is written down: nothing here runs Docker, so that what can be checked without it is.
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use clap::{Args, FromArgMatches};
use object_store::aws::AmazonS3ConfigKey;
use serde_json::Value;
use server::{config, load, migrate, probe};

/// What the log listens to; it is read before anything else, so no flag.
const BESIDE_THE_FLAGS: &str = "TERANG_LOG";
const IMAGE: &str = "terang:";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap().to_owned()
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn compose() -> Value {
    serde_saphyr::from_str(&read("docker-compose.yml")).unwrap()
}

fn services(compose: &Value) -> impl Iterator<Item = (&String, &Value)> {
    compose["services"].as_object().unwrap().iter()
}

fn texts(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|text| text.as_str().unwrap()).collect()
}

/// Services that run our program, each with the name of the part that it runs.
fn ours(compose: &Value) -> BTreeMap<&str, (&Value, &str)> {
    let ours = services(compose).filter(|(_, service)| service["image"].as_str().unwrap().starts_with(IMAGE));
    ours.map(|(name, service)| (name.as_str(), (service, texts(&service["command"])[0]))).collect()
}

/// Variables that a part of the program knows, each with its flag.
fn known(part: &str) -> BTreeMap<String, String> {
    let empty = clap::Command::new("terang");
    let command = match part {
        "serve" | "work" => config::Arguments::augment_args(empty),
        "load" => load::Arguments::augment_args(empty),
        "migrate" => migrate::Arguments::augment_args(empty),
        "probe" => probe::Arguments::augment_args(empty),
        other => panic!("no part {other}"),
    };
    let flag = |argument: &clap::Arg| {
        Some((argument.get_env()?.to_str()?.to_owned(), format!("--{}", argument.get_long()?)))
    };
    command.get_arguments().filter_map(flag).collect()
}

fn is_known(part: &str, variable: &str) -> bool {
    let of_the_store = || {
        matches!(part, "serve" | "work" | "load")
            && variable.starts_with("AWS_")
            && variable.to_ascii_lowercase().parse::<AmazonS3ConfigKey>().is_ok()
    };
    variable == BESIDE_THE_FLAGS || known(part).contains_key(variable) || of_the_store()
}

/// The variables of a service, as a machine with this `.env` fills them in.
fn environment(service: &Value) -> BTreeMap<String, String> {
    let of = |(name, value): (&String, &Value)| {
        let text = value.as_str().unwrap_or_else(|| panic!("{name} is not a text: {value}"));
        let filled = text.find("${").map_or_else(
            || text.to_owned(),
            |at| {
                let end = at + text[at..].find('}').unwrap();
                let variable = text[at + 2..end].split(':').next().unwrap();
                let given = match variable {
                    "TERANG_DOMAIN" => "terang.example.id",
                    "TERANG_MAIL_FROM" => "Terang <terang@example.id>",
                    other => panic!("{other} is not told in the head of docker-compose.yml"),
                };
                format!("{}{given}{}", &text[..at], &text[end + 1..])
            },
        );
        (name.clone(), filled)
    };
    service["environment"].as_object().unwrap().iter().map(of).collect()
}

#[test]
fn the_compose_file_is_one_by_its_schema() {
    let schema: Value = serde_json::from_str(&read("docker/schema/compose-spec.json")).unwrap();
    let schema = jsonschema::options().with_draft(jsonschema::Draft::Draft7).build(&schema).unwrap();
    let mut compose = compose();
    let faults: Vec<String> =
        schema.iter_errors(&compose).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert_eq!(faults, [""; 0]);
    compose["services"]["server"]["imag"] = "wrong".into();
    assert!(!schema.is_valid(&compose), "the schema lets everything pass");
}

#[test]
fn every_variable_is_one_that_the_part_which_gets_it_knows() {
    let compose = compose();
    let ours = ours(&compose);
    let parts: BTreeSet<&str> = ours.values().map(|(_, part)| *part).collect();
    assert_eq!(parts, BTreeSet::from(["load", "migrate", "serve", "work"]));
    for (name, (service, part)) in &ours {
        for variable in environment(service).keys() {
            assert!(
                is_known(part, variable),
                "{name} is told {variable}, which `terang {part}` does not know"
            );
        }
    }
    let image = read("docker/terang/Dockerfile");
    let set = image.split("ENV ").nth(1).unwrap().split("\nUSER").next().unwrap();
    for line in set.lines() {
        let variable = line.trim().split('=').next().unwrap();
        assert!(known("load").contains_key(variable), "the image sets {variable}");
    }
    assert!(!is_known("serve", "TERANG_NONSENSE") && !is_known("serve", "AWS_NONSENSE"));
    assert!(!is_known("migrate", "TERANG_KEYS"));
}

#[test]
fn every_command_is_one_that_the_program_knows() {
    let compose = compose();
    let probe = texts(&compose["services"]["server"]["healthcheck"]["test"]);
    assert_eq!(probe[..2], ["CMD", "terang"]);
    for part in ours(&compose).values().map(|(_, part)| *part).chain([probe[2]]) {
        let mut program = Command::new(env!("CARGO_BIN_EXE_terang"));
        assert!(program.args([part, "--help"]).output().unwrap().status.success(), "no `terang {part}`");
    }
}

#[test]
fn with_the_example_secrets_the_settings_are_complete() {
    let compose = compose();
    for (name, (service, part)) in ours(&compose).into_iter().filter(|(_, (_, part))| *part != "migrate") {
        let variables = environment(service);
        let flags = known(part);
        let mut words = vec!["terang".to_owned()];
        for (variable, value) in variables.iter().filter(|(variable, _)| flags.contains_key(*variable)) {
            let value = match variable.as_str() {
                "TERANG_CONFIG" => root().join("docker/secrets.example/terang.toml").display().to_string(),
                _ => value.clone(),
            };
            words.push(flags[variable].clone());
            words.extend((value != "true").then_some(value));
        }
        let command = config::Arguments::augment_args(clap::Command::new("terang"));
        let found = command.try_get_matches_from(words).unwrap();
        let read = config::Config::read(&config::Arguments::from_arg_matches(&found).unwrap());
        let read = read.unwrap_or_else(|refused| panic!("{name}: {refused}"));
        assert_eq!(read.public_address, "https://terang.example.id", "{name}");
        assert!(read.database_replica_url.is_some(), "{name}");
        assert_eq!(read.documents_options.len(), 2, "{name}");
        assert_eq!(read.without_worker, name == "server");
    }
    let owner = root().join("docker/secrets.example/owner.toml");
    let owner: migrate::Arguments = config::from_file(Some(&owner)).unwrap();
    assert!(owner.database_owner_url.is_some() && owner.database_url.is_some());
    // Every secret has its example under the name that the compose file gives it.
    for (name, secret) in compose["secrets"].as_object().unwrap() {
        let file = secret["file"].as_str().unwrap().replace("./secrets/", "docker/secrets.example/");
        assert!(root().join(&file).is_file(), "the secret {name} has no example {file}");
    }
}

/// A tag that names a version; `latest` and none do not.
fn pinned(image: &str) -> bool {
    image.rsplit_once(':').is_some_and(|(_, tag)| tag.contains(|c: char| c.is_ascii_digit()))
}

#[test]
fn every_image_is_pinned_and_every_service_kept_small() {
    let compose = compose();
    for (name, service) in services(&compose) {
        assert!(pinned(service["image"].as_str().unwrap()), "{name}: its image has no version");
        assert_eq!(texts(&service["cap_drop"]), ["ALL"], "{name}");
        assert_eq!(texts(&service["security_opt"]), ["no-new-privileges:true"], "{name}");
        assert!(service["restart"].is_string(), "{name} says nothing of its restart");
        if service["restart"] == "unless-stopped" {
            let limits = &service["deploy"]["resources"]["limits"];
            assert!(limits["memory"].is_string() && limits["pids"].is_number(), "{name} has no limits");
            assert!(service["healthcheck"].is_object(), "{name} says nothing of its health");
        }
    }
    for image in ["terang", "proxy", "postgres"] {
        let text = read(&format!("docker/{image}/Dockerfile"));
        let stages = || text.lines().filter_map(|line| line.strip_prefix("FROM "));
        assert!(
            stages().all(|stage| pinned(stage.split(' ').next().unwrap())),
            "{image}: a base has no version"
        );
        let user = text.lines().filter_map(|line| line.strip_prefix("USER ")).next_back().unwrap();
        assert!(!user.starts_with("root") && !user.starts_with('0'), "{image} runs as root");
    }
    assert!(!pinned("caddy") && !pinned("caddy:latest"));
}

#[test]
fn the_proxy_reaches_no_database_and_only_the_owner_s_task_has_the_owner_s_rights() {
    let compose = compose();
    let networks = |name: &str| texts(&compose["services"][name]["networks"]);
    assert!(!networks("proxy").contains(&"back"));
    for inside in ["primary", "replica", "storage"] {
        assert_eq!(networks(inside), ["back"], "{inside}");
        assert!(compose["services"][inside]["ports"].is_null(), "{inside} has a port outside");
    }
    for name in ["front", "back"] {
        assert_eq!(compose["networks"][name]["internal"], true);
    }
    let has = |secret: &str| -> Vec<&str> {
        let with = services(&compose).filter(|(_, service)| {
            service["secrets"].as_array().is_some_and(|secrets| secrets.iter().any(|name| name == secret))
        });
        with.map(|(name, _)| name.as_str()).collect()
    };
    assert_eq!(has("owner"), ["migrate"]);
    assert_eq!(has("postgres_password"), ["primary"]);
    assert_eq!(has("replication_password"), ["primary", "replica"]);
    assert!(!read("docker-compose.yml").contains("EXAMPLE"), "a secret stands in the compose file");
}
