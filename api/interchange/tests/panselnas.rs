//! The national result list, compared with our own run.
#![expect(clippy::unwrap_used, reason = "a test that cannot build its fixture should stop")]

mod common;

use common::seen;
use interchange::panselnas::{Difference, Field, ResultRow, compare, read};
use interchange::sheet::Limits;

const LIST: &str = "nomor_peserta;twk;tiu;tkp;total;nilai_skb;nilai_akhir;keterangan;peringkat\n\
    1001;80;90;190;360;70,5;68,482;P/L;1\n\
    1002;75;85;180;340;60;60,727;P;2\n\
    1003;;;;;;;TH;\n";

fn ours(list: &str) -> Vec<ResultRow> {
    read(list.as_bytes(), &Limits::default()).unwrap().report.rows
}

#[test]
fn the_same_result_written_differently_is_the_same() {
    let theirs = read(LIST.as_bytes(), &Limits::default()).unwrap();
    assert!(theirs.report.findings.is_empty(), "{:?}", theirs.report.findings);
    assert_eq!(theirs.fields.len(), 9);
    let same = ours(&LIST.replace("70,5", "70.500"));
    assert_eq!(compare(&same, &theirs.report.rows, &theirs.fields), []);
}

#[test]
fn each_difference_is_named_by_participant_and_field() {
    let theirs = read(LIST.as_bytes(), &Limits::default()).unwrap();
    let ours = ours(
        "no_peserta,twk,tiu,tkp,skd,skb,nilai_akhir,keterangan,rank\n\
         1001,80,90,190,360,70.5,68.483,P/L,1\n1002,75,85,180,340,60,60.727,P/L,2\n1004,,,,,,,TH,\n",
    );
    let difference = |participant: &str, field, ours: Option<&str>, theirs: Option<&str>| Difference {
        participant: participant.into(),
        field,
        ours: ours.map(Into::into),
        theirs: theirs.map(Into::into),
    };
    assert_eq!(
        compare(&ours, &theirs.report.rows, &theirs.fields),
        [
            difference("1001", Field::Final, Some("68.483"), Some("68.482")),
            difference("1002", Field::Code, Some("P/L"), Some("P")),
            difference("1003", Field::Participant, None, Some("1003")),
            difference("1004", Field::Participant, Some("1004"), None),
        ]
    );
}

#[test]
fn only_what_their_list_states_is_compared() {
    let theirs = read(b"no_peserta;keterangan\n1001;P/L\n1002;P\n1003;TH\n", &Limits::default()).unwrap();
    assert!(compare(&ours(LIST), &theirs.report.rows, &theirs.fields).is_empty());
    let theirs = read(b"no_peserta;nilai_akhir\n1001;68,482\n1002;\n1003;\n", &Limits::default()).unwrap();
    let differences = compare(&ours(LIST), &theirs.report.rows, &theirs.fields);
    assert_eq!((differences.len(), differences[0].theirs.clone()), (1, None));
}

#[test]
fn a_broken_list_is_named_by_row_and_column() {
    let list = read(
        b"no_peserta;twk;tiu;tkp;skd;rank\n1;80;90;190;361;1\n1;80;90;190;360;2\n2;x;;;;\n3;;;;;1,5\n",
        &Limits::default(),
    )
    .unwrap();
    assert_eq!(
        seen(&list.report.findings),
        ["2 E TotalMismatch", "3 A Duplicate", "4 B NumberForm", "5 F NumberForm"]
    );
    assert!(read(b"no_peserta;nama\n1;Ani\n", &Limits::default()).is_err());
}
