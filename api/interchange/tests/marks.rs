//! Mark sheets: what an examiner's office sends, and every way it goes wrong.

mod common;

use common::{Put, seen, workbook};
use interchange::marks::{Component, MarkRow, Presence, read};
use interchange::sheet::Limits;
use interchange::{Refusal, Report};
use rust_decimal::Decimal;

fn components() -> Vec<Component> {
    let component = |code: &str, column: &str, max: i64, decimals, step: Option<i64>| Component {
        code: code.into(),
        column: column.into(),
        min: Decimal::ZERO,
        max: Decimal::from(max),
        decimals,
        step: step.map(Decimal::from),
    };
    vec![component("WWC", "wawancara", 100, 2, None), component("TIU", "tiu", 175, 0, Some(5))]
}

fn read_text(text: &str) -> Result<Report<MarkRow>, Refusal> {
    read(text.as_bytes(), &Limits::default(), &components())
}

#[test]
fn marks_keep_the_text_as_delivered_beside_the_exact_number() {
    let report = read_text("tiu;wawancara;no_peserta;total\n120;73,50;0071;193,5\n").unwrap();
    assert!(report.findings.is_empty(), "{:?}", report.findings);
    let row = &report.rows[0];
    assert_eq!((row.row, row.participant.as_str(), row.presence), (2, "0071", Presence::Present));
    let mark = &row.marks["WWC"];
    assert_eq!((mark.text.as_str(), mark.value.to_string().as_str()), ("73,50", "73.50"));
}

#[test]
fn a_workbook_with_number_cells_gives_the_digits_it_shows() {
    let bytes = workbook(vec![
        vec!["No Peserta".into(), "Wawancara".into(), "TIU".into(), "catatan".into()],
        vec!["0071".into(), Put::Number(73.55), Put::Number(120.0)],
        vec!["0072".into(), Put::Number(0.1 + 0.2), Put::Number(120.0)],
        vec![Put::Number(73.0), Put::Formula("=40+33", "73"), "120".into()],
    ]);
    let report = read(&bytes, &Limits::default(), &components()).unwrap();
    assert_eq!(report.rows[0].marks["WWC"].value.to_string(), "73.55");
    assert_eq!(report.rows[1].marks["WWC"].text, "73");
    assert_eq!(
        seen(&report.findings),
        ["1 D ColumnUnknown", "3 B TooManyDecimals", "4 A NumberAsIdentifier"]
    );
}

#[test]
fn every_bad_mark_is_named_and_none_is_rounded() {
    let report = read_text(
        "no_peserta;wawancara;tiu;keterangan;jumlah\n\
         1;73,555;120;;\n2;101;120;;\n3;-1;120;;\n4;70;122;;\n5;1.000,5;120;;\n\
         6;tujuh;120;;\n7;;120;;\n8;70;120;;191\n8;70;120;;190\n;70;120;;\n9;70;120;sakit;\n10;70,500;120;hadir;190,5\n",
    )
    .unwrap();
    assert_eq!(
        seen(&report.findings),
        [
            "2 B TooManyDecimals",
            "3 B OutOfRange",
            "4 B OutOfRange",
            "5 C NotAStep",
            "6 B NumberSeparators",
            "7 B NumberForm",
            "8 B Missing",
            "9 E TotalMismatch",
            "10 A Duplicate",
            "11 A Missing",
            "12 D MarkerUnknown",
        ]
    );
    assert_eq!(report.findings[1].parameters["max"], "100");
    assert_eq!(report.findings[3].parameters["step"], "5");
    let standing: Vec<&str> = report.rows.iter().map(|row| row.participant.as_str()).collect();
    assert_eq!(standing, ["10"], "zeros behind the second decimal say nothing more");
    assert!(!format!("{:?}", report.findings).contains("tujuh"));
}

#[test]
fn the_absent_have_no_marks_and_the_disqualified_may_have() {
    let report = read_text(
        "no_peserta;wawancara;tiu;keterangan\n1;;;TH\n2;0;0;th\n3;70;0;TH\n4;70;120;DIS\n5;-;-;DIS\n",
    )
    .unwrap();
    assert_eq!(seen(&report.findings), ["4 B MarkedThoughAbsent"]);
    let told: Vec<_> =
        report.rows.iter().map(|row| (row.participant.as_str(), row.presence, row.marks.len())).collect();
    assert_eq!(
        told,
        [
            ("1", Presence::Absent, 0),
            ("2", Presence::Absent, 0),
            ("4", Presence::Disqualified, 2),
            ("5", Presence::Disqualified, 0),
        ]
    );
}

#[test]
fn a_sheet_without_a_component_is_refused_by_name() {
    let refusal = read_text("no_peserta;wawancara\n1;70\n").unwrap_err();
    assert_eq!(refusal, Refusal::ColumnsMissing(vec!["tiu".into()]));
    assert_eq!(
        (refusal.code(), refusal.to_string().as_str()),
        ("columns_missing", "columns are missing: tiu")
    );
}
