//! `dictionary.csv`: what every column and every code of the files means, in Indonesian and English.

use std::collections::BTreeSet;

use selection::{Rules, Text};

use crate::message::Message;
use crate::table;
use crate::{ancestry, name};

/// A code with its meaning, as this announcement uses it.
pub struct Meaning {
    pub code: String,
    pub id: String,
    pub en: String,
}

/// A file with the names of its columns.
pub struct Columns<'a> {
    pub file: &'a str,
    pub columns: Vec<String>,
}

/// One line for each column and one for each of its codes. `statuses` are those of the announced lines.
pub fn write(rules: Option<&Rules>, files: &[Columns], statuses: &[Meaning]) -> Result<String, csv::Error> {
    let header = ["file", "column", "code", "meaning_id", "meaning_en"].map(str::to_owned);
    let line = |file: &str, column: &str, code: &str, meaning: Message| {
        vec![file.to_owned(), column.to_owned(), code.to_owned(), meaning.id, meaning.en]
    };
    let mut rows = Vec::new();
    for (file, id, en) in WHOLE.iter().filter(|(file, ..)| rules.is_some() || !OF_A_RUN.contains(file)) {
        rows.push(line(file, "", "", Message::new(*id, *en)));
    }
    for (key, id, en) in ANNOUNCEMENT {
        rows.push(line(name::ANNOUNCEMENT, key, "", Message::new(id, en)));
    }
    for Columns { file, columns } in files {
        for column in columns {
            rows.push(line(file, column, "", column_meaning(rules, column)));
            for meaning in codes(rules, file, column, statuses) {
                rows.push(line(file, column, &meaning.code, Message::new(meaning.id, meaning.en)));
            }
        }
    }
    table::write(&header, rows)
}

/// The header of a table that was written here.
pub fn columns<'a>(file: &'a str, text: &str) -> Columns<'a> {
    let header = text.lines().next().unwrap_or_default();
    Columns { file, columns: header.split(',').map(str::to_owned).collect() }
}

const OF_A_RUN: [&str; 2] = [name::RULES, name::TRACE];

const WHOLE: [(&str, &str, &str); 6] = [
    (
        name::HASHES,
        "Sidik SHA-256 setiap berkas, seperti ditulis sha256sum; sidik berkas ini sendiri tercatat dalam catatan publik.",
        "SHA-256 of each file, as sha256sum writes it; the hash of this file stands in the public record.",
    ),
    (
        name::RULES,
        "Aturan seleksi; setiap bagian menyebut sumber hukumnya. Bentuknya: rules.schema.json.",
        "The rules of the selection; each clause names its legal source. Its form: rules.schema.json.",
    ),
    (
        name::TRACE,
        "Alasan, satu objek JSON per baris: run (apa yang dihitung), border (setiap batas jumlah), participant (setiap peserta).",
        "The reasons, one JSON object a line: run (what was computed), border (each border of places), participant (each participant).",
    ),
    (
        name::POLICY,
        "Kunci catatan publik dan para pemantau yang harus menandatanganinya.",
        "The key of the public record and the witnesses who must sign it.",
    ),
    (
        name::RECORD_PROOF,
        "Bukti bahwa pengumuman ini ada dalam catatan publik; dibuat setelah terbit, jadi tidak ada dalam hashes.txt.",
        "Proof that this announcement is in the public record; made after publication, so it is not in hashes.txt.",
    ),
    (
        name::REGISTRATION_PROOF,
        "Bukti bahwa himpunan pelamar disegel saat pendaftaran ditutup; tidak ada dalam hashes.txt.",
        "Proof that the set of applicants was sealed when registration closed; not in hashes.txt.",
    ),
];

