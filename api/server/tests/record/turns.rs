//! Three sequencers over one database: one that was paused and comes back too late changes nothing.
use std::sync::Arc;

use server::record::{Ended, Fence, Round};
use tokio::sync::oneshot;

use super::{
    observer::Observer,
    public_log::facts,
    store::{Moody, Next, state_over},
};
use crate::support::{AGENCY, TestApp};

fn late<T: std::fmt::Debug>(done: Result<T, Ended>) {
    assert!(matches!(done, Err(Ended::Late)), "{done:?}");
}

#[actix_web::test]
async fn who_was_paused_between_two_steps_finds_that_his_turn_is_over() {
    for pause in 0..3 {
        let app = TestApp::start().await;
        facts(&app, 3).await;
        server::record::sequence(&app.state).await.unwrap();
        let observer = Observer::of(&app.address, AGENCY).await;
        let mut seen = vec![observer.head().await.unwrap()];
        let documents = Moody::over(&app);
        let states =
            [(); 3].map(|()| state_over(&app, &app.database.server_url, Arc::clone(&documents) as _));
        let [a, b, c] =
            [0, 1, 2].map(|at| Round { state: &states[at], agency: AGENCY, fence: Fence(100 + at as i64) });
        facts(&app, 2).await;
        a.examine().await.unwrap();
        if pause > 0 {
            a.place().await.unwrap();
        }
        if pause > 1 {
            a.grow().await.unwrap();
        }
        for other in [&b, &c] {
            facts(&app, 1).await;
            other.run().await.unwrap();
            seen.push(observer.head().await.unwrap());
        }
        late(a.publish().await);
        late(a.grow().await);
        late(a.place().await);
        late(b.run().await);
        facts(&app, 1).await;
        c.run().await.unwrap();
        let followed = observer.follow(&observer.head().await.unwrap()).await;
        assert_eq!(followed.head.size, 8);
        seen.iter().for_each(|head| followed.goes_on_from(head));
    }
}

#[actix_web::test]
async fn who_is_paused_while_he_signs_and_loses_his_connection_leaves_no_fork() {
    let app = TestApp::start().await;
    facts(&app, 3).await;
    server::record::sequence(&app.state).await.unwrap();
    let observer = Observer::of(&app.address, AGENCY).await;
    let first = observer.head().await.unwrap();
    facts(&app, 2).await;
    let slow = Moody::over(&app);
    let paused = state_over(&app, &app.database.server_url, Arc::clone(&slow) as _);
    let (asked, was_asked) = oneshot::channel();
    let (go, go_on) = oneshot::channel();
    slow.next(Next::Waits { asked, go_on });
    let round = Round { state: &paused, agency: AGENCY, fence: Fence(100) };
    let next = Round { state: &app.state, agency: AGENCY, fence: Fence(101) };
    let others = async {
        was_asked.await.unwrap();
        // As when the machine of the first is cut off: the database ends its transaction.
        app.sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
             WHERE datname = current_database() AND state = 'idle in transaction'",
        )
        .await;
        facts(&app, 1).await;
        next.run().await.unwrap();
        let head = observer.head().await.unwrap();
        go.send(()).unwrap();
        head
    };
    let (late, second) = tokio::join!(round.run(), others);
    assert!(matches!(late, Err(Ended::Problem(_))), "{late:?}");
    assert_eq!(second.size, 6);
    facts(&app, 1).await;
    next.run().await.unwrap();
    let followed = observer.follow(&observer.head().await.unwrap()).await;
    assert_eq!(followed.head.size, 7);
    [first, second].iter().for_each(|head| followed.goes_on_from(head));
}
