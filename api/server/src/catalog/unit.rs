//! Units of an agency, from when until when.
use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use crate::{
    kernel::{Problem, new_id},
    record::Write,
    schema::unit,
};

/// Adds a unit that exists from `since` on.
pub async fn add_unit(
    write: &mut Write<'_>,
    agency: &str,
    name: &str,
    parent: Option<Uuid>,
    since: NaiveDate,
) -> Result<Uuid, Problem> {
    let id = new_id();
    diesel::insert_into(unit::table)
        .values((
            unit::agency_id.eq(agency),
            unit::id.eq(id),
            unit::name.eq(name),
            unit::parent_id.eq(parent),
            unit::valid_from.eq(since),
        ))
        .execute(write.connection())
        .await?;
    write.audit(agency, "unit_added", id).await?;
    Ok(id)
}
