//! Places in the log: each leaf gets one, once, also a leaf that commits late.
use server::{
    kernel::new_id,
    record::{Actor, sequence, write},
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
