//! The files of a published announcement as they are downloaded: one by one, and all in one ZIP.
use std::io::{Cursor, Write as _};

use actix_web::{
    HttpRequest, HttpResponse, Responder,
    body::BoxBody,
    http::{StatusCode, header},
    web,
};
use bundle::name;
use data_encoding::HEXLOWER;
use diesel_async::AsyncPgConnection;
use uuid::Uuid;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use super::{
    ancestry, files,
    page::public,
    store::{AnnouncementRow, inside},
};
use crate::{
    http::{Place, cached},
    identity::Guard,
    kernel::{Problem, State, permission::Public, problem::NOT_FOUND},
    record,
};

const FOREVER: &str = "public, max-age=31536000, immutable";

/// A file on its way.
pub struct Download {
    media_type: &'static str,
    /// Given to the browser as the name to save under.
    saved_as: Option<String>,
    etag: String,
    caching: &'static str,
    body: Body,
}

enum Body {
    Plain(Vec<u8>),
    /// Compressed as it was stored.
    Gzip(files::FileRow),
}

/// Read one file of an announcement.
///
/// `hashes.txt` lists the others with their SHA-256; `dictionary.csv` explains every column and code. The two proofs are
/// there once the public record has signed them, within two minutes of publication.
#[utoipa::path(
    get, path = "/api/v1/agencies/{agency}/rounds/{round}/announcements/{announcement}/bundle/{file}",
    operation_id = "announcement_file", tag = "announcements",
    params(("agency" = String, Path), ("round" = Uuid, Path), ("announcement" = Uuid, Path),
        ("file" = String, Path, description = "Name of the file", example = "outcomes.csv")),
    responses((status = 200, description = "The file", content(
        (String = "text/plain"), (String = "text/csv"), (serde_json::Value = "application/json"),
        (String = "application/x-ndjson"))),
        (status = 304, description = "Unchanged"))
)]
pub async fn announcement_file(
    _guard: Guard<Public>,
    state: web::Data<State>,
    place: Place<(String, Uuid, Uuid, String)>,
) -> Result<Download, Problem> {
    let (agency, round, id, name) = place.0;
    let (mut connection, row) = public(&state, (agency, round, id)).await?;
    if [name::RECORD_PROOF, name::REGISTRATION_PROOF].contains(&name.as_str()) {
        let body = proof(&state, &mut connection, &row, &name).await?.into_bytes();
        let (etag, caching) = (cached::tag(&body), cached::CACHING);
        return Ok(Download {
            media_type: media_type(&name),
            saved_as: None,
            etag,
            caching,
            body: Body::Plain(body),
        });
    }
    let file = files::find(&mut connection, &row.agency_id, row.id, &name).await?;
    let file = file.ok_or_else(|| Problem::new(&NOT_FOUND))?;
    Ok(Download {
        media_type: media_type(&name),
        saved_as: None,
        etag: format!("\"{}\"", HEXLOWER.encode(&file.sha256)),
        caching: FOREVER,
        body: Body::Gzip(file),
    })
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("json") => "application/json",
        Some("jsonl") => "application/x-ndjson",
        Some("csv") => "text/csv; charset=utf-8",
        _ => "text/plain; charset=utf-8",
    }
}

