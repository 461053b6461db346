//! A round from its first line to its publication, by two members of the committee.
use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::city::City;

/// What the committee decides.
pub struct Plan {
    pub agency: &'static str,
    pub author: &'static str,
    pub publisher: &'static str,
    pub code: &'static str,
    pub kind: &'static str,
    pub name: String,
    pub legal_basis: &'static str,
    pub rules: &'static str,
    pub year: i32,
    /// What is shown of participants.
    pub profile: Option<&'static str>,
    pub steps: Vec<Value>,
    pub vacancies: Vec<Value>,
}

/// A step from one moment to another.
pub fn step(code: &str, opens: DateTime<Utc>, closes: DateTime<Utc>) -> Value {
    json!({"code": code, "opens": opens, "closes": closes})
}

/// Prepares and publishes; answers the round's address.
pub async fn publish(city: &mut City, plan: Plan) -> Result<String, String> {
    let who = plan.author;
    let rounds = format!("/api/v1/agencies/{}/rounds", plan.agency);
    let body = json!({
        "code": plan.code, "kind": plan.kind, "legal_basis": plan.legal_basis, "name": plan.name,
        "year": plan.year, "publication_profile": plan.profile,
    });
    let made = city.post(who, &rounds, body).await?;
    let round = format!("{rounds}/{}", made.text("/id")?);
    let body = json!({"steps": plan.steps, "reason": "Jadwal awal"});
    let timed = city.put(who, &format!("{round}/timetable"), body, &made.etag).await?;
    let body = json!({"shipped": plan.rules, "document": null, "reason": "Aturan awal"});
    city.put(who, &format!("{round}/rules"), body, &timed.etag).await?;
    let path = round.replace("/rounds/", "/round-preparations/");
    for vacancy in plan.vacancies {
        let seen = city.get(who, &path).await?;
        city.act(who, &format!("{round}/vacancies"), vacancy, &seen.etag).await?;
    }
    let prepared = city.get(plan.publisher, &path).await?;
    city.act(plan.publisher, &format!("{round}/publish"), json!({}), &prepared.etag).await?;
    Ok(round)
}
