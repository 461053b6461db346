//! The committee takes in the export of SSCASN, with the traps that real files have.
use interchange::{
    applicants::Column,
    write::{OutTable, Value},
};
use reqwest::Method;
use serde_json::json;
use server::{applications, kernel::new_id};

use super::world::{World, plain};
use crate::support::{AGENCY, Caller, OTHER_AGENCY, Response, TestApp};

fn cell(n: usize, column: Column) -> String {
    match column {
        Column::Nik => format!("990101570898{n:04}"),
        Column::NoRegister => format!("9900000{n:06}"),
        Column::NoPeserta => format!("24990110{n:09}"),
        Column::TglDaftar => "20-08-2024 09:15:00".into(),
        Column::NamaKtp | Column::NamaIjazah => format!("SITI REKAAN {n}"),
        Column::TglLahirKtp | Column::TglLahirIjazah => "17-08-1998".into(),
        Column::Agama => "RAHASIA".into(),
        Column::IpkNilai => "3,51".into(),
        Column::JabatanKode => "JF9900001".into(),
        Column::JabatanNama => "PERAWAT TERAMPIL".into(),
        Column::LokasiKode => "77".into(),
        Column::LokasiNama => "RSUD REKAAN".into(),
        Column::JenisFormasi => "1 - UMUM".into(),
        Column::PendidikanKode => "5110100".into(),
        Column::Email => format!("siti{n}@example.test"),
        _ => String::new(),
    }
}

/// An export of `people` with changed cells.
fn sheet(people: usize, changes: &[(usize, Column, &str)]) -> OutTable {
    let row = |n: usize| {
        let value = |column: &Column| {
            let change = changes.iter().find(|(at, of, _)| *at == n && of == column);
            Value::Text(change.map_or_else(|| cell(n, *column), |(_, _, text)| (*text).to_owned()))
        };
        Column::ALL.iter().map(value).collect()
    };
    let headings = Column::ALL.iter().map(|column| column.name().to_owned()).collect();
    OutTable { headings, rows: (1..=people).map(row).collect() }
}

fn xlsx(people: usize, changes: &[(usize, Column, &str)]) -> Vec<u8> {
    sheet(people, changes).xlsx("Pelamar").unwrap()
}

async fn check(app: &TestApp, who: &Caller<'_>, world: &World, bytes: Vec<u8>) -> Response {
    let path = format!("/api/v1/agencies/{AGENCY}/rounds/{}/imports", world.round);
    let request =
        who.request(Method::POST, &path).header("idempotency-key", new_id().to_string()).body(bytes);
    app.send(request, Method::POST, &path).await
}

async fn apply(who: &Caller<'_>, world: &World, checked: &Response) -> Response {
    let imports = format!("/api/v1/agencies/{AGENCY}/rounds/{}/imports", world.round);
    let path = format!("{imports}/{}/applications", checked.text("/id"));
    who.act(&path, json!({"understood": true}), &checked.etag()).await
}

fn codes(answer: &Response) -> Vec<String> {
    let found = answer.body["findings"].as_array().unwrap();
    found
        .iter()
        .map(|one| format!("{} {} {}", one["row"], one["column"], one["code"]).replace('"', ""))
        .collect()
}

#[actix_web::test]
async fn an_export_becomes_applications_once() {
    let app = TestApp::start().await;
    let world = World::new(&app, AGENCY, "national", plain()).await;
    let committee = app.officer("committee", AGENCY).await;
    let before = app.count("SELECT count(*) FROM person").await;
    let checked = check(&app, &committee, &world, xlsx(5, &[])).await.expect(201);
    assert_eq!((checked.text("/state"), codes(&checked)), ("checked".into(), vec![]));
    assert_eq!(app.count("SELECT count(*) FROM application").await, 0, "nothing before it is applied");

    let done = apply(&committee, &world, &checked).await.expect(200);
    assert_eq!(done.body["done"], json!({"created": 5, "corrected": 0, "unchanged": 0}));
    assert_eq!(app.count("SELECT count(*) FROM person").await, before + 5);
    assert_eq!(
        app.count("SELECT count(*) FROM application WHERE source = 'sscasn' AND state = 'submitted'").await,
        5
    );
    assert_eq!(app.count("SELECT count(*) FROM record_leaf WHERE kind = 'applicants_imported'").await, 1);

    let again = check(&app, &committee, &world, xlsx(5, &[])).await.expect(200);
    assert_eq!(again.body, done.body, "the same file gives the same answer");
    apply(&committee, &world, &again).await.expect(200);
    assert_eq!(app.count("SELECT count(*) FROM application").await, 5);
    assert_eq!(app.count("SELECT count(*) FROM record_leaf").await, 1);

    // The next export has one more person and one corrected grade.
    let next = check(&app, &committee, &world, xlsx(6, &[(2, Column::IpkNilai, "3,60")])).await.expect(201);
    let done = apply(&committee, &world, &next).await.expect(200);
    assert_eq!(done.body["done"], json!({"created": 1, "corrected": 1, "unchanged": 4}));

    let mut connection = app.state.primary().await.unwrap();
    let rows = applications::sscasn::rows_for_export(&app.state, &mut connection, AGENCY, world.round)
        .await
        .unwrap();
    assert_eq!(rows.len(), 6);
    assert_eq!((rows[1].snapshot_number, rows[1].values[&Column::IpkNilai].as_str()), (2, "3,60"));
    assert!(rows.iter().all(|row| !row.values.contains_key(&Column::Agama)), "religion is never kept");
}

