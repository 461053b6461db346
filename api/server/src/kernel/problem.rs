//! What went wrong, for the person outside and for the log inside. RFC 9457 answers are made of it by `http`.
use std::{collections::BTreeMap, fmt};

use super::text::{Language, Text};

/// A stable problem: code, status, and what it says in both languages. Each room declares its own.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    pub code: &'static str,
    pub status: u16,
    pub title: Text,
}

impl Code {
    pub const fn new(code: &'static str, status: u16, id: &'static str, en: &'static str) -> Self {
        Self { code, status, title: Text::new(id, en) }
    }
}

/// A refusal of one field. It never carries the rejected value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldError {
    /// JSON pointer into the request's body, or the name of a query or path parameter.
    pub pointer: String,
    pub code: String,
    pub id: String,
    pub en: String,
    /// Values for a text of the reader's own, such as the largest mark allowed.
    pub parameters: BTreeMap<String, String>,
}

impl FieldError {
    pub fn new(pointer: impl Into<String>, code: impl Into<String>, text: Text) -> Self {
        let (pointer, code) = (pointer.into(), code.into());
        Self { pointer, code, id: text.id.into(), en: text.en.into(), ..Self::default() }
    }

    pub fn message(&self, language: Language) -> &str {
        match language {
            Language::Id => &self.id,
            Language::En => &self.en,
        }
    }
}

/// An answer that is not the wanted one.
#[derive(Debug)]
pub struct Problem {
    pub code: &'static Code,
    /// Values for the `{name}` places in the title.
    pub parameters: Vec<(&'static str, String)>,
    pub errors: Vec<FieldError>,
    /// For the log only.
    pub inside: Option<String>,
    /// Seconds, for `Retry-After`.
    pub retry_after: Option<u32>,
}

impl Problem {
    pub fn new(code: &'static Code) -> Self {
        Self { code, parameters: Vec::new(), errors: Vec::new(), inside: None, retry_after: None }
    }

    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.parameters.push((name, value.into()));
        self
    }

    #[must_use]
    pub fn field(mut self, pointer: impl Into<String>, code: impl Into<String>, text: Text) -> Self {
        self.errors.push(FieldError::new(pointer, code, text));
        self
    }

    #[must_use]
    pub fn inside(mut self, text: impl fmt::Display) -> Self {
        self.inside = Some(text.to_string());
        self
    }

    pub fn title(&self, language: Language) -> String {
        let parameters: Vec<_> =
            self.parameters.iter().map(|(name, value)| (*name, value.as_str())).collect();
        self.code.title.fill(language, &parameters)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.code.code)?;
        self.inside.as_ref().map_or(Ok(()), |inside| write!(formatter, ": {inside}"))
    }
}

impl std::error::Error for Problem {}

impl From<&'static Code> for Problem {
    fn from(code: &'static Code) -> Self {
        Self::new(code)
    }
}

impl From<diesel::result::Error> for Problem {
    fn from(error: diesel::result::Error) -> Self {
        match error {
            diesel::result::Error::NotFound => Self::new(&NOT_FOUND),
            other => Self::new(&INTERNAL).inside(other),
        }
    }
}

pub static NOT_FOUND: Code = Code::new(
    "not_found",
    404,
    "Halaman atau data ini tidak ada, atau Anda tidak berhak melihatnya. Periksa alamatnya atau masuk dengan akun yang tepat.",
    "This page or record does not exist, or you may not see it. Check the address or sign in with the right account.",
);
pub static INTERNAL: Code = Code::new(
    "internal",
    500,
    "Sistem gagal menyelesaikan permintaan ini dan sudah mencatatnya. Data Anda tidak berubah. Coba lagi beberapa menit lagi.",
    "The system could not complete this request and has logged it. Nothing of yours was changed. Try again in a few minutes.",
);
pub static UNAVAILABLE: Code = Code::new(
    "unavailable",
    503,
    "Sistem sedang sangat sibuk. Data Anda tidak berubah. Coba lagi sebentar lagi.",
    "The system is very busy. Nothing of yours was changed. Try again shortly.",
);
pub static BAD_INPUT: Code = Code::new(
    "bad_input",
    422,
    "Ada isian yang perlu diperbaiki. Lihat keterangan di setiap isian.",
    "Some fields need to be corrected. See the note at each field.",
);
pub static CHANGED_MEANWHILE: Code = Code::new(
    "changed_meanwhile",
    412,
    "Data ini sudah diubah sejak Anda membukanya. Muat ulang, lalu ulangi perubahan Anda.",
    "This was changed since you opened it. Reload it and make your change again.",
);
pub static IF_MATCH_REQUIRED: Code = Code::new(
    "if_match_required",
    428,
    "Permintaan ini harus membawa If-Match dengan ETag dari data yang diubah. Di aplikasi: muat ulang halaman, lalu ulangi.",
    "This request must carry If-Match with the ETag of what it changes. In the app: reload the page and try again.",
);
pub static KEY_REQUIRED: Code = Code::new(
    "idempotency_key_required",
    400,
    "Permintaan ini harus membawa Idempotency-Key (1 sampai 64 huruf, angka atau tanda hubung). Di aplikasi: muat ulang halaman, lalu ulangi.",
    "This request must carry an Idempotency-Key (1 to 64 letters, digits or hyphens). In the app: reload the page and try again.",
);
pub static KEY_REUSED: Code = Code::new(
    "idempotency_key_reused",
    422,
    "Idempotency-Key ini sudah dipakai untuk isi yang lain. Pakai kunci baru. Di aplikasi: muat ulang halaman, periksa isian Anda, lalu kirim lagi.",
    "This Idempotency-Key was used for another body. Use a new key. In the app: reload the page, check what you typed and send it again.",
);
pub static STILL_RUNNING: Code = Code::new(
    "still_running",
    409,
    "Permintaan yang sama masih diproses. Tunggu sebentar, lalu coba lagi dengan kunci yang sama.",
    "The same request is still being processed. Wait a moment and try again with the same key.",
);
