//! Each step of the sequencer fails, before or after it has stored what it stores; the next one goes on from there.
use std::sync::Arc;

use server::{
    kernel::State,
    record::{Ended, Fence, Round},
};

use super::{
    observer::Observer,
    public_log::facts,
    store::{Moody, Next, state_over},
};
use crate::support::{AGENCY, TestApp};

#[derive(Clone, Copy, Debug, PartialEq)]
enum Step {
    Place,
    Tiles,
    Outside,
    Checkpoint,
}

/// The step at which it ends, whether that step's work is stored, and what is there then: leaves with a place, in tiles,
/// in the largest checkpoint outside, in the published one.
const TABLE: &[(Step, bool, [i64; 4])] = &[
    (Step::Place, false, [3, 3, 3, 3]),
    (Step::Place, true, [5, 3, 3, 3]),
    (Step::Tiles, false, [5, 3, 3, 3]),
    (Step::Tiles, true, [5, 5, 3, 3]),
    (Step::Outside, false, [5, 5, 3, 3]),
    (Step::Outside, true, [5, 5, 5, 3]),
    (Step::Checkpoint, false, [5, 5, 5, 3]),
    (Step::Checkpoint, true, [5, 5, 5, 5]),
];

/// Whatever is added to this table is refused by the database, as on a disk that is full.
async fn refuse(app: &TestApp, table: &str) {
    app.sql("CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'full'; END $$")
        .await;
    app.sql(&format!(
        "CREATE TRIGGER full_disk BEFORE INSERT OR UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION full_disk()"
    ))
    .await;
}

async fn outside(app: &TestApp) -> i64 {
    let folder = app.folder.join(format!("documents/record/{AGENCY}"));
    let names = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    let sizes = names.map(|name| name.to_string_lossy().trim_start_matches("checkpoint-").parse().unwrap());
    sizes.max().unwrap()
}

async fn standing(app: &TestApp) -> [i64; 4] {
    [
        app.count("SELECT count(*) FROM record_order").await,
        app.count("SELECT size FROM record_tree").await,
        outside(app).await,
        app.count("SELECT max(size) FROM record_checkpoint").await,
    ]
}

async fn until(step: Step, stored: bool, app: &TestApp, state: &State, store: &Moody) {
    let round = Round { state, agency: AGENCY, fence: Fence(i64::MAX - 1) };
    let fails =
        |done: Result<(), Ended>| assert!(matches!(done, Err(Ended::Problem(_))), "{step:?}: {done:?}");
    round.examine().await.unwrap();
    if step == Step::Place && !stored {
        refuse(app, "record_order").await;
        return fails(round.place().await.map(drop));
    }
    round.place().await.unwrap();
    if step == Step::Place {
        return;
    }
    if step == Step::Tiles && !stored {
        refuse(app, "record_tile").await;
        return fails(round.grow().await.map(drop));
    }
    round.grow().await.unwrap();
    match (step, stored) {
        (Step::Tiles, _) => return,
        (Step::Outside, false) => store.next(Next::Fails),
        (Step::Outside, true) => store.next(Next::Stored),
        (Step::Checkpoint, false) => refuse(app, "record_checkpoint").await,
        _ => return round.publish().await.unwrap(),
    }
    fails(round.publish().await);
}

#[actix_web::test]
async fn whatever_fails_the_next_sequencer_goes_on_and_no_head_contradicts_another() {
    for (step, stored, expected) in TABLE {
        // With and without a leaf that comes while nobody works.
        for more in [0, 1] {
            let app = TestApp::start().await;
            let store = Moody::over(&app);
            let state = state_over(&app, &app.database.server_url, Arc::clone(&store) as _);
            facts(&app, 3).await;
            server::record::sequence(&state).await.unwrap();
            let observer = Observer::of(&app.address, AGENCY).await;
            let first = observer.head().await.unwrap();
            facts(&app, 2).await;
            until(*step, *stored, &app, &state, &store).await;
            assert_eq!(standing(&app).await, *expected, "{step:?}, stored: {stored}");
            // What the world may have seen by now: the checkpoint, and what lies outside.
            let shown = observer.head().await.unwrap();
            let kept = format!("documents/record/{AGENCY}/checkpoint-{:020}", outside(&app).await);
            let kept = observer.check(&std::fs::read(app.folder.join(kept)).unwrap());
            app.sql("DROP FUNCTION IF EXISTS full_disk CASCADE").await;
            facts(&app, more).await;
            let next = Round { state: &app.state, agency: AGENCY, fence: Fence(i64::MAX) };
            next.run().await.unwrap();
            let size = 5 + more as i64;
            assert_eq!(standing(&app).await, [size; 4], "{step:?}, stored: {stored}, {more} more");
            assert_eq!(app.count("SELECT count(DISTINCT leaf_id) FROM record_order").await, size);
            assert_eq!(app.count("SELECT count(*) FROM record_waiting").await, 0);
            let followed = observer.follow(&observer.head().await.unwrap()).await;
            [first, shown, kept].iter().for_each(|seen| followed.goes_on_from(seen));
        }
    }
}
