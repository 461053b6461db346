//! The course names of SIASN.
use diesel::sql_types::{Array, Text};
use diesel_async::RunQueryDsl;

use super::{
    file::Dataset,
    sheet::{Fault, Row},
};
use crate::{kernel::Problem, record::Write};

pub struct Courses;

pub struct Course {
    id: String,
    code: String,
    name: String,
}

const STORE: &str = "INSERT INTO course_reference (id, code, name) SELECT * FROM unnest($1, $2, $3)
  ON CONFLICT (id) DO UPDATE SET code = excluded.code, name = excluded.name";

impl Dataset for Courses {
    type Row = Course;
    type Known = ();
    const NAME: &'static str = "courses";
    const COLUMNS: &'static [&'static str] = &["code", "id", "name", "name_original"];

    async fn known(&self, _write: &mut Write<'_>) -> Result<(), Problem> {
        Ok(())
    }

    fn row(&self, row: &Row<'_>, _known: &()) -> Result<Course, Fault> {
        Ok(Course { id: row.text("id")?, code: row.text("code")?, name: row.text("name")? })
    }

    fn key(&self, row: &Course) -> String {
        row.id.clone()
    }

    async fn store(&self, write: &mut Write<'_>, rows: &[Course]) -> Result<(), Problem> {
        let column = |get: fn(&Course) -> &String| rows.iter().map(get).collect::<Vec<_>>();
        diesel::sql_query(STORE)
            .bind::<Array<Text>, _>(column(|row| &row.id))
            .bind::<Array<Text>, _>(column(|row| &row.code))
            .bind::<Array<Text>, _>(column(|row| &row.name))
            .execute(write.connection())
            .await?;
        Ok(())
    }

    async fn finish(&self, write: &mut Write<'_>, rows: &[Course]) -> Result<(), Problem> {
        diesel::sql_query("DELETE FROM course_reference WHERE NOT id = ANY ($1)")
            .bind::<Array<Text>, _>(rows.iter().map(|row| &row.id).collect::<Vec<_>>())
            .execute(write.connection())
            .await?;
        Ok(())
    }
}
