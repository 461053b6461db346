//! The files from which anybody repeats a draw: kept when they are made, given out one by one and as one ZIP.
use std::io::{Cursor, Read as _, Write as _};

use actix_web::{HttpResponse, http::header, web};
use bundle::{hashes, name::HASHES};
use data_encoding::HEXLOWER;
use diesel_async::AsyncPgConnection;
use serde::Serialize;
use uuid::Uuid;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use super::{
    standing::{Seen, inside},
    store::{self, DrawRow, FileRow},
};
use crate::{
    http::{Place, cached},
    identity::Guard,
    kernel::{Problem, State, permission::Public, problem::NOT_FOUND},
    record::log::proof,
};

/// The names that `terang-check draw` reads.
pub const LIST: &str = "list.txt";
pub const DRAW: &str = "draw.json";
pub const ORDER: &str = "order.txt";
pub const DRAWN: &str = "drawn.json";

/// One item a line, each line ended.
pub fn lines(items: &[String]) -> String {
    items.iter().flat_map(|item| [item.as_str(), "\n"]).collect()
}

pub fn json(value: &impl Serialize) -> Result<String, Problem> {
    serde_json::to_string_pretty(value).map(|text| text + "\n").map_err(inside)
}

/// Keeps a file for good.
pub async fn keep(
    connection: &mut AsyncPgConnection,
    row: &DrawRow,
    name: &str,
    text: &str,
) -> Result<(), Problem> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(text.as_bytes()).map_err(inside)?;
    let file = FileRow {
        agency_id: row.agency_id.clone(),
        draw_id: row.id,
        name: name.to_owned(),
        size: i32::try_from(text.len()).map_err(inside)?,
        sha256: HEXLOWER.decode(hashes::of(text.as_bytes()).as_bytes()).map_err(inside)?,
        gzip: encoder.finish().map_err(inside)?,
    };
    store::insert_file(connection, &file).await
}

/// Keeps the list of hashes of all files; answers its own hash.
pub async fn keep_hashes(connection: &mut AsyncPgConnection, row: &DrawRow) -> Result<String, Problem> {
    let files = store::files(connection, &row.agency_id, row.id).await?;
    let listed: Vec<(String, String)> =
        files.into_iter().map(|file| (file.name, HEXLOWER.encode(&file.sha256))).collect();
    let list = hashes::write(listed.iter().map(|(name, hash)| (name.as_str(), hash.as_str())));
    keep(connection, row, HASHES, &list).await?;
    Ok(hashes::of(list.as_bytes()))
}

fn bytes(file: &FileRow) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    flate2::read::GzDecoder::new(file.gzip.as_slice()).read_to_end(&mut bytes).map_err(inside)?;
    Ok(bytes)
}

pub fn read_lines(file: &FileRow) -> Result<Vec<String>, Problem> {
    let text = String::from_utf8(bytes(file)?).map_err(inside)?;
    Ok(text.lines().map(str::to_owned).collect())
}

pub fn read_json<T: serde::de::DeserializeOwned>(file: &FileRow) -> Result<T, Problem> {
    serde_json::from_slice(&bytes(file)?).map_err(inside)
}

/// The proofs of the steps that the public record has signed: file name and leaf. They open nothing about a person.
pub fn proofs(seen: &Seen) -> Vec<(String, Uuid)> {
    let named = |step: &str, name: &str| format!("{step}-{name}.tlog-proof");
    let mut all = vec![("listed.tlog-proof".to_owned(), Some(seen.row.listed_leaf))];
    for seat in &seen.seats {
        all.push((named("committed", &seat.name), seat.commit_leaf));
        all.push((named("revealed", &seat.name), seat.reveal_leaf));
    }
    all.push(("over.tlog-proof".to_owned(), seen.row.over_leaf));
    let signed = all.into_iter().filter(|(_, leaf)| seen.place(*leaf).is_some());
    signed.filter_map(|(name, leaf)| Some((name, leaf?))).collect()
}

