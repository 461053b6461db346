//! Rule documents that anybody may read, by their hash: the shipped ones and those of every published round.
use std::sync::LazyLock;

use actix_web::web;
use chrono::{DateTime, Utc};
use diesel::{
    prelude::*,
    sql_types::{BigInt, Binary, Integer, Jsonb, Nullable, Text, Timestamptz, Uuid as SqlUuid},
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    store::{inside, parsed},
    view::BothTexts,
};
use crate::{
    http::{Cached, CachedText, Place},
    identity::Guard,
    kernel::{Problem, State, permission::Public, problem::NOT_FOUND},
};

/// What a hash stands for never changes.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// Documents of rounds in the list; older ones are reached from their rounds.
const LISTED: i64 = 200;
/// Uses that are named; the rest is counted.
const NAMED: i64 = 50;

const USED: &str = "WITH used AS (
    SELECT d.hash, count(DISTINCT d.round_id) AS rounds, max(d.at) AS last
    FROM round_rules d JOIN selection_round r ON r.agency_id = d.agency_id AND r.id = d.round_id
    WHERE r.state <> 'preparation' GROUP BY d.hash ORDER BY last DESC, d.hash LIMIT $1)
  SELECT used.hash, used.rounds, one.document
  FROM used CROSS JOIN LATERAL (SELECT document FROM round_rules d WHERE d.hash = used.hash LIMIT 1) one
  ORDER BY used.last DESC, used.hash";

const USES: &str =
    "SELECT d.agency_id, a.name AS agency_name, d.round_id, r.name AS round_name, r.year, d.version,
    d.version = r.rules_version AS in_force, d.reason, d.legal_basis, d.at, count(*) OVER () AS uses
  FROM round_rules d
  JOIN selection_round r ON r.agency_id = d.agency_id AND r.id = d.round_id
  JOIN agency a ON a.id = d.agency_id
  WHERE d.hash = $1 AND r.state <> 'preparation'
  ORDER BY r.archive, r.year DESC, d.at DESC, d.agency_id, d.round_id, d.version LIMIT $2";

const DOCUMENT: &str = "SELECT d.document FROM round_rules d
  JOIN selection_round r ON r.agency_id = d.agency_id AND r.id = d.round_id
  WHERE d.hash = $1 AND r.state <> 'preparation' LIMIT 1";

struct Shipped {
    name: &'static str,
    hash: String,
    document: Value,
}

static SHIPPED: LazyLock<Vec<Shipped>> = LazyLock::new(|| {
    let read = |name: &'static str| {
        let rules = selection::shipped(name).ok()?;
        let hash = selection::canonical_hash(&rules).ok()?;
        Some(Shipped { name, hash, document: serde_json::to_value(&rules).ok()? })
    };
    selection::SHIPPED.into_iter().filter_map(read).collect()
});

/// A rule document in short.
#[derive(Debug, Serialize, ToSchema)]
pub struct RuleDocumentCard {
    /// SHA-256 of the canonical document.
    #[schema(example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    pub hash: String,
    #[schema(example = "cpns-2024")]
    pub rule_id: String,
    #[schema(example = 2)]
    pub version: u32,
    pub title: BothTexts,
    #[schema(example = "TA 2024")]
    pub valid_for: String,
    /// Name under which the program brings it along; null for a document of one round.
    #[schema(example = "cpns-2024")]
    pub shipped: Option<String>,
    /// Published rounds that have or had these rules.
    #[schema(example = 3)]
    pub rounds: i64,
}

/// A published round that has or had these rules.
#[derive(Debug, Serialize, ToSchema, QueryableByName)]
pub struct RuleUse {
    #[schema(example = "5473")]
    #[diesel(sql_type = Text)]
    pub agency_id: String,
    #[schema(example = "Pemerintah Kota Sawahlunto")]
    #[diesel(sql_type = Text)]
    pub agency_name: String,
    #[diesel(sql_type = SqlUuid)]
    pub round_id: Uuid,
    #[schema(example = "Pegawai profesional RSUD 2026")]
    #[diesel(sql_type = Text)]
    pub round_name: String,
    #[schema(example = 2026)]
    #[diesel(sql_type = Integer)]
    pub year: i32,
    /// Version of the round's rules, counted in the round.
    #[schema(example = 1)]
    #[diesel(sql_type = Integer)]
    pub version: i32,
    /// False once an amendment took its place.
    #[schema(example = true)]
    #[diesel(sql_type = diesel::sql_types::Bool)]
    pub in_force: bool,
    #[schema(example = "Aturan awal")]
    #[diesel(sql_type = Text)]
    pub reason: String,
    #[schema(example = "Keputusan Wali Kota 12/2026")]
    #[diesel(sql_type = Nullable<Text>)]
    pub legal_basis: Option<String>,
    #[schema(example = "2026-11-02T02:00:00Z")]
    #[diesel(sql_type = Timestamptz)]
    pub at: DateTime<Utc>,
    #[serde(skip)]
    #[diesel(sql_type = BigInt)]
    pub uses: i64,
}

/// A rule document and where it is used.
#[derive(Debug, Serialize, ToSchema)]
pub struct RuleDocument {
    /// SHA-256 of the canonical document.
    #[schema(example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    pub hash: String,
    #[schema(example = "cpns-2024")]
    pub shipped: Option<String>,
    /// The document, as its JSON Schema says.
    pub document: Value,
    /// At most 50, current rounds first.
    pub uses: Vec<RuleUse>,
    /// All uses, also those that are not named.
    #[schema(example = 3)]
    pub use_count: i64,
}

