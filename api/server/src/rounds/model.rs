//! What a round is made of: steps with half-open windows, status codes with their legends.
use chrono::{DateTime, Utc};
use selection::Rules;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::kernel::Text;

/// A step of a timetable. The window is half-open: it has begun at `opens` and is over at `closes`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Step {
    #[schema(example = "registration")]
    pub code: String,
    #[schema(example = "2026-11-10T00:00:00Z")]
    pub opens: DateTime<Utc>,
    #[schema(example = "2026-12-05T17:00:00Z")]
    pub closes: DateTime<Utc>,
}

impl Step {
    /// Whether the window is open at `now`.
    pub fn is_open(&self, now: DateTime<Utc>) -> bool {
        self.opens <= now && now < self.closes
    }
}

/// The steps that a timetable may have, in the order in which they come.
pub const STEPS: &[(&str, Text)] = &[
    ("registration", Text::new("Pendaftaran", "Registration")),
    ("administration_check", Text::new("Pemeriksaan berkas", "Check of documents")),
    (
        "administration_announced",
        Text::new("Pengumuman hasil seleksi administrasi", "Announcement of the administrative stage"),
    ),
    (
        "administration_objection",
        Text::new("Masa sanggah hasil administrasi", "Objections to the administrative stage"),
    ),
    ("administration_answer", Text::new("Jawab sanggah administrasi", "Answers to objections")),
    (
        "administration_final",
        Text::new("Pengumuman administrasi pascasanggah", "Administrative stage after objections"),
    ),
    ("basic_test", Text::new("Seleksi Kompetensi Dasar (SKD)", "Basic test (SKD)")),
    ("further_field_test", Text::new("SKB tambahan (tanpa CAT)", "Further field tests (without CAT)")),
    ("field_test", Text::new("Seleksi Kompetensi Bidang (SKB)", "Field test (SKB)")),
    ("tests", Text::new("Ujian", "Tests")),
    ("result_announced", Text::new("Pengumuman hasil akhir", "Announcement of the result")),
    ("result_objection", Text::new("Masa sanggah hasil akhir", "Objections to the result")),
    ("result_answer", Text::new("Jawab sanggah hasil akhir", "Answers to objections to the result")),
    ("result_final", Text::new("Pengumuman hasil akhir pascasanggah", "Result after objections")),
    (
        "appointment_documents",
        Text::new("Pengisian daftar riwayat hidup (DRH)", "Documents after selection (DRH)"),
    ),
    (
        "identity_number_proposal",
        Text::new("Usul penetapan nomor induk pegawai (NIP)", "Proposal of the service number (NIP)"),
    ),
];

/// The words for a step.
pub fn step_name(code: &str) -> Option<Text> {
    STEPS.iter().find(|(known, _)| *known == code).map(|(_, name)| *name)
}

/// A status code with its legend in this round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusCode {
    pub code: String,
    pub id: String,
    pub en: String,
}

/// The codes of a rule document, each once: one code may stand for several states.
pub fn status_codes(rules: &Rules) -> Vec<StatusCode> {
    let mut codes: Vec<StatusCode> = Vec::new();
    for code in rules.codes.by_state.values() {
        match codes.iter_mut().find(|known| known.code == code.code) {
            Some(known) => {
                known.id = format!("{}; {}", known.id, code.legend.id);
                known.en = format!("{}; {}", known.en, code.legend.en);
            }
            None => codes.push(StatusCode {
                code: code.code.clone(),
                id: code.legend.id.clone(),
                en: code.legend.en.clone(),
            }),
        }
    }
    codes
}

/// A kind of round, with the door that it goes through.
pub struct RoundKind {
    pub code: &'static str,
    pub door: &'static str,
    pub name: Text,
}

/// The kinds that design.md section 1 knows.
pub const KINDS: &[RoundKind] = &[
    RoundKind {
        code: "cpns",
        door: "national",
        name: Text::new("Pengadaan CPNS", "Recruitment of candidate civil servants (CPNS)"),
    },
    RoundKind {
        code: "pppk",
        door: "national",
        name: Text::new("Pengadaan PPPK", "Recruitment of contract civil servants (PPPK)"),
    },
    RoundKind {
        code: "blud_professional",
        door: "own",
        name: Text::new("Pegawai profesional BLUD", "Professional staff of a public service unit (BLUD)"),
    },
    RoundKind {
        code: "open_bidding",
        door: "own",
        name: Text::new("Seleksi terbuka jabatan pimpinan tinggi", "Open bidding for senior posts"),
    },
    RoundKind { code: "internal", door: "own", name: Text::new("Seleksi internal", "Internal selection") },
    RoundKind { code: "internship", door: "own", name: Text::new("Magang", "Internship") },
];

/// Steps that happen at the national door for national rounds; they are never open here.
pub const NATIONAL_STEPS: &[&str] = &["registration", "administration_objection", "result_objection"];

/// Where a round stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Preparation,
    Published,
    Closed,
}

/// What a committee member wants to do with a round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// Change timetable, rules or vacancies before publication.
    Prepare,
    Publish,
    /// Propose or approve a change after publication.
    Amend,
}

/// Why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    AlreadyPublished,
    NotPublished,
    Closed,
}

impl State {
    pub fn of(code: &str) -> Self {
        match code {
            "preparation" => Self::Preparation,
            "published" => Self::Published,
            _ => Self::Closed,
        }
    }

    /// The state after `command`, or why it is refused.
    pub fn after(self, command: Command) -> Result<Self, Refusal> {
        match (self, command) {
            (Self::Preparation, Command::Prepare) => Ok(Self::Preparation),
            (Self::Preparation, Command::Publish) | (Self::Published, Command::Amend) => Ok(Self::Published),
            (Self::Preparation, Command::Amend) => Err(Refusal::NotPublished),
            (Self::Published, Command::Prepare | Command::Publish) => Err(Refusal::AlreadyPublished),
            (Self::Closed, _) => Err(Refusal::Closed),
        }
    }
}

/// Why a timetable cannot be: pointer within its list, code and sentence.
pub fn timetable_faults(steps: &[Step]) -> Vec<(String, &'static str, Text)> {
    let mut faults = Vec::new();
    for (at, step) in steps.iter().enumerate() {
        if step_name(&step.code).is_none() {
            let text = Text::new("Tahap ini tidak dikenal.", "This step is not known.");
            faults.push((format!("/steps/{at}/code"), "unknown_step", text));
        }
        if step.closes <= step.opens {
            let text =
                Text::new("Waktu selesai harus sesudah waktu mulai.", "The end must be after the beginning.");
            faults.push((format!("/steps/{at}/closes"), "ends_before_it_begins", text));
        }
        if steps.iter().take(at).any(|other| other.code == step.code) {
            let text = Text::new("Tahap ini sudah ada.", "This step is there already.");
            faults.push((format!("/steps/{at}/code"), "repeated_step", text));
        }
    }
    faults
}
