//! What is shown of whom: names of those placed (A), codes (B), or codes without small vacancies (C). A round states its
//! profile before registration opens; its committee may show less at an announcement, and never more.
use std::collections::{BTreeMap, BTreeSet};

use bundle::{
    announcement::{KeptBack, NamesBasis},
    hashes, name, names,
    withheld::{self, Reason},
};
use chrono::NaiveDate;
use data_encoding::HEXLOWER;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{
    content::Content,
    model::Stage,
    store::{AnnouncementRow, inside},
};
use crate::{
    kernel::{Code, Problem, State, Text, problem::BAD_INPUT, random},
    schema::{announcement_withheld, application, person},
    verification::Schedule,
};

pub static PROFILE_BEYOND_ROUND: Code = Code::new(
    "profile_beyond_round",
    409,
    "Seleksi ini menjanjikan profil {profile} kepada pelamar. Pilih profil itu atau yang menampilkan lebih sedikit.",
    "This round promised its applicants profile {profile}. Choose that one or one that shows less.",
);
pub static ROWS_STAND_ALONE: Code = Code::new(
    "rows_stand_alone",
    409,
    "{count} peserta tanpa tempat dapat dikenali dari barisnya. Batalkan pengumuman ini, lalu siapkan lagi dengan profil C.",
    "{count} participants without a place could be recognised by their rows. Discard this announcement and prepare it again with profile C.",
);

const PROFILES: [&str; 3] = ["A", "B", "C"];
const UNKNOWN_PROFILE: Text = Text::new("Pilih A, B atau C.", "Choose A, B or C.");
const BASIS_NEEDED: Text = Text::new(
    "Nama hanya terbit dengan dasar yang dicatat PPID. Isi dasarnya, atau pilih profil B.",
    "Names are published only on a basis recorded by the information officer. State it, or choose profile B.",
);
const NO_BASIS: Text = Text::new(
    "Pengumuman ini tidak memuat nama, jadi tidak memerlukan dasar itu.",
    "This announcement holds no names, so it takes no such basis.",
);

/// What the information officer (PPID) recorded before names are published.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct Basis {
    /// Number of the document.
    #[schema(example = "800/PPID/7/2026")]
    #[validate(length(
        min = 3,
        max = 100,
        code = "document_length",
        message = "Tulis nomor dokumen dengan 3 sampai 100 huruf.|Write the document's number in 3 to 100 letters."
    ))]
    pub document: String,
    #[schema(example = "2026-11-20")]
    pub date: NaiveDate,
    /// The officer's unit; the officer is not named.
    #[schema(example = "Dinas Komunikasi dan Informatika")]
    #[validate(length(
        min = 3,
        max = 200,
        code = "unit_length",
        message = "Tulis unit PPID dengan 3 sampai 200 huruf.|Write the unit in 3 to 200 letters."
    ))]
    pub unit: String,
    /// On what the publication of names rests.
    #[schema(
        example = "Uji konsekuensi: nama yang mendapat tempat terbuka menurut UU 14/2008 pasal 18 ayat (2)."
    )]
    #[validate(length(
        min = 20,
        max = 2000,
        code = "basis_length",
        message = "Tulis isi dasarnya dengan 20 sampai 2.000 huruf.|Write the basis in 20 to 2,000 letters."
    ))]
    pub text: String,
}

impl Basis {
    fn recorded(&self) -> NamesBasis {
        let text = |text: &str| text.trim().to_owned();
        NamesBasis {
            document: text(&self.document),
            date: self.date.to_string(),
            unit: text(&self.unit),
            text: text(&self.text),
        }
    }
}

/// The profile of one announcement.
pub struct Profile {
    pub code: &'static str,
    pub basis: Option<NamesBasis>,
    /// Under C: vacancies with fewer participants are withheld.
    pub below: Option<u32>,
}

/// What is asked for, where the round allows it. Only a final result has somebody to name.
pub fn choose(
    asked: Option<&str>,
    basis: Option<&Basis>,
    stage: Stage,
    schedule: &Schedule,
) -> Result<Profile, Problem> {
    let known = |code: &str| PROFILES.into_iter().find(|known| *known == code);
    let wrong = |field: &str, code, text| Problem::new(&BAD_INPUT).field(field.to_owned(), code, text);
    let chosen = known(asked.unwrap_or(&schedule.profile))
        .ok_or_else(|| wrong("/profile", "unknown_profile", UNKNOWN_PROFILE))?;
    if chosen < schedule.profile.as_str() {
        return Err(Problem::new(&PROFILE_BEYOND_ROUND).with("profile", schedule.profile.clone()));
    }
    let code = if chosen == "A" && stage != Stage::Result { "B" } else { chosen };
    match (code, basis) {
        ("A", None) => Err(wrong("/names_basis", "basis_needed", BASIS_NEEDED)),
        ("B" | "C", Some(_)) => Err(wrong("/names_basis", "not_here", NO_BASIS)),
        _ => Ok(Profile {
            code,
            basis: basis.map(Basis::recorded),
            below: (code == "C").then(|| schedule.withhold_below.try_into().unwrap_or(u32::MAX)),
        }),
    }
}

