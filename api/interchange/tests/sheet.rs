//! The sheet reader against the forms in which offices send the same table.

mod common;

use chrono::NaiveDate;
use common::{Put, seen, workbook};
use interchange::sheet::{ColumnSpec, Limits, Table, letter};
use interchange::{Cell, CellKind, Code, Refusal, dates, decimals};

fn specs() -> Vec<ColumnSpec> {
    vec![
        ColumnSpec::new("no_peserta").or(&["nomor_peserta"]).required().identifier(),
        ColumnSpec::new("nama").required(),
        ColumnSpec::new("nilai"),
    ]
}

fn read(bytes: &[u8]) -> Result<Table, Refusal> {
    Table::read(bytes, &Limits::default(), &specs())
}

fn names(table: &Table) -> Vec<String> {
    table.rows().map(|row| row.text("nama").unwrap_or_default()).collect()
}

#[test]
fn semicolon_comma_and_tab_are_told_apart_even_with_decimal_commas() {
    for text in [
        "no_peserta;nama;nilai\n1;Ani, S.E., M.M.;73,5\n",
        "no_peserta,nama,nilai\n1,\"Ani, S.E., M.M.\",\"73,5\"\n",
        "no_peserta\tnama\tnilai\n1\tAni, S.E., M.M.\t73,5\n",
    ] {
        let table = read(text.as_bytes()).unwrap();
        assert_eq!(names(&table), ["Ani, S.E., M.M."]);
        assert_eq!(table.rows().next().unwrap().text("nilai").unwrap(), "73,5");
    }
}

#[test]
fn utf8_with_and_without_mark_and_windows_1252_read_the_same() {
    let text = "no_peserta;nama\n1;Renée – Ñ\n";
    let with_mark = [b"\xEF\xBB\xBF", text.as_bytes()].concat();
    let windows = b"no_peserta;nama\n1;Ren\xE9e \x96 \xD1\n".to_vec();
    for bytes in [text.as_bytes().to_vec(), with_mark, windows] {
        assert_eq!(names(&read(&bytes).unwrap()), ["Renée – Ñ"]);
    }
}

#[test]
fn the_heading_may_stand_in_row_three_under_another_spelling_and_order() {
    let bytes = workbook(vec![
        vec!["Daftar peserta".into()],
        vec![],
        vec!["NAMA".into(), "keterangan lain".into(), " No.  Peserta\u{200B} ".into()],
        vec![],
        vec!["Ani".into(), "".into(), "007".into()],
    ]);
    let table = read(&bytes).unwrap();
    assert_eq!(table.header_row(), 3);
    let row = table.rows().next().unwrap();
    assert_eq!((row.number(), row.text("no_peserta").unwrap().as_str()), (5, "007"));
    assert_eq!(seen(&table.findings), ["3 ? ColumnAbsent", "3 B ColumnUnknown"]);
    let eleventh = format!("{}no_peserta;nama\n1;Ani\n", "judul\n".repeat(10));
    let missing = Refusal::ColumnsMissing(vec!["no_peserta".into(), "nama".into()]);
    assert_eq!(read(eleventh.as_bytes()), Err(missing));
}

#[test]
fn missing_and_duplicate_columns_are_named() {
    assert_eq!(read(b"no_peserta;nilai\n1;2\n"), Err(Refusal::ColumnsMissing(vec!["nama".into()])));
    let twice = read(b"no_peserta;nama;Nomor Peserta\n1;Ani;2\n");
    assert_eq!(twice, Err(Refusal::ColumnsDuplicate(vec!["no_peserta".into()])));
}

#[test]
fn rows_are_numbered_as_a_spreadsheet_shows_them() {
    let text = "\n\nno_peserta;nama\r\n1;\"Ani\nbinti Budi\"\r\n\r\n2;Citra\r\n;;\r\n3;Dewi";
    let numbers: Vec<u32> = read(text.as_bytes()).unwrap().rows().map(|row| row.number()).collect();
    assert_eq!(numbers, [4, 6, 8]);
}

#[test]
fn a_value_beyond_the_last_heading_is_found() {
    let table = read(b"no_peserta;nama\n1;Ani;S.E.\n2;Budi;\n").unwrap();
    let beyond: Vec<_> = table.findings.iter().filter(|f| f.code == Code::BeyondHeader).collect();
    assert_eq!((beyond.len(), beyond[0].row), (1, 2));
}

#[test]
fn cells_are_cleaned_but_kept_as_delivered() {
    let cell = Cell::text(" e\u{301}\u{200B}a\u{A0}b\u{FEFF} ");
    assert_eq!(cell.clean().unwrap(), "éa b");
    assert_eq!(cell.delivered, " e\u{301}\u{200B}a\u{A0}b\u{FEFF} ");
    for nothing in ["", "  ", "-", "null", "NULL", "\u{200D}", "\u{A0}"] {
        assert_eq!(Cell::text(nothing).clean(), None);
    }
}

