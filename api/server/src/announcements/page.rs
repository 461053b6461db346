//! What everybody sees: announcements of a round and of all agencies, their lines, and the file.
use actix_web::{HttpResponse, http::header, web};
use chrono::{DateTime, Utc};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;
use validator::Validate;

use super::{
    answer::{AnnouncedLine, AnnouncementDetail, AnnouncementSummary},
    content::csv,
    prepare::detail,
    store::{self, Wanted},
};
use crate::{
    http::{Answer, Cursor, Page, Parameters, Place, page},
    identity::Guard,
    kernel::{
        Problem, State,
        permission::Public,
        problem::{INTERNAL, NOT_FOUND},
    },
    verification::schedule,
};

#[derive(Debug, Deserialize, Validate, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Paging {
    #[param(value_type = Option<String>, example = "eyJpZCI6MX0")]
    pub cursor: Option<Cursor>,
    #[param(example = 20)]
    pub limit: Option<i64>,
}

async fn listed(
    state: &State,
    agency: Option<&str>,
    round: Option<Uuid>,
    paging: Paging,
) -> Result<Answer<Page<AnnouncementSummary>>, Problem> {
    let limit = page::limit(paging.limit);
    let before: Option<(DateTime<Utc>, Uuid)> = paging.cursor.map(|cursor| cursor.key()).transpose()?;
    let mut connection = state.read().await?;
    let rows = store::published(&mut connection, agency, round, before, limit).await?;
    let page = Page::of(rows, limit, |row| (row.published_at, row.id));
    let mut items = Vec::new();
    for row in &page.items {
        let schedule = schedule(&mut connection, &row.agency_id, row.round_id).await?;
        items.push(AnnouncementSummary::of(row, &schedule));
    }
    Ok(Answer::ok(Page { items, next: page.next }))
}

/// List the latest announcements of all agencies.
///
/// Every published version, the newest first.
#[utoipa::path(
    get, path = "/api/v1/announcements", operation_id = "latest_announcements", tag = "announcements",
    params(Paging), responses((status = 200, body = Page<AnnouncementSummary>, description = "One page"))
)]
pub async fn latest_announcements(
    _guard: Guard<Public>,
    state: web::Data<State>,
    paging: Parameters<Paging>,
) -> Result<Answer<Page<AnnouncementSummary>>, Problem> {
    listed(&state, None, None, paging.0).await
}

/// List the announcements of a round.
///
/// Every published version, also those that were corrected since; the newest first.
#[utoipa::path(
    get, path = "/api/v1/agencies/{agency}/rounds/{round}/announcements", operation_id = "list_announcements",
    tag = "announcements", params(("agency" = String, Path), ("round" = Uuid, Path), Paging),
    responses((status = 200, body = Page<AnnouncementSummary>, description = "One page"))
)]
pub async fn list_announcements(
    _guard: Guard<Public>,
    state: web::Data<State>,
    place: Place<(String, Uuid)>,
    paging: Parameters<Paging>,
) -> Result<Answer<Page<AnnouncementSummary>>, Problem> {
    let (agency, round) = place.0;
    schedule(&mut *state.read().await?, &agency, round).await?;
    listed(&state, Some(&agency), Some(round), paging.0).await
}

pub async fn public(
    state: &State,
    place: (String, Uuid, Uuid),
) -> Result<(crate::kernel::state::Connection, store::AnnouncementRow), Problem> {
    let (agency, round, id) = place;
    let mut connection = state.read().await?;
    let row = store::find(&mut connection, &agency, round, id).await?;
    if row.state == "published" { Ok((connection, row)) } else { Err(Problem::new(&NOT_FOUND)) }
}

/// Read an announcement.
///
/// Counts, legend and standing; the lines come by pages, or as a file.
#[utoipa::path(
    get, path = "/api/v1/agencies/{agency}/rounds/{round}/announcements/{announcement}",
    operation_id = "read_announcement", tag = "announcements",
    params(("agency" = String, Path), ("round" = Uuid, Path), ("announcement" = Uuid, Path)),
    responses((status = 200, body = AnnouncementDetail, description = "The announcement"))
)]
pub async fn read_announcement(
    _guard: Guard<Public>,
    state: web::Data<State>,
    place: Place<(String, Uuid, Uuid)>,
) -> Result<Answer<AnnouncementDetail>, Problem> {
    Ok(Answer::ok(public_announcement(&state, place.0).await?))
}

