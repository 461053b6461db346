//! Files made to break the reader: they are refused, quickly and without a crash.
#![expect(clippy::unwrap_used, reason = "a test that cannot build its fixture should stop")]

mod common;

use std::io::{Cursor, Read, Write};

use common::{header, person, texts};
use interchange::sheet::Limits;
use interchange::{Refusal, applicants, marks, panselnas};
use proptest::prelude::*;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

fn good() -> Vec<u8> {
    texts(&[header(), person(1), person(2)])
}

/// The same archive with one part changed.
fn with_part(name: &str, change: impl Fn(String) -> Vec<u8>) -> Vec<u8> {
    let mut from = ZipArchive::new(Cursor::new(good())).unwrap();
    let mut to = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..from.len() {
        let mut part = from.by_index(index).unwrap();
        let part_name = part.name().unwrap().to_string();
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        if part_name == name {
            content = change(String::from_utf8(content).unwrap());
        }
        to.start_file(part_name, SimpleFileOptions::default()).unwrap();
        to.write_all(&content).unwrap();
    }
    to.finish().unwrap().into_inner()
}

fn refused(bytes: &[u8]) -> Refusal {
    applicants::read(bytes, &Limits::default()).unwrap_err()
}

#[test]
fn a_zip_bomb_is_refused_by_its_real_size() {
    let bomb = with_part("xl/worksheets/sheet1.xml", |xml| [xml.into_bytes(), vec![b' '; 30 << 20]].concat());
    assert!(bomb.len() < 1 << 20);
    let limits = Limits { unpacked_bytes: 20 << 20, ..Limits::default() };
    assert_eq!(applicants::read(&bomb, &limits), Err(Refusal::UnpacksTooLarge { limit: 20 << 20 }));
}

#[test]
fn a_claim_of_endless_strings_reserves_nothing() {
    for claim in ["99999999999", "18446744073709551615", "999999999999999999999999"] {
        let bytes = with_part("xl/sharedStrings.xml", |xml| {
            let (before, after) = xml.split_once("uniqueCount=\"").unwrap();
            let (_, after) = after.split_once('"').unwrap();
            format!("{before}uniqueCount=\"{claim}\"{after}").into_bytes()
        });
        assert_eq!(refused(&bytes), Refusal::Damaged, "{claim}");
    }
}

#[test]
fn one_long_string_in_every_cell_is_counted_each_time() {
    let long = "x".repeat(30_000);
    let rows: Vec<Vec<String>> = (0..200).map(|_| vec![long.clone(); 50]).collect();
    let bytes = texts(&[vec![header()], rows].concat());
    let limits = Limits { unpacked_bytes: 100 << 20, ..Limits::default() };
    assert_eq!(applicants::read(&bytes, &limits), Err(Refusal::UnpacksTooLarge { limit: 100 << 20 }));
}

#[test]
fn cell_names_out_of_this_world_are_a_damaged_or_oversized_file() {
    for name in ["ZZZZZZZZZZZZ1", "A99999999999", "A4294967295", "XFD1", "1", "A0", ""] {
        let bytes = with_part("xl/worksheets/sheet1.xml", |xml| {
            xml.replace("r=\"A2\"", &format!("r=\"{name}\"")).into_bytes()
        });
        if let Err(refusal) = applicants::read(&bytes, &Limits::default()) {
            assert!(matches!(refusal, Refusal::Damaged | Refusal::TooManyColumns { .. }), "{name} {refusal}");
        }
    }
}

#[test]
fn a_zip_that_is_no_workbook_is_refused() {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("catatan.txt", SimpleFileOptions::default()).unwrap();
    zip.write_all(b"nik").unwrap();
    assert_eq!(refused(&zip.finish().unwrap().into_inner()), Refusal::UnknownFormat);
    assert_eq!(refused(b"PK\x03\x04"), Refusal::Damaged);
    assert_eq!(refused(good().get(..2_000).unwrap()), Refusal::Damaged);
}

fn read_all(bytes: &[u8]) {
    let limits = Limits { unpacked_bytes: 4 << 20, ..Limits::default() };
    let _ = applicants::read(bytes, &limits);
    let _ = marks::read(bytes, &limits, &[]);
    let _ = panselnas::read(bytes, &limits);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]
    #[test]
    fn arbitrary_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..2_000)) {
        read_all(&bytes);
    }

    #[test]
    fn arbitrary_text_under_a_heading_never_panics(body in "[0-9;,\\t\"\n\r.eE+\\-/ a-zé\u{200B}]{0,400}") {
        read_all(format!("no_peserta;keterangan;twk\n{body}").as_bytes());
        let names = header().join(";");
        read_all(format!("{names}\n{body}").as_bytes());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn a_workbook_with_bytes_changed_never_panics(
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8)
    ) {
        let mut bytes = good();
        for (index, byte) in &changes {
            let at = index.index(bytes.len());
            bytes[at] = *byte;
        }
        read_all(&bytes);
        let sheet = with_part("xl/worksheets/sheet1.xml", |xml| {
            let mut xml = xml.into_bytes();
            for (index, byte) in &changes {
                let at = index.index(xml.len());
                xml[at] = *byte;
            }
            xml
        });
        read_all(&sheet);
    }
}
