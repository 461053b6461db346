//! A journalist downloads the archive and opens it in a spreadsheet.
use std::io::Read;

use flate2::read::GzDecoder;
use reqwest::Method;
use serde_json::Value;
use server::{catalog::load::Progress, load};

use crate::{
    catalog::Files,
    rounds::committee::Committee,
    support::{Response, TestApp},
};

const CSV: &str = "/api/v1/open-data/vacancies-2024-cpns.csv";

async fn archive() -> TestApp {
    let (app, files) = (TestApp::start().await, Files::new());
    load::all(&app.state, files.path(), Progress::Silent).await.unwrap();
    app
}

async fn asked(app: &TestApp, path: &str, header: (&str, &str)) -> Response {
    app.send(app.client.get(app.url(path)).header(header.0, header.1), Method::GET, path).await
}

fn records(bytes: &[u8]) -> (Vec<String>, Vec<csv::StringRecord>) {
    let mut reader = csv::Reader::from_reader(bytes);
    let headings = reader.headers().unwrap().iter().map(str::to_owned).collect();
    (headings, reader.records().map(Result::unwrap).collect())
}

fn unzipped(bytes: &[u8]) -> Vec<u8> {
    let mut plain = Vec::new();
    GzDecoder::new(bytes).read_to_end(&mut plain).unwrap();
    plain
}

