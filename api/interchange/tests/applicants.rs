//! The applicant export, sound and broken, and the verdict sheet that goes back.
#![expect(clippy::unwrap_used, reason = "a test that cannot build its fixture should stop")]

mod common;

use std::time::{Duration, Instant};

use chrono::NaiveDate;
use common::{at, csv, header, person, seen, texts};
use interchange::applicants::{Column, Handling, Verdict, VerdictRow, read, verdict_sheet};
use interchange::sheet::Limits;
use interchange::write::Dialect;
use interchange::{Refusal, Severity};

fn with(changes: &[(usize, Column, &str)], people: usize) -> Vec<Vec<String>> {
    let mut rows = vec![header()];
    rows.extend((1..=people).map(person));
    for (row, column, text) in changes {
        *rows.get_mut(*row).and_then(|cells| cells.get_mut(at(*column))).unwrap() = (*text).into();
    }
    rows
}

#[test]
fn an_export_reads_the_same_from_xlsx_and_every_csv() {
    let rows = with(&[], 3);
    let from_xlsx = read(&texts(&rows), &Limits::default()).unwrap();
    assert!(from_xlsx.findings.is_empty(), "{:?}", from_xlsx.findings);
    let siti = &from_xlsx.rows[0];
    assert_eq!(
        (siti.row, siti.nik.as_str(), siti.nik.masked().as_str()),
        (2, "9901015708980001", "9901********0001")
    );
    assert_eq!(siti.birth_date, NaiveDate::from_ymd_opt(1998, 8, 17).unwrap());
    assert_eq!(siti.registered_at.unwrap().to_string(), "2024-08-20 09:15:00");
    assert_eq!(siti.grade_point.unwrap().to_string(), "3.51");
    assert_eq!(siti.text(Column::IpkNilai), Some("3,51"));
    for delimiter in [';', ',', '\t'] {
        assert_eq!(read(csv(&rows, delimiter).as_bytes(), &Limits::default()).unwrap(), from_xlsx);
    }
}

#[test]
fn religion_is_dropped_and_nothing_is_printed() {
    assert_eq!(Column::Agama.handling(), Handling::Drop);
    assert_eq!(Column::Nik.handling(), Handling::Mask);
    assert_eq!(Column::ALL[48], Column::TanggalSupervisi);
    let report = read(&texts(&with(&[], 1)), &Limits::default()).unwrap();
    let siti = &report.rows[0];
    assert_eq!(siti.values.len(), 48 - 3, "all but religion and three empty cells");
    assert!(siti.values.values().all(|text| text != "RAHASIA"));
    assert_eq!(format!("{siti:?} {:?}", siti.nik), "ApplicantRow(row 2) Nik(..)");
}

#[test]
fn columns_in_another_order_are_matched_by_name() {
    let swapped: Vec<Vec<String>> =
        with(&[], 2).into_iter().map(|row| row.into_iter().rev().collect()).collect();
    let straight = read(&texts(&with(&[], 2)), &Limits::default()).unwrap();
    assert_eq!(read(&texts(&swapped), &Limits::default()).unwrap().rows, straight.rows);
}

#[test]
fn every_bad_row_is_named_by_row_and_column_and_nothing_repeats_the_value() {
    let rows = with(
        &[
            (1, Column::Nik, "99010157089800"),
            (2, Column::Nik, "9901\u{200B}015708980002"),
            (3, Column::NamaKtp, "null"),
            (4, Column::TglLahirKtp, "08/17/1998"),
            (5, Column::TglLahirKtp, "17-08-98"),
            (6, Column::TglLahirKtp, "18-08-1998"),
            (7, Column::IpkNilai, "3.512,0"),
            (8, Column::NoRegister, "9900000000002"),
            (9, Column::Nik, "9901015708980002"),
            (10, Column::NoPeserta, "nomor 12"),
        ],
        10,
    );
    let report = read(&texts(&rows), &Limits::default()).unwrap();
    assert_eq!(
        seen(&report.findings),
        [
            "2 B IdentifierForm",
            "4 F Missing",
            "5 H DateForm",
            "6 H DateYear",
            "7 B BirthDateMismatch",
            "8 Z NumberSeparators",
            "9 C Duplicate",
            "10 B Duplicate",
            "11 D IdentifierForm",
        ]
    );
    assert!(report.has_errors());
    let standing: Vec<u32> = report.rows.iter().map(|row| row.row).collect();
    assert_eq!(standing, [3, 7, 8]);
    assert_eq!(report.findings[6].parameters["first_row"], "3");
    let printed = format!("{:?}", report.findings);
    for value in ["9901", "nomor 12", "17-08-98", "08/17", "3.512"] {
        assert!(!printed.contains(value), "{value}");
    }
}

