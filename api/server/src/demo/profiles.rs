//! Demo (0): two made-up rounds of the past, one announced with names (profile A), one without its small vacancy (C).
use chrono::{DateTime, Duration, Utc};
use serde_json::{Value, json};

use super::{
    AGENCY,
    city::{City, at},
    finished::{Course, day, page, vacancies},
    participants::{Offered, all},
    prepare::{Plan, publish, step},
    queue::vacancy,
};

/// People for each vacancy; the last of the second round stays small.
const EACH: u32 = 9;
const SMALL: usize = 3;

struct Round {
    code: &'static str,
    name: &'static str,
    profile: &'static str,
    begins: DateTime<Utc>,
    seed: u64,
    /// Of its people's numbers.
    year: i32,
    letters: [&'static str; 3],
    basis: Option<Value>,
}

pub async fn make(city: &mut City) -> Result<(), String> {
    let with_names = Round {
        code: "cpns-rekaan-nama",
        name: "Pengadaan CPNS rekaan: nama yang mendapat tempat",
        profile: "A",
        begins: day(2024, 2, 6),
        seed: 11,
        year: 2022,
        letters: ["800.1.2.2/11/BKPSDM/2024", "800.1.2.2/19/BKPSDM/2024", "800.1.2.2/24/BKPSDM/2024"],
        basis: Some(json!({
            "document": "800/PPID/7/2024", "date": "2024-04-22",
            "unit": "Dinas Komunikasi dan Informatika (rekaan)",
            "text": "Hasil uji konsekuensi (rekaan): nama yang mendapat tempat terbuka karena pengangkatan dalam \
                     jabatan publik, UU 14/2008 pasal 18 ayat (2) huruf b; nilai dan nama lainnya tidak.",
        })),
    };
    let without_small = Round {
        code: "cpns-rekaan-kecil",
        name: "Pengadaan CPNS rekaan: formasi kecil tidak ditampilkan",
        profile: "C",
        begins: day(2024, 5, 1),
        seed: 12,
        year: 2023,
        letters: ["800.1.2.2/31/BKPSDM/2024", "800.1.2.2/39/BKPSDM/2024", "800.1.2.2/44/BKPSDM/2024"],
        basis: None,
    };
    for round in [with_names, without_small] {
        finish(city, round).await?;
    }
    Ok(())
}

async fn finish(city: &mut City, told: Round) -> Result<(), String> {
    let after = |days: i64| told.begins + Duration::days(days);
    city.set(told.begins);
    let plan = Plan {
        agency: AGENCY,
        author: "panitia1@rekaan.test",
        publisher: "panitia2@rekaan.test",
        code: told.code,
        kind: "cpns",
        name: told.name.to_owned(),
        legal_basis: "PermenPANRB 6/2024",
        rules: "cpns-2024",
        year: 2024,
        profile: Some(told.profile),
        steps: vec![
            step("registration", after(1), after(30)),
            step("administration_check", after(30), after(40)),
            step("administration_announced", after(41), after(43)),
            step("basic_test", after(50), after(58)),
            step("field_test", after(65), after(72)),
            step("result_announced", after(79), after(82)),
        ],
        vacancies: vec![
            vacancy("Perawat Terampil", "Dinas Kesehatan | UPTD Puskesmas Rekaan", "4100230", 2),
            vacancy("Bidan Terampil", "Dinas Kesehatan | UPTD Puskesmas Rekaan", "4411200", 2),
            vacancy("Pranata Komputer Ahli Pertama", "Dinas Komunikasi dan Informatika", "5101087", 1),
        ],
    };
    let round = publish(city, plan).await?;
    let id = round.rsplit('/').next().unwrap_or_default().to_owned();
    let mut offered = Vec::new();
    for card in vacancies(city).await?.iter().filter(|card| at(card, "/round_id") == id.as_str()) {
        offered.push(Offered::of(&page(city, card).await?));
    }
    let mut people = all(told.seed, told.year, offered.len(), EACH, None);
    if told.profile == "C" {
        let last = offered.len().saturating_sub(1);
        let mut left = SMALL;
        people.retain(|one| {
            let stays = one.vacancy != last || left > 0;
            left -= usize::from(stays && one.vacancy == last);
            stays
        });
    }
    let course = Course {
        days: [after(33), after(35), after(42), after(60), after(61), after(75), after(80)],
        letters: told.letters,
        basis: told.basis,
    };
    course.run(city, &round, &offered, &people).await
}
