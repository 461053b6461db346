//! `robots.txt` and the site map: an index, then the rounds, the current vacancies and the archive in parts.
use actix_web::{HttpResponse, web};
use chrono::{DateTime, SecondsFormat, Utc};
use minijinja::{Value, context};

use super::shell::render;
use crate::{
    http::{CachedText, Place},
    kernel::{Problem, State, problem::NOT_FOUND},
    rounds::published,
};

/// Addresses of one part; 50,000 are allowed, fewer answer sooner.
const PART: i64 = 10_000;
const MEDIA_TYPE: &str = "application/xml; charset=utf-8";
const CACHING: &str = "public, max-age=3600";

/// Pages without an object, in the order of the menu.
const PAGES: &[&str] = &["/", "/formasi", "/hasil", "/pelatihan", "/data-terbuka", "/aturan", "/batas"];

/// Rooms behind a sign-in, and addresses that hold a code.
const CLOSED: &[&str] = &[
    "/petugas",
    "/pegawai",
    "/akun",
    "/lamaran",
    "/lamar/",
    "/kotak-masuk",
    "/konfirmasi",
    "/pantau/",
    "/tanda-terima/",
    "/sertifikat/",
];

pub fn configure(config: &mut web::ServiceConfig) {
    config
        .route("/robots.txt", web::get().to(robots))
        .route("/sitemap.xml", web::get().to(index))
        .route("/sitemaps/{part}", web::get().to(part));
}

/// Made-up data must not be found; the map is named all the same.
async fn robots(state: web::Data<State>) -> HttpResponse {
    let settings = state.settings();
    let closed: &[&str] = if settings.demo { &["/"] } else { CLOSED };
    let closed: String = closed.iter().map(|path| format!("Disallow: {path}\n")).collect();
    let text = format!("User-agent: *\n{closed}\nSitemap: {}/sitemap.xml\n", settings.public_address);
    HttpResponse::Ok()
        .insert_header(("cache-control", CACHING))
        .content_type("text/plain; charset=utf-8")
        .body(text)
}

fn entry(address: String, changed: Option<DateTime<Utc>>) -> Value {
    let changed = changed.map(|at| at.to_rfc3339_opts(SecondsFormat::Secs, true));
    // Made of our own address and of ids, in which nothing needs escaping; escaped slashes would only be long.
    context! { address => Value::from_safe_string(address), changed => changed }
}

fn answer(template: &str, name: &'static str, entries: Vec<Value>) -> Result<CachedText, Problem> {
    let values = match name {
        "maps" => context! { maps => entries },
        _ => context! { urls => entries },
    };
    Ok(CachedText { media_type: MEDIA_TYPE, caching: CACHING, body: render(template, values)? })
}

async fn index(state: web::Data<State>) -> Result<CachedText, Problem> {
    let public = &state.settings().public_address;
    let mut connection = state.read().await?;
    let mut maps = vec![entry(format!("{public}/sitemaps/pages.xml"), None)];
    for (name, archive) in [("current", false), ("archive", true)] {
        let (count, changed) = published::extent(&mut connection, archive).await?;
        let parts = count.saturating_add(PART - 1).div_euclid(PART);
        maps.extend((1..=parts).map(|at| entry(format!("{public}/sitemaps/{name}-{at}.xml"), changed)));
    }
    answer("index.xml", "maps", maps)
}

async fn part(state: web::Data<State>, name: Place<String>) -> Result<CachedText, Problem> {
    let public = &state.settings().public_address;
    let nothing = || Problem::new(&NOT_FOUND);
    let name = name.0.strip_suffix(".xml").ok_or_else(nothing)?;
    let mut connection = state.read().await?;
    if name == "pages" {
        let mut urls: Vec<Value> = PAGES.iter().map(|path| entry(format!("{public}{path}"), None)).collect();
        let rounds = published::rounds(&mut connection).await?;
        urls.extend(
            rounds
                .into_iter()
                .map(|(agency, id, changed)| entry(format!("{public}/seleksi/{agency}/{id}"), Some(changed))),
        );
        return answer("urls.xml", "urls", urls);
    }
    let (kind, number) = name.split_once('-').ok_or_else(nothing)?;
    let archive = match kind {
        "current" => false,
        "archive" => true,
        _ => return Err(nothing()),
    };
    let number =
        number.parse::<i64>().ok().filter(|number| (1..10_000).contains(number)).ok_or_else(nothing)?;
    let rows = published::portion(&mut connection, archive, number - 1, PART).await?;
    if rows.is_empty() {
        return Err(nothing());
    }
    let urls = rows.into_iter().map(|(id, changed)| entry(format!("{public}/formasi/{id}"), Some(changed)));
    answer("urls.xml", "urls", urls.collect())
}