async fn seen(
    state: &State,
    place: (String, Uuid, Uuid),
) -> Result<(crate::kernel::state::Connection, Seen), Problem> {
    let (agency, round, id) = place;
    let mut connection = state.read().await?;
    let row = store::find(&mut connection, &agency, round, id).await?;
    let seen = Seen::load(&mut connection, row).await?;
    Ok((connection, seen))
}

/// Read one file of a draw.
///
/// `list.txt` is there from the beginning, `draw.json`, `order.txt`, `drawn.json` and `hashes.txt` when the draw is over;
/// a proof of each step once the public record has signed it.
#[utoipa::path(
    get, path = "/api/v1/agencies/{agency}/rounds/{round}/draws/{draw}/files/{file}", operation_id = "draw_file",
    tag = "draws", params(("agency" = String, Path), ("round" = Uuid, Path), ("draw" = Uuid, Path),
        ("file" = String, Path, description = "Name of the file", example = "list.txt")),
    responses((status = 200, description = "The file",
        content((String = "text/plain"), (serde_json::Value = "application/json"))))
)]
pub async fn draw_file(
    _guard: Guard<Public>,
    state: web::Data<State>,
    place: Place<(String, Uuid, Uuid, String)>,
) -> Result<HttpResponse, Problem> {
    let (agency, round, id, name) = place.0;
    let (mut connection, seen) = seen(&state, (agency, round, id)).await?;
    let body = match proofs(&seen).iter().find(|(known, _)| *known == name) {
        Some((_, leaf)) => {
            proof::file(&state, &mut connection, &seen.row.agency_id, *leaf).await?.into_bytes()
        }
        None => {
            let file = store::file(&mut connection, &seen.row.agency_id, seen.row.id, &name).await?;
            bytes(&file.ok_or_else(|| Problem::new(&NOT_FOUND))?)?
        }
    };
    let json = std::path::Path::new(&name).extension().is_some_and(|ending| ending == "json");
    let media_type = if json { "application/json" } else { "text/plain; charset=utf-8" };
    Ok(HttpResponse::Ok()
        .content_type(media_type)
        .insert_header((header::ETAG, cached::tag(&body)))
        .insert_header((header::CACHE_CONTROL, cached::CACHING))
        .body(body))
}

/// Download all files of a draw.
///
/// One ZIP with what `terang-check draw` reads, and the proofs that are there by now.
#[utoipa::path(
    get, path = "/api/v1/agencies/{agency}/rounds/{round}/draws/{draw}/files.zip", operation_id = "draw_bundle",
    tag = "draws", params(("agency" = String, Path), ("round" = Uuid, Path), ("draw" = Uuid, Path)),
    responses((status = 200, description = "The files", content(([u8] = "application/zip"))))
)]
pub async fn draw_bundle(
    _guard: Guard<Public>,
    state: web::Data<State>,
    place: Place<(String, Uuid, Uuid)>,
) -> Result<HttpResponse, Problem> {
    let (mut connection, seen) = seen(&state, place.0).await?;
    let (agency, id) = (&seen.row.agency_id, seen.row.id);
    let mut all = Vec::new();
    for file in store::files(&mut connection, agency, id).await? {
        all.push((file.name.clone(), bytes(&file)?));
    }
    for (name, leaf) in proofs(&seen) {
        all.push((name, proof::file(&state, &mut connection, agency, leaf).await?.into_bytes()));
    }
    drop(connection);
    let body = web::block(move || zipped(all)).await.map_err(inside)??;
    let mark = if state.settings().demo { "DATA-REKAAN-" } else { "" };
    let saved_as = format!("attachment; filename=\"{mark}undian-{}.zip\"", id.simple());
    Ok(HttpResponse::Ok()
        .content_type("application/zip")
        .insert_header((header::CONTENT_DISPOSITION, saved_as))
        .insert_header((header::ETAG, cached::tag(&body)))
        .insert_header((header::CACHE_CONTROL, cached::CACHING))
        .body(body))
}

fn zipped(files: Vec<(String, Vec<u8>)>) -> Result<Vec<u8>, Problem> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in files {
        archive.start_file(name, options).map_err(inside)?;
        archive.write_all(&bytes).map_err(inside)?;
    }
    Ok(archive.finish().map_err(inside)?.into_inner())
}