/// Marks the lines of vacancies that are withheld; answers how many people are in them.
pub fn keep_back(content: &mut Content, vacancies: &BTreeSet<Uuid>) -> usize {
    let lines = content.lines.iter_mut().filter(|line| vacancies.contains(&line.vacancy_id));
    lines.map(|line| line.withheld = true).count()
}

/// Vacancies with few lines, where nothing was computed.
pub fn few_lines(content: &Content, below: u32) -> BTreeMap<String, Reason> {
    let vacancies: Vec<String> = content.lines.iter().map(|line| line.vacancy_id.to_string()).collect();
    let few = withheld::few(vacancies.iter().map(String::as_str), below);
    few.into_iter().map(|vacancy| (vacancy.to_owned(), Reason::Few)).collect()
}

/// What is withheld, and what would open it.
pub struct Kept {
    pub told: KeptBack,
    opening: Opening,
}

/// The whole files and what shows that they are those that were committed to.
#[derive(Serialize, Deserialize)]
pub struct Opening {
    pub files: BTreeMap<String, String>,
}

const SALT: &str = "salt.txt";

impl Kept {
    pub fn of(
        vacancies: &BTreeMap<String, Reason>,
        files: Vec<(&'static str, String)>,
        participants: usize,
        below: u32,
    ) -> Result<Self, Problem> {
        let salt = HEXLOWER.encode(&random::<32>());
        let hashed: Vec<(&str, String)> =
            files.iter().map(|(name, text)| (*name, hashes::of(text.as_bytes()))).collect();
        let list = hashes::write(hashed.iter().map(|(name, hash)| (*name, hash.as_str())));
        let joined = vacancies.values().filter(|reason| **reason == Reason::Joined).count();
        let told = KeptBack {
            participants: u32::try_from(participants).map_err(inside)?,
            below,
            joined: u32::try_from(joined).map_err(inside)?,
            commitment: withheld::commitment(&salt, &list),
        };
        let mut files: BTreeMap<String, String> =
            files.into_iter().map(|(name, text)| (name.to_owned(), text)).collect();
        files.insert(SALT.to_owned(), salt + "\n");
        files.insert(name::HASHES.to_owned(), list);
        Ok(Self { told, opening: Opening { files } })
    }

    /// Sealed: only an officer who opens it for a court reads it.
    pub async fn store(
        &self,
        state: &State,
        connection: &mut AsyncPgConnection,
        row: &AnnouncementRow,
    ) -> Result<(), Problem> {
        let opening = serde_json::to_string(&self.opening).map_err(inside)?;
        diesel::insert_into(announcement_withheld::table)
            .values((
                announcement_withheld::agency_id.eq(&row.agency_id),
                announcement_withheld::announcement_id.eq(row.id),
                announcement_withheld::sealed.eq(state.keys().seal_text(SEALED, &opening)?),
            ))
            .execute(connection)
            .await?;
        Ok(())
    }
}

const SEALED: &str = "announcement_withheld.sealed";

/// What was withheld; nothing where all is shown.
pub async fn opening(
    state: &State,
    connection: &mut AsyncPgConnection,
    row: &AnnouncementRow,
) -> Result<Option<Opening>, Problem> {
    let found = announcement_withheld::table.find((&row.agency_id, row.id));
    let sealed: Option<Vec<u8>> =
        found.select(announcement_withheld::sealed).first(connection).await.optional()?;
    let Some(sealed) = sealed else { return Ok(None) };
    let opening = state.keys().unseal_text(SEALED, &sealed)?;
    serde_json::from_str(&opening).map(Some).map_err(inside)
}

/// `names.csv`, of those whose name may stand beside their code.
pub async fn names_file(
    connection: &mut AsyncPgConnection,
    agency: &str,
    content: &Content,
    nameable: &BTreeSet<String>,
) -> Result<String, Problem> {
    let lines = content.lines.iter().filter(|line| nameable.contains(&line.participant_code));
    let applications: Vec<Uuid> = lines.map(|line| line.application_id).collect();
    let found: Vec<(String, String)> = application::table
        .inner_join(person::table)
        .filter(application::agency_id.eq(agency).and(application::id.eq_any(applications)))
        .select((application::participant_code, person::name))
        .load(connection)
        .await?;
    names::write(&found.into_iter().collect()).map_err(inside)
}
