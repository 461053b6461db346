//! Announcements: prepared, published at one instant, corrected, told, and what applicant and public see of them.
pub mod bundle;
mod committee;
mod profiles;
mod ranked;
mod recomputed;
mod told;
mod visible;

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{AGENCY, Caller, Response, handed_in::HandedIn};

impl HandedIn<'_> {
    /// Prepares the administrative stage; answers the address of the draft.
    pub async fn prepare(&self, author: &Caller<'_>, reason: Option<&str>) -> String {
        let body = json!({"stage": "administrative", "letter": "800/1/BKPSDM/2026", "reason": reason});
        let draft = author.post(&self.at("/announcement-drafts"), body).await.expect(201);
        self.at(&format!("/announcement-drafts/{}", draft.text("/id")))
    }

    pub async fn publish(&self, member: &Caller<'_>, draft: &str) -> Response {
        let etag = member.get(draft).await.expect(200).etag();
        member.act(&format!("{draft}/publish"), Value::Null, &etag).await
    }

    /// Two members announce the administrative stage; answers the public address.
    pub async fn announce(&self, reason: Option<&str>) -> String {
        let author = self.app.officer("committee", AGENCY).await;
        let member = self.app.officer("committee", AGENCY).await;
        let draft = self.prepare(&author, reason).await;
        let done = self.publish(&member, &draft).await.expect(200);
        self.at(&format!("/announcements/{}", done.text("/id")))
    }
}

/// What an applicant sees of the decisions about an application.
pub async fn decisions(person: &Caller<'_>, application: uuid::Uuid) -> Response {
    person.get(&format!("/api/v1/agencies/{AGENCY}/applications/{application}/decisions")).await
}

/// The file of an announcement, as text.
pub async fn file(round: &HandedIn<'_>, announcement: &str) -> (String, String) {
    let path = format!("{announcement}/rows.csv");
    let request = round.app.client.get(round.app.url(&path));
    let answer = round.app.send(request, Method::GET, &path).await.expect(200);
    let hash = answer.headers["x-content-sha256"].to_str().unwrap().to_owned();
    (String::from_utf8(answer.bytes).unwrap(), hash)
}
