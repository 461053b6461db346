//! Hours of a year: of attended meetings, in the agency's zone, against what the law asks for.
use chrono::{TimeZone, Utc};
use serde_json::json;

use super::town::{Town, employ};
use crate::support::{AGENCY, OTHER_AGENCY, TestApp};

/// 00.30 WIB on New Year's Day is still the old year in Greenwich, and 01.30 in Makassar.
#[actix_web::test]
async fn the_year_begins_where_the_agency_lies() {
    let app = TestApp::start().await;
    // The second day begins on 31 December 2026 at 16.30 UTC: 23.30 in Sawahlunto, 00.30 of the new year in Makassar.
    let first = Utc.with_ymd_and_hms(2026, 12, 30, 16, 30, 0).unwrap();
    for (agency, old_year, new_year) in [(AGENCY, 8, 0), (OTHER_AGENCY, 4, 4)] {
        app.state.clock().set(TestApp::morning());
        let town = Town::of(&app, agency).await;
        let session = town.draft("Pelatihan akhir tahun", first, 5).await;
        town.publish(&session).await;
        let (siti, _) = town.employee("Siti Rekaan", 0).await;
        app.sql("UPDATE session SET expires_at = '2027-12-01'").await;
        town.passed(&session, &siti).await;
        let hours =
            async |year| siti.get(&town.path(&format!("training/hours?year={year}"))).await.expect(200);
        let old = hours(2026).await;
        assert_eq!(old.body["counted"], old_year, "{agency}: {}", old.body);
        assert_eq!(old.body["months"][11]["counted"], old_year);
        let new = hours(2027).await;
        assert_eq!(new.body["counted"], new_year, "{agency}: {}", new.body);
        assert_eq!(new.body["months"][0]["counted"], new_year);
    }
}

#[actix_web::test]
async fn only_attended_meetings_count_and_only_once_passed() {
    let app = TestApp::start().await;
    let town = Town::of(&app, AGENCY).await;
    let session = town.session(5).await;
    let (siti, _) = town.employee("Siti Rekaan", 0).await;
    let enrolment = town.enrol(&siti, &session).await;
    app.sql("UPDATE session SET expires_at = '2027-12-01'").await;
    let path = town.path("training/hours?year=2026");
    let before = siti.get(&path).await.expect(200);
    assert_eq!((&before.body["counted"], &before.body["planned"]), (&json!(0), &json!(8)));
    assert_eq!(before.body["bound"]["bound"], "floor");
    assert_eq!(before.body["bound"]["hours"], 20);
    town.after(&session).await;
    town.attend(&session, &[&[&enrolment], &[]]).await;
    assert_eq!(siti.get(&path).await.body["counted"], 0);
    town.pass(&enrolment).await;
    let after = siti.get(&path).await.expect(200);
    assert_eq!((&after.body["counted"], &after.body["planned"]), (&json!(4), &json!(0)));
    assert_eq!(after.body["courses"][0]["counted"], 4);
}

#[actix_web::test]
async fn for_a_contract_the_law_names_a_ceiling_and_strangers_have_no_hours() {
    let app = TestApp::start().await;
    let town = Town::of(&app, AGENCY).await;
    let contract = app.person("Pegawai Kontrak").await;
    employ(&app, AGENCY, town.units[0], &contract, "pppk").await;
    let hours = contract.get(&town.path("training/hours")).await.expect(200);
    assert_eq!(hours.body["year"], 2026);
    assert_eq!(hours.body["bound"]["bound"], "ceiling");
    assert_eq!(hours.body["bound"]["hours"], 24);
    app.person("Warga").await.get(&town.path("training/hours")).await.problem(404, "not_found");
}
