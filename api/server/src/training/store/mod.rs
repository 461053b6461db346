//! Queries of training: courses and sessions, enrolments, certificates, hours.
mod certificate;
mod enrolment;
mod hours;
mod session;

pub use certificate::{
    CertificateRow, RevocationRow, certificate_at, insert_certificate, insert_revocation, issued,
    lock_issued, not_yet_issued,
};
pub use enrolment::{
    Enrolment, EnrolmentRow, Own, attended, count_results, enrolled_in, find as find_enrolment, insert,
    of_employee, participants, set_state, take_seat,
};
pub use hours::{HourRow, HoursRule, hours, rule};
pub use session::{
    CourseRow, Listed, Meeting, MeetingRow, Scheduled, Session, SessionRow, TrainerRow, agencies,
    course_hours, courses, insert_course, insert_session, is_trainer, keep_attendance, lock, lock_meeting,
    meetings, publish, sessions, trainers, work,
};
