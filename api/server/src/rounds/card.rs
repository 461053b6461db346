//! A vacancy as search results and round pages show it.
use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    model::Step,
    store::{Round, parsed},
};
use crate::{
    kernel::Problem,
    schema::{agency, round_timetable, selection_round, vacancy},
};

#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = vacancy)]
pub struct CardRow {
    pub agency_id: String,
    pub id: Uuid,
    pub round_id: Uuid,
    pub post_title: String,
    pub unit_path: String,
    pub agency_name: String,
    pub pool: String,
    pub places: i32,
    pub open_to_disabled: bool,
    pub pay_min: Option<i64>,
    pub pay_max: Option<i64>,
    pub eligible_count: Option<i32>,
    pub level_ids: Vec<String>,
    pub region_code: Option<String>,
    pub archive: bool,
}

/// A vacancy in short.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct VacancyCard {
    pub id: Uuid,
    #[schema(example = "5473")]
    pub agency_id: String,
    #[schema(example = "Pemerintah Kota Sawahlunto")]
    pub agency_name: String,
    pub round_id: Uuid,
    #[schema(example = "Pengadaan CPNS 2024")]
    pub round_name: String,
    #[schema(example = "national")]
    pub door: String,
    #[schema(example = "Perawat Terampil")]
    pub post_title: String,
    /// Below the agency, from the top, separated by ` | `.
    #[schema(example = "Dinas Kesehatan | RSUD Sawahlunto")]
    pub unit_path: String,
    #[schema(example = "general")]
    pub pool: String,
    #[schema(example = 2)]
    pub places: i32,
    #[schema(example = false)]
    pub open_to_disabled: bool,
    /// Rupiah a month.
    #[schema(example = 4000000)]
    pub pay_min: Option<i64>,
    #[schema(example = 6000000)]
    pub pay_max: Option<i64>,
    /// Applicants who passed the administrative stage, where known.
    #[schema(example = 31)]
    pub eligible_count: Option<i32>,
    #[schema(example = json!(["30"]))]
    pub level_ids: Vec<String>,
    #[schema(example = "13.73")]
    pub region_code: Option<String>,
    #[schema(example = true)]
    pub archive: bool,
    /// Whether one can apply now, here or at SSCASN.
    #[schema(example = false)]
    pub open: bool,
    /// When registration opens and when it is over.
    #[schema(example = "2026-11-10T00:00:00Z")]
    pub opens: Option<DateTime<Utc>>,
    #[schema(example = "2026-12-05T17:00:00Z")]
    pub closes: Option<DateTime<Utc>>,
    #[schema(example = "Asia/Jakarta")]
    pub zone: String,
}

type Timed = (Round, Option<Value>, String);

/// Adds round, window and zone to the rows of one page.
pub async fn cards(
    connection: &mut AsyncPgConnection,
    rows: Vec<CardRow>,
    now: DateTime<Utc>,
) -> Result<Vec<VacancyCard>, Problem> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.round_id).collect();
    let found: Vec<Timed> = selection_round::table
        .inner_join(agency::table)
        .left_join(
            round_timetable::table.on(round_timetable::agency_id
                .eq(selection_round::agency_id)
                .and(round_timetable::round_id.eq(selection_round::id))
                .and(round_timetable::version.eq(selection_round::timetable_version))),
        )
        .filter(selection_round::id.eq_any(ids))
        .select((Round::as_select(), round_timetable::steps.nullable(), agency::zone))
        .load(connection)
        .await?;
    let mut rounds = HashMap::new();
    for (round, steps, zone) in found {
        let steps: Vec<Step> = steps.map_or_else(|| Ok(Vec::new()), parsed)?;
        let registration = steps.into_iter().find(|step| step.code == "registration");
        rounds.insert(round.id, (round, registration, zone));
    }
    Ok(rows.into_iter().filter_map(|row| card(row, &rounds, now)).collect())
}

fn card(
    row: CardRow,
    rounds: &HashMap<Uuid, (Round, Option<Step>, String)>,
    now: DateTime<Utc>,
) -> Option<VacancyCard> {
    let (round, registration, zone) = rounds.get(&row.round_id)?;
    let open = round.state == "published" && registration.as_ref().is_some_and(|step| step.is_open(now));
    Some(VacancyCard {
        id: row.id,
        agency_id: row.agency_id,
        agency_name: row.agency_name,
        round_id: row.round_id,
        round_name: round.name.clone(),
        door: round.door.clone(),
        post_title: row.post_title,
        unit_path: row.unit_path,
        pool: row.pool,
        places: row.places,
        open_to_disabled: row.open_to_disabled,
        pay_min: row.pay_min,
        pay_max: row.pay_max,
        eligible_count: row.eligible_count,
        level_ids: row.level_ids,
        region_code: row.region_code,
        archive: row.archive,
        open,
        opens: registration.as_ref().map(|step| step.opens),
        closes: registration.as_ref().map(|step| step.closes),
        zone: zone.clone(),
    })
}
