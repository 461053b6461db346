//! Two committee members and a round that they prepare.
use serde_json::{Value, json};

use crate::support::{AGENCY, Caller, Response, TestApp};

pub struct Committee<'a> {
    pub author: Caller<'a>,
    pub second: Caller<'a>,
    pub round: String,
    pub etag: String,
}

pub fn vacancy() -> Value {
    json!({"post_title": "Perawat", "unit_path": "Dinas Kesehatan | RSUD", "pool": "general", "places": 2,
        "pay_min": 3000000, "pay_max": 4000000})
}

pub fn timetable(opens: &str, closes: &str) -> Value {
    json!([{"code": "registration", "opens": opens, "closes": closes}])
}

impl<'a> Committee<'a> {
    /// A round of `kind` in preparation.
    pub async fn begin(app: &'a TestApp, kind: &str) -> Committee<'a> {
        let author = app.officer("committee", AGENCY).await;
        let second = app.officer("committee", AGENCY).await;
        let body = json!({"code": format!("{kind}-2026").replace('_', "-"), "kind": kind, "year": 2026,
            "legal_basis": "Keputusan Wali Kota 100/2026", "name": "Seleksi uji coba"});
        let made = author.post(&format!("/api/v1/agencies/{AGENCY}/rounds"), body).await.expect(201);
        let (round, etag) = (made.text("/id"), made.etag());
        Committee { author, second, round, etag }
    }

    pub fn path(&self, rest: &str) -> String {
        format!("/api/v1/agencies/{AGENCY}/rounds/{}{rest}", self.round)
    }

    async fn keep(&mut self, answer: Response) {
        self.etag = answer.etag();
    }

    pub async fn timetable(&mut self, steps: Value) {
        let body = json!({"steps": steps, "reason": "Jadwal awal"});
        let answer = self.author.put(&self.path("/timetable"), body, &self.etag).await.expect(200);
        self.keep(answer).await;
    }

    pub async fn rules(&mut self, shipped: &str) {
        let body = json!({"shipped": shipped, "reason": "Aturan awal"});
        let answer = self.author.put(&self.path("/rules"), body, &self.etag).await.expect(200);
        self.keep(answer).await;
    }

    pub async fn try_vacancy(&self, body: Value) -> Response {
        self.author.act(&self.path("/vacancies"), body, &self.etag).await
    }

    pub async fn vacancy(&mut self, body: Value) -> String {
        let answer = self.try_vacancy(body).await.expect(201);
        let id = answer.text("/id");
        self.keep(answer).await;
        id
    }

    pub async fn try_publish(&self, member: &Caller<'_>) -> Response {
        member.act(&self.path("/publish"), json!({}), &self.etag).await
    }

    /// A published round of our own door, open from 2 to 20 November; answers its vacancy.
    pub async fn published(app: &'a TestApp) -> (Committee<'a>, String) {
        let mut committee = Self::begin(app, "blud_professional").await;
        committee.timetable(timetable("2026-11-02T02:00:00Z", "2026-11-20T17:00:00Z")).await;
        committee.rules("blud-professional").await;
        let id = committee.vacancy(vacancy()).await;
        let answer = committee.try_publish(&committee.second).await.expect(200);
        committee.keep(answer).await;
        (committee, id)
    }
}
