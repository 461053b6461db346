//! What a stage says about each participant, taken from the room that decides it; the same for page, file and hash.
use diesel_async::AsyncPgConnection;
use interchange::write::{Dialect, OutTable, Value};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{model::Stage, ranked, store};
use crate::{
    kernel::{Code, Problem, Text, problem::INTERNAL},
    results, verification,
};

pub static VERDICTS_MISSING: Code = Code::new(
    "verdicts_missing",
    409,
    "Masih ada {count} lamaran tanpa hasil verifikasi yang disahkan. Selesaikan dulu, lalu siapkan pengumuman.",
    "{count} applications have no released verdict yet. Finish them before preparing the announcement.",
);
pub static NOTHING_TO_ANNOUNCE: Code = Code::new(
    "nothing_to_announce",
    409,
    "Belum ada hasil untuk tahap ini. Selesaikan dulu pemeriksaan berkas atau perhitungannya.",
    "There is no outcome for this stage yet. Finish the readings or the run first.",
);

/// A mark as a decimal string.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AnnouncedMark {
    #[schema(example = "skd_total")]
    pub code: String,
    #[schema(example = "412")]
    pub value: String,
}

/// One participant's line.
#[derive(Clone, Debug)]
pub struct Line {
    pub application_id: Uuid,
    pub reading_id: Option<Uuid>,
    pub participant_code: String,
    pub vacancy_id: Uuid,
    /// The vacancy's words as they are announced.
    pub post_title: String,
    pub unit_path: String,
    pub status: String,
    pub marks: Vec<AnnouncedMark>,
    pub place: Option<i32>,
    /// Where the place is, when that is not the vacancy applied for.
    pub placed: Option<results::OtherVacancy>,
    /// In a vacancy that the public does not see, because few took part.
    pub withheld: bool,
}

/// What a code of the announcement means.
#[derive(Clone, Debug)]
pub struct Meaning {
    /// `status`, `mark`, or `step`: a value between marks and total.
    pub kind: &'static str,
    pub code: String,
    pub id: String,
    pub en: String,
}

impl Meaning {
    fn status(code: &str, text: Text) -> Self {
        Self { kind: "status", code: code.into(), id: text.id.into(), en: text.en.into() }
    }
}

/// All lines of a stage in the order of the page, and the meaning of their codes.
#[derive(Clone, Debug)]
pub struct Content {
    pub lines: Vec<Line>,
    pub legend: Vec<Meaning>,
}

/// Asks the room that decides the stage.
pub async fn content(
    connection: &mut AsyncPgConnection,
    agency: &str,
    round: Uuid,
    stage: Stage,
    run: Option<Uuid>,
) -> Result<Content, Problem> {
    let content = match (stage, run) {
        (Stage::Administrative, None) => administrative(connection, agency, round).await?,
        (Stage::Shortlist | Stage::Result, Some(run)) => {
            ranked::content(connection, agency, round, stage, run).await?
        }
        _ => return Err(Problem::new(&NOTHING_TO_ANNOUNCE)),
    };
    if content.lines.is_empty() { Err(Problem::new(&NOTHING_TO_ANNOUNCE)) } else { Ok(content) }
}

const MS: Text = Text::new(
    "Memenuhi syarat: lanjut ke tahap berikutnya.",
    "Meets the requirements: goes on to the next stage.",
);
const TMS: Text = Text::new(
    "Tidak memenuhi syarat: alasan dapat dibaca pelamar setelah masuk.",
    "Does not meet the requirements: the applicant reads the reason after signing in.",
);

async fn administrative(
    connection: &mut AsyncPgConnection,
    agency: &str,
    round: Uuid,
) -> Result<Content, Problem> {
    let open = verification::unfinished(connection, agency, round).await?;
    if open > 0 {
        return Err(Problem::new(&VERDICTS_MISSING).with("count", open.to_string()));
    }
    let names = store::vacancies(connection, agency, round).await?;
    let line = |row: verification::Released| {
        let (post_title, unit_path) = names.get(&row.vacancy_id).cloned().unwrap_or_default();
        Line {
            application_id: row.application_id,
            reading_id: Some(row.reading_id),
            participant_code: row.participant_code,
            vacancy_id: row.vacancy_id,
            post_title,
            unit_path,
            status: row.outcome,
            marks: Vec::new(),
            place: None,
            placed: None,
            withheld: false,
        }
    };
    let lines = verification::released(connection, agency, round).await?.into_iter().map(line).collect();
    Ok(Content { lines, legend: vec![Meaning::status("MS", MS), Meaning::status("TMS", TMS)] })
}

impl Content {
    /// What the public sees of it.
    pub fn shown(&self) -> Self {
        let lines = self.lines.iter().filter(|line| !line.withheld).cloned().collect();
        Self { lines, legend: self.legend.clone() }
    }
}

/// The whole announcement as open data: a status stands with its words, marks have a column each.
pub fn csv(content: &Content, demo: bool) -> Result<Vec<u8>, Problem> {
    let marks: Vec<&Meaning> = content.legend.iter().filter(|meaning| meaning.kind != "status").collect();
    let mut headings: Vec<String> =
        ["participant_code", "vacancy_id", "post_title", "unit", "status", "status_id", "status_en", "place"]
            .map(str::to_owned)
            .into();
    headings.extend(marks.iter().map(|mark| mark.code.clone()));
    // Announcements without such places keep the file, and with it the hash, that they had before there were any.
    let elsewhere = content.lines.iter().any(|line| line.placed.is_some());
    if elsewhere {
        headings.extend(["placed_vacancy_id", "placed_post_title", "placed_unit"].map(str::to_owned));
    }
    if demo {
        headings.push("data".into());
    }
    let text = |text: &str| Value::Text(text.to_owned());
    let row = |line: &Line| {
        let status = content.legend.iter().find(|one| one.kind == "status" && one.code == line.status);
        let mut cells = vec![
            text(&line.participant_code),
            text(&line.vacancy_id.to_string()),
            text(&line.post_title),
            text(&line.unit_path),
            text(&line.status),
            status.map(|status| status.id.clone()).into(),
            status.map(|status| status.en.clone()).into(),
            line.place.map(|place| place.to_string()).into(),
        ];
        cells.extend(marks.iter().map(|mark| {
            let found = line.marks.iter().find(|one| one.code == mark.code);
            Value::from(found.map(|one| one.value.clone()))
        }));
        if elsewhere {
            let placed = line.placed.as_ref();
            cells.extend([
                Value::from(placed.map(|placed| placed.vacancy_id.to_string())),
                placed.map(|placed| placed.post_title.clone()).into(),
                placed.map(|placed| placed.unit_path.clone()).into(),
            ]);
        }
        if demo {
            cells.push(text("DATA REKAAN"));
        }
        cells
    };
    OutTable { headings, rows: content.lines.iter().map(row).collect() }
        .csv(Dialect::OpenData)
        .map_err(|error| Problem::new(&INTERNAL).inside(error))
}

/// SHA-256 of the file, as anybody computes it after downloading.
pub fn hash(csv: &[u8]) -> [u8; 32] {
    Sha256::digest(csv).into()
}
