//! `terang-check draw` on folders: the shipped draw, one changed byte after another, and a ceremony that is not whole.

mod support;

use support::Folder;

#[test]
fn the_shipped_draw_ends_with_0_and_shows_who_was_replaced() {
    let folder = Folder::copy("draw-same", "draw-readers");
    folder.check("draw .").is(0, &["SAMA", "12 baris", "digantikan cadangan-1"]);
}

#[test]
fn differences_end_with_1_and_name_the_place() {
    let changed = |number: u32, change: &dyn Fn(&Folder)| {
        let folder = Folder::copy(&format!("draw-changed-{number}"), "draw-readers");
        change(&folder);
        folder.check("draw .")
    };
    let order = changed(1, &|folder| {
        let text = folder.read("order.txt");
        let mut lines: Vec<&str> = text.lines().collect();
        lines.swap(2, 3);
        folder.write("order.txt", format!("{}\n", lines.join("\n")));
    });
    order.is(1, &["order.txt, baris/row 3", "urutan undian"]);
    changed(2, &|folder| folder.write("list.txt", format!("{}berkas-999\n", folder.read("list.txt"))))
        .is(1, &["list.txt", "bukan yang sidiknya dicatat"]);
    changed(3, &|folder| folder.replace("drawn.json", "cadangan-1", "cadangan-2"))
        .is(1, &["drawn.json", "cadangan-2"]);
    changed(4, &|folder| folder.replace("draw.json", "\"committed_at\": 103", "\"committed_at\": 112"))
        .is(1, &["draw.json", "pemantau", "gilirannya"]);
    changed(5, &|folder| folder.write("order.txt", format!("{}berkas-001\n", folder.read("order.txt"))))
        .is(1, &["order.txt, baris/row 13", "(kosong/empty)"]);
}

#[test]
fn a_draw_that_is_not_whole_ends_with_2() {
    let folder = Folder::copy("draw-silent", "draw-readers");
    folder.replace("draw.json", "\"cadangan-1\": {", "\"cadangan-3\": {");
    folder.check("draw .").is(1, &["tanpa janji"]);
    let folder = Folder::copy("draw-nobody", "draw-readers");
    let mut ceremony: serde_json::Value = serde_json::from_str(&folder.read("draw.json")).unwrap();
    ceremony["reveals"].as_object_mut().unwrap().remove("cadangan-1");
    folder.write("draw.json", ceremony.to_string());
    folder.check("draw .").is(2, &["draw.json", "tidak ada pengganti"]);
    for file in ["list.txt", "draw.json", "order.txt", "drawn.json"] {
        let folder = Folder::copy(&format!("draw-without-{file}"), "draw-readers");
        std::fs::remove_file(folder.path(file)).unwrap();
        folder.check("draw .").is(2, &[file, "tidak dapat dibaca"]);
    }
}

/// Every byte of every file, each with one bit turned. Blanks of JSON and the words of the purpose decide nothing;
/// places in the record and what a silent one committed to can only be compared with the record.
#[test]
fn no_byte_can_be_turned_unnoticed() {
    let folder = Folder::copy("draw-bytes", "draw-readers");
    for file in ["list.txt", "order.txt", "drawn.json", "draw.json"] {
        let whole = std::fs::read(folder.path(file)).unwrap();
        let text = String::from_utf8(whole.clone()).unwrap();
        let purpose =
            text.find("Urutan berkas").map(|start| start..start + "Urutan berkas untuk pembaca kedua".len());
        for index in 0..whole.len() {
            let blank = file.ends_with("json") && whole[index].is_ascii_whitespace();
            if blank || purpose.as_ref().is_some_and(|range| range.contains(&index)) {
                continue;
            }
            let mut turned = whole.clone();
            turned[index] ^= 1;
            folder.write(file, &turned);
            let verdict = checker::draw(&folder.path(""));
            let stands = text[..index].rfind("_at\"").is_some_and(|at| index < at + 12);
            let silent = [("da1fdde0a8cfc9e4", 64), ("3f3e21851563ebee", 64), ("cadangan-2", 10)];
            let unopened = silent.iter().any(|(what, length)| {
                text.find(what).is_some_and(|start| (start..start + length).contains(&index))
            });
            assert!(verdict.ending() != 0 || stands || unopened, "{file}, byte {index}");
        }
        folder.write(file, &whole);
    }
}
