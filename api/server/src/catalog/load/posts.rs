//! Functional and operational posts of SIASN.
use diesel::sql_types::{Array, Bool, Nullable, SmallInt, Text};
use diesel_async::RunQueryDsl;

use super::{
    file::Dataset,
    sheet::{Fault, Row},
};
use crate::{kernel::Problem, record::Write};

pub struct Posts;

pub struct Post {
    kind: String,
    id: String,
    code: Option<String>,
    name: String,
    level: Option<String>,
    retirement_age: Option<i16>,
    active: bool,
}

const STORE: &str = "INSERT INTO post (kind, id, code, name, level, retirement_age, active)
  SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7)
  ON CONFLICT (kind, id) DO UPDATE SET code = excluded.code, name = excluded.name, level = excluded.level,
    retirement_age = excluded.retirement_age, active = excluded.active";

const FINISH: &str = "DELETE FROM post WHERE NOT EXISTS (
  SELECT FROM unnest($1, $2) AS kept (kind, id) WHERE kept.kind = post.kind AND kept.id = post.id)";

impl Dataset for Posts {
    type Row = Post;
    type Known = ();
    const NAME: &'static str = "posts";
    const ANALYZED: Option<&'static str> = Some("post");
    const COLUMNS: &'static [&'static str] = &[
        "kind",
        "id",
        "code",
        "name",
        "name_original",
        "level",
        "level_original",
        "retirement_age",
        "group_id",
        "current",
    ];

    async fn known(&self, _write: &mut Write<'_>) -> Result<(), Problem> {
        Ok(())
    }

    fn row(&self, row: &Row<'_>, _known: &()) -> Result<Post, Fault> {
        Ok(Post {
            kind: row.one_of("kind", &["functional", "operational"])?,
            id: row.text("id")?,
            code: row.optional("code")?,
            name: row.text("name")?,
            level: row.optional("level")?,
            retirement_age: row.parsed_or_empty("retirement_age", "an age in years")?,
            active: row.flag("current")?,
        })
    }

    fn key(&self, row: &Post) -> String {
        format!("{}/{}", row.kind, row.id)
    }

    async fn store(&self, write: &mut Write<'_>, rows: &[Post]) -> Result<(), Problem> {
        diesel::sql_query(STORE)
            .bind::<Array<Text>, _>(rows.iter().map(|row| &row.kind).collect::<Vec<_>>())
            .bind::<Array<Text>, _>(rows.iter().map(|row| &row.id).collect::<Vec<_>>())
            .bind::<Array<Nullable<Text>>, _>(rows.iter().map(|row| row.code.as_ref()).collect::<Vec<_>>())
            .bind::<Array<Text>, _>(rows.iter().map(|row| &row.name).collect::<Vec<_>>())
            .bind::<Array<Nullable<Text>>, _>(rows.iter().map(|row| row.level.as_ref()).collect::<Vec<_>>())
            .bind::<Array<Nullable<SmallInt>>, _>(
                rows.iter().map(|row| row.retirement_age).collect::<Vec<_>>(),
            )
            .bind::<Array<Bool>, _>(rows.iter().map(|row| row.active).collect::<Vec<_>>())
            .execute(write.connection())
            .await?;
        Ok(())
    }

    async fn finish(&self, write: &mut Write<'_>, rows: &[Post]) -> Result<(), Problem> {
        diesel::sql_query(FINISH)
            .bind::<Array<Text>, _>(rows.iter().map(|row| &row.kind).collect::<Vec<_>>())
            .bind::<Array<Text>, _>(rows.iter().map(|row| &row.id).collect::<Vec<_>>())
            .execute(write.connection())
            .await?;
        Ok(())
    }
}
