//! What the database's own catalogue, and the one of the API's schemas, must show.
use diesel::{QueryableByName, sql_types::Text};
use diesel_async::RunQueryDsl;

use crate::support::TestApp;

#[derive(QueryableByName)]
struct Name {
    #[diesel(sql_type = Text)]
    name: String,
}

/// The first columns of some index are the columns of the key, in any order.
const WITHOUT_INDEX: &str = "SELECT k.conrelid::regclass || ' (' || k.conname || ')' AS name
  FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace AND n.nspname = 'public'
  WHERE k.contype = 'f' AND NOT EXISTS (
    SELECT FROM pg_index i WHERE i.indrelid = k.conrelid
      AND (i.indkey::int2[])[0:array_length(k.conkey, 1) - 1] @> k.conkey
  ) ORDER BY 1";

#[test]
fn no_two_types_of_the_api_bear_one_name() {
    assert_eq!(server::api::collisions(), Vec::<String>::new());
}

#[actix_web::test]
async fn every_foreign_key_has_an_index_behind_it() {
    let app = TestApp::start().await;
    let found: Vec<Name> = diesel::sql_query(WITHOUT_INDEX).load(&mut app.owner().await).await.unwrap();
    let names: Vec<_> = found.into_iter().map(|row| row.name).collect();
    assert!(names.is_empty(), "no index behind: {names:?}");
}

#[actix_web::test]
async fn tables_of_an_agency_begin_their_key_with_it() {
    let app = TestApp::start().await;
    let query = "SELECT c.relname::text AS name FROM pg_class c
      JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'agency_id' AND a.attnotnull
      JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
      WHERE c.relkind = 'r' AND i.indkey[0] <> a.attnum";
    let found: Vec<Name> = diesel::sql_query(query).load(&mut app.owner().await).await.unwrap();
    let names: Vec<_> = found.into_iter().map(|row| row.name).collect();
    assert!(names.is_empty(), "agency_id is not first in: {names:?}");
}
