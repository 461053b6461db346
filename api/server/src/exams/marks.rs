//! The marks that hold: for each person and component what the newest approved sheet says.
use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use diesel::{
    prelude::*,
    sql_types::{Array, Nullable, Numeric, Text, Uuid as SqlUuid},
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use rust_decimal::Decimal;
use uuid::Uuid;

use crate::{
    kernel::Problem,
    schema::{import_file, mark_import},
};

/// Whether somebody sat the test.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    Present,
    Absent,
    Disqualified,
    Withdrawn,
    Eliminated,
}

/// What holds for one person and one component.
pub struct CurrentMark {
    pub application_id: Uuid,
    pub stage: String,
    pub component: String,
    pub presence: Presence,
    pub value: Option<Decimal>,
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = SqlUuid)]
    application_id: Uuid,
    #[diesel(sql_type = Text)]
    stage: String,
    #[diesel(sql_type = Text)]
    component: String,
    #[diesel(sql_type = Text)]
    presence: String,
    #[diesel(sql_type = Nullable<Numeric>)]
    value: Option<Decimal>,
}

const CURRENT: &str = "SELECT DISTINCT ON (r.application_id, c.component)
    r.application_id, i.stage, c.component, r.presence, m.value
  FROM mark_import i
  CROSS JOIN LATERAL unnest(i.components) AS c (component)
  JOIN mark_row r ON r.agency_id = i.agency_id AND r.import_id = i.id
  LEFT JOIN mark m ON m.agency_id = r.agency_id AND m.import_id = r.import_id
    AND m.application_id = r.application_id AND m.component = c.component
  WHERE i.agency_id = $1 AND i.round_id = $2 AND i.number IS NOT NULL AND i.stage = ANY ($3)
  ORDER BY r.application_id, c.component, i.number DESC";

/// The approved marks of the stages named.
pub async fn current_marks(
    connection: &mut AsyncPgConnection,
    agency: &str,
    round: Uuid,
    stages: &[String],
) -> Result<Vec<CurrentMark>, Problem> {
    let rows: Vec<Row> = diesel::sql_query(CURRENT)
        .bind::<Text, _>(agency)
        .bind::<SqlUuid, _>(round)
        .bind::<Array<Text>, _>(stages)
        .load(connection)
        .await?;
    let current = |row: Row| CurrentMark {
        application_id: row.application_id,
        stage: row.stage,
        component: row.component,
        presence: match row.presence.as_str() {
            "absent" => Presence::Absent,
            "disqualified" => Presence::Disqualified,
            "withdrawn" => Presence::Withdrawn,
            "eliminated" => Presence::Eliminated,
            _ => Presence::Present,
        },
        value: row.value,
    };
    Ok(rows.into_iter().map(current).collect())
}

/// When the first marks of each stage were approved; stages without marks are missing.
pub async fn first_marks(
    connection: &mut AsyncPgConnection,
    agency: &str,
    round: Uuid,
) -> Result<BTreeMap<String, DateTime<Utc>>, Problem> {
    let rows: Vec<(String, Option<DateTime<Utc>>)> =
        mark_import::table
            .inner_join(import_file::table.on(
                import_file::agency_id.eq(mark_import::agency_id).and(import_file::id.eq(mark_import::id)),
            ))
            .filter(mark_import::agency_id.eq(agency).and(mark_import::round_id.eq(round)))
            .filter(mark_import::number.is_not_null())
            .group_by(mark_import::stage)
            .select((mark_import::stage, diesel::dsl::min(import_file::approved_at)))
            .load(connection)
            .await?;
    Ok(rows.into_iter().filter_map(|(stage, at)| Some((stage, at?))).collect())
}

/// The number of the newest approved sheet of the stages named; 0 while there is none.
pub async fn marks_number(
    connection: &mut AsyncPgConnection,
    agency: &str,
    round: Uuid,
    stages: &[String],
) -> Result<i32, Problem> {
    let newest: Option<i32> = mark_import::table
        .filter(mark_import::agency_id.eq(agency).and(mark_import::round_id.eq(round)))
        .filter(mark_import::stage.eq_any(stages))
        .select(diesel::dsl::max(mark_import::number))
        .first(connection)
        .await?;
    Ok(newest.unwrap_or(0))
}
