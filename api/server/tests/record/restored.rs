//! An older backup of the database is put back: the log signs nothing that contradicts what the public holds.
use std::sync::Arc;

use server::record::{Ended, Fence, Refusal, Round, sequence};

use super::{
    observer::Observer,
    public_log::facts,
    store::{Moody, state_over},
};
use crate::support::{AGENCY, TestApp};

fn refused(done: Result<i64, Ended>) -> Refusal {
    match done {
        Err(Ended::Refused(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

#[actix_web::test]
async fn a_log_whose_database_is_older_than_its_last_checkpoint_is_not_signed() {
    let app = TestApp::start().await;
    facts(&app, 3).await;
    sequence(&app.state).await.unwrap();
    let backup = app.database.copy().await;
    facts(&app, 2).await;
    sequence(&app.state).await.unwrap();
    let published = Observer::of(&app.address, AGENCY).await.head().await.unwrap();
    assert_eq!(published.size, 5);

    // The same keys and documents, and the database of before.
    let restored = TestApp::over_backup(&app, backup).await;
    facts(&restored, 4).await;
    assert_eq!(sequence(&restored.state).await.unwrap(), 0, "nothing is added to a tree that is in doubt");
    assert_eq!(restored.count("SELECT count(*) FROM record_waiting").await, 4);
    assert_eq!(restored.count("SELECT max(size) FROM record_checkpoint").await, 3);
    let status = restored.get(&format!("/api/v1/agencies/{AGENCY}/log")).await.expect(200);
    assert_eq!(status.text("/refusing/code"), "database_older");
    assert!(status.text("/refusing/message").contains("lebih tua"));
    let round = Round { state: &restored.state, agency: AGENCY, fence: Fence(i64::MAX) };
    assert_eq!(refused(round.run().await), Refusal::DatabaseOlder, "and again, as often as it is tried");

    // The newest database comes back: the log goes on.
    facts(&app, 1).await;
    sequence(&app.state).await.unwrap();
    assert_eq!(app.count("SELECT max(size) FROM record_checkpoint").await, 6);
}

#[actix_web::test]
async fn a_tree_that_was_rewritten_is_not_signed() {
    let app = TestApp::start().await;
    facts(&app, 3).await;
    sequence(&app.state).await.unwrap();
    // Whoever owns the database can do this; a published head cannot be taken back.
    app.sql("ALTER TABLE record_tile DISABLE TRIGGER tile_grows").await;
    app.sql("UPDATE record_tile SET hashes = set_byte(hashes, 0, 1 + get_byte(hashes, 0) % 255)").await;
    facts(&app, 1).await;
    let round = Round { state: &app.state, agency: AGENCY, fence: Fence(i64::MAX) };
    assert_eq!(refused(round.run().await), Refusal::RootDiffers);
    // Also when he rewrites the checkpoint: what is kept outside tells.
    app.sql("DELETE FROM record_checkpoint").await;
    assert_eq!(refused(round.run().await), Refusal::RootDiffers);
}

#[actix_web::test]
async fn without_the_copy_outside_or_the_right_key_nothing_is_signed_and_leaves_still_get_their_places() {
    let app = TestApp::start().await;
    facts(&app, 3).await;
    sequence(&app.state).await.unwrap();
    let round = Round { state: &app.state, agency: AGENCY, fence: Fence(i64::MAX) };
    let key = app.folder.join(format!("keys/log-{AGENCY}.key"));
    let right = std::fs::read(&key).unwrap();
    facts(&app, 1).await;
    std::fs::remove_file(&key).unwrap();
    assert_eq!(refused(round.run().await), Refusal::KeyMissing);
    assert!(!key.exists(), "another key is never made for a log that has one");
    let other = String::from_utf8(right.clone()).unwrap().replace(['0', '1', '2'], "3");
    std::fs::write(&key, other).unwrap();
    assert_eq!(refused(round.run().await), Refusal::KeyOther);
    assert_eq!(app.count("SELECT size FROM record_tree").await, 4, "it is only not signed");
    std::fs::write(&key, right).unwrap();
    round.run().await.unwrap();
    assert_eq!(app.count("SELECT count(*) FROM record_tree WHERE refused IS NULL").await, 1);

    let outside = app.folder.join(format!("documents/record/{AGENCY}"));
    std::fs::rename(&outside, app.folder.join("elsewhere")).unwrap();
    facts(&app, 1).await;
    assert_eq!(refused(round.run().await), Refusal::OutsideMissing);
    std::fs::rename(app.folder.join("elsewhere"), &outside).unwrap();
    round.run().await.unwrap();
    assert_eq!(app.count("SELECT max(size) FROM record_checkpoint").await, 5);

    // A head of the same size that somebody else signed as this log.
    let store = Moody::over(&app);
    let state = state_over(&app, &app.database.server_url, Arc::clone(&store) as _);
    let known = outside.join(format!("checkpoint-{:020}", 5));
    std::fs::write(outside.join(format!("checkpoint-{:020}", 6)), std::fs::read(&known).unwrap()).unwrap();
    facts(&app, 1).await;
    let round = Round { state: &state, agency: AGENCY, fence: Fence(i64::MAX) };
    assert_eq!(refused(round.run().await), Refusal::OutsideUnknown);
}
