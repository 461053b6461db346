//! Demo (2): an own round of the hospital's BLUD, open now; and a round of a second agency in another zone.
use chrono::{DateTime, Datelike, Duration, NaiveTime, TimeZone, Utc};
use serde_json::{Value, json};

use super::{
    AGENCY, OTHER_AGENCY,
    city::City,
    prepare::{Plan, publish, step},
};

const SOURCE: &str = "Keputusan panitia seleksi (rekaan)";

/// Post, unit, education codes, places and what it does; nurses show a registration certificate.
fn vacancy(title: &str, unit: &str, education: &[&str], places: u32, registered: bool, about: &str) -> Value {
    let mut requirements = vec![
        json!({"code": "age", "operator": "between", "value": {"min": 18, "max": 45},
               "evidence": "identity_card", "source": SOURCE}),
        json!({"code": "document", "operator": "present", "value": "identity_card",
               "evidence": "identity_card", "source": SOURCE}),
    ];
    if registered {
        requirements.push(json!({
            "code": "document", "operator": "present", "value": "registration_certificate",
            "evidence": "registration_certificate", "source": "UU 17/2023 pasal 260",
        }));
    }
    requirements
        .push(json!({"code": "statement", "operator": "present", "value": "true_data", "source": SOURCE}));
    json!({
        "post_title": title, "unit_path": unit, "pool": "general", "places": places, "open_to_disabled": true,
        "pay_min": 2_900_000, "pay_max": 4_200_000, "education_codes": education, "requirements": requirements,
        "description": about,
    })
}

/// Midnight after `days` in the agency's zone: "sampai pukul 23.59".
fn midnight(present: DateTime<Utc>, zone: chrono_tz::Tz, days: i64) -> DateTime<Utc> {
    let day = present.with_timezone(&zone).date_naive() + Duration::days(days);
    let local = zone.from_local_datetime(&day.and_time(NaiveTime::MIN)).earliest();
    local.map_or(present, |at| at.to_utc())
}

fn steps(present: DateTime<Utc>, zone: chrono_tz::Tz) -> Vec<Value> {
    let after = |days| midnight(present, zone, days);
    vec![
        step("registration", after(-2), after(15)),
        step("administration_check", after(15), after(20)),
        step("administration_announced", after(20), after(21)),
        step("tests", after(25), after(28)),
        step("result_announced", after(32), after(33)),
    ]
}

/// Publishes both rounds, three days before the present.
pub async fn make(city: &mut City) -> Result<(), String> {
    let present = city.present;
    city.set(present - Duration::days(3));
    let hospital = "Rumah Sakit Umum Daerah | Instalasi Rawat Inap";
    let plan = Plan {
        agency: AGENCY,
        author: "panitia1@rekaan.test",
        publisher: "panitia2@rekaan.test",
        code: "blud-rekaan",
        kind: "blud_professional",
        name: format!("Pegawai profesional BLUD RSUD {} (rekaan)", present.year()),
        legal_basis: "Permendagri 79/2018; Keputusan Wali Kota (rekaan)",
        rules: "blud-professional",
        year: present.year(),
        profile: None,
        steps: steps(present, chrono_tz::Asia::Jakarta),
        vacancies: vec![
            vacancy(
                "Perawat Terampil",
                hospital,
                &["4100230"],
                4,
                true,
                "Merawat pasien rawat inap dan menjelaskan perawatan kepada keluarganya.",
            ),
            vacancy(
                "Bidan Terampil",
                "Rumah Sakit Umum Daerah | Ruang Bersalin",
                &["4411200"],
                2,
                true,
                "Mendampingi persalinan dan perawatan ibu dan bayi.",
            ),
            vacancy(
                "Perekam Medis Terampil",
                "Rumah Sakit Umum Daerah | Rekam Medis",
                &["4400030", "4100770"],
                1,
                false,
                "Menjaga rekam medis lengkap, benar, dan rahasia.",
            ),
            vacancy(
                "Pranata Komputer Ahli Pertama",
                "Rumah Sakit Umum Daerah | Sistem Informasi",
                &["5101087", "5193453", "5100144", "5150071"],
                1,
                false,
                "Merawat sistem pendaftaran pasien dan jaringan rumah sakit.",
            ),
        ],
    };
    publish(city, plan).await?;
    let plan = Plan {
        agency: OTHER_AGENCY,
        author: "panitia.gorontalo@rekaan.test",
        publisher: "panitia2@rekaan.test",
        code: "blud-rekaan",
        kind: "blud_professional",
        name: format!("Pegawai profesional BLUD {} (rekaan)", present.year()),
        legal_basis: "Permendagri 79/2018; Keputusan Wali Kota (rekaan)",
        rules: "blud-professional",
        year: present.year(),
        profile: None,
        steps: steps(present, chrono_tz::Asia::Makassar),
        vacancies: vec![vacancy(
            "Apoteker Pendamping",
            "Rumah Sakit Umum Daerah | Instalasi Farmasi",
            &["4431000"],
            1,
            false,
            "Menyiapkan obat pasien rawat inap.",
        )],
    };
    publish(city, plan).await?;
    Ok(())
}
