//! The closed list of facts that the public record knows.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a kind of fact that this version knows")]
pub struct UnknownKind;

/// Declares variant and string together, so that neither can be forgotten.
macro_rules! kinds {
    ($($(#[$note:meta])* $variant:ident = $text:literal,)+) => {
        /// What a leaf says happened. Add at will; a string once published is never renamed or reused.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind { $($(#[$note])* $variant,)+ }

        impl Kind {
            pub const ALL: &[Kind] = &[$(Kind::$variant,)+];

            pub const fn as_str(self) -> &'static str {
                match self { $(Kind::$variant => $text,)+ }
            }
        }

        impl FromStr for Kind {
            type Err = UnknownKind;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match text { $($text => Ok(Kind::$variant),)+ _ => Err(UnknownKind) }
            }
        }
    };
}

kinds! {
    // Rounds
    RoundPublished = "round_published",
    AmendmentPublished = "amendment_published",
    TimetableChanged = "timetable_changed",
    VacancyPublished = "vacancy_published",
    /// Milestone: the tokens of all applications that were in when the window closed.
    RegistrationClosed = "registration_closed",
    RoundEnded = "round_ended",
    // Applications
    ApplicationSubmitted = "application_submitted",
    ApplicationCorrected = "application_corrected",
    ApplicationWithdrawn = "application_withdrawn",
    ApplicantsImported = "applicants_imported",
    // Verification
    VerdictRecorded = "verdict_recorded",
    VerdictReleased = "verdict_released",
    VerdictReversed = "verdict_reversed",
    // Draws
    DrawListed = "draw_listed",
    DrawCommitted = "draw_committed",
    DrawRevealed = "draw_revealed",
    DrawFinished = "draw_finished",
    DrawFailed = "draw_failed",
    // Tests
    ParticipantsNumbered = "participants_numbered",
    AttendanceRecorded = "attendance_recorded",
    PanelSealed = "panel_sealed",
    MarksImported = "marks_imported",
    MarksApproved = "marks_approved",
    /// One participant's marks of an approved sheet.
    MarkRecorded = "mark_recorded",
    // Results
    RunRecorded = "run_recorded",
    RunApproved = "run_approved",
    NationalResultImported = "national_result_imported",
    RecomputationRecorded = "recomputation_recorded",
    DifferenceExplained = "difference_explained",
    RulingRecorded = "ruling_recorded",
    // Announcements
    /// Milestone: the tokens of all who are named in the announcement of a stage.
    StageAnnounced = "stage_announced",
    /// Milestone: the tokens of all who are named in the announcement of the result.
    ResultAnnounced = "result_announced",
    AnnouncementCorrected = "announcement_corrected",
    // Objections
    ObjectionFiled = "objection_filed",
    ObjectionAnswered = "objection_answered",
    // Appointments
    AppointmentRecorded = "appointment_recorded",
    // Training
    CourseSessionPublished = "course_session_published",
    EnrolmentRecorded = "enrolment_recorded",
    EnrolmentCancelled = "enrolment_cancelled",
    TrainingResult = "training_result",
    CertificateIssued = "certificate_issued",
    CertificateRevoked = "certificate_revoked",
    // Identity
    AccountProven = "account_proven",
    AccountDisputed = "account_disputed",
    AccountSettled = "account_settled",
    GrantGiven = "grant_given",
    GrantEnded = "grant_ended",
    MachineGiven = "machine_given",
    MachineSecretMade = "machine_secret_made",
    MachineEnded = "machine_ended",
    // Oversight and the record itself
    ReportReceived = "report_received",
    ReportAnswered = "report_answered",
    KeyEvent = "key_event",
    ErasureDone = "erasure_done",
}

impl Kind {
    /// Whether leaves of this kind carry `count` and `root` of a set of participant tokens.
    pub const fn is_milestone(self) -> bool {
        matches!(self, Kind::RegistrationClosed | Kind::StageAnnounced | Kind::ResultAnnounced)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Kind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Kind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}
