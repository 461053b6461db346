//! Public look-up of education levels and codes.
use actix_web::web;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use super::words::words;
use crate::{
    http::{Cached, Cursor, Page, Parameters, page::limit},
    identity::Guard,
    kernel::{Problem, State, permission::Public},
    schema,
};

#[derive(Clone, Debug, Serialize, Queryable, Selectable, ToSchema)]
#[diesel(table_name = schema::education_level)]
pub struct EducationLevel {
    #[schema(example = "40")]
    pub id: String,
    #[schema(example = "S-1/Sarjana")]
    pub name: String,
    /// 1 is the lowest.
    #[schema(example = 10)]
    pub position: i16,
}

/// An education as SSCASN codes it.
#[derive(Clone, Debug, Serialize, Queryable, Selectable, ToSchema)]
#[diesel(table_name = schema::education)]
pub struct Education {
    #[schema(example = "5101202")]
    pub code: String,
    #[schema(example = "S-1 Ilmu Hukum")]
    pub name: String,
    #[schema(example = "40")]
    pub level_id: String,
}

/// `s1 hukum` and `D3 Gizi` as the list names them: `S-1 hukum`, `D-III Gizi`.
pub fn named_as_listed(text: &str) -> String {
    let listed = |word: &str| match word.to_lowercase().replace('-', "").as_str() {
        "s1" => "S-1".to_owned(),
        "s2" => "S-2".to_owned(),
        "s3" => "S-3".to_owned(),
        "d1" => "D-I".to_owned(),
        "d2" => "D-II".to_owned(),
        "d3" => "D-III".to_owned(),
        "d4" => "D-IV".to_owned(),
        _ => word.to_owned(),
    };
    text.split_whitespace().map(listed).collect::<Vec<_>>().join(" ")
}

/// The educations with these codes, for other rooms.
pub async fn education_names(
    connection: &mut AsyncPgConnection,
    codes: &[String],
) -> Result<Vec<Education>, Problem> {
    use schema::education::dsl;
    let rows = dsl::education.filter(dsl::code.eq_any(codes)).order((dsl::name, dsl::code));
    Ok(rows.select(Education::as_select()).load(connection).await?)
}

/// List education levels.
///
/// From primary school to doctorate.
#[utoipa::path(get, path = "/api/v1/education-levels", operation_id = "education_levels", tag = "catalog",
    responses((status = 200, body = Vec<EducationLevel>, description = "Levels"), (status = 304, description = "Unchanged")))]
pub async fn education_levels(
    _guard: Guard<Public>,
    state: web::Data<State>,
) -> Result<Cached<Vec<EducationLevel>>, Problem> {
    use schema::education_level::dsl;
    let rows = dsl::education_level.order(dsl::position).select(EducationLevel::as_select());
    Ok(Cached(rows.load(&mut state.read().await?).await?))
}

#[derive(Debug, Deserialize, IntoParams, Validate)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct EducationQuery {
    /// Words of the name, or the beginning of the code.
    #[param(example = "hukum")]
    #[validate(length(max = 200))]
    pub text: Option<String>,
    /// Id of the level.
    #[param(example = "40")]
    pub level: Option<String>,
    pub cursor: Option<String>,
    #[param(example = 20)]
    pub limit: Option<i64>,
}

/// Find education codes.
///
/// Searches by words of the name or the beginning of the code; several codes may have one name.
#[utoipa::path(get, path = "/api/v1/education-codes", operation_id = "education_codes", tag = "catalog",
    params(EducationQuery),
    responses((status = 200, body = Page<Education>, description = "Codes"), (status = 304, description = "Unchanged")))]
pub async fn education_codes(
    _guard: Guard<Public>,
    state: web::Data<State>,
    Parameters(query): Parameters<EducationQuery>,
) -> Result<Cached<Page<Education>>, Problem> {
    use schema::education::dsl;
    let mut rows = dsl::education.select(Education::as_select()).into_boxed();
    for word in words(&named_as_listed(query.text.as_deref().unwrap_or_default())) {
        rows = rows.filter(dsl::name.ilike(format!("%{word}%")).or(dsl::code.like(format!("{word}%"))));
    }
    if let Some(level) = query.level {
        rows = rows.filter(dsl::level_id.eq(level));
    }
    if let Some(cursor) = query.cursor {
        let (name, code): (String, String) = Cursor(cursor).key()?;
        rows = rows.filter(dsl::name.gt(name.clone()).or(dsl::name.eq(name).and(dsl::code.gt(code))));
    }
    let limit = limit(query.limit);
    let rows: Vec<Education> =
        rows.order((dsl::name, dsl::code)).limit(limit + 1).load(&mut state.read().await?).await?;
    Ok(Cached(Page::of(rows, limit, |row| (row.name.clone(), row.code.clone()))))
}

#[cfg(test)]
mod tests {
    use super::named_as_listed;

    #[test]
    fn levels_may_be_written_as_people_write_them() {
        assert_eq!(named_as_listed(" s1  Hukum"), "S-1 Hukum");
        assert_eq!(named_as_listed("D-3 Gizi"), "D-III Gizi");
        assert_eq!(named_as_listed("D-III Gizi 2"), "D-III Gizi 2");
    }
}
