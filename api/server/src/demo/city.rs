//! Drives the real API as the people of the demo city would, with a clock that is moved through the rounds.
use std::{collections::BTreeMap, net::TcpListener};

use actix_web::{HttpServer, dev::ServerHandle};
use chrono::{DateTime, Utc};
use reqwest::Method;
use serde_json::Value;

use super::accounts::PASSWORD;
use crate::{
    config::Config,
    kernel::{Clock, State, new_id},
    serve, worker,
};

/// A server of the demo's own, inside this process, at a time of the demo's choice.
pub struct City {
    pub state: State,
    /// The real present, at which the demo's history ends. What lies after it is still to come.
    pub present: DateTime<Utc>,
    address: String,
    client: reqwest::Client,
    server: ServerHandle,
    tokens: BTreeMap<String, (DateTime<Utc>, String)>,
    database_url: String,
}

/// What goes with a request.
enum Content {
    Nothing,
    Json(Value),
    File(Vec<u8>),
}

/// An answer: body and ETag.
pub struct Told {
    pub body: Value,
    pub etag: String,
}

impl Told {
    /// The text at a JSON pointer.
    pub fn text(&self, pointer: &str) -> Result<String, String> {
        let found = self.body.pointer(pointer).and_then(Value::as_str);
        found.map(str::to_owned).ok_or_else(|| format!("the answer has no text at {pointer}"))
    }
}

impl City {
    /// Starts the server at the time `at`; its history ends a little before `now`, so that an authenticator's code of
    /// now has not been used yet.
    pub fn open(config: &Config, at: DateTime<Utc>, now: DateTime<Utc>) -> Result<Self, String> {
        let state = serve::state(config, Clock::fixed(at))?;
        let listener = TcpListener::bind("127.0.0.1:0").map_err(|error| error.to_string())?;
        let address = format!("http://{}", listener.local_addr().map_err(|error| error.to_string())?);
        let shared = state.clone();
        let server = HttpServer::new(move || serve::app(shared.clone(), None))
            .workers(1)
            .disable_signals()
            .listen(listener)
            .map_err(|error| error.to_string())?
            .run();
        let handle = server.handle();
        actix_web::rt::spawn(server);
        let database_url = config.database_url.clone();
        // Between two acts a busy machine may compute for longer than the server keeps a connection open.
        let client = reqwest::Client::builder().pool_max_idle_per_host(0).build();
        let client = client.map_err(|error| error.to_string())?;
        let present = now - chrono::Duration::minutes(2);
        Ok(Self { state, present, address, client, server: handle, tokens: BTreeMap::new(), database_url })
    }

    pub async fn close(self) {
        self.server.stop(true).await;
    }

    pub fn now(&self) -> DateTime<Utc> {
        self.state.clock().now()
    }

    /// It is `at` from now on.
    pub fn set(&self, at: DateTime<Utc>) {
        self.state.clock().set(at);
    }

    /// Does the work that waits in the queue: telling people, at the time that it is now.
    pub async fn work(&self) -> Result<(), String> {
        worker::drain(self.state.clone(), &self.database_url).await
    }

    pub async fn get(&mut self, who: &str, path: &str) -> Result<Told, String> {
        self.send(who, Method::GET, path, Content::Nothing, None).await
    }

    pub async fn post(&mut self, who: &str, path: &str, body: Value) -> Result<Told, String> {
        self.send(who, Method::POST, path, Content::Json(body), None).await
    }

    pub async fn put(&mut self, who: &str, path: &str, body: Value, etag: &str) -> Result<Told, String> {
        self.send(who, Method::PUT, path, Content::Json(body), Some(etag)).await
    }

    /// A POST on a version.
    pub async fn act(&mut self, who: &str, path: &str, body: Value, etag: &str) -> Result<Told, String> {
        self.send(who, Method::POST, path, Content::Json(body), Some(etag)).await
    }

    /// A POST whose body is a file.
    pub async fn upload(&mut self, who: &str, path: &str, bytes: Vec<u8>) -> Result<Told, String> {
        self.send(who, Method::POST, path, Content::File(bytes), None).await
    }

    /// Any request as `who` (an e-mail address, or "" for nobody).
    async fn send(
        &mut self,
        who: &str,
        method: Method,
        path: &str,
        content: Content,
        etag: Option<&str>,
    ) -> Result<Told, String> {
        let mut request = self.client.request(method.clone(), format!("{}{path}", self.address));
        if !who.is_empty() {
            request = request.bearer_auth(self.token(who).await?);
        }
        if method == Method::POST {
            request = request.header("idempotency-key", new_id().to_string());
        }
        if let Some(etag) = etag {
            request = request.header("if-match", etag);
        }
        request = match content {
            Content::Nothing => request,
            Content::Json(value) => request.json(&value),
            Content::File(bytes) => request.header("content-type", "application/octet-stream").body(bytes),
        };
        let answer = request.send().await.map_err(|error| error.to_string())?;
        let status = answer.status();
        let etag =
            answer.headers().get("etag").and_then(|etag| etag.to_str().ok()).unwrap_or_default().to_owned();
        let bytes = answer.bytes().await.map_err(|error| error.to_string())?;
        let body: Value = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
        if status.is_success() {
            return Ok(Told { body, etag });
        }
        Err(format!("{method} {path} as {who} was answered {status}: {body}"))
    }

    /// A fresh access token; officers give their second factor too. Signing in anew after nine minutes keeps both
    /// token and second factor fresh.
    async fn token(&mut self, who: &str) -> Result<String, String> {
        let now = self.now();
        if let Some((at, token)) = self.tokens.get(who)
            && now >= *at
            && now - *at < chrono::Duration::minutes(9)
        {
            return Ok(token.clone());
        }
        let token = super::people::sign_in(&self.state, &self.client, &self.address, who, PASSWORD).await?;
        self.tokens.insert(who.to_owned(), (now, token.clone()));
        Ok(token)
    }
}

/// The value at a JSON pointer, or null.
pub fn at<'a>(value: &'a Value, pointer: &str) -> &'a Value {
    value.pointer(pointer).unwrap_or(&Value::Null)
}

/// The values of the list at a JSON pointer.
pub fn list(value: &Value, pointer: &str) -> Vec<Value> {
    at(value, pointer).as_array().cloned().unwrap_or_default()
}
