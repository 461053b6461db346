//! What the routes of announcements answer.
use chrono::{DateTime, Utc};
use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    content::AnnouncedMark,
    disclosed::{RecordedBasis, UniquenessReport, WithheldPart},
    files::Listed,
    store::{AnnouncementRow, LegendRow, LineRow, StatusCount},
};
use crate::{
    kernel::Problem,
    results::OtherVacancy,
    verification::{BothLanguages, Schedule},
};

/// What a code of the announcement means.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct LegendEntry {
    /// `status`, `mark`, or `step`: a value between marks and total, which only the files hold.
    #[schema(example = "status")]
    pub kind: String,
    #[schema(example = "MS")]
    pub code: String,
    pub legend: BothLanguages,
}

impl From<LegendRow> for LegendEntry {
    fn from(row: LegendRow) -> Self {
        let legend = BothLanguages { id: row.legend_id_text, en: row.legend_en_text };
        Self { kind: row.kind, code: row.code, legend }
    }
}

/// How many have a status.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct CountOfStatus {
    #[schema(example = "MS")]
    pub status: String,
    #[schema(example = 120)]
    pub count: i64,
}

/// How many have which status in one vacancy.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct CountOfVacancy {
    #[schema(example = "0193a5b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b")]
    pub vacancy_id: Uuid,
    #[schema(example = "Perawat Terampil")]
    pub post_title: String,
    #[schema(example = "RSUD Sawahlunto")]
    pub unit_path: String,
    pub counts: Vec<CountOfStatus>,
}

/// An announcement without its lines.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct AnnouncementSummary {
    #[schema(example = "0193a5b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b")]
    pub id: Uuid,
    #[schema(example = "5473")]
    pub agency_id: String,
    #[schema(example = "0193a5b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b")]
    pub round_id: Uuid,
    #[schema(example = "Pengadaan PPPK 2026")]
    pub round_name: String,
    #[schema(example = "Pemerintah Kota Sawahlunto")]
    pub agency_name: String,
    /// The agency's time zone.
    #[schema(example = "Asia/Jakarta")]
    pub zone: String,
    /// `administrative`, `shortlist` or `result`.
    #[schema(example = "administrative")]
    pub stage: String,
    /// 1, and one more for each correction.
    #[schema(example = 1)]
    pub number: i16,
    /// `prepared` or `published`.
    #[schema(example = "published")]
    pub state: String,
    #[schema(example = "800.1.2/123/BKPSDM/2026")]
    pub letter: String,
    /// Why it corrects the version before.
    #[schema(example = "Satu putusan diperbaiki.")]
    pub reason: Option<String>,
    /// `A`: with names of those placed; `B`: by code alone; `C`: by code, small vacancies withheld.
    #[schema(example = "B")]
    pub profile: String,
    #[schema(example = 150)]
    pub row_count: i32,
    /// SHA-256 of the CSV file.
    #[schema(example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    pub content_hash: String,
    #[schema(example = "2026-12-11T09:00:00Z")]
    pub prepared_at: DateTime<Utc>,
    /// The instant at which it was told to everybody.
    #[schema(example = "2026-12-11T09:00:00Z")]
    pub published_at: Option<DateTime<Utc>>,
    #[schema(example = "2026-12-14T17:00:00Z")]
    pub objections_close_at: Option<DateTime<Utc>>,
    /// SHA-256 of `hashes.txt`, the list of the files from which anybody recomputes it; it stands in the public record.
    #[schema(example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    pub bundle_hash: Option<String>,
    /// How many participants have been told in their inbox.
    #[schema(example = 150)]
    pub told: i32,
}

impl AnnouncementSummary {
    pub fn of(row: &AnnouncementRow, schedule: &Schedule) -> Self {
        Self {
            id: row.id,
            agency_id: row.agency_id.clone(),
            round_id: row.round_id,
            round_name: schedule.name.clone(),
            agency_name: schedule.agency_name.clone(),
            zone: schedule.zone.name().to_owned(),
            stage: row.stage.clone(),
            number: row.number,
            state: row.state.clone(),
            letter: row.letter.clone(),
            reason: row.reason.clone(),
            profile: row.profile.clone(),
            row_count: row.row_count,
            content_hash: HEXLOWER.encode(&row.content_hash),
            prepared_at: row.prepared_at,
            published_at: row.published_at,
            objections_close_at: row.objections_close_at,
            bundle_hash: row.bundle_hash.as_ref().map(|hash| HEXLOWER.encode(hash)),
            told: row.told,
        }
    }
}