#[derive(QueryableByName)]
struct Used {
    #[diesel(sql_type = Binary)]
    hash: Vec<u8>,
    #[diesel(sql_type = BigInt)]
    rounds: i64,
    #[diesel(sql_type = Jsonb)]
    document: Value,
}

#[derive(QueryableByName)]
struct Found {
    #[diesel(sql_type = Jsonb)]
    document: Value,
}

fn card(
    hash: String,
    document: Value,
    shipped: Option<&str>,
    rounds: i64,
) -> Result<RuleDocumentCard, Problem> {
    let rules: selection::Rules = parsed(document)?;
    Ok(RuleDocumentCard {
        hash,
        rule_id: rules.rule_id,
        version: rules.version,
        title: BothTexts { id: rules.title.id, en: rules.title.en },
        valid_for: rules.valid_for,
        shipped: shipped.map(str::to_owned),
        rounds,
    })
}

/// List rule documents.
///
/// Those that the program brings along, then those that published rounds changed or wrote themselves, newest first.
#[utoipa::path(get, path = "/api/v1/rules", operation_id = "rule_documents", tag = "rounds",
    responses((status = 200, body = Vec<RuleDocumentCard>, description = "Rule documents"),
        (status = 304, description = "Unchanged")))]
pub async fn rule_documents(
    _guard: Guard<Public>,
    state: web::Data<State>,
) -> Result<Cached<Vec<RuleDocumentCard>>, Problem> {
    let used: Vec<Used> =
        diesel::sql_query(USED).bind::<BigInt, _>(LISTED).load(&mut state.read().await?).await?;
    let used: Vec<(String, Used)> =
        used.into_iter().map(|one| (data_encoding::HEXLOWER.encode(&one.hash), one)).collect();
    let rounds = |hash: &str| used.iter().find(|(known, _)| known == hash).map_or(0, |(_, one)| one.rounds);
    let shipped = SHIPPED
        .iter()
        .map(|one| card(one.hash.clone(), one.document.clone(), Some(one.name), rounds(&one.hash)));
    let mut cards: Vec<RuleDocumentCard> = shipped.collect::<Result<_, _>>()?;
    for (hash, one) in used {
        if SHIPPED.iter().all(|shipped| shipped.hash != hash) {
            cards.push(card(hash, one.document, None, one.rounds)?);
        }
    }
    Ok(Cached(cards))
}

/// The document of this hash: shipped, or of a round that is published; anything else is not there.
async fn find(
    connection: &mut AsyncPgConnection,
    hash: &str,
) -> Result<(Vec<u8>, Option<&'static str>, Value), Problem> {
    let bytes = data_encoding::HEXLOWER.decode(hash.as_bytes()).map_err(|_| Problem::new(&NOT_FOUND))?;
    if let Some(one) = SHIPPED.iter().find(|one| one.hash == hash) {
        return Ok((bytes, Some(one.name), one.document.clone()));
    }
    let found: Found = diesel::sql_query(DOCUMENT).bind::<Binary, _>(&bytes).get_result(connection).await?;
    Ok((bytes, None, found.document))
}

/// A rule document with its uses, or 404.
pub async fn public_rules(connection: &mut AsyncPgConnection, hash: &str) -> Result<RuleDocument, Problem> {
    let (bytes, shipped, document) = find(connection, hash).await?;
    let uses = diesel::sql_query(USES).bind::<Binary, _>(bytes).bind::<BigInt, _>(NAMED);
    let uses: Vec<RuleUse> = uses.load(connection).await?;
    Ok(RuleDocument {
        hash: hash.to_owned(),
        shipped: shipped.map(str::to_owned),
        document,
        use_count: uses.as_slice().first().map_or(0, |one| one.uses),
        uses,
    })
}

/// Show a rule document.
///
/// By the SHA-256 of its canonical form (RFC 8785), which stands with every round, run and bundle. Documents of rounds
/// in preparation are not there yet.
#[utoipa::path(get, path = "/api/v1/rules/{hash}", operation_id = "rule_document", tag = "rounds",
    params(("hash" = String, Path, description = "SHA-256 in lower-case hex",
        example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")),
    responses((status = 200, body = RuleDocument, description = "The rules"), (status = 304, description = "Unchanged")))]
pub async fn rule_document(
    _guard: Guard<Public>,
    state: web::Data<State>,
    hash: Place<String>,
) -> Result<Cached<RuleDocument>, Problem> {
    let mut connection = state.read().await?;
    Ok(Cached(public_rules(&mut connection, &hash.0).await?))
}

/// A rule document as a file.
///
/// In canonical form: the `sha256sum` of the file is the hash.
#[utoipa::path(get, path = "/api/v1/rules/{hash}/rules.json", operation_id = "rule_file", tag = "rounds",
    params(("hash" = String, Path, description = "SHA-256 in lower-case hex",
        example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")),
    responses((status = 200, body = String, content_type = "application/json", description = "The file"),
        (status = 304, description = "Unchanged")))]
pub async fn rule_file(
    _guard: Guard<Public>,
    state: web::Data<State>,
    hash: Place<String>,
) -> Result<CachedText, Problem> {
    let mut connection = state.read().await?;
    let (_, _, document) = find(&mut connection, &hash.0).await?;
    let body = serde_json_canonicalizer::to_string(&document).map_err(inside)?;
    Ok(CachedText { media_type: "application/json", caching: FOR_EVER, body })
}
