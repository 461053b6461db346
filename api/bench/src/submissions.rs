//! People with a complete draft each, and the same submission by the server and by pgbench.
use std::collections::BTreeSet;

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use postgres::Statement;
use serde_json::{Value, json};
use server::{
    demo::AGENCY,
    identity::token,
    schema::{account, person, session},
};
use uuid::Uuid;

use crate::{
    Outcome,
    captured::transaction_with,
    city::{City, Serving},
    load,
    reference::Fresh,
    text,
};

/// The post for which nothing but an identity card and a diploma is asked.
const POST: &str = "Pranata Komputer Ahli Pertama";
const EDUCATION: &str = "5101087";
/// A picture of one point.
const PICTURE: &[u8] = &[
    0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0x0D, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0,
    0, 1, 8, 6, 0, 0, 0, 0x1F, 0x15, 0xC4, 0x89, 0, 0, 0, 0x0D, 0x49, 0x44, 0x41, 0x54, 0x78, 0xDA, 0x63,
    0x64, 0x60, 0xF8, 0x5F, 0x0F, 0, 2, 0x87, 1, 0x80, 0xEB, 0x47, 0xBA, 0x92, 0, 0, 0, 0, 0x49, 0x45, 0x4E,
    0x44, 0xAE, 0x42, 0x60, 0x82,
];

/// Ids that belong to the person of this number, in SQL; `n` is an SQL expression.
fn id(noun: &str, n: &str) -> String {
    format!("md5('bench-{noun}-' || ({n})::text)::uuid")
}

/// So many people with drafts, from number `first` on.
pub struct Drafts {
    pub first: usize,
    pub version: i32,
    /// Documents of each draft.
    kinds: Vec<String>,
    /// Application, account and session of each.
    people: Vec<(Uuid, Uuid, Uuid)>,
}

impl Drafts {
    /// Lets one person fill in a draft through the API, and copies him.
    pub fn prepare(city: &City, serving: &Serving, count: usize) -> Outcome<Self> {
        let runtime = tokio::runtime::Runtime::new().map_err(text)?;
        let state = city.state()?;
        let (application, account, version) = runtime.block_on(pattern(serving, &state))?;
        let known =
            city.texts("SELECT count(*)::text AS found FROM person WHERE name = 'Pelamar Bangku Uji'")?;
        let first: usize =
            known.as_slice().first().and_then(|count| count.parse().ok()).ok_or("no count of people")?;
        city.sql(&copies(application, account, first, count))?;
        let range = format!("generate_series({first}, {}) n", first + count - 1);
        let people = city.texts(&format!(
            "SELECT concat_ws(' ', {}, {}, {}) AS found FROM {range} ORDER BY n",
            id("application", "n"),
            id("account", "n"),
            id("session", "n")
        ))?;
        let kinds = city.texts(&format!(
            "SELECT requirement AS found FROM application_document
             WHERE application_id = '{application}' AND snapshot_number = 0 ORDER BY requirement"
        ))?;
        Ok(Self {
            first,
            version,
            kinds,
            people: people.iter().map(|line| three(line)).collect::<Outcome<_>>()?,
        })
    }