#[test]
fn a_later_birth_date_is_only_a_warning() {
    let report =
        read(&texts(&with(&[(1, Column::TglLahirKtp, "18-08-1998")], 1)), &Limits::default()).unwrap();
    assert_eq!((report.rows.len(), report.findings[0].severity), (1, Severity::Warning));
    assert!(!report.has_errors());
}

#[test]
fn an_export_without_a_deciding_column_is_refused_by_name() {
    let rows = with(&[(0, Column::Nik, "nomor"), (0, Column::JabatanKode, "jabatan")], 1);
    let refusal = read(&texts(&rows), &Limits::default());
    assert_eq!(refusal, Err(Refusal::ColumnsMissing(vec!["nik".into(), "jabatan_kode".into()])));
}

#[test]
fn the_verdict_sheet_goes_back_in_the_layout_it_came_in() {
    let report =
        read(&texts(&with(&[(1, Column::NamaIjazah, "=HYPERLINK(\"x\")")], 2)), &Limits::default()).unwrap();
    let verdict = Verdict {
        status: "TMS".into(),
        reason: Some("A3".into()),
        reason_detail: Some("@SUM(1) ijazah tidak terbaca".into()),
        verified_at: NaiveDate::from_ymd_opt(2024, 9, 20).unwrap().and_hms_opt(14, 5, 0),
        verifier_username: Some("verifikator1".into()),
        ..Verdict::default()
    };
    let rows: Vec<VerdictRow> = report
        .rows
        .iter()
        .map(|row| VerdictRow { values: row.values.clone(), verdict: verdict.clone() })
        .collect();
    let sheet = verdict_sheet(&rows);
    assert_eq!(sheet.headings, header());
    for bytes in [
        sheet.xlsx("Verifikasi").unwrap(),
        sheet.csv(Dialect::Excel).unwrap(),
        sheet.csv(Dialect::OpenData).unwrap(),
    ] {
        let back = read(&bytes, &Limits::default()).unwrap();
        assert!(back.findings.is_empty(), "{:?}", back.findings);
        let siti = &back.rows[0];
        assert_eq!(siti.nik, report.rows[0].nik);
        assert_eq!(siti.participant_number, report.rows[0].participant_number);
        assert_eq!(siti.text(Column::NamaIjazah), Some("'=HYPERLINK(\"x\")"));
        assert_eq!(siti.text(Column::StatusVerifikasi), Some("TMS"));
        assert_eq!(siti.text(Column::AlasanTmsDetail), Some("'@SUM(1) ijazah tidak terbaca"));
        assert_eq!(siti.text(Column::TanggalVerifikasi), Some("20-09-2024 14:05:00"));
        assert_eq!(siti.text(Column::SupervisorNama), None);
        assert_eq!(siti.text(Column::AlamatDomisili), report.rows[0].text(Column::AlamatDomisili));
    }
    assert_eq!(sheet.xlsx("Verifikasi"), sheet.xlsx("Verifikasi"), "the same rows give the same bytes");
}

#[test]
fn ten_thousand_applicants_are_read_while_an_officer_waits() {
    let rows: Vec<_> = std::iter::once(header()).chain((0..10_000).map(person)).collect();
    for bytes in [texts(&rows), csv(&rows, ';').into_bytes()] {
        let start = Instant::now();
        let report = read(&bytes, &Limits::default()).unwrap();
        let took = start.elapsed();
        assert_eq!((report.rows.len(), report.findings.len()), (10_000, 0));
        assert!(took < Duration::from_secs(60), "{took:?} in an unoptimised build on a shared machine");
        println!("10,000 applicants in {took:?}");
    }
}
