//! What an announcement withholds, opened by an officer for a court or the inspectorate.
use std::io::{Cursor, Write as _};

use actix_web::{HttpResponse, http::header, web};
use uuid::Uuid;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use super::{profile, store, store::inside};
use crate::{
    http::Place,
    identity::{Guard, Scope},
    kernel::{Code, Problem, State, permission::AnnouncementPublish},
    record,
};

pub static NOTHING_WITHHELD: Code = Code::new(
    "nothing_withheld",
    409,
    "Pengumuman ini menampilkan semua formasi; tidak ada yang perlu dibuka. Unduh berkas pengumumannya.",
    "This announcement shows every vacancy; there is nothing to open. Download the announcement's files.",
);

/// Open what an announcement withholds.
///
/// The whole files as one ZIP, with `salt.txt` and their `hashes.txt`: whoever gets it finds the commitment of
/// `announcement.json` again. That it was opened is written down.
#[utoipa::path(
    get, path = "/api/v1/agencies/{agency}/rounds/{round}/announcement-drafts/{announcement}/withheld.zip",
    operation_id = "open_withheld", tag = "announcements",
    params(("agency" = String, Path), ("round" = Uuid, Path), ("announcement" = Uuid, Path)),
    responses((status = 200, description = "The files", content(([u8] = "application/zip"))))
)]
pub async fn open_withheld(
    guard: Guard<AnnouncementPublish>,
    state: web::Data<State>,
    place: Place<(String, Uuid, Uuid)>,
) -> Result<HttpResponse, Problem> {
    let (agency, round, id) = place.0;
    guard.covers(Scope::Round(round))?;
    let opening = record::write(&state, guard.actor(), async |write| {
        let row = store::find(write.connection(), &agency, round, id).await?;
        let opening = profile::opening(&state, write.connection(), &row).await?;
        let opening = opening.ok_or_else(|| Problem::new(&NOTHING_WITHHELD))?;
        write.audit(&agency, "withheld_opened", id).await?;
        Ok(opening)
    })
    .await?;
    let archive = web::block(move || zipped(&opening)).await.map_err(inside)??;
    Ok(HttpResponse::Ok()
        .content_type("application/zip")
        .insert_header((
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"tidak-ditampilkan-{}.zip\"", id.simple()),
        ))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .body(archive))
}

fn zipped(opening: &profile::Opening) -> Result<Vec<u8>, Problem> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, text) in &opening.files {
        archive.start_file(name, options).map_err(inside)?;
        archive.write_all(text.as_bytes()).map_err(inside)?;
    }
    Ok(archive.finish().map_err(inside)?.into_inner())
}
