//! `terang load`: whole or not at all, once or not again.
use server::{
    catalog::load::{Loaded, Progress},
    load,
};

use super::Files;
use crate::support::TestApp;

#[actix_web::test]
async fn the_second_load_changes_nothing_and_a_changed_file_is_loaded_alone() {
    let (app, files) = (TestApp::start().await, Files::new());
    let first = load::all(&app.state, files.path(), Progress::Silent).await.unwrap();
    assert!(first.iter().all(|set| matches!(set, Loaded::Rows(rows) if *rows > 0)), "{first:?}");
    assert_eq!(app.count("SELECT count(*) FROM vacancy WHERE archive AND published").await, 3);
    assert_eq!(
        app.count("SELECT count(*) FROM selection_round WHERE archive AND code = 'cpns-2024'").await,
        2
    );
    assert_eq!(app.count("SELECT count(*) FROM post WHERE id = 'A1'").await, 2);
    let again = load::all(&app.state, files.path(), Progress::Silent).await.unwrap();
    assert!(again.iter().all(|set| *set == Loaded::Unchanged), "{again:?}");
    let audited = "SELECT count(*) FROM record_audit WHERE kind = 'dataset_loaded' AND actor_role = 'system'";
    assert_eq!(app.count(audited).await, 8);

    files.formations(&[
        "646c3891-6c87-4f26-b378-0a190221a200,CPNS,5473,,general,UMUM,Perawat Terampil,X,Dinas Kesehatan | RSUD Sawahlunto,X,4000001,4,31,false,4000000,6000000,,2024-12",
        "0123456789abcdef0123456789abcdef,CPNS,5473,,oap,OAP,Analis Hukum Ahli Pertama,X,Sekretariat Daerah,X,5101202,1,,true,,7000000,,2024-12",
    ]);
    let third = load::all(&app.state, files.path(), Progress::Silent).await.unwrap();
    assert_eq!(third.iter().filter(|set| **set != Loaded::Unchanged).count(), 1);
    let changed = "SELECT count(*) FROM vacancy WHERE version = 2 AND places = 4";
    assert_eq!(app.count(changed).await, 1, "the changed vacancy has a second version");
    assert_eq!(app.count("SELECT count(*) FROM vacancy WHERE version = 1").await, 2, "the others have none");
}

#[actix_web::test]
async fn a_vacancy_keeps_its_id_its_pool_and_the_text_of_its_id() {
    let (app, files) = (TestApp::start().await, Files::new());
    load::all(&app.state, files.path(), Progress::Silent).await.unwrap();
    let hex = "SELECT count(*) FROM vacancy WHERE id = '01234567-89ab-cdef-0123-456789abcdef'
      AND external_id = '0123456789abcdef0123456789abcdef' AND pool = 'native_papuan' AND pool_original = 'OAP'
      AND level_ids = '{40}' AND region_code = '13.73' AND pay_min IS NULL";
    assert_eq!(app.count(hex).await, 1);
}

#[actix_web::test]
async fn bad_rows_are_named_by_line_and_column_and_nothing_is_half_loaded() {
    let (app, files) = (TestApp::start().await, Files::new());
    files.formations(&[
        "646c3891-6c87-4f26-b378-0a190221a200,CPNS,5473,,general,UMUM,Perawat,X,U,X,4000001,2,31,false,,,,2024-12",
        "not-an-id,CPNS,5473,,general,UMUM,Perawat,X,U,X,4000001,2,31,false,,,,2024-12",
        "746c3891-6c87-4f26-b378-0a190221a201,CPNS,5473,,general,UMUM,Perawat,X,U,X,4000001,two,31,false,,,,2024-12",
        "746c3891-6c87-4f26-b378-0a190221a202,CPNS,5473,,general,UMUM,Perawat,X,U,X,9999999,2,31,maybe,,,,2024-12",
    ]);
    let refusal = load::all(&app.state, files.path(), Progress::Silent).await.unwrap_err();
    assert!(refusal.contains("line 3, column 1 (id)"), "{refusal}");
    assert!(refusal.contains("line 4, column 12 (places)"), "{refusal}");
    assert!(refusal.contains("line 5, column 11 (education_codes)"), "{refusal}");
    assert!(!refusal.contains("not-an-id") && !refusal.contains("two"), "no value is repeated: {refusal}");
    assert_eq!(app.count("SELECT count(*) FROM vacancy").await, 0);
    assert_eq!(app.count("SELECT count(*) FROM selection_round").await, 0);
    let others = "SELECT count(*) FROM dataset WHERE name <> 'formations-2024-cpns'";
    assert_eq!(app.count(others).await, 7, "the sets before it stand");
}

#[actix_web::test]
async fn another_header_and_a_repeated_key_are_refused() {
    let (app, files) = (TestApp::start().await, Files::new());
    files.write("education-levels", "id,rank,name\n30,8,x\n");
    let refusal = load::all(&app.state, files.path(), Progress::Silent).await.unwrap_err();
    assert!(refusal.contains("line 1: the columns are not id,name,rank"), "{refusal}");
    files.write("education-levels", "id,name,rank\n30,x,8\n30,y,9\n");
    let refusal = load::all(&app.state, files.path(), Progress::Silent).await.unwrap_err();
    assert!(refusal.contains("line 3, column 1 (id): repeats a key"), "{refusal}");
}
