//! The machines of a session and of an enrolment, and what they refuse.
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::kernel::{Code, Problem};

pub static ENROLMENT_NOT_OPEN: Code = Code::new(
    "enrolment_not_open",
    409,
    "Pendaftaran kelas ini baru dibuka pada {time}. Datang lagi pada waktu itu.",
    "Enrolment for this session opens on {time}. Come back then.",
);
pub static ENROLMENT_CLOSED: Code = Code::new(
    "enrolment_closed",
    409,
    "Pendaftaran kelas ini sudah ditutup pada {time}. Lihat kelas lain yang masih dibuka.",
    "Enrolment for this session closed on {time}. See other sessions that are still open.",
);
pub static SESSION_FULL: Code = Code::new(
    "session_full",
    409,
    "Semua kursi kelas ini sudah terisi. Pilih kelas lain atau tunggu kelas berikutnya.",
    "All seats of this session are taken. Choose another session or wait for the next one.",
);
pub static ALREADY_ENROLLED: Code = Code::new(
    "already_enrolled",
    409,
    "Orang ini sudah terdaftar di kelas ini. Tidak perlu mendaftar lagi.",
    "This person is already enrolled in this session. There is no need to enrol again.",
);
pub static NOT_ENROLLED: Code = Code::new(
    "not_enrolled",
    409,
    "Pendaftaran ini sudah dibatalkan atau sudah mempunyai hasil. Muat ulang halaman untuk melihat keadaannya sekarang.",
    "This enrolment was cancelled or has a result already. Reload the page to see where it is now.",
);
pub static SESSION_NOT_DRAFT: Code = Code::new(
    "session_not_draft",
    409,
    "Kelas ini sudah diumumkan, dan tidak ada yang berubah. Muat ulang halaman untuk melihatnya.",
    "This session is published already, and nothing was changed. Reload the page to see it.",
);
pub static MEETING_NOT_BEGUN: Code = Code::new(
    "meeting_not_begun",
    409,
    "Pertemuan ini baru dimulai pada {time}. Isi daftar hadir sesudah itu.",
    "This meeting begins on {time}. Keep its attendance after that.",
);
pub static ATTENDANCE_CLOSED: Code = Code::new(
    "attendance_closed",
    409,
    "Daftar hadir kelas ini sudah terkunci karena hasil sudah dicatat. Jika ada yang salah, perbaiki hasil peserta itu.",
    "The attendance of this session is closed because results have been recorded. If something is wrong, correct the participant's result.",
);
pub static SESSION_NOT_OVER: Code = Code::new(
    "session_not_over",
    409,
    "Pertemuan terakhir baru selesai pada {time}. Catat hasilnya sesudah itu.",
    "The last meeting ends on {time}. Record the results after that.",
);
pub static ATTENDANCE_MISSING: Code = Code::new(
    "attendance_missing",
    409,
    "Isi dulu daftar hadir semua pertemuan, lalu catat hasilnya.",
    "First keep the attendance of every meeting, then record the results.",
);
pub static NEVER_PRESENT: Code = Code::new(
    "never_present",
    409,
    "Peserta ini tidak pernah hadir, jadi tidak dapat dinyatakan lulus. Pilih tidak lulus, atau periksa dulu daftar hadirnya.",
    "This participant was never present and so cannot have passed. Choose not passed, or check the attendance first.",
);
pub static CERTIFICATE_STANDS: Code = Code::new(
    "certificate_stands",
    409,
    "Sertifikat sudah diterbitkan untuk hasil ini. Cabut dulu sertifikatnya.",
    "A certificate has been issued for this result. Revoke it first.",
);
pub static NOTHING_TO_ISSUE: Code = Code::new(
    "nothing_to_issue",
    409,
    "Semua peserta yang lulus sudah mempunyai sertifikat. Catat dulu hasil peserta lain jika masih ada.",
    "Everybody who passed has a certificate already. First record the results of others if there are any.",
);
pub static ALREADY_REVOKED: Code = Code::new(
    "already_revoked",
    409,
    "Sertifikat ini sudah dicabut, jadi tidak perlu dicabut lagi. Muat ulang halaman untuk melihatnya.",
    "This certificate is revoked already and need not be revoked again. Reload the page to see it.",
);

/// Where an enrolment stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(example = "enrolled")]
pub enum EnrolmentState {
    Enrolled,
    Cancelled,
    Passed,
    NotPassed,
}

impl EnrolmentState {
    pub fn code(self) -> &'static str {
        match self {
            Self::Enrolled => "enrolled",
            Self::Cancelled => "cancelled",
            Self::Passed => "passed",
            Self::NotPassed => "not_passed",
        }
    }

    pub fn of(code: &str) -> Self {
        match code {
            "cancelled" => Self::Cancelled,
            "passed" => Self::Passed,
            "not_passed" => Self::NotPassed,
            _ => Self::Enrolled,
        }
    }

    pub fn has_result(self) -> bool {
        matches!(self, Self::Passed | Self::NotPassed)
    }
}

/// Half-open `[opens, closes)`.
#[derive(Clone, Copy, Debug)]
pub struct Window {
    pub opens: DateTime<Utc>,
    pub closes: DateTime<Utc>,
}

/// A refusal and the instant that it speaks of.
pub type Refusal = (&'static Code, Option<DateTime<Utc>>);

impl Window {
    pub fn admits(self, now: DateTime<Utc>) -> Result<(), Refusal> {
        if now < self.opens {
            return Err((&ENROLMENT_NOT_OPEN, Some(self.opens)));
        }
        if now >= self.closes { Err((&ENROLMENT_CLOSED, Some(self.closes))) } else { Ok(()) }
    }
}

/// What happens to an enrolment.
#[derive(Clone, Copy, Debug)]
pub enum Command {
    Cancel {
        closes: DateTime<Utc>,
    },
    /// `attended` counts meetings; `kept` says whether every meeting has its attendance.
    Result {
        passed: bool,
        attended: usize,
        kept: bool,
        ends: DateTime<Utc>,
        certified: bool,
    },
}

/// The one place that says where an enrolment may go.
pub fn decide(
    state: EnrolmentState,
    command: Command,
    now: DateTime<Utc>,
) -> Result<EnrolmentState, Refusal> {
    use EnrolmentState::{Cancelled, Enrolled, NotPassed, Passed};
    match (state, command) {
        (Cancelled, _) | (Passed | NotPassed, Command::Cancel { .. }) => Err((&NOT_ENROLLED, None)),
        (Enrolled, Command::Cancel { closes }) if now < closes => Ok(Cancelled),
        (Enrolled, Command::Cancel { closes }) => Err((&ENROLMENT_CLOSED, Some(closes))),
        (_, Command::Result { certified: true, .. }) => Err((&CERTIFICATE_STANDS, None)),
        (_, Command::Result { ends, .. }) if now < ends => Err((&SESSION_NOT_OVER, Some(ends))),
        (_, Command::Result { kept: false, .. }) => Err((&ATTENDANCE_MISSING, None)),
        (_, Command::Result { passed: true, attended: 0, .. }) => Err((&NEVER_PRESENT, None)),
        (_, Command::Result { passed: true, .. }) => Ok(Passed),
        (_, Command::Result { passed: false, .. }) => Ok(NotPassed),
    }
}

/// A refusal as the person reads it, its instant in the agency's zone.
pub fn told((code, at): Refusal, zone: chrono_tz::Tz) -> Problem {
    let problem = Problem::new(code);
    match at {
        None => problem,
        Some(at) => problem.with("time", at.with_timezone(&zone).format("%d-%m-%Y %H.%M %Z").to_string()),
    }
}