    /// Requests that submit the drafts of these places.
    pub fn requests(&self, city: &City, places: std::ops::Range<usize>) -> Outcome<Vec<Vec<u8>>> {
        let state = city.state()?;
        let chosen = self.people.get(places).ok_or("there are too few drafts")?;
        let request = |(application, account, session): &(Uuid, Uuid, Uuid)| {
            let path = format!("/api/v1/agencies/{AGENCY}/applications/{application}/submissions");
            let token = token::issue(state.keys(), *account, *session, state.clock().now()).map_err(text)?;
            let key = Uuid::new_v4().to_string();
            Ok(load::post(&path, &token, self.version, &key, r#"{"understood":true}"#))
        };
        chosen.iter().map(request).collect()
    }

    /// What of two captured submissions is another one each time. The first is of the person of place `place`; `n` is
    /// an SQL expression of the number of whoever submits.
    pub fn fresh(
        &self,
        city: &City,
        one: &[Statement],
        other: &[Statement],
        place: usize,
        n: &str,
    ) -> Outcome<Fresh> {
        let mut fresh = Fresh::new();
        let number = self.first + place;
        let mut nouns: Vec<String> =
            ["application", "person", "account", "session"].map(str::to_owned).to_vec();
        nouns.extend(self.kinds.iter().map(|kind| format!("document-{kind}")));
        for noun in nouns {
            let known = city.texts(&format!("SELECT {}::text AS found", id(&noun, &number.to_string())))?;
            fresh.extend(known.into_iter().map(|known| (known, id(&noun, n))));
        }
        let elsewhere: BTreeSet<&str> = other
            .iter()
            .flat_map(|statement| statement.values.iter().flatten())
            .map(String::as_str)
            .collect();
        let values = || one.iter().flat_map(|statement| statement.values.iter().flatten());
        for value in values().filter(|value| !elsewhere.contains(value.as_str())) {
            for part in uuids(value) {
                if !other.iter().any(|one| one.values.iter().flatten().any(|value| value.contains(&part))) {
                    let noun = format!("made-{}", fresh.len());
                    fresh.entry(part).or_insert_with(|| id(&noun, n));
                }
            }
        }
        // The same ids without hyphens, as addresses of mails have them.
        let plain = fresh
            .iter()
            .map(|(token, other)| (token.replace('-', ""), format!("replace(({other})::text, '-', '')")));
        fresh.extend(plain.collect::<Vec<_>>());
        // The receipt's address, which is unique: 26 signs of base 32.
        for value in values() {
            let is_address = value.len() == 26 && value.bytes().all(|byte| byte.is_ascii_alphanumeric());
            if is_address && !elsewhere.contains(value.as_str()) {
                fresh.insert(value.clone(), format!("left(md5('bench-receipt-' || ({n})::text), 26)"));
            }
        }
        Ok(fresh)
    }
}

/// The guard's look-ups and the transaction of one submission.
pub fn submission(statements: &[Statement]) -> Outcome<Vec<Statement>> {
    let begins = statements.iter().position(|one| one.sql.starts_with("BEGIN")).unwrap_or(0);
    let mut all = statements.get(..begins).unwrap_or_default().to_vec();
    let transaction = transaction_with(statements, "\"application_snapshot\"");
    all.extend(transaction.ok_or("no submission was found in the log")?);
    Ok(all)
}

/// The ids inside a value.
fn uuids(value: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in value.char_indices() {
        let Some(part) = value.get(at..at + 36) else { continue };
        if Uuid::try_parse(part).is_ok_and(|id| id.hyphenated().to_string() == part) {
            found.push(part.to_owned());
        }
    }
    found
}

fn three(line: &str) -> Outcome<(Uuid, Uuid, Uuid)> {
    let ids = line.split(' ').map(|id| id.parse().map_err(text)).collect::<Outcome<Vec<Uuid>>>()?;
    match ids.as_slice() {
        [one, two, three] => Ok((*one, *two, *three)),
        _ => Err("three ids were expected".into()),
    }
}

/// A person with a complete draft, made through the API.
async fn pattern(serving: &Serving, state: &server::kernel::State) -> Outcome<(Uuid, Uuid, i32)> {
    let (person_id, account_id, session_id) = (Uuid::new_v4(), Uuid::new_v4(), Uuid::new_v4());
    let (keys, now) = (state.keys(), state.clock().now());
    let mut connection = state.primary().await.map_err(text)?;
    let nik = format!("9901010101{:06}", now.timestamp() % 1_000_000);
    diesel::insert_into(person::table)
        .values((
            person::id.eq(person_id),
            person::standing.eq("established"),
            person::nik_lookup.eq(keys.look_up("nik", &person_id.to_string())),
            person::nik_lookup_key.eq(&keys.lookup.id),
            person::nik_sealed.eq(keys.seal_text("person.nik", &nik).map_err(text)?),
            person::name.eq("Pelamar Bangku Uji"),
            person::birth_date.eq(chrono::NaiveDate::from_ymd_opt(1995, 5, 5).ok_or("no such day")?),
            person::created_at.eq(now),
        ))
        .execute(&mut connection)
        .await
        .map_err(text)?;
    let email = format!("{}@example.test", account_id.simple());
    diesel::insert_into(account::table)
        .values((
            account::id.eq(account_id),
            account::person_id.eq(person_id),
            account::email_lookup.eq(keys.look_up("email", &email)),
            account::email_sealed.eq(keys.seal_text("account.email", &email).map_err(text)?),
            account::phone_sealed.eq(keys.seal_text("account.phone", "+620000000000").map_err(text)?),
            account::password_hash.eq("-"),
            account::standing.eq("proven"),
            account::proven_by.eq("counter"),
            account::email_confirmed_at.eq(now),
            account::demo.eq(true),
            account::created_at.eq(now),
        ))
        .execute(&mut connection)
        .await
        .map_err(text)?;
    diesel::insert_into(session::table)
        .values((
            session::id.eq(session_id),
            session::account_id.eq(account_id),
            session::client.eq("mobile"),
            session::created_at.eq(now),
            session::expires_at.eq(now + chrono::Duration::days(14)),
        ))
        .execute(&mut connection)
        .await
        .map_err(text)?;
    let bearer = token::issue(keys, account_id, session_id, now).map_err(text)?;
    let applicant =
        Applicant { client: reqwest::Client::new(), address: serving.address.to_string(), bearer };
    let (application, version) = applicant.fill_in().await?;
    Ok((application, account_id, version))
}

struct Applicant {
    client: reqwest::Client,
    address: String,
    bearer: String,
}

impl Applicant {
    async fn fill_in(&self) -> Outcome<(Uuid, i32)> {
        let hits =
            self.ask(reqwest::Method::GET, "/api/v1/vacancies?show=open&limit=100", None, None).await?;
        let items = hits.get("items").and_then(Value::as_array).cloned().unwrap_or_default();
        let own = |card: &&Value| {
            card["door"] == "own" && card["post_title"] == POST && card["agency_id"] == AGENCY
        };
        let vacancy = items.iter().find(own).map(|card| card["id"].clone());
        let vacancy = vacancy.ok_or("the demo's open vacancy is not there: run with --fresh")?;
        let base = format!("/api/v1/agencies/{AGENCY}/applications");
        let draft =
            self.ask(reqwest::Method::POST, &base, Some(json!({"vacancy_id": vacancy})), None).await?;
        let id: Uuid = draft.get("id").and_then(Value::as_str).unwrap_or_default().parse().map_err(text)?;
        let answers = json!({"education": EDUCATION, "statements": ["true_data"]});
        let path = format!("{base}/{id}");
        let mut version = 1;
        self.ask(reqwest::Method::PUT, &path, Some(answers), Some(version)).await?;
        loop {
            version += 1;
            let seen = self.ask(reqwest::Method::GET, &path, None, None).await?;
            let missing = seen.get("missing").and_then(Value::as_array).cloned().unwrap_or_default();
            let kind =
                missing.iter().filter_map(Value::as_str).find_map(|one| one.strip_prefix("/documents/"));
            let Some(kind) = kind else { return Ok((id, version)) };
            let upload = format!("/api/v1/agencies/{AGENCY}/documents?kind={kind}");
            let sent = self.client.post(format!("http://{}{upload}", self.address)).bearer_auth(&self.bearer);
            let sent = sent.header("idempotency-key", Uuid::new_v4().to_string()).body(PICTURE.to_vec());
            let stored = body(sent.send().await.map_err(text)?).await?;
            let attach = json!({"document_id": stored.get("id")});
            self.ask(reqwest::Method::PUT, &format!("{path}/documents/{kind}"), Some(attach), Some(version))
                .await?;
        }
    }

    async fn ask(
        &self,
        method: reqwest::Method,
        path: &str,
        sent: Option<Value>,
        version: Option<i32>,
    ) -> Outcome<Value> {
        let mut request = self.client.request(method, format!("http://{}{path}", self.address));
        request = request.bearer_auth(&self.bearer).header("idempotency-key", Uuid::new_v4().to_string());
        if let Some(version) = version {
            request = request.header("if-match", format!("\"{version}\""));
        }
        if let Some(sent) = sent {
            request = request.header("content-type", "application/json").body(sent.to_string());
        }
        body(request.send().await.map_err(text)?).await
    }
}

async fn body(response: reqwest::Response) -> Outcome<Value> {
    let status = response.status();
    let text_of_it = response.text().await.map_err(text)?;
    if !status.is_success() {
        return Err(format!("a draft could not be prepared: {status} {text_of_it}"));
    }
    serde_json::from_str(&text_of_it).map_err(text)
}

/// Copies of the pattern's rows with ids of their own.
fn copies(application: Uuid, account: Uuid, first: usize, count: usize) -> String {
    let range = format!("generate_series({first}, {}) n", first + count - 1);
    let (person_id, account_id) = (id("person", "n"), id("account", "n"));
    let (session_id, application_id) = (id("session", "n"), id("application", "n"));
    let document_id = "md5('bench-document-' || a.requirement || '-' || n::text)::uuid";
    format!(
        "INSERT INTO person (id, standing, nik_lookup, nik_lookup_key, nik_sealed, name, birth_date, created_at)
           SELECT {person_id}, p.standing, sha256(('bench-nik-' || n)::bytea), p.nik_lookup_key, p.nik_sealed, p.name,
             p.birth_date, p.created_at
           FROM person p JOIN account a ON a.person_id = p.id AND a.id = '{account}', {range};
         INSERT INTO account (id, person_id, email_lookup, email_sealed, phone_sealed, password_hash, standing, proven_by,
             email_confirmed_at, demo, created_at)
           SELECT {account_id}, {person_id}, sha256(('bench-mail-' || n)::bytea), email_sealed, phone_sealed,
             password_hash, standing, proven_by, email_confirmed_at, demo, created_at
           FROM account, {range} WHERE id = '{account}';
         INSERT INTO session (id, account_id, client, created_at, expires_at)
           SELECT {session_id}, {account_id}, client, created_at, expires_at
           FROM session, {range} WHERE account_id = '{account}';
         INSERT INTO application (agency_id, id, round_id, vacancy_id, vacancy_version, rules_version, timetable_version,
             form_version, person_id, nik_lookup, source, state, participant_code, draft_sealed, created_at, version,
             updated_at)
           SELECT agency_id, {application_id}, round_id, vacancy_id, vacancy_version, rules_version, timetable_version,
             form_version, {person_id}, sha256(('bench-nik-' || n)::bytea), source, state, 'BENCH-' || n, draft_sealed,
             created_at, version, updated_at
           FROM application, {range} WHERE id = '{application}';
         INSERT INTO document (agency_id, id, person_id, kind, media_type, byte_count, page_count, sha256, storage_path,
             key_id, upload_began_at, stored_at)
           SELECT d.agency_id, {document_id}, {person_id}, d.kind, d.media_type, d.byte_count, d.page_count, d.sha256,
             d.storage_path, d.key_id, d.upload_began_at, d.stored_at
           FROM application_document a JOIN document d ON d.id = a.document_id, {range}
           WHERE a.application_id = '{application}' AND a.snapshot_number = 0;
         INSERT INTO application_document (agency_id, application_id, document_id, requirement, snapshot_number)
           SELECT a.agency_id, {application_id}, {document_id}, a.requirement, 0
           FROM application_document a, {range} WHERE a.application_id = '{application}' AND a.snapshot_number = 0;
         ANALYZE person, account, session, application, document, application_document, application_snapshot,
           record_leaf, record_audit;"
    )
}
