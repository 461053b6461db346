//! `terang-check rank` on files: what it computes, what it refuses with which words, and the first difference.
#![expect(clippy::unwrap_used, reason = "helpers of tests should fail the test")]

mod support;

use support::Folder;

const RANK: &str =
    "rank --rules rules.json --vacancies vacancies.csv --participants participants.csv --out out.csv";

fn cpns() -> Folder {
    let name = std::thread::current().name().unwrap().replace("::", "-");
    Folder::copy(&name, "cpns-2024")
}

fn ruled(more: &str) -> String {
    format!("{RANK} --rulings rulings.csv {more}")
}

fn row(table: &str, participant: &str) -> String {
    let found = table.lines().find(|line| line.starts_with(&format!("{participant},")));
    found.unwrap_or_default().to_owned()
}

/// The figures of the regulations: 79.455, 31.782, 45.540, 77.322; and 72.364, 28.946, 39.600, 68.546.
#[test]
fn the_worked_examples_come_out_as_printed() {
    let folder = Folder::copy("worked-examples", "cpns-2024-further-test");
    folder.check(RANK).is(0, &["5 peserta dihitung", "cpns-2024 versi 2", "selection/"]);
    let out = folder.read("out.csv");
    let header = "participant,vacancy,status,rank,skd,skb_cat_weighted,skb_extra_weighted,skb,skd_100,skd_weighted,\
                  skb_weighted,final,placed_at";
    assert_eq!(out.lines().next(), Some(header));
    assert_eq!(
        row(&out, "P1"),
        "P1,komputer,P/L,1,437,43.500,32.400,75.900,79.455,31.782,45.540,77.322,komputer"
    );
    assert_eq!(row(&out, "P4"), "P4,analis,P,2,398,66.000,,66.000,72.364,28.946,39.600,68.546,");
    assert_eq!(row(&out, "P3"), "P3,komputer,TH,1,460,,,,,,,,", "absent from the further test");
}

#[test]
fn the_trace_is_one_line_for_each_border_and_person() {
    let folder = cpns();
    folder.check(&ruled("--trace trace.jsonl.new")).is(0, &[]);
    let text = folder.read("trace.jsonl.new");
    let lines: Vec<serde_json::Value> =
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let of_kind = |kind: &str| lines.iter().filter(|line| line["kind"] == kind).count();
    assert_eq!((of_kind("run"), of_kind("participant")), (1, 20));
    let refill = lines.iter().filter(|line| line["border"]["kind"] == "refill").count();
    assert!(of_kind("border") > 12 && refill >= 2, "{refill} borders of the refill");
}

#[test]
fn rows_may_stand_in_any_order_and_with_a_byte_order_mark() {
    let folder = cpns();
    folder.check(&ruled("")).is(0, &[]);
    let first = folder.read("out.csv");
    for file in ["participants.csv", "vacancies.csv", "rulings.csv"] {
        let text = folder.read(file);
        let (header, rows) = text.split_once('\n').unwrap();
        let mut rows: Vec<&str> = rows.lines().collect();
        rows.reverse();
        folder.write(file, format!("\u{feff}{header}\r\n{}\r\n", rows.join("\r\n")));
    }
    folder.check(&ruled("")).is(0, &[]);
    assert_eq!(folder.read("out.csv"), first);
}

#[test]
fn files_without_the_optional_columns_are_valid() {
    let folder = Folder::copy("plain", "blud-professional");
    folder.write(
        "participants.csv",
        "participant,vacancy,gpa,birth_date,practice,interview\nQ1,apoteker,,,80,70\nQ2,apoteker,3.5,1990-01-01,70,90\n",
    );
    folder.check(RANK).is(0, &["2 peserta"]);
}

#[test]
fn official_names_of_pools_are_understood() {
    let folder = cpns();
    folder.check(&ruled("")).is(0, &[]);
    let first = folder.read("out.csv");
    folder.replace("vacancies.csv", "rsud,general", "rsud,UMUM");
    folder.replace("vacancies.csv", "rsud,disability", "rsud,Penyandang Disabilitas");
    folder.check(&ruled("")).is(0, &[]);
    assert_eq!(folder.read("out.csv"), first);
}

#[test]
fn a_run_may_end_with_the_shortlist() {
    let folder = cpns();
    folder.replace("participants.csv", ",skb_cat,flags", ",flags");
    let text = folder.read("participants.csv");
    let cut = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        if cells.len() == 11 { [&cells[..9], &cells[10..]].concat().join(",") } else { line.to_owned() }
    };
    folder.write("participants.csv", text.lines().map(cut).collect::<Vec<_>>().join("\n"));
    folder.check(&ruled("")).is(2, &["participants.csv, baris/row 1, kolom/column skb_cat", "tidak ada"]);
    folder.check(&format!("{RANK} --through skd")).is(0, &["20 peserta"]);
    let out = folder.read("out.csv");
    assert_eq!(
        row(&out, "K12"),
        "K12,perawat-talawi-umum,P/L,1,398,,",
        "admitted with all who equal the third"
    );
    assert_eq!(row(&out, "K13"), "K13,perawat-talawi-umum,P,5,398,,");
    folder.check(&format!("{RANK} --through essay")).is(2, &["tidak mengenal tahap essay", "skd"]);
}

#[test]
fn a_tie_without_ruling_is_told_and_is_no_failure() {
    let folder = cpns();
    folder.check(RANK).is(0, &["1 tempat belum diputus", "1 places undecided"]);
    let out = folder.read("out.csv");
    assert!(row(&out, "K17").starts_with("K17,arsiparis-umum,undecided,1,"), "{}", row(&out, "K17"));
}

