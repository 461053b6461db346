//! Draws: an order that three offices make and none of them chooses.
mod ceremony;
mod refused;
mod silence;

use chrono::{DateTime, Duration, Utc};
use data_encoding::HEXLOWER;
use ledger::Kind;
use serde_json::{Value, json};
use server::record::{Actor, Fact, Milestone, sequence, write};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::support::{AGENCY, Caller, Response, TestApp, handed_in::HandedIn};

/// Names in the order of the seats, with the role that each needs.
pub const NAMES: [(&str, &str); 6] = [
    ("panitia", "committee"),
    ("inspektorat", "inspector"),
    ("pemantau", "observer"),
    ("cadangan-panitia-1", "committee"),
    ("cadangan-inspektorat-1", "inspector"),
    ("cadangan-pemantau-1", "observer"),
];

/// A draw under test, and who takes part.
pub struct Drawing<'a> {
    pub app: &'a TestApp,
    pub author: Caller<'a>,
    pub people: Vec<Caller<'a>>,
    /// Address of the draw.
    pub path: String,
    pub list_hash: String,
    pub commit_until: DateTime<Utc>,
    pub reveal_until: DateTime<Utc>,
}

/// Seals everybody who applied, as the worker does when registration closes.
pub async fn seal(round: &HandedIn<'_>, subjects: Vec<Uuid>) {
    write(&round.app.state, Actor::system("t"), async |write| {
        let fact = Fact {
            agency: AGENCY,
            kind: Kind::RegistrationClosed,
            round: Some(round.round),
            noun: "round",
            subject: round.round,
            payload: json!({"applications": subjects.len()}),
        };
        write.milestone(fact, Milestone { subjects }).await
    })
    .await
    .unwrap();
}

/// Two officers for each office.
pub async fn people(app: &TestApp) -> Vec<Caller<'_>> {
    let mut people = Vec::new();
    for (_, role) in NAMES {
        people.push(Box::pin(app.officer(role, AGENCY)).await);
    }
    people
}

/// What fixes a draw of these people: to commit within an hour, to reveal within two.
pub fn body(app: &TestApp, people: &[Caller<'_>]) -> Value {
    let pair = |at: usize| json!([people[at].account_id, people[at + 3].account_id]);
    json!({
        "commit_until": app.now() + Duration::hours(1), "reveal_until": app.now() + Duration::hours(2),
        "committee": pair(0), "inspectorate": pair(1), "observer": pair(2),
    })
}

/// The secret that belongs to a name, the same in every run.
pub fn secret(name: &str) -> String {
    HEXLOWER.encode(&Sha256::digest(format!("rahasia {name}")))
}

impl<'a> Drawing<'a> {
    /// A draw over these sealed applications, fixed and in the record.
    pub async fn fixed(round: &HandedIn<'a>, sealed: Vec<Uuid>) -> Self {
        seal(round, sealed).await;
        let drawing = Self::waiting(round).await;
        sequence(&round.app.state).await.unwrap();
        drawing
    }

    /// A draw whose list is not in the record yet.
    pub async fn waiting(round: &HandedIn<'a>) -> Self {
        let app = round.app;
        let (author, people) = (app.officer("committee", AGENCY).await, people(app).await);
        let body = body(app, &people);
        let made = author.post(&round.at("/draws"), body.clone()).await.expect(201);
        let at = |key: &str| body[key].as_str().unwrap().parse().unwrap();
        Self {
            app,
            author,
            people,
            path: round.at(&format!("/draws/{}", made.text("/id"))),
            list_hash: made.text("/list_hash"),
            commit_until: at("commit_until"),
            reveal_until: at("reveal_until"),
        }
    }

    pub fn commitment(&self, name: &str) -> String {
        selection::commitment(&self.list_hash, name, &secret(name))
    }

    pub async fn commit(&self, seat: usize) -> Response {
        self.people[seat].step_up().await;
        let body = json!({"commitment": self.commitment(NAMES[seat].0)});
        self.people[seat].post(&format!("{}/commitment", self.path), body).await
    }

    pub async fn reveal(&self, seat: usize) -> Response {
        self.people[seat].step_up().await;
        let body = json!({"secret": secret(NAMES[seat].0)});
        self.people[seat].post(&format!("{}/secret", self.path), body).await
    }

    /// These commit, and it is recorded.
    pub async fn committed(&self, seats: &[usize]) {
        for seat in seats {
            self.commit(*seat).await.expect(201);
        }
        sequence(&self.app.state).await.unwrap();
    }

    /// These reveal, and it is recorded.
    pub async fn revealed(&self, seats: &[usize]) {
        for seat in seats {
            self.reveal(*seat).await.expect(201);
        }
        sequence(&self.app.state).await.unwrap();
    }

    pub async fn finish(&self) -> Response {
        self.author.step_up().await;
        self.author.post(&format!("{}/finish", self.path), json!({})).await
    }

    /// The clock goes to this instant.
    pub fn wait_until(&self, at: DateTime<Utc>) {
        self.app.later(at - self.app.now());
    }

    pub async fn phase(&self) -> String {
        self.app.get(&self.path).await.expect(200).text("/phase")
    }

    /// A file of the draw, as text.
    pub async fn file(&self, name: &str) -> String {
        let answer = self.app.get(&format!("{}/files/{name}", self.path)).await.expect(200);
        String::from_utf8(answer.bytes).unwrap()
    }
}
