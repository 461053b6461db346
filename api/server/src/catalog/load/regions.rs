//! Provinces down to villages (Kepmendagri 300.2.2-2138/2025).
use diesel::sql_types::{Array, Nullable, Text};
use diesel_async::RunQueryDsl;

use super::{
    file::Dataset,
    sheet::{Fault, Row},
};
use crate::{kernel::Problem, record::Write};

pub struct Regions;

pub struct Region {
    code: String,
    name: String,
    level: String,
    parent_code: Option<String>,
}

const LEVELS: &[&str] =
    &["province", "regency", "city", "district", "urban_village", "village", "customary_village"];

/// Parents stand before their children in the file, and a statement checks its references at its end.
const STORE: &str = "INSERT INTO region (code, name, level, parent_code)
  SELECT * FROM unnest($1, $2, $3, $4)
  ON CONFLICT (code) DO UPDATE
    SET name = excluded.name, level = excluded.level, parent_code = excluded.parent_code";

impl Dataset for Regions {
    type Row = Region;
    type Known = ();
    const NAME: &'static str = "regions";
    const ANALYZED: Option<&'static str> = Some("region");
    const COLUMNS: &'static [&'static str] = &["code", "name", "level", "level_original", "parent_code"];

    async fn known(&self, _write: &mut Write<'_>) -> Result<(), Problem> {
        Ok(())
    }

    fn row(&self, row: &Row<'_>, _known: &()) -> Result<Region, Fault> {
        let code = row.text("code")?;
        let level = row.one_of("level", LEVELS)?;
        let parent_code = row.optional("parent_code")?;
        if parent_code.as_deref() != code.rsplit_once('.').map(|(parent, _)| parent) {
            return Err(row.fault("parent_code", "is not the code without its last part"));
        }
        Ok(Region { code, name: row.text("name")?, level, parent_code })
    }

    fn key(&self, row: &Region) -> String {
        row.code.clone()
    }

    async fn store(&self, write: &mut Write<'_>, rows: &[Region]) -> Result<(), Problem> {
        let column = |get: fn(&Region) -> &String| rows.iter().map(get).collect::<Vec<_>>();
        let parents: Vec<_> = rows.iter().map(|row| row.parent_code.as_ref()).collect();
        diesel::sql_query(STORE)
            .bind::<Array<Text>, _>(column(|row| &row.code))
            .bind::<Array<Text>, _>(column(|row| &row.name))
            .bind::<Array<Text>, _>(column(|row| &row.level))
            .bind::<Array<Nullable<Text>>, _>(parents)
            .execute(write.connection())
            .await?;
        Ok(())
    }

    async fn finish(&self, write: &mut Write<'_>, rows: &[Region]) -> Result<(), Problem> {
        let codes: Vec<_> = rows.iter().map(|row| &row.code).collect();
        diesel::sql_query("DELETE FROM region WHERE NOT EXISTS (SELECT FROM unnest($1) AS kept (code) WHERE kept.code = region.code)")
            .bind::<Array<Text>, _>(codes)
            .execute(write.connection())
            .await?;
        Ok(())
    }
}
