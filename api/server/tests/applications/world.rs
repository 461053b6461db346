//! A published round with one vacancy, put into the database as the rounds' own acts would leave it.
use chrono::{DateTime, TimeZone, Utc};
use serde_json::{Value, json};
use server::kernel::new_id;
use uuid::Uuid;

use crate::support::{AGENCY, TestApp};

pub struct World {
    pub round: Uuid,
    pub vacancy: Uuid,
}

pub fn closes() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 6, 17, 0, 0).unwrap()
}

/// What the hospital asks of a nurse.
pub fn nurse() -> Value {
    json!([
        {"code": "education", "operator": "in", "value": ["5110100"], "evidence": "diploma", "source": "Pengumuman B.1"},
        {"code": "age", "operator": "between", "value": {"min": 18, "max": 40}, "source": "Pengumuman B.2"},
        {"code": "gpa", "operator": "at_least", "value": "3.00", "source": "Pengumuman B.3"},
        {"code": "statement", "operator": "present", "value": "true_data", "source": "Pengumuman B.4"},
        {"code": "other", "operator": "judged", "value": "Sehat jasmani dan rohani", "source": "Pengumuman B.5"}
    ])
}

/// Only an education, so that nothing needs to be uploaded.
pub fn plain() -> Value {
    json!([{"code": "education", "operator": "in", "value": ["5110100"], "source": "Pengumuman B.1"}])
}

impl World {
    pub async fn own(app: &TestApp, requirements: Value) -> Self {
        Self::new(app, AGENCY, "own", requirements).await
    }

    pub async fn new(app: &TestApp, agency: &str, door: &str, requirements: Value) -> Self {
        let (round, vacancy) = (new_id(), new_id());
        let steps = json!([{"code": "registration", "opens": "2026-11-01T17:00:00Z", "closes": closes()}]);
        app.sql(&format!(
            "INSERT INTO selection_round (agency_id, id, code, kind, door, legal_basis, name, year, state, published_at,
               timetable_version, rules_version, updated_at)
             VALUES ('{agency}', '{round}', '{round}', 'blud', '{door}', 'Peraturan rekaan', 'Seleksi Rekaan', 2026,
               'published', '2026-10-20T00:00:00Z', 1, 1, '2026-10-20T00:00:00Z')"
        ))
        .await;
        app.sql(&format!(
            "INSERT INTO round_timetable (agency_id, round_id, version, steps, reason, at)
             VALUES ('{agency}', '{round}', 1, '{steps}', 'pertama', '2026-10-20T00:00:00Z')"
        ))
        .await;
        app.sql(&format!(
            "INSERT INTO vacancy (agency_id, id, round_id, source, source_year, external_id, post_title,
               post_title_original, post_code, unit_path, agency_name, pool, pool_original, places, open_to_disabled,
               education_codes, level_ids, requirements, published, updated_at)
             VALUES ('{agency}', '{vacancy}', '{round}', 'terang', 2026, '{vacancy}', 'Perawat Terampil',
               'PERAWAT TERAMPIL', 'JF9900001', 'Dinas Kesehatan | RSUD Rekaan', 'Pemerintah Kota Rekaan', 'general',
               'UMUM', 2, false, ARRAY['5110100'], ARRAY['30'], '{requirements}', true, '2026-10-20T00:00:00Z')"
        ))
        .await;
        Self { round, vacancy }
    }
}
