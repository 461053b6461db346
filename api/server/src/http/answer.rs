//! Answers: JSON with status and ETag, and problems as RFC 9457 `application/problem+json`.
use std::collections::BTreeMap;

use actix_web::{
    HttpRequest, HttpResponse, Responder, ResponseError,
    body::BoxBody,
    http::{StatusCode, header},
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::kernel::{Language, Problem};

/// A JSON answer; `version` becomes the ETag.
#[derive(Debug)]
pub struct Answer<T> {
    pub status: StatusCode,
    pub version: Option<i32>,
    pub body: T,
}

impl<T> Answer<T> {
    pub fn ok(body: T) -> Self {
        Self { status: StatusCode::OK, version: None, body }
    }

    pub fn created(body: T) -> Self {
        Self { status: StatusCode::CREATED, version: None, body }
    }

    pub fn accepted(body: T) -> Self {
        Self { status: StatusCode::ACCEPTED, version: None, body }
    }

    #[must_use]
    pub fn version(mut self, version: i32) -> Self {
        self.version = Some(version);
        self
    }
}

impl<T: Serialize> Responder for Answer<T> {
    type Body = BoxBody;

    fn respond_to(self, _request: &HttpRequest) -> HttpResponse {
        let mut response = HttpResponse::build(self.status);
        if let Some(version) = self.version {
            response.insert_header((header::ETAG, etag(version)));
        }
        response.json(self.body)
    }
}

/// The ETag of a version: `"7"`.
pub fn etag(version: i32) -> String {
    format!("\"{version}\"")
}

/// A field that was refused.
#[derive(Serialize, ToSchema)]
pub struct ProblemField {
    /// JSON pointer into the body, or the parameter's name.
    #[schema(example = "/email")]
    pub pointer: String,
    #[schema(example = "email_form")]
    pub code: String,
    #[schema(example = "Tulis alamat surel seperti nama@contoh.id.")]
    pub message: String,
    /// Values for a text of one's own, where a fault has some.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    #[schema(required = false, example = json!({"first_row": "3"}))]
    pub parameters: BTreeMap<String, String>,
}

/// RFC 9457 problem details, with a stable `code`.
#[derive(Serialize, ToSchema)]
pub struct ProblemAnswer {
    #[schema(example = "/problems/not_found")]
    pub r#type: String,
    /// What happened and what to do, in the language of `Accept-Language`.
    #[schema(example = "Halaman atau data ini tidak ada.")]
    pub title: String,
    #[schema(example = 404)]
    pub status: u16,
    #[schema(example = "not_found")]
    pub code: String,
    pub errors: Vec<ProblemField>,
    #[schema(example = "0193a5b2c3d47e5f8a9b0c1d2e3f4a5b")]
    pub trace_id: String,
}

impl ProblemAnswer {
    pub fn of(problem: &Problem, language: Language, trace_id: &str) -> Self {
        let field = |error: &crate::kernel::FieldError| ProblemField {
            pointer: error.pointer.clone(),
            code: error.code.clone(),
            message: error.message(language).to_owned(),
            parameters: error.parameters.clone(),
        };
        Self {
            r#type: format!("/problems/{}", problem.code.code),
            title: problem.title(language),
            status: problem.code.status,
            code: problem.code.code.to_owned(),
            errors: problem.errors.iter().map(field).collect(),
            trace_id: trace_id.to_owned(),
        }
    }
}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.code.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// The body is written by `layer`, which knows language and trace id.
    fn error_response(&self) -> HttpResponse {
        HttpResponse::new(self.status_code())
    }
}
