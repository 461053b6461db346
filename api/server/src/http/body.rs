//! Extractors of body, query and path that refuse bad input with a pointer and never echo it.
use std::{future::Future, pin::Pin};

use actix_web::{FromRequest, HttpRequest, dev::Payload, web};
use serde::de::DeserializeOwned;
use utoipa::openapi::path::Operation;
use validator::{Validate, ValidationErrors, ValidationErrorsKind};

use super::routes::Documented;
use crate::kernel::{Code, FieldError, Problem, Text, problem::BAD_INPUT};

pub static BODY_NOT_JSON: Code = Code::new(
    "body_not_json",
    400,
    "Isi permintaan bukan JSON yang benar. Kirim JSON dengan Content-Type application/json.",
    "The request body is not valid JSON. Send JSON with Content-Type application/json.",
);
pub static BODY_TOO_LARGE: Code = Code::new(
    "body_too_large",
    413,
    "Isi permintaan terlalu besar. Kurangi isinya atau bagi menjadi beberapa kiriman.",
    "The request body is too large. Send less, or send it in several parts.",
);

const WRONG_FORM: Text =
    Text::new("Bentuk isian ini tidak sesuai.", "This value does not have the right form.");
const REQUIRED: Text = Text::new("Isian ini wajib diisi.", "This field is required.");
const UNKNOWN: Text = Text::new("Isian ini tidak dikenal.", "This field is not known.");

/// A validated JSON body.
pub struct Json<T> {
    pub value: T,
    /// SHA-256 of the bytes as sent, for idempotency.
    pub hash: [u8; 32],
}

/// Validated query parameters.
pub struct Parameters<T>(pub T);

/// Path parameters; nonsense in them is 404.
pub struct Place<T>(pub T);

type Extracted<T> = Pin<Box<dyn Future<Output = Result<T, Problem>>>>;

impl<T: DeserializeOwned + Validate + 'static> FromRequest for Json<T> {
    type Error = Problem;
    type Future = Extracted<Self>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let bytes = web::Bytes::from_request(request, payload);
        Box::pin(async move {
            let bytes =
                bytes.await.map_err(|error| match error.as_response_error().status_code().as_u16() {
                    413 => Problem::new(&BODY_TOO_LARGE),
                    _ => Problem::new(&BODY_NOT_JSON).inside("body could not be read"),
                })?;
            let hash = sha2::Digest::finalize(<sha2::Sha256 as sha2::Digest>::new_with_prefix(&bytes)).into();
            let mut reader = serde_json::Deserializer::from_slice(&bytes);
            let value: T = serde_path_to_error::deserialize(&mut reader).map_err(|error| refused(&error))?;
            value.validate().map_err(|errors| invalid(&errors))?;
            Ok(Self { value, hash })
        })
    }
}

impl<T: DeserializeOwned + Validate + 'static> FromRequest for Parameters<T> {
    type Error = Problem;
    type Future = std::future::Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _payload: &mut Payload) -> Self::Future {
        std::future::ready(parameters(request.query_string()))
    }
}

fn parameters<T: DeserializeOwned + Validate>(query: &str) -> Result<Parameters<T>, Problem> {
    let reader = serde_urlencoded::Deserializer::new(url::form_urlencoded::parse(query.as_bytes()));
    let read: Result<T, _> = serde_path_to_error::deserialize(reader);
    let checked = read.map_err(|error| {
        let (missing, code, message) = fault(&error.inner().to_string());
        let named = error.path().iter().map(ToString::to_string).chain(missing);
        Problem::new(&BAD_INPUT).field(named.last().unwrap_or_default(), code, message)
    });
    let checked = checked.and_then(|value| value.validate().map(|()| value).map_err(|error| invalid(&error)));
    checked.map(Parameters).map_err(|mut problem| {
        for error in &mut problem.errors {
            error.pointer = error.pointer.trim_start_matches('/').to_owned();
        }
        problem
    })
}

impl<T: DeserializeOwned + 'static> FromRequest for Place<T> {
    type Error = Problem;
    type Future = std::future::Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let read = web::Path::<T>::from_request(request, payload).into_inner();
        std::future::ready(
            read.map(|path| Self(path.into_inner()))
                .map_err(|_| Problem::new(&crate::kernel::problem::NOT_FOUND)),
        )
    }
}

/// Serde's messages may quote the input, so only the path and the kind of fault are used.
fn refused(error: &serde_path_to_error::Error<serde_json::Error>) -> Problem {
    let inner = error.inner();
    if inner.is_syntax() || inner.is_eof() {
        return Problem::new(&BODY_NOT_JSON);
    }
    let (missing, code, message) = fault(&inner.to_string());
    let parts = error.path().iter().map(ToString::to_string).chain(missing);
    let pointer: String = parts.map(|part| format!("/{part}")).collect();
    Problem::new(&BAD_INPUT).field(pointer, code, message)
}

/// Serde's sentence about what is wrong: the name of a field that is missing, and the kind of fault.
fn fault(sentence: &str) -> (Option<String>, &'static str, Text) {
    if sentence.starts_with("missing field") {
        (sentence.split('`').nth(1).map(str::to_owned), "required", REQUIRED)
    } else if sentence.starts_with("unknown field") {
        (None, "unknown", UNKNOWN)
    } else {
        (None, "wrong_form", WRONG_FORM)
    }
}

/// `validator`'s findings as field errors. Each rule carries `code` and a `message` of the form `Indonesian|English`.
pub fn invalid(errors: &ValidationErrors) -> Problem {
    let mut problem = Problem::new(&BAD_INPUT);
    collect(errors, "", &mut problem.errors);
    problem.errors.sort_by(|a, b| a.pointer.cmp(&b.pointer));
    problem
}

fn collect(errors: &ValidationErrors, base: &str, found: &mut Vec<FieldError>) {
    for (field, kind) in errors.errors() {
        let pointer = format!("{base}/{field}");
        match kind {
            ValidationErrorsKind::Struct(inner) => collect(inner, &pointer, found),
            ValidationErrorsKind::List(items) => {
                for (at, inner) in items {
                    collect(inner, &format!("{pointer}/{at}"), found);
                }
            }
            ValidationErrorsKind::Field(faults) => found.extend(faults.iter().map(|fault| {
                let message = fault.message.as_deref().unwrap_or_default();
                let (id, en) = message.split_once('|').unwrap_or((WRONG_FORM.id, WRONG_FORM.en));
                FieldError {
                    pointer: pointer.clone(),
                    code: fault.code.to_string(),
                    id: id.trim().to_owned(),
                    en: en.trim().to_owned(),
                    ..FieldError::default()
                }
            })),
        }
    }
}

impl<T> Documented for Json<T> {
    fn document(_operation: &mut Operation) {}

    fn problems() -> Vec<&'static Code> {
        vec![&BAD_INPUT, &BODY_NOT_JSON, &BODY_TOO_LARGE]
    }
}
impl<T> Documented for Parameters<T> {
    fn document(_operation: &mut Operation) {}

    fn problems() -> Vec<&'static Code> {
        vec![&BAD_INPUT]
    }
}
impl<T> Documented for Place<T> {
    fn document(_operation: &mut Operation) {}

    fn problems() -> Vec<&'static Code> {
        vec![&crate::kernel::problem::NOT_FOUND]
    }
}