#[test]
fn an_identifier_that_lost_digits_refuses_the_whole_file() {
    let header = || vec![Put::from("no_peserta"), "nama".into()];
    for number in [24_990_110_000_000_010.0, 9_901_015_708_980_000.0, 1_234_567_890_123_456.0] {
        let bytes = workbook(vec![header(), vec![Put::Number(number), "Ani".into()]]);
        let Err(Refusal::LostDigits(findings)) = read(&bytes) else { panic!("{number} went through") };
        assert_eq!(seen(&findings), ["2 A LostDigits"]);
    }
    for text in ["2,499E+16", "2.499E+16", "9E+15"] {
        let bytes = format!("no_peserta;nama\n{text};Ani\n");
        assert!(matches!(read(bytes.as_bytes()), Err(Refusal::LostDigits(_))), "{text}");
    }
    let short = workbook(vec![header(), vec![Put::Number(123_456_789_012_345.0), "Ani".into()]]);
    assert!(read(&short).is_ok());
}

#[test]
fn dates_are_day_first_with_four_digits_of_year() {
    let independence = NaiveDate::from_ymd_opt(1998, 8, 7);
    for text in ["07-08-1998", "7/8/1998", "07/08/1998", "1998-08-07", "07-08-1998 10:11:12"] {
        assert_eq!(dates::date(&Cell::text(text)), Ok(independence), "{text}");
    }
    for text in ["07-08-98", "7/8/98"] {
        assert_eq!(dates::date(&Cell::text(text)), Err(Code::DateYear), "{text}");
    }
    for text in ["08/17/1998", "31-02-1998", "1998/08/07", "7 Agustus 1998", "07-08", "35000", "07-08/1998"] {
        assert_eq!(dates::date(&Cell::text(text)), Err(Code::DateForm), "{text}");
    }
    let number = Cell { delivered: "36014".into(), kind: CellKind::Number };
    assert_eq!(dates::date(&number), Err(Code::DateForm));
    let cell = |put| {
        let bytes = workbook(vec![vec!["no_peserta".into(), "nama".into()], vec!["1".into(), put]]);
        read(&bytes).unwrap().rows().next().unwrap().cell("nama").unwrap().clone()
    };
    assert_eq!(dates::date(&cell(Put::Date(1998, 8, 7))), Ok(independence));
}

#[test]
fn decimals_take_comma_or_point_and_nothing_else() {
    for (text, value) in [("73,5", "73.5"), ("73.50", "73.50"), ("-1", "-1"), ("0", "0"), ("007", "7")] {
        assert_eq!(decimals::parse(text).unwrap().to_string(), value);
    }
    for text in ["1.234,5", "1,234.5", "1.234.567", "1,,2"] {
        assert_eq!(decimals::parse(text), Err(Code::NumberSeparators), "{text}");
    }
    for text in ["", "7 3", "1e3", "+1", ".5", "5,", "12a", "½", "--1", "9999999999999999999999999999999"] {
        assert_eq!(decimals::parse(text), Err(Code::NumberForm), "{text}");
    }
}

#[test]
fn limits_hold() {
    let rows: String = (0..30).map(|n| format!("{n};Ani\n")).collect();
    let text = format!("no_peserta;nama\n{rows}");
    let with = |limits: Limits| Table::read(text.as_bytes(), &limits, &specs());
    let limits = Limits::default();
    assert!(with(limits).is_ok());
    assert_eq!(with(Limits { bytes: 10, ..limits }), Err(Refusal::TooLarge { limit: 10 }));
    assert_eq!(with(Limits { rows: 29, ..limits }), Err(Refusal::TooManyRows { limit: 29 }));
    assert_eq!(with(Limits { columns: 1, ..limits }), Err(Refusal::TooManyColumns { limit: 1 }));
    assert_eq!(with(Limits { unpacked_bytes: 99, ..limits }), Err(Refusal::UnpacksTooLarge { limit: 99 }));
    let long = format!("no_peserta;nama\n1;\"{}\n", "x".repeat(40_000));
    assert_eq!(read(long.as_bytes()), Err(Refusal::CellTooLong { limit: 32_767 }));
    assert_eq!(read(b""), Err(Refusal::Empty));
    assert_eq!(read(b" \r\n "), Err(Refusal::Empty));
    assert_eq!(read(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0old"), Err(Refusal::UnknownFormat));
}

#[test]
fn columns_have_the_letters_of_a_spreadsheet() {
    for (index, name) in [(0, "A"), (25, "Z"), (26, "AA"), (48, "AW"), (53, "BB"), (701, "ZZ"), (702, "AAA")]
    {
        assert_eq!(letter(index), name);
    }
}
