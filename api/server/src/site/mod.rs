//! The built app: its files from memory, and its shell for every address that is not a file. In the shell of a public
//! page stands what a crawler, or a reader without JavaScript, came for; the app takes its place without a jump.
mod announcement;
mod home;
mod posting;
mod round;
mod rules;
mod search;
mod shell;
mod sitemap;
mod vacancy;

use std::{collections::BTreeMap, fs, path::Path, sync::Arc};

use actix_web::{
    HttpRequest, HttpResponse, ResponseError,
    http::{Method, StatusCode, header},
    web,
};

use self::shell::{Page, Shell};
use crate::{
    http::cached::{known, tag},
    kernel::{Problem, State, problem::NOT_FOUND},
};

struct File {
    bytes: web::Bytes,
    media_type: &'static str,
}

struct Built {
    files: BTreeMap<String, File>,
    shell: Shell,
}

/// All files of `frontend/dist`.
#[derive(Clone)]
pub struct Site(Arc<Built>);

impl Site {
    /// Reads the folder once; the app is a few hundred kilobytes.
    pub fn open(folder: &Path) -> Result<Self, String> {
        let mut files = BTreeMap::new();
        collect(folder, "", &mut files)
            .map_err(|error| format!("cannot read the built app in {}: {error}", folder.display()))?;
        let shell = files.remove("index.html").ok_or_else(|| {
            format!("{} holds no built app: run npm run build in frontend", folder.display())
        })?;
        let shell = Shell::of(&String::from_utf8_lossy(&shell.bytes))?;
        Ok(Self(Arc::new(Built { files, shell })))
    }

    /// Answers everything that no other route did.
    pub fn configure(self, config: &mut web::ServiceConfig) {
        sitemap::configure(config);
        config.app_data(web::Data::new(self)).default_service(web::to(answer));
    }
}

fn collect(folder: &Path, prefix: &str, files: &mut BTreeMap<String, File>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), &format!("{name}/"), files)?;
        } else {
            let file = File { bytes: fs::read(entry.path())?.into(), media_type: media_type(&name) };
            files.insert(name, file);
        }
    }
    Ok(())
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("json") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("woff2") => "font/woff2",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

async fn answer(
    request: HttpRequest,
    site: web::Data<Site>,
    state: web::Data<State>,
) -> Result<HttpResponse, Problem> {
    let path = request.path().trim_start_matches('/');
    if path.starts_with("api/") || !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Err(Problem::new(&NOT_FOUND));
    }
    let hashed = path.starts_with("assets/");
    match site.0.files.get(path) {
        Some(file) => {
            let caching = if hashed { "public, max-age=31536000, immutable" } else { "no-cache" };
            Ok(HttpResponse::Ok()
                .insert_header((header::CACHE_CONTROL, caching))
                .content_type(file.media_type)
                .body(file.bytes.clone()))
        }
        None if hashed => Err(Problem::new(&NOT_FOUND)),
        None => Ok(shell(&request, &site.0.shell, &state, path).await),
    }
}

/// The shell with its page. One that is not there is told by the status, and a server in trouble too: a crawler comes
/// back then, and the app says what to do.
async fn shell(request: &HttpRequest, shell: &Shell, state: &State, path: &str) -> HttpResponse {
    let (status, page) = match page(state, path, request.query_string()).await {
        Ok(page) => (StatusCode::OK, page),
        Err(problem) => (problem.status_code(), None),
    };
    let html = shell.with(page.as_ref(), state.settings());
    let etag = tag(html.as_bytes());
    let status =
        if status == StatusCode::OK && known(request, &etag) { StatusCode::NOT_MODIFIED } else { status };
    let mut answer = HttpResponse::build(status);
    answer.insert_header((header::CACHE_CONTROL, "no-cache")).insert_header((header::ETAG, etag));
    if status == StatusCode::NOT_MODIFIED {
        return answer.finish();
    }
    answer.content_type("text/html; charset=utf-8").body(html)
}

/// What stands at an address, as far as it is written by the server; the app knows all others.
async fn page(state: &State, path: &str, query: &str) -> Result<Option<Page>, Problem> {
    let parts: Vec<&str> = path.trim_end_matches('/').split('/').collect();
    match parts.as_slice() {
        [""] => home::page(state).await.map(Some),
        ["formasi"] => search::page(state, query).await.map(Some),
        ["formasi", "bandingkan"] => Ok(None),
        ["formasi", id] => vacancy::page(state, id).await.map(Some),
        ["aturan"] => rules::list(state).map(Some),
        ["aturan", "berkas"] => Ok(None),
        ["aturan", hash] => rules::page(state, hash).await.map(Some),
        ["batas"] => rules::limits(state).map(Some),
        ["seleksi", agency, id] => round::page(state, agency, id).await.map(Some),
        ["pengumuman", agency, round, id] => announcement::page(state, agency, round, id).await.map(Some),
        _ => Ok(None),
    }
}