const ANNOUNCEMENT: [(&str, &str, &str); 20] = [
    ("agency", "Kode instansi.", "Code of the agency."),
    ("agency_name", "Nama instansi.", "Name of the agency."),
    ("round", "Tanda pengenal seleksi.", "Identifier of the round."),
    ("round_name", "Nama seleksi.", "Name of the round."),
    (
        "stage",
        "administrative: seleksi administrasi; shortlist: peserta tahap berikutnya; result: hasil akhir.",
        "administrative, shortlist (who goes on) or result.",
    ),
    ("through", "Tahap terakhir yang dihitung.", "The last stage that was run."),
    (
        "number",
        "Versi pengumuman tahap ini; di atas 1 adalah pembetulan.",
        "Version; above 1 it is a correction.",
    ),
    ("letter", "Nomor surat.", "Number of the letter."),
    ("reason", "Alasan pembetulan.", "Why it was corrected."),
    ("published_at", "Saat terbit.", "When it was published."),
    (
        "profile",
        "Profil publikasi. A: nama yang mendapat tempat, dengan dasar dari PPID; B: kode tanpa nama; C: seperti B, formasi kecil tidak ditampilkan.",
        "Publication profile. A: names of those placed, on the information officer's basis; B: codes without names; C: as B, small vacancies withheld.",
    ),
    ("engine", "Versi program yang menghitung.", "Version of the engine."),
    ("rules_hash", "Sidik aturan.", "Hash of the rules."),
    ("participants", "Jumlah peserta.", "Number of participants."),
    ("vacancies", "Jumlah formasi.", "Number of vacancies."),
    ("withheld", "Jumlah formasi yang tidak ditampilkan.", "Number of vacancies withheld."),
    (
        "kept_back",
        "Yang tidak ditampilkan: jumlah peserta, batas jumlah peserta, formasi yang terhubung, dan sidik bergaram atas berkas utuhnya.",
        "What is withheld: participants, the limit, vacancies joined to these, and the salted commitment to the whole files.",
    ),
    (
        "names_basis",
        "Dasar penerbitan nama yang dicatat PPID: nomor, tanggal, unit, dan isinya.",
        "The basis for names that the information officer recorded: number, date, unit and text.",
    ),
    (
        "checker",
        "Sidik SHA-256 periksa.html, program pemeriksa satu berkas, saat pengumuman terbit.",
        "SHA-256 of periksa.html, the checker in one file, at the time of publication.",
    ),
    ("log", "Nama catatan publik.", "Name of the public record."),
];

const COLUMNS: [(&str, &str, &str); 29] = [
    ("participant", "Kode acak peserta; bukan nomor peserta.", "Random code of the participant."),
    ("vacancy", "Tanda pengenal formasi yang dilamar.", "Identifier of the vacancy applied for."),
    (
        "post",
        "Kode jabatan, atau namanya bila tanpa kode.",
        "Code of the post, or its title where it has none.",
    ),
    (
        "qualification",
        "Kode pendidikan yang diterima, dipisah dengan |.",
        "Education codes admitted, joined by |.",
    ),
    ("location", "Unit kerja.", "Unit."),
    ("pool", "Jenis kebutuhan.", "Pool."),
    ("quota", "Jumlah tempat.", "Number of places."),
    (
        "gpa",
        "IPK atau nilai ijazah; hanya bila menentukan urutan orang yang nilainya sama.",
        "Grade; only where it decided among people with equal marks.",
    ),
    ("gpa_kind", "Skala nilai tersebut.", "The scale of that grade."),
    (
        "birth_order",
        "Urutan umur, 1 yang tertua, di antara mereka yang urutannya ditentukan oleh umur; kosong bagi yang lain.",
        "Rank by age, 1 the oldest, among those between whom age decided; empty for others.",
    ),
    (
        "education",
        "Kode pendidikan; hanya bagi yang mungkin mengisi tempat yang kosong di formasi lain.",
        "Education code; only for those who might fill a place that stayed empty elsewhere.",
    ),
    ("category", "Kategori pelamar menurut aturan.", "Category of the applicant by the rules."),
    (
        "flags",
        "Keluar dari seleksi bukan karena nilai, dengan tahap mulainya bila disebut, dipisah dengan |.",
        "Left the selection for another reason than marks, with the stage where named, joined by |.",
    ),
    ("order", "Urutan menurut penetapan, 1 yang terbaik.", "Order by the ruling, 1 the best."),
    ("document", "Dokumen penetapan.", "Document of the ruling."),
    ("status", "Hasil.", "Outcome."),
    (
        "rank",
        "Peringkat dalam formasi; orang yang tidak dapat dibedakan aturan berbagi peringkat.",
        "Rank in the vacancy; people whom the rules cannot tell apart share it.",
    ),
    (
        "final",
        "Nilai yang pertama dibandingkan dalam peringkat.",
        "The mark that the ranking compares first.",
    ),
    ("placed_at", "Formasi yang tempatnya diperoleh.", "The vacancy whose place was given."),
    (
        "token",
        "Tanda acak orang ini dalam himpunan pelamar yang disegel saat pendaftaran ditutup.",
        "Random token of this person in the set of applicants that was sealed when registration closed.",
    ),
    ("standing", "Apa yang terjadi dengan pelamar ini.", "What became of this applicant."),
    (
        "computed",
        "Yang dihitung menurut aturan; ada juga dalam outcomes.csv.",
        "What the rules give; it stands in outcomes.csv as well.",
    ),
    (
        "announced",
        "Yang diumumkan sebagai gantinya, menurut daftar Panselnas; kosong bila tidak diumumkan.",
        "What was announced in its place, by the list of Panselnas; empty where nothing was.",
    ),
    (
        "name",
        "Nama peserta yang mendapat tempat; tidak dimuat bila jenis kebutuhannya tidak pernah ditampilkan bersama nama.",
        "Name of who has a place; left out where the pool never stands beside a name.",
    ),
    ("file", "Nama berkas.", "Name of the file."),
    ("column", "Kolom, atau kunci.", "Column, or key."),
    ("code", "Kode dalam kolom itu.", "A code in that column."),
    ("meaning_id", "Arti dalam bahasa Indonesia.", "Meaning in Indonesian."),
    ("meaning_en", "Arti dalam bahasa Inggris.", "Meaning in English."),
];

