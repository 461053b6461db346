//! A file as the whole body of a request, as spreadsheets are uploaded.
use std::{future::Future, pin::Pin};

use actix_web::{FromRequest, HttpRequest, dev::Payload, web};
use futures::StreamExt;
use sha2::{Digest, Sha256};
use utoipa::openapi::path::Operation;

use super::{body::BODY_TOO_LARGE, routes::Documented};
use crate::kernel::{Code, Problem};

/// Largest spreadsheet, in bytes.
pub const FILE_LIMIT: usize = 20 << 20;

pub static FILE_INTERRUPTED: Code = Code::new(
    "file_interrupted",
    400,
    "Berkas tidak sampai seluruhnya. Periksa sambungan Anda, lalu unggah lagi.",
    "The file did not arrive completely. Check your connection and upload it again.",
);

/// The bytes of a file and their SHA-256.
pub struct FileBody {
    pub bytes: web::Bytes,
    pub sha256: [u8; 32],
}

impl FromRequest for FileBody {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Problem>>>>;

    fn from_request(_request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let mut payload = payload.take();
        Box::pin(async move {
            let (mut bytes, mut hasher) = (web::BytesMut::new(), Sha256::new());
            while let Some(piece) = payload.next().await {
                let piece = piece.map_err(|error| Problem::new(&FILE_INTERRUPTED).inside(error))?;
                if bytes.len().saturating_add(piece.len()) > FILE_LIMIT {
                    return Err(Problem::new(&BODY_TOO_LARGE));
                }
                hasher.update(&piece);
                bytes.extend_from_slice(&piece);
            }
            Ok(Self { bytes: bytes.freeze(), sha256: hasher.finalize().into() })
        })
    }
}

impl Documented for FileBody {
    fn document(_operation: &mut Operation) {}

    fn problems() -> Vec<&'static Code> {
        vec![&BODY_TOO_LARGE, &FILE_INTERRUPTED]
    }
}
