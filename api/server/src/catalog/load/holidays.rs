//! Public holidays and joint leave, with the years that are known.
use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use super::{
    file::Dataset,
    sheet::{Fault, Row},
};
use crate::{
    kernel::Problem,
    record::Write,
    schema::{holiday, holiday_year},
};

pub struct Holidays;

pub struct Holiday {
    date: NaiveDate,
    kind: String,
    name: String,
    decree: String,
}

impl Dataset for Holidays {
    type Row = Holiday;
    type Known = ();
    const NAME: &'static str = "holidays";
    const COLUMNS: &'static [&'static str] = &["date", "kind", "name", "name_en", "decree"];

    /// Years are replaced whole: a holiday that was moved must not stay on its old day.
    async fn known(&self, _write: &mut Write<'_>) -> Result<(), Problem> {
        Ok(())
    }

    fn row(&self, row: &Row<'_>, _known: &()) -> Result<Holiday, Fault> {
        Ok(Holiday {
            date: row.parsed("date", "a date as 2026-11-24")?,
            kind: row.one_of("kind", &["national", "joint_leave"])?,
            name: row.text("name")?,
            decree: row.text("decree")?,
        })
    }

    fn key(&self, row: &Holiday) -> String {
        row.date.to_string()
    }

    async fn store(&self, _write: &mut Write<'_>, _rows: &[Holiday]) -> Result<(), Problem> {
        Ok(())
    }

    async fn finish(&self, write: &mut Write<'_>, rows: &[Holiday]) -> Result<(), Problem> {
        let mut years: BTreeMap<i32, BTreeSet<&str>> = BTreeMap::new();
        for row in rows {
            years.entry(row.date.year()).or_default().insert(&row.decree);
        }
        diesel::delete(holiday::table).execute(write.connection()).await?;
        diesel::delete(holiday_year::table).execute(write.connection()).await?;
        for (year, decrees) in years {
            let source = decrees.into_iter().collect::<Vec<_>>().join("; ");
            diesel::insert_into(holiday_year::table)
                .values((holiday_year::year.eq(year), holiday_year::source.eq(source)))
                .execute(write.connection())
                .await?;
        }
        let rows: Vec<_> = rows
            .iter()
            .map(|row| {
                (
                    holiday::date.eq(row.date),
                    holiday::name.eq(&row.name),
                    holiday::kind.eq(&row.kind),
                    holiday::year.eq(row.date.year()),
                )
            })
            .collect();
        diesel::insert_into(holiday::table).values(rows).execute(write.connection()).await?;
        Ok(())
    }
}
