//! Verifiers and supervisor of the demo city read applications one by one, as in real use.
use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{
    city::{City, at, list},
    participants::{Fate, Participant},
};
use crate::catalog::load::{Bar, Progress};

const VERIFIERS: [&str; 2] = ["verifikator1@rekaan.test", "verifikator2@rekaan.test"];
const SUPERVISOR: &str = "supervisor@rekaan.test";

/// Reads up to `count` of the queue of `round` (its address); the first `released` verdicts are released.
pub async fn read(
    city: &mut City,
    round: &str,
    people: &[Participant],
    count: usize,
    released: usize,
) -> Result<(), String> {
    // Every name of a round is one of its kind.
    let fates: BTreeMap<&str, Fate> = people.iter().map(|one| (one.person.name.as_str(), one.fate)).collect();
    let mut bar = Bar::new(Progress::of_terminal(), "  applications verified", count);
    for done in 0..count {
        let verifier = VERIFIERS.get(done % VERIFIERS.len()).copied().unwrap_or_default();
        let claimed = city.post(verifier, &format!("{round}/verification/claim"), json!({})).await?;
        let Some(reading) = at(&claimed.body, "/reading").as_str() else { break };
        let reading = format!("{round}/verification/readings/{reading}");
        let opened = city.get(verifier, &reading).await?;
        let fate =
            fates.get(at(&opened.body, "/name").as_str().unwrap_or_default()).copied().unwrap_or(Fate::Sits);
        let body = json!({"items": verdicts(&opened.body, fate)});
        let given = city.put(verifier, &format!("{reading}/verdicts"), body, &opened.etag).await?;
        if done < released {
            city.act(SUPERVISOR, &format!("{reading}/release"), json!({}), &given.etag).await?;
        }
        bar.add(1);
    }
    bar.finish();
    Ok(())
}

fn verdicts(reading: &Value, fate: Fate) -> Vec<Value> {
    let failed = match fate {
        Fate::OtherEducation => Some(("education", "education_not_listed")),
        Fate::TooOld => Some(("age", "too_old")),
        _ => None,
    };
    let verdict = |(position, item): (usize, Value)| match failed {
        Some((code, reason)) if at(&item, "/requirement/code") == code => {
            json!({"position": position, "met": false, "reason": reason})
        }
        _ => json!({"position": position, "met": true}),
    };
    list(reading, "/items").into_iter().enumerate().map(verdict).collect()
}
