//! The built app: its files from memory, and its shell for every address that is not a file.
use std::{collections::BTreeMap, fs, path::Path, sync::Arc};

use actix_web::{
    HttpRequest, HttpResponse,
    http::{Method, header},
    web,
};

use crate::kernel::{Problem, problem::NOT_FOUND};

struct File {
    bytes: web::Bytes,
    media_type: &'static str,
}

/// All files of `frontend/dist`.
#[derive(Clone)]
pub struct Site(Arc<BTreeMap<String, File>>);

impl Site {
    /// Reads the folder once; the app is a few hundred kilobytes.
    pub fn open(folder: &Path) -> Result<Self, String> {
        let mut files = BTreeMap::new();
        collect(folder, "", &mut files)
            .map_err(|error| format!("cannot read the built app in {}: {error}", folder.display()))?;
        if !files.contains_key("index.html") {
            return Err(format!("{} holds no built app: run npm run build in frontend", folder.display()));
        }
        Ok(Self(Arc::new(files)))
    }

    /// Answers everything that no other route did.
    pub fn configure(self, config: &mut web::ServiceConfig) {
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

async fn answer(request: HttpRequest, site: web::Data<Site>) -> Result<HttpResponse, Problem> {
    let path = request.path().trim_start_matches('/');
    if path.starts_with("api/") || !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Err(Problem::new(&NOT_FOUND));
    }
    let hashed = path.starts_with("assets/");
    let found = site.0.get(path).filter(|_| !path.is_empty());
    if hashed && found.is_none() {
        return Err(Problem::new(&NOT_FOUND));
    }
    let shell = site.0.get("index.html");
    let file = found.or(shell).ok_or_else(|| Problem::new(&NOT_FOUND))?;
    let caching = if hashed { "public, max-age=31536000, immutable" } else { "no-cache" };
    Ok(HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, caching))
        .content_type(file.media_type)
        .body(file.bytes.clone()))
}
