//! A citizen whose files went through a spreadsheet: what may differ, and what is told in which row.

mod support;

use support::Folder;

const RANK: &str = "rank --rules rules.json --vacancies vacancies.csv --participants participants.csv \
                    --rulings rulings.csv --out out.csv";
const EXPECT: &str = "--expect outcomes.csv";

fn changed(name: &str, file: &str, change: impl Fn(String) -> String) -> Folder {
    let folder = Folder::copy(name, "cpns-2024");
    let text = folder.read(file);
    folder.write(file, change(text));
    folder
}

#[test]
fn rows_are_counted_as_the_spreadsheet_numbers_them() {
    let wrong = |text: String| text.replacen(",72.5,", ",7x,", 1);
    let place = "participants.csv, baris/row 2, kolom/column skb_cat";
    for (name, ends) in [("lf", "\n"), ("crlf", "\r\n"), ("cr", "\r")] {
        let folder = changed(name, "participants.csv", |text| wrong(text).replace('\n', ends));
        folder.check(RANK).is(2, &[place]);
    }
    let folder = changed("blank", "participants.csv", |text| wrong(text).replacen('\n', "\n\n,,,\n \n", 1));
    folder.check(RANK).is(2, &["participants.csv, baris/row 5, kolom/column skb_cat"]);
}

#[test]
fn rows_and_columns_without_values_are_none() {
    let folder = Folder::copy("empty-rows", "cpns-2024");
    folder.check(&format!("{RANK} {EXPECT}")).is(0, &["SAMA"]);
    for file in ["vacancies.csv", "participants.csv", "outcomes.csv"] {
        let text = folder.read(file);
        let commas = text.lines().next().map_or(0, |line| line.matches(',').count()) + 1;
        let wide: Vec<String> = text.lines().map(|line| format!("{line},")).collect();
        folder.write(file, format!("{}\r\n{}\r\n   \r\n", wide.join("\r\n"), ",".repeat(commas)));
    }
    folder.check(&format!("{RANK} {EXPECT}")).is(0, &["SAMA. 20 peserta"]);
}

#[test]
fn headings_may_be_in_capitals_and_marks_without_their_last_zeros() {
    let folder = changed("capitals", "participants.csv", |text| {
        let (heading, rows) = text.split_once('\n').unwrap_or_default();
        format!("{}\n{rows}", heading.to_uppercase())
    });
    let announced = folder.read("outcomes.csv");
    let saved = announced.replace(".500,", ".5,").replace(".000,", ",");
    assert_ne!(saved, announced);
    folder.write("outcomes.csv", saved);
    folder.check(&format!("{RANK} {EXPECT}")).is(0, &["SAMA"]);
}

#[test]
fn a_mark_of_quotation_that_is_not_closed_hides_nobody() {
    let folder = changed("quote", "participants.csv", |text| text.replacen(",3.51,", ",\"3.51,", 1));
    folder.check(RANK).is(2, &["participants.csv, baris/row 2", "tanda kutip yang tidak ditutup"]);
}

#[test]
fn semicolons_are_told_once_with_what_to_do() {
    for (name, by, told) in [("semicolons", ";", "titik koma"), ("tabs", "\t", "tab")] {
        let folder = changed(name, "participants.csv", |text| text.replace(',', by));
        let ended = folder.check(RANK);
        ended.is(2, &["participants.csv, baris/row 1", told, "simpan sebagai CSV dengan koma"]);
        assert_eq!(ended.text.lines().count(), 2, "{}", ended.text);
    }
}

#[test]
fn what_is_no_table_is_told_in_words() {
    let folder = Folder::copy("no-table", "cpns-2024");
    folder.check(&RANK.replace("vacancies.csv", "none.csv")).is(2, &["none.csv", "tidak ada"]);
    folder.check(&RANK.replace("out.csv", "none/out.csv")).is(2, &["none/out.csv", "foldernya tidak ada"]);
    folder.write("participants.csv", "");
    folder.check(RANK).is(2, &["participants.csv: berkas ini kosong"]);
    folder.write("participants.csv", [0x50, 0x4b, 0x03, 0x04, 0xff, 0xfe]);
    folder.check(RANK).is(2, &["participants.csv", "simpan lagi sebagai CSV UTF-8"]);
}

#[test]
fn an_announcement_with_other_columns_says_nothing_about_the_result() {
    let folder = changed("columns", "outcomes.csv", |text| text.replacen(",final,", ",total,", 1));
    folder
        .check(&format!("{RANK} {EXPECT}"))
        .is(2, &["outcomes.csv, baris/row 1, kolom/column final", "total"]);
    folder.write("outcomes.csv", "");
    folder.check(&format!("{RANK} {EXPECT}")).is(2, &["outcomes.csv: berkas ini kosong"]);
}

#[test]
fn nothing_that_was_given_is_written_over() {
    let folder = Folder::copy("written-over", "cpns-2024");
    let before = ["rules.json", "vacancies.csv", "participants.csv", "rulings.csv", "outcomes.csv"]
        .map(|file| (file, folder.read(file)));
    for (file, text) in &before {
        for arguments in [
            RANK.replace("out.csv", file),
            RANK.replace("out.csv", &format!("./{file}")),
            format!("{RANK} --trace {file}"),
        ] {
            folder.check(&format!("{arguments} {EXPECT}")).is(2, &[file, "pilih nama lain"]);
            assert_eq!(&folder.read(file), text);
        }
    }
    folder.check(&format!("{RANK} --trace out.csv")).is(2, &["out.csv", "pilih nama lain"]);
}

#[test]
fn a_post_is_the_one_of_the_rules_however_the_file_writes_it() {
    let folder = Folder::copy("post", "cpns-2024-further-test");
    let plain = RANK.replace("--rulings rulings.csv ", "");
    folder.check(&plain).is(0, &[]);
    let first = folder.read("out.csv");
    folder.replace("vacancies.csv", "pranata-komputer", "Pranata Komputer");
    folder.check(&plain).is(0, &[]);
    assert_eq!(folder.read("out.csv"), first);
}

#[test]
fn the_refused_value_is_shown_with_its_limit() {
    let folder = changed("values", "participants.csv", |text| {
        text.replacen(",78.1,", ",178.1,", 1).replacen("K02,", "K02,x", 1)
    });
    let limit = "kolom/column skb_cat: nilai melebihi nilai maksimal (178.1 > 100)";
    folder.check(RANK).is(2, &[limit, "participants.csv, baris/row 3, kolom/column vacancy", "(x"]);
    let folder = changed("education", "vacancies.csv", |text| text.replacen('|', ";", 1));
    folder.check(RANK).is(2, &["kolom/column qualification", "dipisah dengan |"]);
    let folder = changed("pool", "vacancies.csv", |text| text.replacen("cum_laude,1", "guru,1", 1));
    folder.check(RANK).is(2, &["jenis kebutuhan “guru” tidak dikenal; yang dikenal: ", "cum_laude"]);
}