#[actix_web::test]
async fn a_csv_says_the_same_as_a_workbook() {
    let app = TestApp::start().await;
    let world = World::new(&app, AGENCY, "national", plain()).await;
    let committee = app.officer("committee", AGENCY).await;
    let csv = sheet(3, &[]).csv(interchange::write::Dialect::Excel).unwrap();
    let checked = check(&app, &committee, &world, csv).await.expect(201);
    assert_eq!(apply(&committee, &world, &checked).await.expect(200).body["done"]["created"], 3);
}

#[actix_web::test]
async fn one_bad_row_stops_the_whole_file_and_is_named() {
    let app = TestApp::start().await;
    let world = World::new(&app, AGENCY, "national", plain()).await;
    let committee = app.officer("committee", AGENCY).await;
    let bytes = xlsx(
        7,
        &[
            (1, Column::Nik, "12345"),
            (3, Column::NoRegister, "9900000000002"),
            (4, Column::JabatanKode, "JF1111111"),
            (5, Column::JenisFormasi, "CUMLAUDE"),
            (6, Column::PendidikanKode, "9999999"),
            (7, Column::LokasiNama, "DINAS LAIN"),
        ],
    );
    let refused = check(&app, &committee, &world, bytes).await.expect(201);
    assert_eq!(refused.text("/state"), "refused");
    assert_eq!(
        codes(&refused),
        [
            "2 nik identifier_form",
            "4 no_register duplicate",
            "5 jabatan_kode vacancy_unknown",
            "6 jenis_formasi vacancy_unknown",
            "7 pendidikan_kode vacancy_unknown",
            "8 lokasi_nama vacancy_unknown",
        ]
    );
    assert!(!refused.body.to_string().contains("12345"), "no value is repeated");
    apply(&committee, &world, &refused).await.problem(409, "import_refused");
    assert_eq!(app.count("SELECT count(*) FROM application").await, 0);
    assert!(app.stored_files().iter().all(|file| file.starts_with(b"age-encryption.org/v1")));
}

#[actix_web::test]
async fn lost_digits_and_missing_columns_refuse_the_file() {
    let app = TestApp::start().await;
    let world = World::new(&app, AGENCY, "national", plain()).await;
    let committee = app.officer("committee", AGENCY).await;
    let lost =
        sheet(1, &[(1, Column::Nik, "9.90101570898E+15")]).csv(interchange::write::Dialect::Excel).unwrap();
    let refused = check(&app, &committee, &world, lost).await.expect(201);
    assert_eq!((refused.text("/state"), refused.text("/refusal")), ("refused".into(), "digits_lost".into()));

    let mut table = sheet(1, &[]);
    table.headings[1] = "nomor_ktp".into();
    let refused = check(&app, &committee, &world, table.xlsx("x").unwrap()).await.expect(201);
    assert_eq!(
        (refused.text("/refusal"), refused.text("/columns/0")),
        ("columns_missing".into(), "nik".into())
    );

    let mut table = sheet(1, &[]);
    table.headings[36] = "kolom_baru".into();
    let checked = check(&app, &committee, &world, table.xlsx("x").unwrap()).await.expect(201);
    assert_eq!(checked.text("/state"), "checked", "an unknown column is a warning");
    assert!(codes(&checked).iter().any(|code| code.ends_with("column_unknown")), "{:?}", codes(&checked));
    let refused = check(&app, &committee, &world, b"not a sheet at all".to_vec()).await.expect(201);
    assert_eq!(refused.text("/state"), "refused");
}

#[actix_web::test]
async fn an_account_that_is_not_proven_is_never_joined() {
    let app = TestApp::start().await;
    let world = World::new(&app, AGENCY, "national", plain()).await;
    let committee = app.officer("committee", AGENCY).await;
    let squatter = app.person_with_nik("ORANG LAIN", &cell(1, Column::Nik), "unproven").await;
    let siti = app.person_with_nik("SITI REKAAN 2", &cell(2, Column::Nik), "proven").await;
    let checked = check(&app, &committee, &world, xlsx(2, &[])).await.expect(201);
    apply(&committee, &world, &checked).await.expect(200);
    assert_eq!(squatter.get("/api/v1/applications").await.body["items"], json!([]));
    let mine = siti.get("/api/v1/applications").await.expect(200);
    assert_eq!(mine.body["items"][0]["source"], "sscasn");
}

#[actix_web::test]
async fn only_the_rounds_committee_imports_and_only_into_a_national_round() {
    let app = TestApp::start().await;
    let world = World::new(&app, AGENCY, "national", plain()).await;
    let own = World::own(&app, plain()).await;
    let committee = app.officer("committee", AGENCY).await;
    check(&app, &committee, &own, xlsx(1, &[])).await.problem(409, "not_national");
    for (role, agency) in [("verifier", AGENCY), ("committee", OTHER_AGENCY)] {
        let stranger = app.officer(role, agency).await;
        check(&app, &stranger, &world, xlsx(1, &[])).await.problem(404, "not_found");
    }
    let other = app.person("Panitia Lain").await;
    other.grant_scoped("committee", AGENCY, "round", Some(own.round)).await;
    other.step_up().await;
    check(&app, &other, &world, xlsx(1, &[])).await.problem(404, "not_found");
}
