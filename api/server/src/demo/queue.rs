//! Demo (3): a national round in verification; 150 applications that came through the SSCASN door wait to be read.
use chrono::{Datelike, Duration};
use serde_json::{Value, json};

use super::{
    AGENCY,
    city::{City, at},
    finished::{import, page, vacancies},
    participants::{Offered, all, export},
    prepare::{Plan, publish, step},
    reading,
};

const SOURCE: &str = "Pengumuman panitia seleksi (rekaan)";
/// How many wait; those beyond are read, so that the queue shows a pace.
const WAITING: usize = 150;
const READ: usize = 24;
const RELEASED: usize = 17;

pub fn vacancy(title: &str, unit: &str, education: &str, places: u32) -> Value {
    json!({
        "post_title": title, "unit_path": unit, "pool": "general", "places": places, "open_to_disabled": true,
        "pay_min": 2_785_700, "pay_max": 5_500_000, "education_codes": [education], "region_code": "13.73",
        "requirements": [
            {"code": "age", "operator": "between", "value": {"min": 18, "max": 35}, "evidence": "identity_card",
             "source": "PermenPANRB 6/2024 pasal 23"},
            {"code": "statement", "operator": "present", "value": "true_data", "source": SOURCE},
        ],
        "further_tests": {"main_weight": "1", "tests": []},
        "description": "Formasi rekaan untuk mencoba pemeriksaan berkas.",
    })
}

/// Prepares and publishes the round; answers its address.
pub async fn open(city: &mut City) -> Result<String, String> {
    let (now, present) = (city.now(), city.present);
    let after = |days: i64| present + Duration::days(days);
    let plan = Plan {
        agency: AGENCY,
        author: "panitia1@rekaan.test",
        publisher: "panitia2@rekaan.test",
        code: "cpns-rekaan",
        kind: "cpns",
        name: format!("Pengadaan CPNS {} (rekaan)", present.year()),
        legal_basis: "PermenPANRB 6/2024",
        rules: "cpns-2024",
        year: present.year(),
        profile: None,
        steps: vec![
            step("registration", now + Duration::days(1), after(-14)),
            step("administration_check", after(-14), after(10)),
            step("administration_announced", after(10), after(12)),
            step("basic_test", after(30), after(45)),
            step("field_test", after(60), after(70)),
            step("result_announced", after(85), after(88)),
        ],
        vacancies: vec![
            vacancy("Perawat Terampil", "Dinas Kesehatan | UPTD Puskesmas Rekaan", "4100230", 3),
            vacancy("Bidan Terampil", "Dinas Kesehatan | UPTD Puskesmas Rekaan", "4411200", 2),
            vacancy("Penata Laporan Keuangan", "Badan Pengelolaan Keuangan dan Aset Daerah", "5100170", 1),
            vacancy("Pranata Komputer Ahli Pertama", "Dinas Komunikasi dan Informatika", "5101087", 2),
            vacancy("Administrator Kesehatan Ahli Pertama", "Dinas Kesehatan | Sekretariat", "5101047", 1),
        ],
    };
    publish(city, plan).await
}

/// Brings the applicants in and reads the first of them.
pub async fn fill(city: &mut City, round: &str) -> Result<(), String> {
    let id = round.rsplit('/').next().unwrap_or_default();
    let mut offered = Vec::new();
    for card in vacancies(city).await?.iter().filter(|card| at(card, "/round_id") == id) {
        offered.push(Offered::of(&page(city, card).await?));
    }
    let mut people = all(2026, city.present.year(), offered.len(), 40, None);
    people.truncate(WAITING + READ);
    import(city, round, export(&people, &offered)?).await?;
    city.set(city.now() + Duration::days(1));
    reading::read(city, round, &people, READ, RELEASED).await
}