/// Download all files of an announcement.
///
/// One ZIP with what a recomputation at home needs, and the proofs that are there by now.
#[utoipa::path(
    get, path = "/api/v1/agencies/{agency}/rounds/{round}/announcements/{announcement}/bundle.zip",
    operation_id = "announcement_bundle", tag = "announcements",
    params(("agency" = String, Path), ("round" = Uuid, Path), ("announcement" = Uuid, Path)),
    responses((status = 200, description = "The files", content(([u8] = "application/zip"))),
        (status = 304, description = "Unchanged"))
)]
pub async fn announcement_bundle(
    _guard: Guard<Public>,
    state: web::Data<State>,
    place: Place<(String, Uuid, Uuid)>,
) -> Result<Download, Problem> {
    let (mut connection, row) = public(&state, place.0).await?;
    if row.bundle_hash.is_none() {
        return Err(Problem::new(&NOT_FOUND));
    }
    let stored = files::all(&mut connection, &row.agency_id, row.id).await?;
    let mut proofs = Vec::new();
    for name in [name::RECORD_PROOF, name::REGISTRATION_PROOF] {
        match proof(&state, &mut connection, &row, name).await {
            Ok(proof) => proofs.push((name.to_owned(), proof.into_bytes())),
            Err(problem) if problem.code.status == 404 => {}
            Err(problem) => return Err(problem),
        }
    }
    drop(connection);
    let body = web::block(move || zipped(&stored, proofs)).await.map_err(inside)??;
    let mark = if state.settings().demo { "DATA-REKAAN-" } else { "" };
    let saved_as = format!("{mark}periksa-{}-{}-{}.zip", row.stage, row.number, row.id.simple());
    Ok(Download {
        media_type: "application/zip",
        saved_as: Some(saved_as),
        etag: cached::tag(&body),
        caching: cached::CACHING,
        body: Body::Plain(body),
    })
}

/// The same files give the same archive.
fn zipped(stored: &[files::FileRow], proofs: Vec<(String, Vec<u8>)>) -> Result<Vec<u8>, Problem> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let mut add = |name: &str, bytes: &[u8]| -> Result<(), Problem> {
        archive.start_file(name, options).map_err(inside)?;
        archive.write_all(bytes).map_err(inside)
    };
    for file in stored {
        add(&file.name, &file.bytes()?)?;
    }
    for (name, bytes) in proofs {
        add(&name, &bytes)?;
    }
    Ok(archive.finish().map_err(inside)?.into_inner())
}

/// The proof of the announcement, or of the set that was sealed when registration closed. Both are about the round, and
/// open nothing about a person.
async fn proof(
    state: &State,
    connection: &mut AsyncPgConnection,
    row: &AnnouncementRow,
    name: &str,
) -> Result<String, Problem> {
    let leaf = match name {
        name::RECORD_PROOF if row.bundle_hash.is_some() => row.leaf_id,
        name::REGISTRATION_PROOF
            if files::find(connection, &row.agency_id, row.id, name::ANCESTRY).await?.is_some() =>
        {
            ancestry::registration_closed(connection, &row.agency_id, row.round_id).await?
        }
        _ => None,
    };
    let leaf = leaf.ok_or_else(|| Problem::new(&NOT_FOUND))?;
    record::log::proof::file(state, connection, &row.agency_id, leaf).await
}

impl Responder for Download {
    type Body = BoxBody;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        let same = cached::known(request, &self.etag);
        let mut answer = HttpResponse::build(if same { StatusCode::NOT_MODIFIED } else { StatusCode::OK });
        answer
            .insert_header((header::ETAG, self.etag))
            .insert_header((header::CACHE_CONTROL, self.caching))
            .insert_header((header::VARY, "Accept-Encoding"));
        if same {
            return answer.finish();
        }
        if let Some(name) = self.saved_as {
            let disposition = format!("attachment; filename=\"{name}\"");
            answer.insert_header((header::CONTENT_DISPOSITION, disposition));
        }
        answer.content_type(self.media_type);
        // Said in any case, so that nothing after us compresses what is compressed.
        match self.body {
            Body::Plain(bytes) => answer.insert_header((header::CONTENT_ENCODING, "identity")).body(bytes),
            Body::Gzip(file) if accepts_gzip(request) => {
                answer.insert_header((header::CONTENT_ENCODING, "gzip")).body(file.gzip)
            }
            Body::Gzip(file) => match file.bytes() {
                Ok(bytes) => answer.insert_header((header::CONTENT_ENCODING, "identity")).body(bytes),
                Err(problem) => HttpResponse::from_error(problem),
            },
        }
    }
}

fn accepts_gzip(request: &HttpRequest) -> bool {
    let accepted = request.headers().get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok());
    let mut codings = accepted.unwrap_or_default().split(',').map(str::trim);
    codings.any(|coding| coding == "gzip" || coding.starts_with("gzip;") && !coding.ends_with("q=0"))
}