fn column_meaning(rules: Option<&Rules>, column: &str) -> Message {
    if let Some((_, id, en)) = COLUMNS.iter().find(|(known, ..)| *known == column) {
        return Message::new(*id, *en);
    }
    let component = |code: &str| rules?.components.iter().find(|component| component.code == code);
    if let Some(component) = component(column) {
        return of_text(&component.name);
    }
    if let Some(component) = column.strip_prefix("addition_").and_then(component) {
        return Message::new(
            format!("Tambahan nilai {}, dalam persen dari nilai maksimal.", component.name.id),
            format!("Addition to {}, in percent of its maximum.", component.name.en),
        );
    }
    let stage = rules.iter().flat_map(|rules| &rules.stages).find(|stage| stage.code == column);
    stage.map_or_else(
        || {
            Message::new(
                format!("Nilai antara yang dihitung menurut aturan: {column} dalam rules.json."),
                format!("Intermediate value computed by the rules: {column} in rules.json."),
            )
        },
        |stage| of_text(&stage.name),
    )
}

fn of_text(text: &Text) -> Message {
    Message::new(text.id.clone(), text.en.clone())
}

fn codes(rules: Option<&Rules>, file: &str, column: &str, statuses: &[Meaning]) -> Vec<Meaning> {
    let fixed = |codes: &[(&str, &str, &str)]| {
        let meaning = |(code, id, en): &(&str, &str, &str)| Meaning {
            code: (*code).to_owned(),
            id: (*id).to_owned(),
            en: (*en).to_owned(),
        };
        codes.iter().map(meaning).collect()
    };
    let named =
        |code: &str, text: &Text| Meaning { code: code.to_owned(), id: text.id.clone(), en: text.en.clone() };
    match (file, column) {
        (name::OUTCOMES, "status") => {
            let mut found = rules.map(published).unwrap_or_default();
            found.extend(fixed(&UNNAMED));
            found
        }
        (name::LINES, "status") | (name::ANCESTRY, "standing") => {
            let mut found: Vec<Meaning> = fixed(if file == name::ANCESTRY { &STANDINGS } else { &[] });
            if rules.is_none() {
                found.extend(statuses.iter().map(|one| Meaning {
                    code: one.code.clone(),
                    id: one.id.clone(),
                    en: one.en.clone(),
                }));
            }
            found
        }
        (_, "gpa_kind") => fixed(&GRADES),
        (_, "flags") => fixed(&FLAGS),
        (_, "pool") => {
            let known =
                rules.and_then(|rules| rules.pools.as_ref()).into_iter().flat_map(|pools| &pools.known);
            known.map(|pool| named(&pool.code, &pool.name)).collect()
        }
        (_, "category") => {
            let known = rules.and_then(|rules| rules.categories.as_ref());
            let known = known.into_iter().flat_map(|categories| &categories.known);
            known.map(|category| named(&category.code, &category.name)).collect()
        }
        _ => Vec::new(),
    }
}

