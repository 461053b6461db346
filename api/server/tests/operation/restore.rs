//! A backup made while people submit comes back whole: the same counts, the same leaves, a document that opens.
use std::{
    path::Path,
    process::{Command, Stdio},
};

use diesel::{QueryableByName, sql_types::Text};
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use postgres::{Cluster, Options};
use serde_json::Value;
use server::{database, kernel::Clock};

use super::program::{Ends, backup, free_port, restore, run, terang};
use crate::{
    applications::crowd::crowd,
    documents::upload::{picture, upload},
    kills::{confirm_addresses, load::Load, open_round, serving::Serving},
    support::{AGENCY, Caller, TestApp, inspection},
};

const PEOPLE: usize = 1500;
/// Submissions before the backup begins.
const HEAD_START: usize = 40;

/// One text from a database.
async fn text(url: &str, query: &str) -> String {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = Text)]
        t: String,
    }
    let mut connection = AsyncPgConnection::establish(url).await.unwrap();
    let query = format!("SELECT ({query})::text AS t");
    let row: Row = diesel::sql_query(query).get_result(&mut connection).await.unwrap();
    row.t
}

/// The commitments of an agency's first `count` leaves, in their order.
async fn commitments(url: &str, count: u64) -> String {
    let query = format!(
        "SELECT string_agg(encode(leaf.commit, 'hex'), ' ' ORDER BY o.leaf_index) FROM record_order o
         JOIN record_leaf leaf ON leaf.agency_id = o.agency_id AND leaf.id = o.leaf_id
         WHERE o.agency_id = '{AGENCY}' AND o.leaf_index < {count}"
    );
    text(url, &query).await
}

fn manifest(folder: &Path) -> Value {
    serde_json::from_slice(&std::fs::read(folder.join("manifest.json")).unwrap()).unwrap()
}

/// The restored server gives Siti her document, in the session that she had before.
async fn document_opens(cluster: &Cluster, folder: &Path, app: &TestApp, siti: &Caller<'_>, path: &str) {
    const PASSWORD: &str = "afterwards";
    database::set_server_password(&cluster.superuser_url("terang"), PASSWORD).await.unwrap();
    let listen = free_port();
    let mut command = terang(&["serve", "--end-with-parent"]);
    command.env("DATABASE_URL", cluster.url("terang", database::SERVER_ROLE, PASSWORD));
    command.env("TERANG_KEYS", folder.join("keys")).env("TERANG_LISTEN", &listen);
    command.env("TERANG_DOCUMENTS", format!("file://{}", folder.join("documents").display()));
    command.env("TERANG_SMTP", format!("127.0.0.1:{}", app.mailbox.port()));
    command.env("TERANG_METRICS_LISTEN", "off").env("TERANG_LOG", "error");
    let _ends =
        Ends(command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::inherit()).spawn().unwrap());
    let address = format!("http://{listen}{path}");
    let answer = loop {
        let request = app.client.get(&address).bearer_auth(siti.token());
        match request.send().await {
            Ok(answer) => break answer,
            Err(error) if error.is_connect() => {
                actix_web::rt::time::sleep(std::time::Duration::from_millis(20)).await;
            }
            Err(error) => panic!("{error}"),
        }
    };
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.bytes().await.unwrap(), picture());
}

