//! Working days: weekends, holidays and joint leave do not count; an unknown year refuses.
use chrono::NaiveDate;
use server::{
    catalog::{add_working_days, load::Progress, working_days_between},
    load,
};

use super::Files;
use crate::support::TestApp;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[actix_web::test]
async fn christmas_week_is_short() {
    let (app, files) = (TestApp::start().await, Files::new());
    load::all(&app.state, files.path(), Progress::Silent).await.unwrap();
    let mut connection = app.state.read().await.unwrap();
    let reached = add_working_days(&mut connection, day("2026-12-22"), 2).await.unwrap();
    assert_eq!(reached, day("2026-12-28"), "24 is joint leave, 25 a holiday, 26 and 27 a weekend");
    let count = working_days_between(&mut connection, day("2026-12-22"), day("2026-12-28")).await.unwrap();
    assert_eq!(count, 2);
    let unknown = add_working_days(&mut connection, day("2026-12-28"), 10).await.unwrap_err();
    assert_eq!(unknown.code.code, "holidays_unknown");
}