#[test]
fn the_same_as_announced_ends_with_0_whatever_the_order_of_rows() {
    let folder = cpns();
    folder.check(&ruled("--expect outcomes.csv")).is(0, &["SAMA. 20 peserta", "sama dengan outcomes.csv"]);
    let text = folder.read("outcomes.csv");
    let (header, rows) = text.split_once('\n').unwrap();
    let mut rows: Vec<&str> = rows.lines().collect();
    rows.reverse();
    folder.write("outcomes.csv", format!("{header}\n{}\n", rows.join("\n")));
    folder.check(&ruled("--expect outcomes.csv")).is(0, &["SAMA"]);
}

#[test]
fn a_difference_ends_with_1_and_names_file_row_and_value() {
    let folder = cpns();
    let announced = folder.read("outcomes.csv");
    let line = announced.lines().position(|line| line.starts_with("K05,")).unwrap() + 1;
    let k05 = row(&announced, "K05");
    let mark = k05.split(',').nth_back(1).unwrap().to_owned();
    let raised = k05.replace(&mark, "99.999");
    folder.replace("outcomes.csv", &k05, &raised);
    let place = format!("outcomes.csv, baris/row {line}: peserta K05, kolom final");
    folder.check(&ruled("--expect outcomes.csv")).is(1, &["TIDAK SAMA", &place, "99.999", &mark]);

    let without = announced.replacen(&format!("{k05}\n"), "", 1);
    folder.write("outcomes.csv", &without);
    folder.check(&ruled("--expect outcomes.csv")).is(1, &["tidak ada dalam pengumuman", "K05"]);
    folder.write("outcomes.csv", format!("{announced}{}\n", k05.replace("K05", "K99")));
    folder.check(&ruled("--expect outcomes.csv")).is(1, &["outcomes.csv, baris/row 22", "K99"]);
}

/// What is changed in which file, and what must be said.
#[test]
fn files_that_cannot_be_right_end_with_2_and_name_the_place() {
    let cases: [(&str, &str, &str, &[&str]); 21] = [
        ("rules.json", "\"multiple\": 3", "\"multiple\": 0", &["rules.json", "/stages/0/shortlist/multiple"]),
        ("rules.json", "\"sources\"", "\"dice\"", &["rules.json, baris/row", "dice"]),
        ("rules.json", "{", "", &["rules.json", "dokumen aturan"]),
        (
            "vacancies.csv",
            "quota",
            "places",
            &["baris/row 1, kolom/column quota", "baris/row 1, kolom/column places"],
        ),
        ("vacancies.csv", "general,2", "general,two", &["vacancies.csv, baris/row 3, kolom/column quota"]),
        (
            "vacancies.csv",
            "arsiparis-umum,",
            "perawat-kota-umum,",
            &["vacancies.csv, baris/row 7", "dua kali"],
        ),
        (
            "vacancies.csv",
            "cum_laude,1",
            "kalimantan,1",
            &["vacancies.csv, baris/row 2, kolom/column pool", "kalimantan"],
        ),
        ("participants.csv", "twk", "tkw", &["kolom/column twk", "kolom/column tkw", "tidak dikenal"]),
        ("participants.csv", "twk", "tiu", &["kolom/column tiu", "dua kali"]),
        ("participants.csv", "72.5", "72.5001", &["participants.csv, baris/row 2, kolom/column skb_cat"]),
        (
            "participants.csv",
            "78.1",
            "178.1",
            &["baris/row 6, kolom/column skb_cat", "melebihi nilai maksimal"],
        ),
        ("participants.csv", "K02", "K01", &["participants.csv, baris/row 3", "dua kali"]),
        ("participants.csv", "1998-04-01", "01-04-1998", &["baris/row 2, kolom/column birth_date"]),
        ("participants.csv", "1998-04-01", "1998-4-1", &["baris/row 2, kolom/column birth_date"]),
        ("vacancies.csv", "general,2", "general,+2", &["vacancies.csv, baris/row 3, kolom/column quota"]),
        ("participants.csv", "withdrawn", "gone", &["baris/row 12, kolom/column flags"]),
        ("participants.csv", ",3.51,", ",4.51,", &["baris/row 2, kolom/column gpa"]),
        ("participants.csv", ",ipk,100", ",ip,100", &["baris/row 2, kolom/column gpa_kind"]),
        ("participants.csv", "72.5,", "72.5", &["participants.csv, baris/row 2", "10 kolom"]),
        ("rulings.csv", "K18,1", "K17,1", &["rulings.csv, baris/row 2", "nilainya sama"]),
        ("rulings.csv", "K18,1", "K18,2", &["rulings.csv, baris/row 3, kolom/column order"]),
    ];
    for (number, (file, from, to, texts)) in cases.into_iter().enumerate() {
        let folder = Folder::copy(&format!("refused-{number}"), "cpns-2024");
        folder.replace(file, from, to);
        eprintln!("{number}: {file} {from} -> {to}");
        folder.check(&ruled("")).is(2, texts);
    }
    let folder = cpns();
    folder.check(&RANK.replace("vacancies.csv", "nowhere.csv")).is(2, &["nowhere.csv", "tidak dapat dibaca"]);
    folder.check("rank --rules rules.json").is(2, &["--vacancies"]);
}

#[test]
fn a_mark_of_a_further_test_without_announced_weight_is_refused() {
    let folder = Folder::copy("no-weight", "cpns-2024-further-test");
    folder.replace("participants.csv", "75.9,", "75.9,80");
    folder.check(RANK).is(2, &["participants.csv, baris/row 6, kolom/column skb_extra", "pasal 22"]);
}
