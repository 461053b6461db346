//! What the API tells about courses, sessions and enrolments.
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::store::{Listed, Meeting};

/// One day of a session.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct CourseMeeting {
    #[schema(example = "0193a5b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b")]
    pub id: Uuid,
    #[schema(example = 1)]
    pub number: i32,
    #[schema(example = "2026-12-07T01:00:00Z")]
    pub begins_at: DateTime<Utc>,
    #[schema(example = "2026-12-07T05:00:00Z")]
    pub ends_at: DateTime<Utc>,
    /// Hours of training (JP) of 45 minutes.
    #[schema(example = 4)]
    pub hours: i32,
    /// Version of this meeting's attendance; `1` until it is kept for the first time.
    #[schema(example = 1)]
    pub attendance_version: i32,
}

/// A session of a course: where, when, how many seats.
#[derive(Serialize, Deserialize, ToSchema)]
pub struct CourseSession {
    #[schema(example = "0193a5b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b")]
    pub id: Uuid,
    #[schema(example = "0193a5b2-c3d4-7e5f-8a9b-0c1d2e3f4a5c")]
    pub course_id: Uuid,
    #[schema(example = "Pelayanan publik yang ramah dan efisien")]
    pub course_title: String,
    #[schema(example = "Peserta melayani warga dengan ramah dan tepat waktu.")]
    pub course_goal: String,
    /// Hours of training (JP) of the whole course.
    #[schema(example = 8)]
    pub hours: i32,
    #[schema(example = "Triwulan IV 2026")]
    pub label: String,
    #[schema(example = "Aula Balai Kota")]
    pub place: String,
    #[schema(example = 30)]
    pub capacity: i32,
    #[schema(example = 12)]
    pub seats_left: i32,
    #[schema(example = "2026-11-01T00:00:00Z")]
    pub enrolment_opens: DateTime<Utc>,
    /// The first instant at which nobody can enrol or cancel any more.
    #[schema(example = "2026-12-01T17:00:00Z")]
    pub enrolment_closes: DateTime<Utc>,
    /// `draft` or `published`.
    #[schema(example = "published")]
    pub state: String,
    /// Zone in which times are to be shown.
    #[schema(example = "Asia/Jakarta")]
    pub zone: String,
    #[schema(example = 2)]
    pub version: i32,
    pub meetings: Vec<CourseMeeting>,
}

impl CourseSession {
    pub fn of(row: Listed, meetings: &[Meeting], zone: chrono_tz::Tz) -> Self {
        let meetings = meetings.iter().filter(|meeting| meeting.session_id == row.id).map(CourseMeeting::of);
        Self {
            id: row.id,
            course_id: row.course_id,
            course_title: row.course_title,
            course_goal: row.course_goal,
            hours: row.hours,
            label: row.label,
            place: row.place,
            capacity: row.capacity,
            seats_left: row.capacity.saturating_sub(row.seats_taken),
            enrolment_opens: row.enrolment_opens,
            enrolment_closes: row.enrolment_closes,
            state: row.state,
            zone: zone.name().to_owned(),
            version: row.version,
            meetings: meetings.collect(),
        }
    }
}

impl CourseMeeting {
    pub fn of(meeting: &Meeting) -> Self {
        Self {
            id: meeting.id,
            number: meeting.number,
            begins_at: meeting.begins_at,
            ends_at: meeting.ends_at,
            hours: meeting.hours,
            attendance_version: meeting.version,
        }
    }
}

/// What an act made or changed: its id and version.
#[derive(Serialize, Deserialize, ToSchema)]
pub struct TrainingReceipt {
    #[schema(example = "0193a5b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b")]
    pub id: Uuid,
    #[schema(example = 1)]
    pub version: i32,
}
