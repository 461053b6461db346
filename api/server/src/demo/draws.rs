//! Demo (4): two draws of the reading order; in one the inspectorate stayed silent, the other waits for reveals.
use chrono::{DateTime, Duration, Utc};
use data_encoding::HEXLOWER;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::city::{City, at, list};
use crate::record;

/// Office as the API names it, name in the draw, and who holds it; the stand-ins follow in the same order.
const SEATS: [(&str, &str, &str); 6] = [
    ("committee", "panitia", "panitia3@rekaan.test"),
    ("inspectorate", "inspektorat", "inspektorat@rekaan.test"),
    ("observer", "pemantau", "pemantau1@rekaan.test"),
    ("committee", "cadangan-panitia-1", "panitia2@rekaan.test"),
    ("inspectorate", "cadangan-inspektorat-1", "inspektorat2@rekaan.test"),
    ("observer", "cadangan-pemantau-1", "pemantau2@rekaan.test"),
];
const AUTHOR: &str = "panitia1@rekaan.test";

/// The secret of a seat: whoever walks through the demo makes it with `printf 'rahasia rekaan inspektorat' | sha256sum`.
fn secret(name: &str) -> String {
    HEXLOWER.encode(&Sha256::digest(format!("rahasia rekaan {name}")))
}

/// Fixes a draw of `round` and lets everybody commit; then those of `reveal` reveal. Answers the draw's address.
async fn begin(
    city: &mut City,
    round: &str,
    commit_until: DateTime<Utc>,
    reveal_until: DateTime<Utc>,
    reveal: &[usize],
) -> Result<String, String> {
    let mut body = json!({"commit_until": commit_until, "reveal_until": reveal_until});
    for office in ["committee", "inspectorate", "observer"] {
        let mut accounts = Vec::new();
        for (_, _, email) in SEATS.iter().filter(|(of, ..)| *of == office) {
            let me = city.get(email, "/api/v1/identity/me").await?;
            accounts.push(json!(me.text("/id")?));
        }
        if let Some(fields) = body.as_object_mut() {
            fields.insert(office.to_owned(), Value::Array(accounts));
        }
    }
    let made = city.post(AUTHOR, &format!("{round}/draws"), body).await?;
    let (path, hash) = (format!("{round}/draws/{}", made.text("/id")?), made.text("/list_hash")?);
    sign(city).await?;
    for (_, name, email) in SEATS {
        let commitment = selection::commitment(&hash, name, &secret(name));
        city.post(email, &format!("{path}/commitment"), json!({"commitment": commitment})).await?;
    }
    sign(city).await?;
    for (_, name, email) in reveal.iter().filter_map(|seat| SEATS.get(*seat)) {
        city.post(email, &format!("{path}/secret"), json!({"secret": secret(name)})).await?;
    }
    sign(city).await?;
    Ok(path)
}

/// The record signs what waits for a place, as it does each minute.
async fn sign(city: &mut City) -> Result<(), String> {
    city.set(city.now() + Duration::minutes(20));
    record::sequence(&city.state).await.map(drop).map_err(|problem| problem.to_string())
}

/// A draw in which the inspectorate stayed silent and was replaced.
pub async fn finished(city: &mut City, round: &str) -> Result<(), String> {
    let now = city.now();
    let (commit_until, reveal_until) = (now + Duration::hours(12), now + Duration::hours(24));
    let path = begin(city, round, commit_until, reveal_until, &[0, 2, 3, 4, 5]).await?;
    city.set(reveal_until);
    city.post(AUTHOR, &format!("{path}/finish"), json!({})).await?;
    sign(city).await?;
    let seen = city.get("", &path).await?;
    let replaced = list(&seen.body, "/seats").iter().any(|seat| at(seat, "/replaced_by").is_string());
    if replaced { Ok(()) } else { Err("the demo's silent drawer was not replaced".into()) }
}

/// A draw that waits for the reveals of the inspectorate and the observer.
pub async fn waiting(city: &mut City, round: &str) -> Result<(), String> {
    let (now, present) = (city.now(), city.present);
    begin(city, round, now + Duration::hours(12), present + Duration::days(10), &[0]).await.map(drop)
}
