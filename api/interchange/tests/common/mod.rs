//! Made-up people in region code 99, which does not exist, and the files they come in.
#![allow(dead_code, reason = "each test file uses a part")]
#![allow(clippy::unwrap_used, reason = "a test that cannot build its fixture should stop")]

use interchange::Finding;
use interchange::applicants::Column;
use rust_xlsxwriter::{Format, Workbook};

pub enum Put {
    Text(String),
    Number(f64),
    Date(u16, u8, u8),
    Formula(&'static str, &'static str),
}

impl From<&str> for Put {
    fn from(text: &str) -> Self {
        Put::Text(text.into())
    }
}

pub fn workbook(rows: Vec<Vec<Put>>) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let date = Format::new().set_num_format("dd-mm-yyyy");
    for (r, row) in (0_u32..).zip(rows) {
        for (c, put) in (0_u16..).zip(row) {
            match put {
                Put::Text(text) if text.is_empty() => {}
                Put::Text(text) => drop(sheet.write_string(r, c, text).unwrap()),
                Put::Number(number) => drop(sheet.write_number(r, c, number).unwrap()),
                Put::Date(y, m, d) => {
                    let day = rust_xlsxwriter::ExcelDateTime::from_ymd(y, m, d).unwrap();
                    sheet.write_datetime_with_format(r, c, &day, &date).unwrap();
                }
                Put::Formula(formula, result) => {
                    let formula = rust_xlsxwriter::Formula::new(formula).set_result(result);
                    sheet.write_formula(r, c, formula).unwrap();
                }
            }
        }
    }
    workbook.save_to_buffer().unwrap()
}

pub fn texts(rows: &[Vec<String>]) -> Vec<u8> {
    workbook(rows.iter().map(|row| row.iter().map(|text| Put::Text(text.clone())).collect()).collect())
}

/// Siti, the n-th: born 17 August 1998, so day 57 in the NIK.
pub fn siti(n: usize, column: Column) -> String {
    match column {
        Column::Nik => format!("990101570898{n:04}"),
        Column::NoRegister => format!("9900000{n:06}"),
        Column::NoPeserta => format!("24990110{n:09}"),
        Column::TglDaftar => "20-08-2024 09:15:00".into(),
        Column::NamaKtp | Column::NamaIjazah => format!("SITI REKAAN {n}"),
        Column::TglLahirKtp | Column::TglLahirIjazah => "17-08-1998".into(),
        Column::Agama => "RAHASIA".into(),
        Column::IpkNilai => "3,51".into(),
        Column::JabatanKode => "JF9900001".into(),
        Column::JenisFormasi => "UMUM".into(),
        Column::AlamatDomisili => "Jalan \"Rekaan\" 1; lantai 2, kiri".into(),
        Column::StatusVerifikasi | Column::AlasanTms | Column::AlasanTmsDetail => String::new(),
        other => format!("isi {}", other.name().len()),
    }
}

pub fn header() -> Vec<String> {
    Column::ALL.iter().map(|column| column.name().into()).collect()
}

pub fn person(n: usize) -> Vec<String> {
    Column::ALL.iter().map(|column| siti(n, *column)).collect()
}

pub fn at(column: Column) -> usize {
    Column::ALL.iter().position(|other| *other == column).unwrap()
}

pub fn csv(rows: &[Vec<String>], delimiter: char) -> String {
    let quoted = |text: &String| format!("\"{}\"", text.replace('"', "\"\""));
    let line = |row: &Vec<String>| row.iter().map(quoted).collect::<Vec<_>>().join(&delimiter.to_string());
    rows.iter().map(|row| line(row) + "\r\n").collect()
}

/// `row letter code` of each finding, in short.
pub fn seen(findings: &[Finding]) -> Vec<String> {
    let letter = |finding: &Finding| finding.column.clone().and_then(|column| column.letter);
    findings
        .iter()
        .map(|finding| {
            format!("{} {} {:?}", finding.row, letter(finding).unwrap_or("?".into()), finding.code)
        })
        .collect()
}