#[actix_web::test]
async fn the_list_says_what_there_is_and_what_each_column_means() {
    let app = archive().await;
    Committee::published(&app).await;
    let list = app.get("/api/v1/open-data").await.expect(200);
    assert_eq!(list.text("/licence"), "CC-BY-4.0");
    let sets = list.body["sets"].as_array().unwrap();
    let names: Vec<_> =
        sets.iter().map(|set| (set["name"].as_str().unwrap(), set["rows"].as_i64().unwrap())).collect();
    assert_eq!(names, [("vacancies-2026-blud_professional", 1), ("vacancies-2024-cpns", 3)]);
    let (headings, _) = records(&app.get(CSV).await.expect(200).bytes);
    let described: Vec<_> =
        list.body["columns"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect();
    assert_eq!(headings, described);
    for set in sets {
        for file in set["files"].as_array().unwrap() {
            app.get(file["path"].as_str().unwrap()).await.expect(200);
        }
    }
}

#[actix_web::test]
async fn every_row_is_there_once_in_each_form() {
    let app = archive().await;
    let plain = app.get(CSV).await.expect(200);
    assert_eq!(plain.headers["content-disposition"], "attachment; filename=\"vacancies-2024-cpns.csv\"");
    let (headings, rows) = records(&plain.bytes);
    let column = |name: &str| headings.iter().position(|heading| heading == name).unwrap();
    let nurse = rows.iter().find(|row| &row[column("post_title")] == "Perawat Terampil").unwrap();
    assert_eq!((rows.len(), &nurse[column("eligible_count")], &nurse[column("places")]), (3, "31", "2"));
    assert_eq!(&nurse[column("unit_path")], "Dinas Kesehatan | RSUD Sawahlunto");
    let planner = rows.iter().find(|row| &row[column("agency_code")] == "1010").unwrap();
    assert_eq!(&planner[column("education_codes")], "5101202|4000001");

    let zipped = app.get(&format!("{CSV}.gz")).await.expect(200);
    assert_eq!(zipped.headers["content-type"], "application/gzip");
    assert_eq!(unzipped(&zipped.bytes), plain.bytes);
    let on_the_way = asked(&app, CSV, ("accept-encoding", "gzip, br")).await.expect(200);
    assert_eq!(on_the_way.headers["content-encoding"], "gzip");
    assert_eq!(unzipped(&on_the_way.bytes), plain.bytes);

    let lines = app.get("/api/v1/open-data/vacancies-2024-cpns.ndjson").await.expect(200);
    let text = String::from_utf8(lines.bytes).unwrap();
    let objects: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(objects.len(), 3);
    assert!(objects.iter().any(|one| one["pay_max"] == 6_000_000 && one["eligible_count"] == 31));
    assert!(objects.iter().any(|one| one["eligible_count"].is_null()), "unknown is not nought");
}

#[actix_web::test]
async fn more_rows_than_a_portion_come_without_gap() {
    let (app, files) = (TestApp::start().await, Files::new());
    let rows: Vec<String> = (0..4_001)
        .map(|at| format!("646c3891-6c87-4f26-b378-{at:012x},CPNS,5473,,general,UMUM,Perawat,X,RSUD,X,4000001,1,1,false,,,,2024-12"))
        .collect();
    files.formations(&rows.iter().map(String::as_str).collect::<Vec<_>>());
    load::all(&app.state, files.path(), Progress::Silent).await.unwrap();
    let (_, found) = records(&app.get(CSV).await.expect(200).bytes);
    let ids: std::collections::BTreeSet<_> = found.iter().map(|row| row[0].to_owned()).collect();
    assert_eq!((found.len(), ids.len()), (4_001, 4_001));
}

#[actix_web::test]
async fn a_formula_in_a_title_does_not_run() {
    let (app, files) = (TestApp::start().await, Files::new());
    files.formations(&["646c3891-6c87-4f26-b378-0a190221a200,CPNS,5473,,general,UMUM,\"=HYPERLINK(\"\"http://x\"\")\",X,@unit,X,4000001,1,,false,,,,2024-12"]);
    load::all(&app.state, files.path(), Progress::Silent).await.unwrap();
    let (headings, rows) = records(&app.get(CSV).await.expect(200).bytes);
    let cell = |name: &str| rows[0][headings.iter().position(|heading| heading == name).unwrap()].to_owned();
    assert_eq!(cell("post_title"), "'=HYPERLINK(\"http://x\")");
    assert_eq!(cell("unit_path"), "'@unit");
}

#[actix_web::test]
async fn a_kept_file_is_confirmed_until_something_changes() {
    let app = archive().await;
    let first = app.get(CSV).await.expect(200);
    let (etag, modified) = (first.etag(), first.headers["last-modified"].to_str().unwrap().to_owned());
    for header in [("if-none-match", etag.as_str()), ("if-modified-since", modified.as_str())] {
        let answer = app.client.get(app.url(CSV)).header(header.0, header.1).send().await.unwrap();
        assert_eq!(answer.status(), 304, "{header:?}");
    }
    let other = asked(&app, CSV, ("accept-encoding", "gzip")).await.expect(200);
    assert_ne!(other.etag(), etag, "other bytes, another tag");
    app.sql("UPDATE vacancy SET places = 9, updated_at = updated_at + interval '1 hour'").await;
    assert_eq!(asked(&app, CSV, ("if-none-match", etag.as_str())).await.status, 200);
    assert_eq!(asked(&app, CSV, ("if-modified-since", modified.as_str())).await.status, 200);
}

#[actix_web::test]
async fn what_is_not_published_or_not_a_file_is_not_there() {
    let app = TestApp::start().await;
    let mut committee = Committee::begin(&app, "internal").await;
    committee.vacancy(crate::rounds::committee::vacancy()).await;
    for name in ["vacancies-2026-internal.csv", "vacancies-2024-cpns.xlsx", "x", "vacancies-2024-cpns.csv"] {
        app.get(&format!("/api/v1/open-data/{name}")).await.problem(404, "not_found");
    }
}

#[actix_web::test]
async fn made_up_data_say_so_in_name_and_every_row() {
    let app = TestApp::start_demo().await;
    Committee::published(&app).await;
    let answer = app.get("/api/v1/open-data/vacancies-2026-blud_professional.csv").await.expect(200);
    assert!(answer.headers["content-disposition"].to_str().unwrap().contains("DATA-REKAAN-"));
    let (headings, rows) = records(&answer.bytes);
    assert_eq!((headings.last().unwrap().as_str(), &rows[0][headings.len() - 1]), ("data", "DATA REKAAN"));
}
