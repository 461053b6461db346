//! Tables out: exact, and harmless to whoever opens them.
#![expect(clippy::unwrap_used, reason = "a test that cannot build its fixture should stop")]

use interchange::sheet::{ColumnSpec, Limits, Table};
use interchange::write::{Dialect, OutTable, Value, WriteError, neutralise};

fn table() -> OutTable {
    let text = |text: &str| Value::Text(text.into());
    OutTable {
        headings: vec!["no_peserta".into(), "nama".into(), "nilai".into()],
        rows: vec![
            vec![text("00712499011000001"), text("=1+1"), Value::Number("73.50".parse().unwrap())],
            vec![text("2"), text("Ani, \"S.E.\"; Ñ"), Value::Empty],
        ],
    }
}

#[test]
fn open_data_has_commas_and_points_and_no_mark() {
    let bytes = table().csv(Dialect::OpenData).unwrap();
    assert_eq!(
        String::from_utf8(bytes).unwrap(),
        "no_peserta,nama,nilai\r\n00712499011000001,'=1+1,73.50\r\n2,\"Ani, \"\"S.E.\"\"; Ñ\",\r\n"
    );
}

#[test]
fn excel_has_semicolons_decimal_commas_and_a_mark() {
    let bytes = table().csv(Dialect::Excel).unwrap();
    assert_eq!(
        String::from_utf8(bytes).unwrap(),
        "\u{FEFF}no_peserta;nama;nilai\r\n00712499011000001;'=1+1;73,50\r\n2;\"Ani, \"\"S.E.\"\"; Ñ\";\r\n"
    );
}

#[test]
fn a_workbook_keeps_every_digit() {
    let bytes = table().xlsx("Hasil").unwrap();
    let specs = ["no_peserta", "nama", "nilai"].map(|name| ColumnSpec::new(name).identifier());
    let back = Table::read(&bytes, &Limits::default(), &specs).unwrap();
    let row = back.rows().next().unwrap();
    let texts = ["no_peserta", "nama", "nilai"].map(|name| row.text(name).unwrap());
    assert_eq!(texts, ["00712499011000001", "'=1+1", "73,50"]);
}

#[test]
fn what_a_spreadsheet_would_run_is_neutralised() {
    for text in ["=1", "+62 812", "-cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "-", "+5"] {
        assert_eq!(neutralise(text), format!("'{text}"));
    }
    for text in ["", "-5", "-5,25", "Ani", "a=b", "1+1", "S.E."] {
        assert_eq!(neutralise(text), text);
    }
}

#[test]
fn a_ragged_table_or_one_too_large_for_the_format_is_refused() {
    let mut ragged = table();
    ragged.rows[0].pop();
    assert_eq!(ragged.csv(Dialect::Excel), Err(WriteError::Width));
    assert_eq!(ragged.xlsx("Hasil"), Err(WriteError::Width));
    let mut long = table();
    long.rows[0][1] = Value::Text("x".repeat(40_000));
    assert_eq!(long.xlsx("Hasil"), Err(WriteError::Format));
    assert_eq!(table().xlsx("a[b]"), Err(WriteError::Format));
}
