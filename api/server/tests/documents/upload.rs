//! Siti uploads her diploma; strangers try what they try.
use reqwest::Method;
use server::kernel::new_id;

use crate::support::{AGENCY, Caller, OTHER_AGENCY, Response, TestApp, inspection};

/// A picture of one point.
pub fn picture() -> Vec<u8> {
    const TEXT: &str =
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";
    data_encoding::BASE64.decode(TEXT.as_bytes()).unwrap()
}

pub async fn upload(app: &TestApp, who: &Caller<'_>, kind: &str, bytes: Vec<u8>) -> Response {
    upload_once(app, who, kind, bytes, &new_id().to_string()).await
}

async fn upload_once(app: &TestApp, who: &Caller<'_>, kind: &str, bytes: Vec<u8>, key: &str) -> Response {
    let path = format!("/api/v1/agencies/{AGENCY}/documents?kind={kind}");
    let request = who.request(Method::POST, &path).header("idempotency-key", key).body(bytes);
    app.send(request, Method::POST, &path).await
}

#[actix_web::test]
async fn a_document_is_kept_encrypted_and_comes_back_as_it_was() {
    inspection::program().await;
    let app = TestApp::start().await;
    let siti = app.person("SITI REKAAN").await;
    let stored = upload(&app, &siti, "diploma", picture()).await.expect(201);
    assert_eq!(stored.body["media_type"], "image/png");
    let path = format!("/api/v1/agencies/{AGENCY}/documents/{}", stored.text("/id"));
    let back = siti.get(&path).await.expect(200);
    assert_eq!(back.bytes, picture());
    assert_eq!(back.headers["content-disposition"], "attachment; filename=\"diploma.png\"");
    assert!(back.headers["content-security-policy"].to_str().unwrap().contains("sandbox"));

    let kept = app.stored_files();
    assert_eq!(kept.len(), 1);
    assert!(kept[0].starts_with(b"age-encryption.org/v1"), "not encrypted");

    let budi = app.person("BUDI REKAAN").await;
    budi.get(&path).await.problem(404, "not_found");
    siti.get(&path.replace(AGENCY, OTHER_AGENCY)).await.problem(404, "not_found");
    app.get(&path).await.problem(401, "sign_in_required");
}

#[actix_web::test]
async fn the_same_upload_twice_is_one_document() {
    inspection::program().await;
    let app = TestApp::start().await;
    let siti = app.person("SITI REKAAN").await;
    let first = upload_once(&app, &siti, "diploma", picture(), "k1").await.expect(201);
    let again = upload_once(&app, &siti, "diploma", picture(), "k1").await.expect(201);
    assert_eq!(first.body, again.body);
    upload_once(&app, &siti, "transcript", picture(), "k1").await.problem(422, "idempotency_key_reused");
    assert_eq!(app.count("SELECT count(*) FROM document").await, 1);
}

#[actix_web::test]
async fn what_is_no_document_is_told_what_to_do() {
    inspection::program().await;
    let app = TestApp::start().await;
    let siti = app.person("SITI REKAAN").await;
    let word = b"PK\x03\x04 a letter".to_vec();
    upload(&app, &siti, "diploma", word).await.problem(415, "file_wrong_type");
    upload(&app, &siti, "diploma", b"MZ".to_vec()).await.problem(415, "file_wrong_type");
    let torn = picture()[..40].to_vec();
    upload(&app, &siti, "diploma", torn).await.problem(422, "file_damaged");
    upload(&app, &siti, "diploma", b"%PDF-1.7 torn".to_vec()).await.problem(422, "file_damaged");
    let mut large = picture();
    large.resize((5 << 20) + 1, 0);
    upload(&app, &siti, "diploma", large).await.problem(413, "file_too_large");
    upload(&app, &siti, "Diploma%20x", picture()).await.problem(422, "bad_input").field("kind");
    assert_eq!(app.count("SELECT count(*) FROM document").await, 0);
    assert!(app.stored_files().is_empty());
}
