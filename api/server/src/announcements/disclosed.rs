//! What an announcement says of its publication profile: the basis of names, what is withheld, who would stand alone.
use std::collections::BTreeMap;

use bundle::{
    announcement::{KeptBack, NamesBasis},
    uniqueness::{Alone, Report},
};
use diesel_async::AsyncPgConnection;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{files, store, store::AnnouncementRow};
use crate::kernel::Problem;

/// What the information officer (PPID) recorded before names were published.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct RecordedBasis {
    #[schema(example = "800/PPID/7/2026")]
    pub document: String,
    #[schema(example = "2026-11-20")]
    pub date: String,
    #[schema(example = "Dinas Komunikasi dan Informatika")]
    pub unit: String,
    #[schema(example = "Uji konsekuensi: nama yang mendapat tempat terbuka.")]
    pub text: String,
}

impl RecordedBasis {
    pub fn of(basis: NamesBasis) -> Self {
        let NamesBasis { document, date, unit, text } = basis;
        Self { document, date, unit, text }
    }
}

/// Vacancies that are withheld because few took part.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct WithheldPart {
    #[schema(example = 3)]
    pub vacancies: u32,
    /// Those among them that a place or a ruling joins to a small one.
    #[schema(example = 1)]
    pub joined: u32,
    #[schema(example = 7)]
    pub participants: u32,
    /// A vacancy is withheld where fewer take part.
    #[schema(example = 5)]
    pub below: u32,
    /// SHA-256 over form, salt and the hashes of the whole files; the salt opens it to a court.
    #[schema(example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    pub commitment: String,
}

impl WithheldPart {
    pub async fn of(
        connection: &mut AsyncPgConnection,
        row: &AnnouncementRow,
    ) -> Result<Option<Self>, Problem> {
        let Some(kept) = files::read(row.kept_back.as_ref())? else { return Ok(None) };
        let KeptBack { participants, below, joined, commitment } = kept;
        let vacancies = files::withheld(connection, row).await?;
        Ok(Some(Self { vacancies, joined, participants, below, commitment }))
    }
}

/// How many rows of people without a place are in groups of a size.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct GroupSize {
    #[schema(example = 4)]
    pub size: u32,
    #[schema(example = 12)]
    pub rows: u32,
}

/// Somebody without a place whose row stands alone.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct RowAlone {
    #[schema(example = "7QK4-M2XN")]
    pub participant_code: String,
    #[schema(example = "Perawat Terampil")]
    pub post_title: String,
    #[schema(example = "RSUD Sawahlunto")]
    pub unit_path: String,
    #[schema(example = "general")]
    pub pool: String,
    #[schema(example = "4100230")]
    pub education: Option<String>,
    #[schema(example = "1995-1999")]
    pub age_band: Option<String>,
    #[schema(example = "3.25-3.50")]
    pub grade_band: Option<String>,
    /// A decision rests on what makes it stand alone, so it does not block.
    #[schema(example = false)]
    pub needed: bool,
}

/// How well people without a place are hidden among others in what an outsider may know of them: pool, qualification,
/// place, and age and grade where these are published.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct UniquenessReport {
    #[schema(example = 120)]
    pub rows: u32,
    pub sizes: Vec<GroupSize>,
    pub alone: Vec<RowAlone>,
    /// Whether publication is refused.
    #[schema(example = false)]
    pub blocks: bool,
}

impl UniquenessReport {
    /// As it was made when the announcement was prepared.
    pub async fn of(
        connection: &mut AsyncPgConnection,
        row: &AnnouncementRow,
    ) -> Result<Option<Self>, Problem> {
        let Some(report) = files::read::<Report>(row.uniqueness.as_ref())? else { return Ok(None) };
        let names: BTreeMap<String, (String, String)> =
            store::vacancies(connection, &row.agency_id, row.round_id)
                .await?
                .into_iter()
                .map(|(id, words)| (id.to_string(), words))
                .collect();
        let alone = |one: &Alone| {
            let (post_title, unit_path) = names.get(&one.vacancy).cloned().unwrap_or_default();
            let exact = &one.known.exact;
            RowAlone {
                participant_code: one.participant.clone(),
                post_title,
                unit_path,
                pool: one.known.pool.clone(),
                education: exact.education.clone(),
                age_band: exact.age_band.clone(),
                grade_band: exact.grade_band.clone(),
                needed: one.needed,
            }
        };
        Ok(Some(Self {
            rows: report.rows,
            blocks: report.blocks(),
            alone: report.alone.iter().map(alone).collect(),
            sizes: report.sizes.into_iter().map(|(size, rows)| GroupSize { size, rows }).collect(),
        }))
    }
}
