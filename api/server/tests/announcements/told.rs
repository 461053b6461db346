//! Every participant is told once.
use chrono::Duration;
use serde_json::json;
use server::record::{Actor, write};

use crate::support::{AGENCY, TestApp};

#[actix_web::test]
async fn everybody_gets_exactly_one_inbox_entry_however_often_the_job_runs() {
    let app = TestApp::start().await;
    let round = app.closed_round("own").await;
    let people = round.submitted_by(4).await;
    round.verify_all().await;
    let announcement = round.announce(None).await;
    let id = announcement.rsplit('/').next().unwrap().to_owned();
    app.run_jobs().await;
    for _ in 0..2 {
        let job = json!({"agency": AGENCY, "announcement": id});
        write(&app.state, Actor::system("t"), async |write| write.job("tell_participants", &job).await)
            .await
            .unwrap();
    }
    app.run_jobs().await;
    let entries = "SELECT count(*) FROM inbox_entry WHERE kind = 'stage_announced'";
    assert_eq!(app.count(entries).await, 4);
    let each = "SELECT count(DISTINCT person_id) FROM inbox_entry WHERE kind = 'stage_announced'";
    assert_eq!(app.count(each).await, 4);
    assert_eq!(app.get(&announcement).await.expect(200).body["told"], 4);
    app.later(Duration::minutes(1));
    let inbox = people[0].0.get("/api/v1/inbox").await.expect(200);
    let entry = inbox.body["items"][0].to_string();
    assert!(!entry.contains("TMS") && !entry.contains("P-01"), "no verdict in a notice: {entry}");
}
