//! Three working processes beside a server that only serves: one of them is the sequencer, until it is gone.
use std::time::{Duration, Instant};

use diesel_async::RunQueryDsl;
use server::kernel::Clock;

use crate::{
    applications::{
        apply::{at, begin},
        world::{World, plain},
    },
    kills::{open_at, proofs, serving::Serving},
    support::TestApp,
};

const PATIENCE: Duration = Duration::from_secs(30);

/// Processes that hold the turn, by the names that they gave to their connections.
async fn holders(app: &TestApp) -> Vec<u32> {
    #[derive(diesel::QueryableByName)]
    struct Row {
        #[diesel(sql_type = diesel::sql_types::Text)]
        application_name: String,
    }
    let query = "SELECT application_name FROM pg_stat_activity
        WHERE datname = current_database() AND application_name LIKE 'terang sequencer %'
          AND pid IN (SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted)";
    let rows: Vec<Row> = diesel::sql_query(query).load(&mut app.owner().await).await.unwrap();
    rows.iter().map(|row| row.application_name.rsplit(' ').next().unwrap().parse().unwrap()).collect()
}

/// The one that has the turn, once there is one that is not `before`.
async fn holder(app: &TestApp, before: Option<u32>) -> u32 {
    let began = Instant::now();
    loop {
        let found = holders(app).await;
        assert!(found.len() <= 1, "more than one sequencer: {found:?}");
        match found[..] {
            [found] if Some(found) != before => return found,
            _ => assert!(began.elapsed() < PATIENCE, "nobody takes the turn"),
        }
        actix_web::rt::time::sleep(Duration::from_millis(20)).await;
    }
}

async fn submit_one(app: &TestApp, world: &World) {
    let siti = app.person("SITI REKAAN").await;
    let draft = begin(&siti, world).await.expect(201);
    let answers = serde_json::json!({"education": "5110100"});
    let saved = siti.put(&at(&draft), answers, &draft.etag()).await.expect(200);
    let path = format!("{}/submissions", at(&draft));
    siti.act(&path, serde_json::json!({"understood": true}), &saved.etag()).await.expect(201);
}

#[actix_web::test]
async fn one_process_at_a_time_gives_places_and_another_takes_over_when_it_is_killed() {
    let app = TestApp::start_at(Clock::system()).await;
    let world = World::own(&app, plain()).await;
    open_at(&app).await;
    let serving = Serving::with(&app, vec![("TERANG_WITHOUT_WORKER", "true".to_owned())]);
    let _server = serving.start();
    serving.answers().await;
    assert_eq!(holders(&app).await, [0; 0], "a server that only serves places nothing");
    let mut workers: Vec<_> = (0..3).map(|_| Some(serving.work())).collect();
    let mut before = None;
    for _ in 0..3 {
        submit_one(&app, &world).await;
        let now = holder(&app, before).await;
        proofs::wait_for_the_rest(&app).await;
        assert_eq!(holders(&app).await, [now]);
        let at = workers.iter().position(|worker| worker.as_ref().is_some_and(|worker| worker.id() == now));
        workers[at.unwrap()].take().unwrap().kill();
        before = Some(now);
    }
    assert_eq!(app.count("SELECT count(*) FROM record_order").await, 3);
    proofs::places_are_contiguous(&app).await;
}
