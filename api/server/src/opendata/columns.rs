//! The columns of a file of vacancies: their names, what they mean, and how a row fills them.
use interchange::write::neutralise;
use serde::Serialize;
use serde_json::{Map, Value, json};
use utoipa::ToSchema;

use super::store::Row;
use crate::kernel::Text;

#[derive(Debug, Serialize, ToSchema)]
pub struct ColumnView {
    #[schema(example = "places")]
    pub name: String,
    #[schema(example = "Jumlah formasi")]
    pub meaning_id: String,
    #[schema(example = "Number of places")]
    pub meaning_en: String,
}

const COLUMNS: &[(&str, Text)] = &[
    ("id", Text::new("Kode formasi di sini; halamannya /formasi/{id}", "Id here; its page is /formasi/{id}")),
    ("source_id", Text::new("Kode formasi di sumbernya", "Id at the source")),
    ("year", Text::new("Tahun seleksi", "Year of the selection")),
    ("kind", Text::new("Jenis seleksi, misalnya cpns", "Kind of selection, such as cpns")),
    ("agency_code", Text::new("Kode instansi", "Agency code")),
    ("agency_name", Text::new("Nama instansi", "Name of the agency")),
    ("post_title", Text::new("Nama jabatan", "Name of the post")),
    ("post_code", Text::new("Kode jabatan, jika ada", "Code of the post, where known")),
    (
        "unit_path",
        Text::new("Unit kerja dari atas ke bawah, dipisah |", "Unit from the top, parts joined by |"),
    ),
    ("pool", Text::new("Jenis kebutuhan", "Kind of need (pool)")),
    ("pool_original", Text::new("Jenis kebutuhan seperti diterbitkan", "Pool as published")),
    (
        "education_codes",
        Text::new("Kode pendidikan yang diterima, dipisah |", "Accepted education codes, joined by |"),
    ),
    ("places", Text::new("Jumlah formasi", "Number of places")),
    (
        "eligible_count",
        Text::new(
            "Pelamar yang lulus seleksi administrasi, jika diketahui",
            "Applicants who passed the administrative stage, where known",
        ),
    ),
    (
        "open_to_disabled",
        Text::new("Terbuka bagi penyandang disabilitas", "Open to people with a disability"),
    ),
    ("pay_min", Text::new("Penghasilan terendah, rupiah per bulan", "Least pay, rupiah a month")),
    ("pay_max", Text::new("Penghasilan tertinggi, rupiah per bulan", "Highest pay, rupiah a month")),
    ("region_code", Text::new("Kode wilayah (Kemendagri)", "Region code (Kemendagri)")),
    ("archive", Text::new("Dari arsip seleksi yang sudah selesai", "Of the archive of finished selections")),
    ("updated_at", Text::new("Terakhir diubah", "Last change")),
];

/// Says in every row that its data are made up.
const DEMO: (&str, Text) =
    ("data", Text::new("DATA REKAAN: semua ini rekaan", "DATA REKAAN: all of it is made up"));

fn all(demo: bool) -> impl Iterator<Item = &'static (&'static str, Text)> {
    COLUMNS.iter().chain(demo.then_some(&DEMO))
}

pub fn views(demo: bool) -> Vec<ColumnView> {
    let view = |(name, meaning): &(&str, Text)| ColumnView {
        name: (*name).to_owned(),
        meaning_id: meaning.id.to_owned(),
        meaning_en: meaning.en.to_owned(),
    };
    all(demo).map(view).collect()
}

pub fn names(demo: bool) -> Vec<&'static str> {
    all(demo).map(|(name, _)| *name).collect()
}

/// A row as JSON; numbers stay numbers, lists stay lists.
pub fn object(row: &Row, demo: bool) -> Value {
    let values = [
        json!(row.id),
        json!(row.external_id),
        json!(row.year),
        json!(row.kind),
        json!(row.agency_id),
        json!(row.agency_name),
        json!(row.post_title),
        json!(row.post_code),
        json!(row.unit_path),
        json!(row.pool),
        json!(row.pool_original),
        json!(row.education_codes),
        json!(row.places),
        json!(row.eligible_count),
        json!(row.open_to_disabled),
        json!(row.pay_min),
        json!(row.pay_max),
        json!(row.region_code),
        json!(row.archive),
        json!(row.updated_at),
        json!("DATA REKAAN"),
    ];
    Value::Object(all(demo).map(|(name, _)| (*name).to_owned()).zip(values).collect::<Map<_, _>>())
}

/// A row as texts; empty where nothing is known.
pub fn cells(row: &Row, demo: bool) -> Vec<String> {
    let object = object(row, demo);
    let text = |value: &Value| match value {
        Value::Null => String::new(),
        Value::String(text) => neutralise(text),
        Value::Array(list) => {
            let parts: Vec<&str> = list.iter().filter_map(Value::as_str).collect();
            neutralise(&parts.join("|"))
        }
        other => other.to_string(),
    };
    names(demo).into_iter().map(|name| object.get(name).map_or_else(String::new, text)).collect()
}