const UNNAMED: [(&str, &str, &str); 2] = [
    (
        "undecided",
        "Aturan tidak menentukan urutannya; perlu penetapan pejabat berwenang.",
        "The rules leave the order open; a ruling of the competent authority is needed.",
    ),
    (
        "vacancy_refused",
        "Aturan tidak mengetahui ambang batas formasi ini, jadi tidak dihitung.",
        "The rules do not know the thresholds of this vacancy, so it was not decided.",
    ),
];
const STANDINGS: [(&str, &str, &str); 4] = [
    (
        ancestry::PARTICIPATES,
        "Ikut dihitung; ada dalam participants.csv.",
        "Takes part; stands in participants.csv.",
    ),
    (
        ancestry::NOT_ELIGIBLE,
        "Tidak memenuhi syarat administrasi.",
        "Not eligible at the administrative stage.",
    ),
    (ancestry::WITHDRAWN, "Mengundurkan diri.", "Withdrew."),
    (
        ancestry::WITHHELD,
        "Ikut dihitung pada formasi yang tidak ditampilkan karena pesertanya sedikit.",
        "Takes part in a vacancy that is withheld because few did.",
    ),
];
const GRADES: [(&str, &str, &str); 2] = [
    ("ipk", "Indeks prestasi kumulatif, 0 sampai 4.", "Grade point average, 0 to 4."),
    ("ijazah", "Rata-rata nilai ijazah, 0 sampai 100.", "Mean grade of the school certificate, 0 to 100."),
];
const FLAGS: [(&str, &str, &str); 5] = [
    ("ineligible", "Tidak memenuhi syarat.", "Not eligible."),
    ("disqualified", "Didiskualifikasi.", "Disqualified."),
    ("withdrawn", "Mengundurkan diri.", "Withdrew."),
    (
        "eliminated",
        "Gugur pada tes lanjutan yang menggugurkan.",
        "Failed an eliminating part of a further test.",
    ),
    ("reused", "Memakai nilai dari seleksi sebelumnya.", "Uses marks of an earlier round."),
];

/// Each published status code once; one code may stand for several states.
fn published(rules: &Rules) -> Vec<Meaning> {
    let steps = rules.refill.iter().flat_map(|refill| &refill.steps).filter(|step| step.enabled);
    let codes = rules.codes.by_state.values().chain(steps.map(|step| &step.code));
    let categories = rules.categories.iter().flat_map(|categories| &categories.known);
    let categories: Vec<&str> = categories.map(|category| category.code.as_str()).collect();
    let mut seen: BTreeSet<(String, String)> = BTreeSet::new();
    let mut found: Vec<Meaning> = Vec::new();
    for code in codes {
        let of_categories = categories.iter().filter(|_| code.with_category.is_some());
        for category in std::iter::once(None).chain(of_categories.map(|category| Some(*category))) {
            let (published, legend) = (code.published(category), &code.legend);
            if !seen.insert((published.clone(), legend.id.clone())) {
                continue;
            }
            match found.iter_mut().find(|known| known.code == published) {
                Some(known) => {
                    known.id = format!("{}; {}", known.id, legend.id);
                    known.en = format!("{}; {}", known.en, legend.en);
                }
                None => {
                    let (id, en) = (legend.id.clone(), legend.en.clone());
                    found.push(Meaning { code: published, id, en });
                }
            }
        }
    }
    found
}