/// A file that belongs to an announcement.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct AnnouncementFile {
    #[schema(example = "outcomes.csv")]
    pub name: String,
    /// In bytes.
    #[schema(example = 5120)]
    pub size: i32,
    #[schema(example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    pub sha256: String,
}

impl From<Listed> for AnnouncementFile {
    fn from(file: Listed) -> Self {
        Self { name: file.name, size: file.size, sha256: HEXLOWER.encode(&file.sha256) }
    }
}

/// An announcement with counts and legend.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct AnnouncementDetail {
    #[serde(flatten)]
    pub summary: AnnouncementSummary,
    /// The newest published version of this stage, if it is another one.
    #[schema(example = "0193a5b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b")]
    pub replaced_by: Option<Uuid>,
    pub counts: Vec<CountOfStatus>,
    pub vacancies: Vec<CountOfVacancy>,
    pub legend: Vec<LegendEntry>,
    /// The files from which anybody recomputes it; while it is only prepared, without those that name the instant.
    pub files: Vec<AnnouncementFile>,
    /// `national`: objections are filed at SSCASN; `own`: here.
    #[schema(example = "own")]
    pub door: String,
    /// Hash of the rules by which it was computed: `/api/v1/rule-documents/{hash}` gives them.
    #[schema(example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    pub rules_hash: Option<String>,
    /// SHA-256 of the checker in one file (`/periksa.html`) as it was given out at publication.
    #[schema(example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    pub checker_hash: Option<String>,
    /// On what names are published; only under profile `A`.
    pub names_basis: Option<RecordedBasis>,
    /// What is withheld; only under profile `C`.
    pub withheld: Option<WithheldPart>,
}

/// An announcement as its committee looks at it before publication.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct AnnouncementPreview {
    #[serde(flatten)]
    pub detail: AnnouncementDetail,
    /// Nothing where nothing was computed.
    pub uniqueness: Option<UniquenessReport>,
}

/// Totals, and the same by vacancy.
pub fn count(rows: &[StatusCount]) -> (Vec<CountOfStatus>, Vec<CountOfVacancy>) {
    let mut totals: Vec<CountOfStatus> = Vec::new();
    let mut vacancies: Vec<CountOfVacancy> = Vec::new();
    for row in rows {
        match totals.iter_mut().find(|total| total.status == row.status) {
            Some(total) => total.count += row.count,
            None => totals.push(CountOfStatus { status: row.status.clone(), count: row.count }),
        }
        let count = CountOfStatus { status: row.status.clone(), count: row.count };
        match vacancies.iter_mut().find(|known| known.vacancy_id == row.vacancy_id) {
            Some(known) => known.counts.push(count),
            None => vacancies.push(CountOfVacancy {
                vacancy_id: row.vacancy_id,
                post_title: row.post_title.clone(),
                unit_path: row.unit_path.clone(),
                counts: vec![count],
            }),
        }
    }
    totals.sort_by(|a, b| a.status.cmp(&b.status));
    (totals, vacancies)
}

/// One participant's line: a code, never a name.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct AnnouncedLine {
    #[schema(example = 1)]
    pub position: i32,
    #[schema(example = "7QK4-M2XN")]
    pub participant_code: String,
    #[schema(example = "0193a5b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b")]
    pub vacancy_id: Uuid,
    #[schema(example = "Perawat Terampil")]
    pub post_title: String,
    #[schema(example = "RSUD Sawahlunto")]
    pub unit_path: String,
    #[schema(example = "MS")]
    pub status: String,
    pub marks: Vec<AnnouncedMark>,
    /// Rank within the vacancy, where the stage ranks.
    #[schema(example = 3)]
    pub place: Option<i32>,
    /// Where the place is, when the refill gave one of another vacancy.
    pub placed: Option<OtherVacancy>,
}

impl AnnouncedLine {
    pub fn of(row: LineRow) -> Result<Self, Problem> {
        Ok(Self {
            position: row.position,
            marks: row.marks()?,
            placed: row.placed(),
            participant_code: row.participant_code,
            vacancy_id: row.vacancy_id,
            post_title: row.post_title,
            unit_path: row.unit_path,
            status: row.status,
            place: row.place_in_vacancy,
        })
    }
}
