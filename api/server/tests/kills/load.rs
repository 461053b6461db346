//! People who submit, and some of whom withdraw, on a network where every answer may be missing: each repeats his
//! request under the same key until it is answered.
use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
    time::Duration,
};

use actix_web::rt::time::sleep;
use rand::{RngExt, SeedableRng, rngs::StdRng};
use reqwest::StatusCode;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    applications::crowd::Applicant,
    support::{AGENCY, TestApp},
};

/// People at work at the same time.
const AT_ONCE: usize = 16;
/// How long somebody looks at the screen between two acts.
const PAUSE_MS: std::ops::Range<u64> = 0..250;
/// Every third of those who submitted withdraws.
const WITHDRAWS: usize = 3;

#[derive(Clone, Copy)]
enum Act {
    Submit,
    Withdraw,
}

impl Act {
    fn path(self, application: Uuid) -> String {
        let noun = match self {
            Self::Submit => "submissions",
            Self::Withdraw => "withdrawals",
        };
        format!("/api/v1/agencies/{AGENCY}/applications/{application}/{noun}")
    }

    /// The version that the person saw: the draft, and then what was submitted.
    fn version(self) -> &'static str {
        match self {
            Self::Submit => "\"1\"",
            Self::Withdraw => "\"2\"",
        }
    }

    fn key(self, application: Uuid) -> String {
        match self {
            Self::Submit => format!("submit-{application}"),
            Self::Withdraw => format!("withdraw-{application}"),
        }
    }
}

pub struct Load<'a> {
    app: &'a TestApp,
    /// Servers; who gets no answer from one tries the next, as the proxy before them does.
    addresses: Vec<String>,
    people: &'a [Applicant],
    seed: u64,
    client: reqwest::Client,
    next: Cell<usize>,
    asked: Cell<usize>,
    ended: Cell<bool>,
    /// Requests that reached a server which then died before it had answered.
    cut_off: Cell<usize>,
    submitted: RefCell<BTreeMap<Uuid, String>>,
    withdrawn: RefCell<BTreeMap<Uuid, Value>>,
}

impl<'a> Load<'a> {
    pub fn new(app: &'a TestApp, addresses: Vec<String>, people: &'a [Applicant], seed: u64) -> Self {
        let client = reqwest::Client::new();
        let (next, asked, ended, cut_off) = (Cell::new(0), Cell::new(0), Cell::new(false), Cell::new(0));
        let (submitted, withdrawn) = Default::default();
        Self { app, addresses, people, seed, client, next, asked, ended, cut_off, submitted, withdrawn }
    }

    /// Lets those who are at work finish, and nobody begin.
    pub fn end(&self) {
        self.ended.set(true);
    }

    /// Whether nobody begins any more.
    pub fn has_ended(&self) -> bool {
        self.ended.get()
    }

    pub fn cut_off(&self) -> usize {
        self.cut_off.get()
    }

    /// Application and receipt of every submission that was answered.
    pub fn submitted(&self) -> BTreeMap<Uuid, String> {
        self.submitted.borrow().clone()
    }

    /// Every application whose withdrawal was answered.
    pub fn withdrawn(&self) -> Vec<Uuid> {
        self.withdrawn.borrow().keys().copied().collect()
    }

    pub fn told(&self) -> String {
        format!(
            "{} submissions and {} withdrawals answered, {} requests cut off",
            self.submitted.borrow().len(),
            self.withdrawn.borrow().len(),
            self.cut_off()
        )
    }

    pub async fn run(&self) {
        futures::future::join_all((0..AT_ONCE).map(|number| self.desk(number as u64))).await;
    }

    async fn desk(&self, number: u64) {
        let mut chance = StdRng::seed_from_u64(self.seed.wrapping_add(number));
        while let Some(person) = self.people.get(self.next.get()).filter(|_| !self.ended.get()) {
            let at = self.next.replace(self.next.get() + 1);
            let answer = self.until_answered(person, Act::Submit).await;
            let known = self.submitted.borrow_mut().insert(person.application, receipt(&answer));
            assert_eq!(known, None);
            sleep(Duration::from_millis(chance.random_range(PAUSE_MS))).await;
            if at.is_multiple_of(WITHDRAWS) {
                let answer = self.until_answered(person, Act::Withdraw).await;
                self.withdrawn.borrow_mut().insert(person.application, answer);
                sleep(Duration::from_millis(chance.random_range(PAUSE_MS))).await;
            }
        }
    }

    /// Sends every answered request once more under its key: the same answer comes back.
    pub async fn repeat_everything(&self) {
        for person in self.people {
            let first = self.submitted.borrow().get(&person.application).cloned();
            let Some(first) = first else { continue };
            let again = self.until_answered(person, Act::Submit).await;
            assert_eq!(receipt(&again), first, "a repeated submission got another receipt");
            let first = self.withdrawn.borrow().get(&person.application).cloned();
            if let Some(first) = first {
                assert_eq!(self.until_answered(person, Act::Withdraw).await, first);
            }
        }
    }

    async fn until_answered(&self, person: &Applicant, act: Act) -> Value {
        loop {
            let number = self.asked.replace(self.asked.get() + 1);
            let address = &self.addresses[number % self.addresses.len()];
            if let Some(answer) = self.attempt(address, person, act).await {
                return answer;
            }
            sleep(Duration::from_millis(30)).await;
        }
    }

    /// Nothing when there was no answer, or when an earlier try is still at work.
    async fn attempt(&self, address: &str, person: &Applicant, act: Act) -> Option<Value> {
        let request = self
            .client
            .post(format!("{address}{}", act.path(person.application)))
            .bearer_auth(person.token(self.app))
            .header("if-match", act.version())
            .header("idempotency-key", act.key(person.application))
            .json(&json!({"understood": true}));
        let response = match request.send().await {
            Ok(response) => response,
            Err(error) => {
                self.count(!error.is_connect());
                return None;
            }
        };
        let status = response.status();
        let Ok(bytes) = response.bytes().await else {
            self.count(true);
            return None;
        };
        let body: Value = serde_json::from_slice(&bytes).unwrap();
        match status {
            StatusCode::CREATED => Some(body),
            StatusCode::CONFLICT if body["code"] == "still_running" => None,
            _ => panic!("{status}: {body}"),
        }
    }

    fn count(&self, cut_off: bool) {
        self.cut_off.set(self.cut_off.get() + usize::from(cut_off));
    }
}

fn receipt(answer: &Value) -> String {
    answer["receipts"][0]["receipt"].as_str().unwrap().to_owned()
}
