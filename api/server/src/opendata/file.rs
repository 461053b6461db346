//! One set as a file. It is read from the database by portions while it is sent, and a connection is held for a portion
//! only: neither its size nor a slow reader is felt.
use std::{io::Write as _, pin::Pin};

use actix_web::{
    HttpRequest, HttpResponse, Responder,
    body::BoxBody,
    http::{StatusCode, header},
    web,
};
use chrono::{DateTime, Utc};
use flate2::{Compression, write::GzEncoder};
use futures::{Stream, stream};
use uuid::Uuid;

use super::{columns, set, store};
use crate::{
    http::{Place, Question, cached},
    identity::Guard,
    kernel::{
        Problem, State,
        permission::Public,
        problem::{INTERNAL, NOT_FOUND},
    },
};

const PORTION: i64 = 2_000;
/// Raised when the columns or their order change, so that no kept file passes for the new one.
const SHAPE: u32 = 1;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Csv,
    JsonLines,
}

impl Form {
    fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::JsonLines => "application/x-ndjson",
        }
    }
}

/// A file on its way.
pub struct Download {
    state: State,
    request: HttpRequest,
    file_name: String,
    form: Form,
    /// A `.gz` file, as against a file that is compressed for the way only.
    compressed_file: bool,
    year: i32,
    kind: String,
    rows: i64,
    updated_at: DateTime<Utc>,
}

/// Download a set.
///
/// Rows in the order of ids. Answers `ETag` and `Last-Modified`; compressed on the way for whoever accepts gzip, and as
/// a file when its name ends in `.gz`. Text that a spreadsheet would run as a formula is led by an apostrophe.
#[utoipa::path(get, path = "/api/v1/open-data/{file}", operation_id = "open_data_file", tag = "opendata",
    params(("file" = String, Path, description = "Name of a file in the list of sets", example = "vacancies-2024-cpns.csv")),
    responses((status = 200, description = "The file", content(
        (String = "text/csv"), (String = "application/x-ndjson"), ([u8] = "application/gzip"))),
        (status = 304, description = "Unchanged")))]
pub async fn open_data_file(
    _guard: Guard<Public>,
    state: web::Data<State>,
    question: Question,
    file: Place<String>,
) -> Result<Download, Problem> {
    let nothing = || Problem::new(&NOT_FOUND);
    let (name, format) = file.0.split_once('.').ok_or_else(nothing)?;
    let (form, compressed_file) = match format {
        "csv" => (Form::Csv, false),
        "csv.gz" => (Form::Csv, true),
        "ndjson" => (Form::JsonLines, false),
        "ndjson.gz" => (Form::JsonLines, true),
        _ => return Err(nothing()),
    };
    let extents = store::extents(&mut *state.read().await?).await?;
    let extent = extents.into_iter().find(|extent| set::name(extent) == name).ok_or_else(nothing)?;
    let mark = if state.settings().demo { "DATA-REKAAN-" } else { "" };
    Ok(Download {
        state: state.get_ref().clone(),
        request: question.0,
        file_name: format!("{mark}{}", file.0),
        form,
        compressed_file,
        year: extent.year,
        kind: extent.kind,
        rows: extent.rows,
        updated_at: extent.updated_at,
    })
}

impl Download {
    /// Compressed for the way when the reader accepts it and the file itself is not.
    fn on_the_way(&self) -> bool {
        let accepted =
            self.request.headers().get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok());
        let mut codings = accepted.unwrap_or_default().split(',').map(str::trim);
        let gzip =
            codings.any(|coding| coding == "gzip" || coding.starts_with("gzip;") && !coding.ends_with("q=0"));
        gzip && !self.compressed_file
    }

    /// Whether the reader has this state of the file.
    fn unchanged(&self, etag: &str) -> bool {
        if self.request.headers().contains_key(header::IF_NONE_MATCH) {
            return cached::known(&self.request, etag);
        }
        let since =
            self.request.headers().get(header::IF_MODIFIED_SINCE).and_then(|value| value.to_str().ok());
        let since = since.and_then(|text| DateTime::parse_from_rfc2822(text).ok());
        since.is_some_and(|since| self.updated_at.timestamp() <= since.timestamp())
    }
}

impl Responder for Download {
    type Body = BoxBody;