/// Makes the backup while the load runs; answers the submissions that were answered before it began.
async fn backup_under_load(app: &TestApp, load: &Load<'_>, to: &Path) -> Vec<uuid::Uuid> {
    while load.submitted().len() < HEAD_START {
        actix_web::rt::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    let before: Vec<_> = load.submitted().into_keys().collect();
    let (good, said) = run(backup(app, to)).await;
    let after = load.submitted().len();
    load.end();
    assert!(good, "{said}");
    assert!(said.contains("Backup of") && said.contains("database rows"), "{said}");
    assert!(after > before.len(), "nobody submitted while the backup was made");
    println!("{} submissions before, {} after the backup\n{said}", before.len(), after);
    before
}

#[actix_web::test]
async fn a_backup_under_load_comes_back_whole() {
    inspection::program().await;
    let app = TestApp::start_at(Clock::system()).await;
    let world = open_round(&app).await;
    let people = crowd(&app, &world, PEOPLE).await;
    confirm_addresses(&app).await;
    let siti = app.person("SITI REKAAN").await;
    let stored = upload(&app, &siti, "diploma", picture()).await.expect(201);
    let document = format!("/api/v1/agencies/{AGENCY}/documents/{}", stored.text("/id"));
    let serving = Serving::new(&app);
    let process = serving.start();
    serving.answers().await;
    let load = Load::new(&app, vec![serving.address()], &people, 1);
    let made = app.folder.join("backup");
    let (before, ()) = futures::join!(backup_under_load(&app, &load, &made), load.run());
    drop(process);

    let folder = std::env::temp_dir().join(format!("terang-restored-{}", uuid::Uuid::now_v7().simple()));
    let (good, said) = run(restore(&made, &app.folder.join("passphrase"), &folder)).await;
    assert!(good, "{said}");
    assert!(said.contains("Verified"), "{said}");
    println!("{said}");

    let cluster = Cluster::start(&Options::durable(folder.join("postgres"))).unwrap();
    let url = cluster.superuser_url("terang");
    let manifest = manifest(&made);
    for table in manifest["tables"].as_array().unwrap() {
        let name = format!("{}.{}", table["schema"].as_str().unwrap(), table["name"].as_str().unwrap());
        let found = text(&url, &format!("SELECT count(*) FROM {name}")).await;
        assert_eq!(found, table["rows"].to_string(), "{name}");
    }
    let leaves = manifest["agencies"][0]["leaves"].as_u64().unwrap();
    let restored = commitments(&url, u64::MAX >> 1).await;
    assert_eq!(restored.split(' ').count() as u64, leaves);
    assert_eq!(restored, commitments(&app.database.owner_url, leaves).await);
    assert!(leaves > 0);

    // One moment: whoever is submitted has his snapshot, leaf and inbox entry, and nobody else has.
    let facts = text(&url, "SELECT count(*) FROM record_leaf").await;
    let told = text(&url, "SELECT count(*) FROM inbox_entry").await;
    assert_eq!(facts, told);
    let shots = text(&url, "SELECT count(*) FROM application_snapshot").await;
    let submitted = text(&url, "SELECT count(*) FROM record_leaf WHERE kind = 'application_submitted'").await;
    assert_eq!(shots, submitted);
    let known = text(&url, "SELECT string_agg(application_id::text, ' ') FROM application_snapshot").await;
    let missing: Vec<_> = before.iter().filter(|id| !known.contains(&id.to_string())).collect();
    assert!(missing.is_empty(), "answered before the backup, and not in it: {missing:?}");

    document_opens(&cluster, &folder, &app, &siti, &document).await;
    // Work goes on: the queue gives out numbers that were not given before, and foreign keys and triggers hold.
    let keys = "SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND convalidated";
    assert_eq!(text(&url, keys).await, text(&app.database.owner_url, keys).await);
    let triggers =
        "SELECT string_agg(tgname || tgenabled::text, ' ' ORDER BY tgrelid::regclass::text, tgname)
      FROM pg_trigger WHERE NOT tgisinternal";
    assert_eq!(text(&url, triggers).await, text(&app.database.owner_url, triggers).await);
    text(&url, "SELECT id FROM graphile_worker.add_job('send_mail', '{}'::json)").await;

    let (good, said) = run(restore(&made, &app.folder.join("passphrase"), &folder)).await;
    assert!(!good && said.contains("is not empty"), "{said}");
    cluster.stop().unwrap();
    postgres::erase(&folder.join("postgres")).unwrap();
    std::fs::remove_dir_all(&folder).unwrap();
}

/// The owner of the database may not do everything in the cluster, and needs not to.
#[actix_web::test]
async fn an_owner_who_is_no_superuser_restores_and_backs_up() {
    let app = TestApp::start().await;
    app.person("SITI REKAAN").await;
    let first = app.folder.join("backup");
    let (good, said) = run(backup(&app, &first)).await;
    assert!(good, "{said}");
    let owner = format!("owner_{}", server::kernel::new_id().simple());
    app.sql(&format!("CREATE ROLE {owner} LOGIN CREATEROLE PASSWORD 'onlyfortests'")).await;
    app.sql(&format!("CREATE DATABASE {owner} OWNER {owner}")).await;
    let mut url = url::Url::parse(&app.database.owner_url).unwrap();
    url.set_username(&owner).unwrap();
    url.set_password(Some("onlyfortests")).unwrap();
    url.set_path(&owner);
    let there = |command: &mut Command| {
        command.env("DATABASE_OWNER_URL", url.as_str()).env("TERANG_KEYS", app.folder.join("restored/keys"));
        command
            .env("TERANG_DOCUMENTS", format!("file://{}", app.folder.join("restored/documents").display()));
    };
    let mut command = terang(&["restore", "--from"]);
    command.arg(&first).arg("--passphrase-file").arg(app.folder.join("passphrase"));
    there(&mut command);
    let (good, said) = run(command).await;
    assert!(good, "{said}");
    let second = app.folder.join("again");
    let mut command = backup(&app, &second);
    there(&mut command);
    let (good, said) = run(command).await;
    assert!(good, "{said}");
    let counts = |folder: &Path| -> Vec<_> {
        let tables = manifest(folder)["tables"].as_array().unwrap().clone();
        tables.iter().map(|table| (table["name"].clone(), table["rows"].clone())).collect()
    };
    assert_eq!(counts(&first), counts(&second));
}