/// A published announcement, or 404.
pub async fn public_announcement(
    state: &State,
    place: (String, Uuid, Uuid),
) -> Result<AnnouncementDetail, Problem> {
    let (mut connection, row) = public(state, place).await?;
    detail(&mut connection, row).await
}

#[derive(Debug, Deserialize, Validate, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct LineFilter {
    #[param(example = "0193a5b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b")]
    pub vacancy: Option<Uuid>,
    #[param(example = "MS")]
    pub status: Option<String>,
    /// A whole participant code.
    #[param(example = "7QK4-M2XN")]
    pub code: Option<String>,
    #[param(value_type = Option<String>, example = "eyJpZCI6MX0")]
    pub cursor: Option<Cursor>,
    #[param(example = 20)]
    pub limit: Option<i64>,
}

/// Read the lines of an announcement.
///
/// By vacancy, by status, or the line of one participant code. Codes only, no names.
#[utoipa::path(
    get, path = "/api/v1/agencies/{agency}/rounds/{round}/announcements/{announcement}/rows",
    operation_id = "announcement_rows", tag = "announcements",
    params(("agency" = String, Path), ("round" = Uuid, Path), ("announcement" = Uuid, Path), LineFilter),
    responses((status = 200, body = Page<AnnouncedLine>, description = "One page of lines"))
)]
pub async fn announcement_rows(
    _guard: Guard<Public>,
    state: web::Data<State>,
    place: Place<(String, Uuid, Uuid)>,
    filter: Parameters<LineFilter>,
) -> Result<Answer<Page<AnnouncedLine>>, Problem> {
    let (mut connection, row) = public(&state, place.0).await?;
    let filter = filter.0;
    let limit = page::limit(filter.limit);
    let wanted = Wanted {
        vacancy: filter.vacancy,
        status: filter.status,
        code: filter.code.map(|code| code.trim().to_uppercase()),
        after: filter.cursor.map(|cursor| cursor.key()).transpose()?.unwrap_or(0),
        limit,
    };
    let rows = store::lines(&mut connection, &row.agency_id, row.id, wanted).await?;
    let page = Page::of(rows, limit, |line| line.position);
    let mut items = Vec::new();
    for line in page.items {
        items.push(AnnouncedLine::of(line)?);
    }
    Ok(Answer::ok(Page { items, next: page.next }))
}

/// Download an announcement as CSV.
///
/// All lines, a status with its words beside. The header `x-content-sha256` and the announcement name the SHA-256 of
/// this file.
#[utoipa::path(
    get, path = "/api/v1/agencies/{agency}/rounds/{round}/announcements/{announcement}/rows.csv",
    operation_id = "announcement_csv", tag = "announcements",
    params(("agency" = String, Path), ("round" = Uuid, Path), ("announcement" = Uuid, Path)),
    responses((status = 200, description = "The file", content(([u8] = "text/csv"))))
)]
pub async fn announcement_csv(
    _guard: Guard<Public>,
    state: web::Data<State>,
    place: Place<(String, Uuid, Uuid)>,
) -> Result<HttpResponse, Problem> {
    let (mut connection, row) = public(&state, place.0).await?;
    let content = store::frozen(&mut connection, &row.agency_id, row.id).await?;
    let file = csv(&content.shown(), state.settings().demo)?;
    let hash = super::content::hash(&file);
    if hash.as_slice() != row.content_hash {
        return Err(Problem::new(&INTERNAL).inside("announced file differs from its hash"));
    }
    let name = format!("pengumuman-{}-{}-{}.csv", row.stage, row.number, row.id.simple());
    Ok(HttpResponse::Ok()
        .content_type("text/csv; charset=utf-8")
        .insert_header((header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")))
        .insert_header(("x-content-sha256", data_encoding::HEXLOWER.encode(&hash)))
        .body(file))
}