    fn respond_to(self, _request: &HttpRequest) -> HttpResponse {
        let on_the_way = self.on_the_way();
        let state = format!(
            "{SHAPE} {} {} {} {on_the_way} {}",
            self.file_name,
            self.rows,
            self.updated_at,
            self.state.settings().demo
        );
        let etag = cached::tag(state.as_bytes());
        let unchanged = self.unchanged(&etag);
        let mut answer =
            HttpResponse::build(if unchanged { StatusCode::NOT_MODIFIED } else { StatusCode::OK });
        answer
            .insert_header((header::ETAG, etag))
            .insert_header((
                header::LAST_MODIFIED,
                self.updated_at.format("%a, %d %b %Y %H:%M:%S GMT").to_string(),
            ))
            .insert_header((header::CACHE_CONTROL, "public, max-age=3600"))
            .insert_header((header::VARY, "Accept-Encoding"));
        if unchanged {
            return answer.finish();
        }
        let disposition = format!("attachment; filename=\"{}\"", self.file_name);
        answer.insert_header((header::CONTENT_DISPOSITION, disposition));
        answer.content_type(if self.compressed_file { "application/gzip" } else { self.form.media_type() });
        // Said in any case, so that nothing after us compresses what is compressed, or counts on the size of what is not.
        let coding = if on_the_way { "gzip" } else { "identity" };
        answer.insert_header((header::CONTENT_ENCODING, coding));
        answer.streaming(stream_of(self, on_the_way))
    }
}

/// Plain or compressed bytes, taken out after each portion.
enum Sink {
    Plain(Vec<u8>),
    Gzip(Box<GzEncoder<Vec<u8>>>),
}

impl Sink {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        match self {
            Self::Plain(buffer) => buffer.write_all(bytes),
            Self::Gzip(encoder) => encoder.write_all(bytes),
        }
    }

    fn take(&mut self) -> Vec<u8> {
        match self {
            Self::Plain(buffer) => std::mem::take(buffer),
            Self::Gzip(encoder) => std::mem::take(encoder.get_mut()),
        }
    }

    fn end(&mut self) -> std::io::Result<()> {
        match self {
            Self::Plain(_) => Ok(()),
            Self::Gzip(encoder) => encoder.try_finish(),
        }
    }
}

struct Progress {
    download: Download,
    sink: Sink,
    after: Option<Uuid>,
    begun: bool,
    done: bool,
}

type Bytes = Pin<Box<dyn Stream<Item = Result<web::Bytes, Problem>>>>;

fn stream_of(download: Download, on_the_way: bool) -> Bytes {
    let compressed = on_the_way || download.compressed_file;
    let sink = match compressed {
        true => Sink::Gzip(Box::new(GzEncoder::new(Vec::new(), Compression::default()))),
        false => Sink::Plain(Vec::new()),
    };
    let progress = Progress { download, sink, after: None, begun: false, done: false };
    Box::pin(stream::try_unfold(progress, |mut progress| async move {
        while !progress.done {
            progress.portion().await?;
            let bytes = progress.sink.take();
            // A compressor may keep a portion to itself; an empty piece would end the answer.
            if !bytes.is_empty() {
                return Ok(Some((web::Bytes::from(bytes), progress)));
            }
        }
        Ok(None)
    }))
}

impl Progress {
    async fn portion(&mut self) -> Result<(), Problem> {
        let inside = |error: &dyn std::fmt::Display| Problem::new(&INTERNAL).inside(error);
        let Download { state, form, year, kind, .. } = &self.download;
        let demo = state.settings().demo;
        let rows = store::rows(&mut *state.read().await?, *year, kind, self.after, PORTION).await?;
        self.after = rows.last().map(|row| row.id);
        let last = i64::try_from(rows.len()).unwrap_or(PORTION) < PORTION;
        let bytes = match form {
            Form::Csv => {
                let mut writer =
                    csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
                if !self.begun {
                    writer.write_record(columns::names(demo)).map_err(|error| inside(&error))?;
                }
                for row in &rows {
                    writer.write_record(columns::cells(row, demo)).map_err(|error| inside(&error))?;
                }
                writer.into_inner().map_err(|error| inside(&error))?
            }
            Form::JsonLines => {
                let lines = rows.iter().map(|row| format!("{}\n", columns::object(row, demo)));
                lines.collect::<String>().into_bytes()
            }
        };
        self.begun = true;
        self.sink.write(&bytes).map_err(|error| inside(&error))?;
        if last {
            self.sink.end().map_err(|error| inside(&error))?;
            self.done = true;
        }
        Ok(())
    }
}
