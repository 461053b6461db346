//! Two server processes over one database: each hears what the other changes.
use std::time::Duration;

use server::kernel::changes::{Change, Subscription};
use tokio::time::timeout;

use crate::support::{AGENCY, TestApp};

/// The next change; it comes within a second.
async fn next(heard: &mut Subscription) -> Change {
    timeout(Duration::from_secs(1), heard.next()).await.expect("a change is told within a second")
}

fn row(table: &str, id: impl ToString) -> Change {
    Change::Rows { table: table.into(), ids: vec![id.to_string()] }
}

#[actix_web::test]
async fn what_one_process_changes_the_other_hears_with_table_and_id() {
    let first = TestApp::start().await;
    let second = first.sibling().await;
    let mut heard = second.state.changes().subscribe();
    let round = first.selection_round("own", "blud-professional").await;
    assert_eq!(next(&mut heard).await, row("selection_round", round.id));
    assert_eq!(next(&mut heard).await, row("round_rules", round.id));
    let vacancy = round.vacancy("Perawat", "general", 2).await;
    assert_eq!(next(&mut heard).await, row("vacancy", vacancy));
    first.sql(&format!("UPDATE vacancy SET places = 3 WHERE id = '{vacancy}'")).await;
    assert_eq!(next(&mut heard).await, row("vacancy", vacancy));
    first.sql(&format!("UPDATE agency SET name = 'Kota Sawahlunto' WHERE id = '{AGENCY}'")).await;
    assert_eq!(next(&mut heard).await, row("agency", AGENCY));
    first.sql(&format!("DELETE FROM vacancy WHERE id = '{vacancy}'")).await;
    assert_eq!(next(&mut heard).await, row("vacancy", vacancy));
}

#[actix_web::test]
async fn a_load_of_many_rows_is_one_notice_and_a_change_of_none_is_none() {
    let first = TestApp::start().await;
    let second = first.sibling().await;
    let mut heard = second.state.changes().subscribe();
    first.sql("UPDATE agency SET name = 'X' WHERE name = 'nobody'").await;
    first
        .sql(
            "INSERT INTO agency (id, siasn_id, name, kind, zone, active)
             SELECT 'A' || n, 'S' || n, 'Instansi ' || n, 'regional', 'Asia/Jakarta', true
             FROM generate_series(1, 5000) n",
        )
        .await;
    first.sql("UPDATE agency SET name = 'X' WHERE id = 'A1'").await;
    assert_eq!(next(&mut heard).await, Change::Table("agency".into()));
    assert_eq!(next(&mut heard).await, row("agency", "A1"));
}

#[actix_web::test]
async fn a_transaction_that_rolls_back_tells_nothing() {
    let first = TestApp::start().await;
    let second = first.sibling().await;
    let mut heard = second.state.changes().subscribe();
    first
        .sql(&format!(
            "DO $$ BEGIN
               BEGIN
                 UPDATE agency SET name = 'X' WHERE id = '{AGENCY}';
                 RAISE 'undone';
               EXCEPTION WHEN OTHERS THEN NULL;
               END;
               UPDATE agency SET name = 'Y' WHERE id = '7171';
             END $$"
        ))
        .await;
    assert_eq!(next(&mut heard).await, row("agency", "7171"));
}

#[actix_web::test]
async fn who_was_cut_off_says_so_and_then_that_everything_may_have_changed() {
    let first = TestApp::start().await;
    let second = first.sibling().await;
    let mut heard = second.state.changes().subscribe();
    assert!(second.state.changes().listening());
    first
        .sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
             WHERE application_name = 'terang changes' AND datname = current_database()",
        )
        .await;
    let again = timeout(Duration::from_secs(20), heard.next()).await.unwrap();
    assert_eq!(again, Change::Everything);
    first.sql(&format!("UPDATE agency SET name = 'Z' WHERE id = '{AGENCY}'")).await;
    assert_eq!(next(&mut heard).await, row("agency", AGENCY));
    assert!(second.state.changes().listening());
}
