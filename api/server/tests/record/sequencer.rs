//! Places in the log: each leaf gets one, once, also a leaf that commits late.
use server::{
    kernel::new_id,
    record::{Actor, Fence, sequence, sequence_as, write},
};

use super::fact::fact;
use crate::support::TestApp;

#[actix_web::test]
async fn every_leaf_gets_the_next_place_once() {
    let app = TestApp::start().await;
    for _ in 0..3 {
        write(&app.state, Actor::system("t"), async |w| w.fact(fact(new_id())).await).await.unwrap();
    }
    // One of the two may find that the other came later, and leave the rest to it.
    let (first, second) = tokio::join!(sequence(&app.state), sequence(&app.state));
    assert!(first.is_ok() && second.is_ok());
    assert_eq!(app.count("SELECT count(*) FROM record_order").await, 3);
    assert_eq!(app.count("SELECT published FROM record_tree WHERE refused IS NULL").await, 3);
    write(&app.state, Actor::system("t"), async |w| w.fact(fact(new_id())).await).await.unwrap();
    assert_eq!(sequence(&app.state).await.unwrap(), 1);
    let gapless = "SELECT count(*) FROM (SELECT leaf_index, row_number() OVER (ORDER BY leaf_index) - 1 AS n
                   FROM record_order) o WHERE leaf_index = n";
    assert_eq!(app.count(gapless).await, 4);
}

#[actix_web::test]
async fn a_leaf_that_commits_late_is_placed_after_those_before_it() {
    let app = TestApp::start().await;
    // The log has its name; giving it would make the second writer wait for the first.
    write(&app.state, Actor::system("first"), async |w| w.fact(fact(new_id())).await).await.unwrap();
    let (started, wait) = tokio::sync::oneshot::channel();
    let (release, released) = tokio::sync::oneshot::channel::<()>();
    let slow = async {
        write(&app.state, Actor::system("slow"), async |w| {
            let id = w.fact(fact(new_id())).await?;
            started.send(()).unwrap();
            released.await.unwrap();
            Ok(id)
        })
        .await
        .unwrap()
    };
    let quick = async {
        wait.await.unwrap();
        write(&app.state, Actor::system("quick"), async |w| w.fact(fact(new_id())).await).await.unwrap();
        assert_eq!(sequence(&app.state).await.unwrap(), 2);
        release.send(()).unwrap();
    };
    let (late, ()) = tokio::join!(slow, quick);
    assert_eq!(sequence(&app.state).await.unwrap(), 1);
    let place = app.count(&format!("SELECT leaf_index FROM record_order WHERE leaf_id = '{late}'")).await;
    assert_eq!(place, 2);
}

#[actix_web::test]
async fn a_leaf_that_nobody_waits_for_any_more_is_found_and_placed() {
    let app = TestApp::start().await;
    write(&app.state, Actor::system("t"), async |w| w.fact(fact(new_id())).await).await.unwrap();
    sequence(&app.state).await.unwrap();
    let lost = write(&app.state, Actor::system("t"), async |w| w.fact(fact(new_id())).await).await.unwrap();
    let waits = write(&app.state, Actor::system("t"), async |w| w.fact(fact(new_id())).await).await.unwrap();
    app.sql(&format!("DELETE FROM record_waiting WHERE leaf_id = '{lost}'")).await;
    // In its every-second rounds the sequencer asks only for what waits.
    let fence = async || Fence(app.count("SELECT nextval('record_fence')").await);
    assert_eq!(sequence_as(&app.state, fence().await, false).await.unwrap(), 1);
    let place = async |leaf| {
        app.count(&format!("SELECT max(leaf_index) FROM record_order WHERE leaf_id = '{leaf}'")).await
    };
    assert_eq!((place(waits).await, app.count("SELECT count(*) FROM record_order").await), (1, 2));
    // Taking its turn, and once a day, it looks at all of them.
    assert_eq!(sequence_as(&app.state, fence().await, true).await.unwrap(), 1);
    assert_eq!(place(lost).await, 2);
    assert_eq!(app.count("SELECT published FROM record_tree WHERE refused IS NULL").await, 3);
    assert_eq!(sequence_as(&app.state, fence().await, true).await.unwrap(), 0, "nothing gets a second place");
}
