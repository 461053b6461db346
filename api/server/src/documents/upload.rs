//! Upload of one document: read within its limit, inspected, encrypted, stored, noted.
use actix_web::web;
use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{inspection, is_kind, store, vault};
use crate::{
    http::{Answer, Arrival, FileBody, IdempotencyKey, Parameters, Place, Routes},
    identity::Guard,
    kernel::{Code, Problem, State, Text, new_id, permission::DocumentOwn, problem::BAD_INPUT},
    record::{Once, write_once},
};

pub static FILE_TOO_LARGE: Code = Code::new(
    "file_too_large",
    413,
    "Berkas ini lebih besar dari {limit} MB. Kecilkan atau pindai ulang, lalu unggah lagi.",
    "This file is larger than {limit} MB. Reduce it or scan it again, then upload it.",
);
pub static TOO_MANY_DOCUMENTS: Code = Code::new(
    "too_many_documents",
    429,
    "Anda sudah mengunggah sangat banyak berkas hari ini. Coba lagi besok, atau hubungi loket.",
    "You have uploaded very many files today. Try again tomorrow, or ask the counter.",
);

/// Uploads of one person within a day.
const DAILY: i64 = 200;

#[derive(Debug, Deserialize, Validate)]
pub struct Kind {
    pub kind: String,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct DocumentAnswer {
    pub id: Uuid,
    #[schema(example = "diploma")]
    pub kind: String,
    #[schema(example = "application/pdf")]
    pub media_type: String,
    #[schema(example = 345678)]
    pub byte_count: i64,
    #[schema(example = 2)]
    pub page_count: Option<i32>,
    #[schema(example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    pub sha256: String,
    #[schema(example = "2026-11-24T09:00:00Z")]
    pub stored_at: DateTime<Utc>,
}

impl From<&store::Document> for DocumentAnswer {
    fn from(row: &store::Document) -> Self {
        Self {
            id: row.id,
            kind: row.kind.clone(),
            media_type: row.media_type.clone(),
            byte_count: row.byte_count,
            page_count: row.page_count,
            sha256: data_encoding::HEXLOWER.encode(&row.sha256),
            stored_at: row.stored_at,
        }
    }
}

/// Upload a document.
///
/// The body is the file itself: PDF, JPEG or PNG, at most 5 MB. It is judged by its content, encrypted, and shown to
/// nobody until you attach it to an application.
#[utoipa::path(post, path = "/api/v1/agencies/{agency}/documents", operation_id = "upload_document", tag = "documents",
    params(("agency" = String, Path, description = "Agency code", example = "5473"),
        ("kind" = String, Query, description = "Code of the document, as the requirement names it", example = "diploma")),
    request_body(description = "The file", content(([u8] = "application/pdf"), ([u8] = "image/jpeg"), ([u8] = "image/png"))),
    responses((status = 201, body = DocumentAnswer, description = "The document is stored")))]
pub async fn upload_document(
    guard: Guard<DocumentOwn>,
    state: web::Data<State>,
    place: Place<String>,
    kind: Parameters<Kind>,
    key: IdempotencyKey,
    began: Arrival,
    body: FileBody,
) -> Result<Answer<DocumentAnswer>, Problem> {
    let (Place(agency), Parameters(Kind { kind })) = (place, kind);
    if !is_kind(&kind) {
        let text = Text::new("Jenis berkas tidak dikenal.", "This kind of document is not known.");
        return Err(Problem::new(&BAD_INPUT).field("kind", "kind", text));
    }
    let limit = state.settings().document_limit;
    if body.bytes.len() > limit {
        return Err(Problem::new(&FILE_TOO_LARGE).with("limit", (limit >> 20).to_string()));
    }
    let person = guard.person_id()?;
    let day = state.clock().now() - Duration::days(1);
    if store::count_since(&mut *state.read().await?, person, day).await? >= DAILY {
        return Err(Problem { retry_after: Some(3600), ..Problem::new(&TOO_MANY_DOCUMENTS) });
    }
    let sound = inspection::inspect(&state.settings().inspect_program, &body.bytes).await?;
    let body_hash = Sha256::new().chain_update(kind.as_bytes()).chain_update(body.sha256).finalize().into();
    let once = Once { operation: "upload_document", key: &key, body_hash };
    write_once(&state, guard.actor(), once, async |write| {
        let id = new_id();
        let storage_path = format!("{agency}/documents/{}.age", id.simple());
        // Kept before it is noted: a row without its file would be worse than a file without its row.
        let key_id = vault::keep(&state, &storage_path, body.bytes.to_vec()).await?;
        let row = store::Document {
            agency_id: agency.clone(),
            id,
            person_id: person,
            kind: kind.clone(),
            media_type: sound.media_type.clone(),
            byte_count: i64::try_from(body.bytes.len()).unwrap_or(i64::MAX),
            page_count: sound.pages,
            sha256: body.sha256.to_vec(),
            storage_path,
            key_id,
            upload_began_at: began.0,
            stored_at: write.now,
        };
        store::insert(write.connection(), &row).await?;
        write.audit(&agency, "document_stored", id).await?;
        Ok(Answer::created(DocumentAnswer::from(&row)))
    })
    .await
}

pub fn routes(routes: &mut Routes) {
    let mut problems = inspection::REFUSALS.to_vec();
    problems.extend([&FILE_TOO_LARGE, &TOO_MANY_DOCUMENTS, &BAD_INPUT]);
    routes.add(__path_upload_document, upload_document, &problems);
}
