//! The timetable as a calendar file (RFC 5545), in the agency's zone and under identifiers that stay.
use actix_web::web;
use chrono::{DateTime, Offset, TimeZone, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use icalendar::{Calendar, Component, Event, Property};
use uuid::Uuid;

use super::{
    store::{self, Round},
    view::{StepView, step_views},
};
use crate::{
    catalog,
    http::{CachedText, Place},
    identity::Guard,
    kernel::{Language, Problem, State, moment, permission::Public, problem::NOT_FOUND},
    schema::{round_timetable, vacancy},
};

const MEDIA_TYPE: &str = "text/calendar; charset=utf-8";
const LOCAL: &str = "%Y%m%dT%H%M%S";

/// What the file is made of.
struct Timetable {
    round: Round,
    zone: String,
    steps: Vec<StepView>,
    /// When this version of the timetable was made.
    at: DateTime<Utc>,
    /// Page of the round or the vacancy.
    page: String,
    name: String,
}

/// The timetable of a round as a calendar file.
///
/// Each step is an event in the agency's zone; its UID stays when the timetable is changed, so that a calendar which
/// reads this again moves the event.
#[utoipa::path(get, path = "/api/v1/agencies/{agency}/rounds/{round}/timetable.ics", operation_id = "round_calendar",
    tag = "rounds",
    params(("agency" = String, Path, description = "Agency code", example = "5473"), ("round" = Uuid, Path, description = "Round")),
    responses((status = 200, body = String, content_type = "text/calendar", description = "The calendar file"),
        (status = 304, description = "Unchanged")))]
pub async fn round_calendar(
    guard: Guard<Public>,
    state: web::Data<State>,
    Place((agency, id)): Place<(String, Uuid)>,
) -> Result<CachedText, Problem> {
    let mut connection = state.read().await?;
    let round = store::public_round(&mut connection, &agency, id).await?;
    let page = format!("/seleksi/{agency}/{id}");
    let name = round.name.clone();
    calendar(&state, &mut connection, round, page, name, guard.language).await
}

/// The timetable of a vacancy's round as a calendar file.
///
/// The same events under the same UIDs as those of the round, named after the vacancy.
#[utoipa::path(get, path = "/api/v1/vacancies/{id}/timetable.ics", operation_id = "vacancy_calendar", tag = "rounds",
    params(("id" = Uuid, Path, description = "Vacancy", example = "646c3891-6c87-4f26-b378-0a190221a200")),
    responses((status = 200, body = String, content_type = "text/calendar", description = "The calendar file"),
        (status = 304, description = "Unchanged")))]
pub async fn vacancy_calendar(
    guard: Guard<Public>,
    state: web::Data<State>,
    Place(id): Place<Uuid>,
) -> Result<CachedText, Problem> {
    let mut connection = state.read().await?;
    let found = vacancy::table.filter(vacancy::id.eq(id).and(vacancy::published));
    let found = found.select((vacancy::agency_id, vacancy::round_id, vacancy::post_title));
    let (agency, round, title): (String, Uuid, String) = found.first(&mut connection).await?;
    let round = store::public_round(&mut connection, &agency, round).await?;
    let name = format!("{title}: {}", round.name);
    calendar(&state, &mut connection, round, format!("/formasi/{id}"), name, guard.language).await
}

async fn calendar(
    state: &State,
    connection: &mut AsyncPgConnection,
    round: Round,
    page: String,
    name: String,
    language: Language,
) -> Result<CachedText, Problem> {
    let agency = catalog::agency(connection, &round.agency_id).await?;
    let steps = store::timetable(connection, &round).await?;
    let at: Option<DateTime<Utc>> = round_timetable::table
        .find((&round.agency_id, round.id, round.timetable_version))
        .select(round_timetable::at)
        .first(connection)
        .await
        .optional()?;
    let timetable = Timetable {
        zone: agency.ok_or_else(|| Problem::new(&NOT_FOUND))?.zone,
        steps: step_views(&round, steps),
        at: at.unwrap_or(round.updated_at),
        page: format!("{}{page}", state.settings().public_address),
        name: if state.settings().demo { format!("DATA REKAAN: {name}") } else { name },
        round,
    };
    Ok(CachedText::new(MEDIA_TYPE, file(&timetable, &state.settings().public_address, language)))
}

fn file(timetable: &Timetable, public_address: &str, language: Language) -> String {
    let host = public_address.split_once("://").map_or(public_address, |(_, host)| host).replace(':', ".");
    let mut calendar = Calendar::empty();
    calendar
        .append_property(("VERSION", "2.0"))
        .append_property(("PRODID", "-//Terang//Timetable//ID"))
        .append_property(("CALSCALE", "GREGORIAN"))
        .name(&timetable.name)
        .timezone(timetable.zone.as_str());
    for step in &timetable.steps {
        calendar.push(event(timetable, step, &host, language));
    }
    // The library writes no VTIMEZONE, without which a TZID means nothing (RFC 5545 section 3.2.19).
    let begin = "BEGIN:VEVENT";
    calendar.to_string().replacen(begin, &format!("{}{begin}", time_zone(timetable)), 1)
}

fn event(timetable: &Timetable, step: &StepView, host: &str, language: Language) -> Event {
    let name = match language {
        Language::Id => &step.name.id,
        Language::En => &step.name.en,
    };
    Event::new()
        .uid(&format!("{}.{}@{host}", step.code, timetable.round.id))
        .timestamp(timetable.at)
        .sequence(u32::try_from(timetable.round.timetable_version).unwrap_or(0))
        .append_property(local("DTSTART", step.opens, &timetable.zone))
        .append_property(local("DTEND", step.closes, &timetable.zone))
        .summary(&format!("{name}: {}", timetable.name))
        .description(&timetable.page)
        .url(&timetable.page)
        // A window of weeks must not mark its reader as busy.
        .append_property(("TRANSP", "TRANSPARENT"))
        .done()
}

fn local(name: &str, at: DateTime<Utc>, zone: &str) -> Property {
    let wall_clock = at.with_timezone(&moment::zone(zone)).format(LOCAL).to_string();
    Property::new(name, wall_clock).add_parameter("TZID", zone).done()
}

/// Indonesian zones have no summer time, so one offset says it all.
fn time_zone(timetable: &Timetable) -> String {
    let offset = moment::zone(&timetable.zone).offset_from_utc_datetime(&timetable.at.naive_utc());
    let minutes = offset.fix().local_minus_utc().div_euclid(60);
    let sign = if minutes < 0 { '-' } else { '+' };
    let text = format!("{sign}{:02}{:02}", minutes.abs().div_euclid(60), minutes.abs().rem_euclid(60));
    format!(
        "BEGIN:VTIMEZONE\r\nTZID:{}\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:{text}\r\n\
         TZOFFSETTO:{text}\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n",
        timetable.zone
    )
}
