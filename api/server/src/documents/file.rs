//! A file as an answer: offered for saving, never run or framed.
use actix_web::{HttpRequest, HttpResponse, Responder, body::BoxBody, http::header};

/// Bytes with a type and a name without personal data.
pub struct FileAnswer {
    pub media_type: String,
    pub name: String,
    pub bytes: Vec<u8>,
}

impl FileAnswer {
    /// `name` gets the ending of its type.
    pub fn new(media_type: &str, name: &str, bytes: Vec<u8>) -> Self {
        let ending = match media_type {
            "application/pdf" => "pdf",
            "image/jpeg" => "jpg",
            "image/png" => "png",
            _ => "bin",
        };
        Self { media_type: media_type.to_owned(), name: format!("{name}.{ending}"), bytes }
    }
}

impl Responder for FileAnswer {
    type Body = BoxBody;

    fn respond_to(self, _request: &HttpRequest) -> HttpResponse {
        HttpResponse::Ok()
            .content_type(self.media_type)
            .insert_header((header::CONTENT_DISPOSITION, format!("attachment; filename=\"{}\"", self.name)))
            .insert_header((header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"))
            .body(self.bytes)
    }
}
