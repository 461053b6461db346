//! Agencies; one that is no longer in the file stays, but is not active.
use std::collections::HashSet;

use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use super::{
    file::Dataset,
    sheet::{Fault, Row},
};
use crate::{
    kernel::Problem,
    record::Write,
    schema::{agency, region},
};

pub struct Agencies;

#[derive(Insertable, AsChangeset)]
#[diesel(table_name = agency, treat_none_as_null = true)]
pub struct Agency {
    id: String,
    siasn_id: String,
    name: String,
    kind: String,
    agency_type: Option<String>,
    other_name: Option<String>,
    zone: String,
    region_code: Option<String>,
    active: bool,
}

const TYPES: &[&str] = &[
    "",
    "coordinating_ministry",
    "ministry",
    "non_ministerial",
    "non_structural",
    "province",
    "regency",
    "city",
];

impl Dataset for Agencies {
    type Row = Agency;
    type Known = HashSet<String>;
    const NAME: &'static str = "agencies";
    const COLUMNS: &'static [&'static str] = &[
        "code",
        "id",
        "name",
        "name_original",
        "other_name",
        "tier",
        "tier_original",
        "type",
        "type_original",
        "region_code",
        "time_zone",
        "active",
        "source",
    ];

    async fn known(&self, write: &mut Write<'_>) -> Result<HashSet<String>, Problem> {
        let codes: Vec<String> = region::table
            .filter(region::level.eq_any(["province", "regency", "city"]))
            .select(region::code)
            .load(write.connection())
            .await?;
        Ok(codes.into_iter().collect())
    }

    fn row(&self, row: &Row<'_>, regions: &HashSet<String>) -> Result<Agency, Fault> {
        let region_code = row.optional("region_code")?;
        if region_code.as_ref().is_some_and(|code| !regions.contains(code)) {
            return Err(row.fault("region_code", "is no province, regency or city of regions"));
        }
        Ok(Agency {
            id: row.text("code")?,
            siasn_id: row.text("id")?,
            name: row.text("name")?,
            kind: row.one_of("tier", &["central", "regional"])?,
            agency_type: Some(row.one_of("type", TYPES)?).filter(|kind| !kind.is_empty()),
            other_name: row.optional("other_name")?,
            zone: row.one_of("time_zone", &["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"])?,
            region_code,
            active: row.flag("active")?,
        })
    }

    fn key(&self, row: &Agency) -> String {
        row.id.clone()
    }

    async fn store(&self, write: &mut Write<'_>, rows: &[Agency]) -> Result<(), Problem> {
        for row in rows {
            diesel::insert_into(agency::table)
                .values(row)
                .on_conflict(agency::id)
                .do_update()
                .set(row)
                .execute(write.connection())
                .await?;
        }
        Ok(())
    }

    async fn finish(&self, write: &mut Write<'_>, rows: &[Agency]) -> Result<(), Problem> {
        let ids: Vec<_> = rows.iter().map(|row| &row.id).collect();
        diesel::update(agency::table.filter(agency::id.ne_all(ids)))
            .set(agency::active.eq(false))
            .execute(write.connection())
            .await?;
        Ok(())
    }
}
