//! A committee member begins to prepare a round.
use actix_web::web;
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::{model::KINDS, store::Round, view::RoundView};
use crate::{
    http::{Answer, IdempotencyKey, Json},
    identity::{Guard, Scope},
    kernel::{Code, Problem, State, Text, new_id, permission::RoundPrepare, problem::BAD_INPUT},
    record::{Once, write_once},
    schema::selection_round,
};

pub static LEGAL_BASIS_MISSING: Code = Code::new(
    "legal_basis_missing",
    422,
    "Seleksi tanpa dasar hukum tidak dapat dibuat. Tuliskan peraturan atau keputusan yang menjadi dasarnya.",
    "A selection without a legal basis is refused. Name the regulation or decision that it rests on.",
);
pub static ROUND_CODE_TAKEN: Code = Code::new(
    "round_code_taken",
    409,
    "Kode seleksi ini sudah dipakai di instansi Anda. Pilih kode lain.",
    "This round code is used already in your agency. Choose another.",
);

pub const PROBLEMS: &[&Code] = &[&LEGAL_BASIS_MISSING, &ROUND_CODE_TAKEN];

/// No Indonesian rule names a number; five is the usual least cell of official statistics.
const WITHHOLD_BELOW: i16 = 5;

/// A round to prepare.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewRound {
    /// Short code, part of addresses and file names: lower-case letters, digits and hyphens.
    #[schema(example = "blud-2026")]
    #[validate(length(
        min = 3,
        max = 40,
        code = "length",
        message = "Isi 3 sampai 40 karakter.|Use 3 to 40 characters."
    ))]
    pub code: String,
    /// `cpns` and `pppk` go through the national door; `blud_professional`, `open_bidding`, `internal` and
    /// `internship` through our own.
    #[schema(example = "blud_professional")]
    pub kind: String,
    #[schema(example = "Permendagri 79/2018; Keputusan Wali Kota 100/2026")]
    #[validate(length(max = 500))]
    pub legal_basis: String,
    #[schema(example = "Pegawai profesional RSUD 2026")]
    #[validate(length(
        min = 5,
        max = 200,
        code = "length",
        message = "Isi 5 sampai 200 karakter.|Use 5 to 200 characters."
    ))]
    pub name: String,
    #[schema(example = 2026)]
    #[validate(range(min = 2020, max = 2100))]
    pub year: i32,
    /// `A` (names of those placed), `B` (codes, the default) or `C` (codes, small vacancies withheld).
    #[schema(example = "B")]
    pub publication_profile: Option<String>,
    /// Under profile `C`, vacancies with fewer participants are withheld: 5 unless stated.
    #[schema(example = 5)]
    #[serde(default)]
    #[validate(range(
        min = 2,
        max = 50,
        code = "withhold_below",
        message = "Isi 2 sampai 50.|Use 2 to 50."
    ))]
    pub withhold_below: Option<i16>,
}

/// Begin a round.
///
/// It is in preparation until a second committee member publishes it.
#[utoipa::path(post, path = "/api/v1/agencies/{agency}/rounds", operation_id = "create_round", tag = "rounds",
    params(("agency" = String, Path, description = "Agency code", example = "5473")),
    request_body = NewRound, responses((status = 201, body = RoundView, description = "The round in preparation")))]
pub async fn create_round(
    guard: Guard<RoundPrepare>,
    state: web::Data<State>,
    key: IdempotencyKey,
    json: Json<NewRound>,
) -> Result<Answer<RoundView>, Problem> {
    guard.covers(Scope::Agency)?;
    let agency = guard.agency()?.to_owned();
    let author = guard.account_id()?;
    let once = Once { operation: "create_round", key: &key, body_hash: json.hash };
    let new = json.value;
    let (kind, profile) = checked(&new)?;
    write_once(&state, guard.actor(), once, async |write| {
        let round = Round {
            agency_id: agency.clone(),
            id: new_id(),
            code: new.code,
            kind: kind.to_owned(),
            door: KINDS.iter().find(|known| known.code == kind).map_or("own", |known| known.door).to_owned(),
            legal_basis: new.legal_basis.trim().to_owned(),
            name: new.name,
            year: new.year,
            publication_profile: profile,
            state: "preparation".into(),
            archive: false,
            authored_by: Some(author),
            published_by: None,
            published_at: None,
            timetable_version: 0,
            rules_version: 0,
            version: 1,
            updated_at: write.now,
            withhold_below: new.withhold_below.unwrap_or(WITHHOLD_BELOW),
        };
        let added = diesel::insert_into(selection_round::table)
            .values(&round)
            .on_conflict((selection_round::agency_id, selection_round::code))
            .do_nothing()
            .execute(write.connection())
            .await?;
        if added == 0 {
            return Err(Problem::new(&ROUND_CODE_TAKEN));
        }
        write.audit(&agency, "round_created", round.id).await?;
        Ok(Answer::created(RoundView::from(&round)).version(round.version))
    })
    .await
}

fn checked(new: &NewRound) -> Result<(&'static str, String), Problem> {
    if new.legal_basis.trim().is_empty() {
        return Err(Problem::new(&LEGAL_BASIS_MISSING));
    }
    let mut problem = Problem::new(&BAD_INPUT);
    let kind = KINDS.iter().find(|kind| kind.code == new.kind);
    if kind.is_none() {
        let text = Text::new("Jenis seleksi ini tidak dikenal.", "This kind of round is not known.");
        problem = problem.field("/kind", "unknown_kind", text);
    }
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if !new.code.bytes().all(plain) {
        let text = Text::new(
            "Pakai huruf kecil, angka dan tanda hubung.",
            "Use lower-case letters, digits and hyphens.",
        );
        problem = problem.field("/code", "code_form", text);
    }
    let profile = new.publication_profile.clone().unwrap_or_else(|| "B".into());
    if !["A", "B", "C"].contains(&profile.as_str()) {
        let text = Text::new("Pilih A, B atau C.", "Choose A, B or C.");
        problem = problem.field("/publication_profile", "unknown_profile", text);
    }
    match kind {
        Some(kind) if problem.errors.is_empty() => Ok((kind.code, profile)),
        _ => Err(problem),
    }
}
