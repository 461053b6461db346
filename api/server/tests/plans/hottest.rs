//! Each of the hottest statements goes by its indexes; a plan that changes is seen here before anybody waits.
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use postgres::{Log, Statement};
use serde_json::json;
use server::{
    kernel::new_id,
    record::{Actor, sequence, write},
};

use super::volume;
use crate::{
    record::fact::fact,
    support::{AGENCY, TestApp},
};

#[actix_web::test]
async fn the_hottest_statements_go_by_their_indexes() {
    let app = TestApp::start().await;
    let round = app.closed_round("own").await;
    let (applicant, application) = round.submitted_by(1).await.remove(0);
    let verifier = app.officer("verifier", AGENCY).await;
    volume::fill(&app, application).await;
    let mut plans = Plans { log: app.database.logged().await, app: &app };
    // Its connections are made after the logging was switched on.
    let server = app.sibling().await;

    for (name, query, words) in [
        ("search_by_words", "text=perawat%20rsud", "search @@"),
        ("search_by_education", "education=s-1%20hukum", "education_codes && ARRAY(SELECT"),
        ("search_in_an_agency", "agency=3012", "\"agency_id\" = "),
        ("search_by_pay", "sort=pay&pay_at_least=5000000", "(-coalesce(pay_min, 0))"),
    ] {
        server.get(&format!("/api/v1/vacancies?{query}")).await.expect(200);
        plans.hold(name, &[words, "ORDER BY"]).await;
    }
    let page = server.get("/api/v1/vacancies?text=guru").await.expect(200);
    plans.hold("cards_of_a_page", &["FROM \"vacancy\"", "\"vacancy\".\"id\" = ANY"]).await;
    server.get("/api/v1/vacancies?text=guru").await.expect(200);
    plans.hold("rounds_of_a_page", &["\"selection_round\".\"id\" = ANY"]).await;
    server.get(&format!("/api/v1/vacancies?cursor={}", page.text("/next"))).await.expect(200);
    plans.hold("next_page", &["vacancy.id) > ("]).await;
    server.get(&format!("/api/v1/vacancies/{}", page.text("/items/0/id"))).await.expect(200);
    plans.hold("one_vacancy", &["FROM \"vacancy\"", "\"vacancy\".\"id\" ="]).await;

    applicant.on(&server).get("/api/v1/inbox").await.expect(200);
    plans.hold_again("session", &["FROM \"session\"", "FROM (\"session\""]).await;
    applicant.on(&server).get("/api/v1/inbox").await.expect(200);
    plans.hold("inbox", &["FROM \"inbox_entry\"", "ORDER BY"]).await;
    verifier.on(&server).post(&round.at("/verification/claim"), json!({})).await.expect(200);
    let claimed = plans.sent().await;
    for (name, from) in
        [("queue_as_drawn", "FROM reading_order o"), ("queue_of_verification", "FROM application a")]
    {
        plans.hold_among(&claimed, name, |sql| sql.contains(from) && sql.contains("SKIP LOCKED")).await;
    }

    write(&server.state, Actor::system("t"), async |write| write.fact(fact(new_id())).await).await.unwrap();
    plans.hold("previous_fact_of_a_subject", &["\"record_audit\"", "ORDER BY"]).await;
    sequence(&server.state).await.unwrap();
    plans.hold("places_in_the_log", &["row_number()"]).await;
}

struct Plans<'a> {
    log: Log,
    app: &'a TestApp,
}

impl Plans<'_> {
    /// Holds the plan of the statement that has these words, of those sent since the last time, against its golden file.
    async fn hold(&mut self, name: &str, words: &[&str]) {
        self.hold_one(name, |sql| words.iter().all(|word| sql.contains(word))).await;
    }

    /// As `hold`, for a statement that has one of these words.
    async fn hold_again(&mut self, name: &str, words: &[&str]) {
        self.hold_one(name, |sql| words.iter().any(|word| sql.contains(word))).await;
    }

    async fn hold_one(&mut self, name: &str, is_it: impl Fn(&str) -> bool) {
        let sent = self.sent().await;
        self.hold_among(&sent, name, is_it).await;
    }

    /// What was sent since the last time.
    async fn sent(&mut self) -> Vec<Statement> {
        let mark = format!("SELECT '{}'", new_id());
        let mut connection = AsyncPgConnection::establish(&self.app.database.server_url).await.unwrap();
        diesel::sql_query(&mark).execute(&mut connection).await.unwrap();
        self.log.read_until(&mark).unwrap()
    }

    async fn hold_among(&self, sent: &[Statement], name: &str, is_it: impl Fn(&str) -> bool) {
        let found = sent.iter().find(|one| is_it(&one.sql));
        let found = found.unwrap_or_else(|| panic!("{name} is not among {sent:#?}"));
        insta::assert_snapshot!(name, self.plan(found).await);
    }

    async fn plan(&self, statement: &Statement) -> String {
        #[derive(diesel::QueryableByName)]
        struct Line {
            #[diesel(sql_type = diesel::sql_types::Text)]
            line: String,
        }
        let explained = format!(
            "DO $do$ DECLARE line text; all_lines text := ''; BEGIN
               FOR line IN EXECUTE $plan$EXPLAIN (COSTS OFF) {}$plan$ LOOP all_lines := all_lines || line || E'\\n'; END LOOP;
               PERFORM set_config('plan.text', all_lines, false);
             END $do$",
            with_values(statement)
        );
        let mut owner = self.app.owner().await;
        diesel::sql_query(explained).execute(&mut owner).await.unwrap();
        let shown = diesel::sql_query("SELECT current_setting('plan.text') AS line");
        let lines: Vec<Line> = shown.load(&mut owner).await.unwrap();
        without_ids(&lines[0].line)
    }
}

/// The statement with its values in their places, as a plan for these values sees it.
fn with_values(statement: &Statement) -> String {
    let mut sql = statement.sql.clone();
    for (at, value) in statement.values.iter().enumerate().rev() {
        let literal =
            value.as_ref().map_or("NULL".to_owned(), |value| format!("'{}'", value.replace('\'', "''")));
        sql = sql.replace(&format!("${}", at + 1), &literal);
    }
    sql
}

/// Ids and instants differ from run to run.
fn without_ids(plan: &str) -> String {
    let mut words = Vec::new();
    for word in plan.split('\'') {
        let id = uuid::Uuid::try_parse(word).is_ok();
        let list = word.starts_with('{') && word.len() > 36;
        let instant = chrono::DateTime::parse_from_str(word, "%Y-%m-%d %H:%M:%S%.f%#z").is_ok();
        words.push(if id || list || instant { "…" } else { word });
    }
    words.join("'")
}
