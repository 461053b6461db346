//! The list of open data sets: what each holds, under which licence, where its files are.
use actix_web::web;
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    columns::{ColumnView, views},
    store::{self, Extent},
};
use crate::{
    http::Cached,
    identity::Guard,
    kernel::{Problem, State, permission::Public},
};

/// Endings of the files of a set.
pub const FORMATS: &[&str] = &["csv", "csv.gz", "ndjson", "ndjson.gz"];

#[derive(Debug, Serialize, ToSchema)]
pub struct DataFile {
    /// `csv` or `ndjson`, or one of them with `.gz` as a compressed file.
    #[schema(example = "csv")]
    pub format: String,
    #[schema(example = "/api/v1/open-data/vacancies-2024-cpns.csv")]
    pub path: String,
}

/// Vacancies of one year and kind.
#[derive(Debug, Serialize, ToSchema)]
pub struct DataSet {
    #[schema(example = "vacancies-2024-cpns")]
    pub name: String,
    #[schema(example = 2024)]
    pub year: i32,
    #[schema(example = "cpns")]
    pub kind: String,
    #[schema(example = 109517)]
    pub rows: i64,
    #[schema(example = "2026-11-24T02:00:00Z")]
    pub updated_at: DateTime<Utc>,
    pub files: Vec<DataFile>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct OpenData {
    /// SPDX name of the licence of selection and arrangement; the facts themselves are free.
    #[schema(example = "CC-BY-4.0")]
    pub licence: String,
    #[schema(example = "https://creativecommons.org/licenses/by/4.0/")]
    pub licence_address: String,
    /// Whether the data are made up.
    #[schema(example = false)]
    pub made_up: bool,
    pub columns: Vec<ColumnView>,
    /// Newest year first.
    pub sets: Vec<DataSet>,
}

pub fn name(extent: &Extent) -> String {
    format!("vacancies-{}-{}", extent.year, extent.kind)
}

/// List the open data sets.
///
/// Published vacancies by year and kind, as CSV (RFC 4180, UTF-8) and as JSON lines, with the meaning of each column.
#[utoipa::path(get, path = "/api/v1/open-data", operation_id = "open_data", tag = "opendata",
    responses((status = 200, body = OpenData, description = "The sets"), (status = 304, description = "Unchanged")))]
pub async fn open_data(_guard: Guard<Public>, state: web::Data<State>) -> Result<Cached<OpenData>, Problem> {
    let demo = state.settings().demo;
    let extents = store::extents(&mut *state.read().await?).await?;
    let set = |extent: Extent| {
        let name = name(&extent);
        let file = |format: &&str| DataFile {
            format: (*format).to_owned(),
            path: format!("/api/v1/open-data/{name}.{format}"),
        };
        DataSet {
            files: FORMATS.iter().map(file).collect(),
            name,
            year: extent.year,
            kind: extent.kind,
            rows: extent.rows,
            updated_at: extent.updated_at,
        }
    };
    Ok(Cached(OpenData {
        licence: "CC-BY-4.0".into(),
        licence_address: "https://creativecommons.org/licenses/by/4.0/".into(),
        made_up: demo,
        columns: views(demo),
        sets: extents.into_iter().map(set).collect(),
    }))
}
