//! The statement that stores archive vacancies.
use diesel::sql_types::{Array, BigInt, Bool, Integer, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;

use super::{formation::Formation, rounds::CODE};
use crate::{
    kernel::{Problem, problem::INTERNAL},
    record::Write,
};

/// Lists come as text joined by `|`, requirements as JSON text. A row that says the same keeps its version.
const UPSERT: &str = "INSERT INTO vacancy (agency_id, id, round_id, source, source_year, external_id, post_title,
    post_title_original, unit_path, agency_name, pool, pool_original, places, open_to_disabled, pay_min, pay_max,
    eligible_count, education_codes, level_ids, region_code, requirements, education_names,
    published, archive, updated_at)
  SELECT t.agency_id, t.id, r.id, 'sscasn', 2024, t.external_id, t.post_title,
    t.post_title_original, t.unit_path, t.agency_name, t.pool, t.pool_original, t.places, t.open_to_disabled,
    t.pay_min, t.pay_max, t.eligible_count, string_to_array(t.education, '|'), string_to_array(t.levels, '|'),
    t.region_code, t.requirements::jsonb, t.education_names, true, true, $20
  FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19) AS t (agency_id, id,
    external_id, post_title, post_title_original, unit_path, agency_name, pool, pool_original, places,
    open_to_disabled, pay_min, pay_max, eligible_count, education, levels, region_code, requirements, education_names)
  JOIN selection_round r ON r.agency_id = t.agency_id AND r.code = $21
  ON CONFLICT (agency_id, id) DO UPDATE SET post_title = excluded.post_title,
    post_title_original = excluded.post_title_original, unit_path = excluded.unit_path,
    agency_name = excluded.agency_name, pool = excluded.pool, pool_original = excluded.pool_original,
    places = excluded.places, open_to_disabled = excluded.open_to_disabled, pay_min = excluded.pay_min,
    pay_max = excluded.pay_max, eligible_count = excluded.eligible_count,
    education_codes = excluded.education_codes, level_ids = excluded.level_ids,
    region_code = excluded.region_code, requirements = excluded.requirements,
    education_names = excluded.education_names,
    version = vacancy.version + 1, updated_at = excluded.updated_at
  WHERE (vacancy.post_title, vacancy.unit_path, vacancy.agency_name, vacancy.pool, vacancy.places,
      vacancy.open_to_disabled, vacancy.pay_min, vacancy.pay_max, vacancy.eligible_count, vacancy.region_code,
      vacancy.requirements)
    IS DISTINCT FROM (excluded.post_title, excluded.unit_path, excluded.agency_name, excluded.pool, excluded.places,
      excluded.open_to_disabled, excluded.pay_min, excluded.pay_max, excluded.eligible_count, excluded.region_code,
      excluded.requirements)";

pub async fn upsert(write: &mut Write<'_>, rows: &[Formation]) -> Result<(), Problem> {
    let texts = |get: fn(&Formation) -> &String| rows.iter().map(get).collect::<Vec<_>>();
    let joined =
        |get: fn(&Formation) -> &Vec<String>| rows.iter().map(|row| get(row).join("|")).collect::<Vec<_>>();
    let requirements = rows
        .iter()
        .map(|row| serde_json::to_string(&row.requirements))
        .collect::<Result<Vec<_>, _>>()
        .map_err(|error| Problem::new(&INTERNAL).inside(error))?;
    let now = write.now;
    diesel::sql_query(UPSERT)
        .bind::<Array<Text>, _>(texts(|row| &row.agency_id))
        .bind::<Array<SqlUuid>, _>(rows.iter().map(|row| row.id).collect::<Vec<_>>())
        .bind::<Array<Text>, _>(texts(|row| &row.external_id))
        .bind::<Array<Text>, _>(texts(|row| &row.post_title))
        .bind::<Array<Text>, _>(texts(|row| &row.post_title_original))
        .bind::<Array<Text>, _>(texts(|row| &row.unit_path))
        .bind::<Array<Text>, _>(texts(|row| &row.agency_name))
        .bind::<Array<Text>, _>(texts(|row| &row.pool))
        .bind::<Array<Text>, _>(texts(|row| &row.pool_original))
        .bind::<Array<Integer>, _>(rows.iter().map(|row| row.places).collect::<Vec<_>>())
        .bind::<Array<Bool>, _>(rows.iter().map(|row| row.open_to_disabled).collect::<Vec<_>>())
        .bind::<Array<Nullable<BigInt>>, _>(rows.iter().map(|row| row.pay_min).collect::<Vec<_>>())
        .bind::<Array<Nullable<BigInt>>, _>(rows.iter().map(|row| row.pay_max).collect::<Vec<_>>())
        .bind::<Array<Nullable<Integer>>, _>(rows.iter().map(|row| row.eligible_count).collect::<Vec<_>>())
        .bind::<Array<Text>, _>(joined(|row| &row.education_codes))
        .bind::<Array<Text>, _>(joined(|row| &row.level_ids))
        .bind::<Array<Nullable<Text>>, _>(rows.iter().map(|row| row.region_code.as_ref()).collect::<Vec<_>>())
        .bind::<Array<Text>, _>(&requirements)
        .bind::<Array<Text>, _>(rows.iter().map(|row| row.education_names.join(" | ")).collect::<Vec<_>>())
        .bind::<Timestamptz, _>(now)
        .bind::<Text, _>(CODE)
        .execute(write.connection())
        .await?;
    Ok(())
}
