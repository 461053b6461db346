//! Education levels and the codes of SSCASN.
use std::collections::HashSet;

use diesel::{
    prelude::*,
    sql_types::{Array, Text},
};
use diesel_async::RunQueryDsl;

use super::{
    file::Dataset,
    sheet::{Fault, Row},
};
use crate::{kernel::Problem, record::Write, schema::education_level};

pub struct Levels;

#[derive(Insertable, AsChangeset)]
#[diesel(table_name = education_level)]
pub struct Level {
    id: String,
    name: String,
    position: i16,
}

impl Dataset for Levels {
    type Row = Level;
    type Known = ();
    const NAME: &'static str = "education-levels";
    const COLUMNS: &'static [&'static str] = &["id", "name", "rank"];

    async fn known(&self, _write: &mut Write<'_>) -> Result<(), Problem> {
        Ok(())
    }

    fn row(&self, row: &Row<'_>, _known: &()) -> Result<Level, Fault> {
        Ok(Level {
            id: row.text("id")?,
            name: row.text("name")?,
            position: row.parsed("rank", "a small number")?,
        })
    }

    fn key(&self, row: &Level) -> String {
        row.id.clone()
    }

    async fn store(&self, write: &mut Write<'_>, rows: &[Level]) -> Result<(), Problem> {
        for row in rows {
            diesel::insert_into(education_level::table)
                .values(row)
                .on_conflict(education_level::id)
                .do_update()
                .set(row)
                .execute(write.connection())
                .await?;
        }
        Ok(())
    }

    /// Codes may still refer to an old level, so none is taken away.
    async fn finish(&self, _write: &mut Write<'_>, _rows: &[Level]) -> Result<(), Problem> {
        Ok(())
    }
}

pub struct Codes;

pub struct Code {
    code: String,
    name: String,
    name_original: String,
    level_id: String,
}

const STORE: &str = "INSERT INTO education (code, name, name_original, level_id)
  SELECT * FROM unnest($1, $2, $3, $4)
  ON CONFLICT (code) DO UPDATE
    SET name = excluded.name, name_original = excluded.name_original, level_id = excluded.level_id";

impl Dataset for Codes {
    type Row = Code;
    type Known = HashSet<String>;
    const NAME: &'static str = "education-codes";
    const ANALYZED: Option<&'static str> = Some("education");
    const COLUMNS: &'static [&'static str] = &["code", "name", "name_original", "level_id"];

    async fn known(&self, write: &mut Write<'_>) -> Result<HashSet<String>, Problem> {
        let ids: Vec<String> =
            education_level::table.select(education_level::id).load(write.connection()).await?;
        Ok(ids.into_iter().collect())
    }

    fn row(&self, row: &Row<'_>, levels: &HashSet<String>) -> Result<Code, Fault> {
        let code = row.text("code")?;
        if !(6..=7).contains(&code.len()) || !code.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(row.fault("code", "is not six or seven digits"));
        }
        let level_id = row.text("level_id")?;
        if !levels.contains(&level_id) {
            return Err(row.fault("level_id", "is no level of education-levels"));
        }
        Ok(Code { code, name: row.text("name")?, name_original: row.text("name_original")?, level_id })
    }

    fn key(&self, row: &Code) -> String {
        row.code.clone()
    }

    async fn store(&self, write: &mut Write<'_>, rows: &[Code]) -> Result<(), Problem> {
        let column = |get: fn(&Code) -> &String| rows.iter().map(get).collect::<Vec<_>>();
        diesel::sql_query(STORE)
            .bind::<Array<Text>, _>(column(|row| &row.code))
            .bind::<Array<Text>, _>(column(|row| &row.name))
            .bind::<Array<Text>, _>(column(|row| &row.name_original))
            .bind::<Array<Text>, _>(column(|row| &row.level_id))
            .execute(write.connection())
            .await?;
        Ok(())
    }

    async fn finish(&self, write: &mut Write<'_>, rows: &[Code]) -> Result<(), Problem> {
        let codes: Vec<_> = rows.iter().map(|row| &row.code).collect();
        diesel::sql_query("DELETE FROM education WHERE NOT code = ANY ($1)")
            .bind::<Array<Text>, _>(codes)
            .execute(write.connection())
            .await?;
        Ok(())
    }
}
