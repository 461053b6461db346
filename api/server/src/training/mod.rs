//! Training: courses, sessions, enrolment, attendance, results, certificates, hours.
mod answer;
mod attendance;
mod certificate;
mod check;
mod copy;
mod course;
mod enrol;
mod hours;
pub mod model;
mod own;
mod public;
mod result;
mod session;
mod store;
mod tell;
mod trainers;
mod work;

pub use attendance::keep as keep_attendance;
pub use certificate::{Reason, issue as issue_certificates, revoke as revoke_certificate};
pub use copy::{NewCopy, copy as copy_session};
pub use course::{NewCourse, create as create_course};
pub use enrol::{By, cancel as cancel_enrolment, enrol};
pub use own::is_of;
pub use result::{NewResult, record as record_result};
pub use session::{NewMeeting, NewSession, create as create_session, publish as publish_session};
/// For those who act from within, such as the loader of a demo: what the acts above are given.
pub use store::{Enrolment, Session, find_enrolment, lock as lock_session, meetings};

use crate::http::Routes;

/// Adds the routes of this room.
pub fn routes(routes: &mut Routes) {
    use model as m;
    routes.add(public::__path_list_training_agencies, public::list_training_agencies, &[]);
    routes.add(public::__path_list_courses, public::list_courses, &[]);
    routes.add(public::__path_list_course_sessions, public::list_course_sessions, &[]);
    routes.add(public::__path_read_course_session, public::read_course_session, &[]);
    routes.add(check::__path_check_certificate, check::check_certificate, &[]);
    routes.add(course::__path_create_course, course::create_course, &[]);
    routes.add(trainers::__path_find_trainers, trainers::find_trainers, &[]);
    routes.add(session::__path_create_course_session, session::create_course_session, &[]);
    let published = &[&m::SESSION_NOT_DRAFT];
    routes.add(session::__path_publish_course_session, session::publish_course_session, published);
    routes.add(copy::__path_copy_course_session, copy::copy_course_session, &[]);
    let seat = &[&m::ENROLMENT_NOT_OPEN, &m::ENROLMENT_CLOSED, &m::SESSION_FULL, &m::ALREADY_ENROLLED];
    routes.add(enrol::__path_enrol_self, enrol::enrol_self, seat);
    routes.add(enrol::__path_enrol_team_member, enrol::enrol_team_member, seat);
    let cancelled = &[&m::ENROLMENT_CLOSED, &m::NOT_ENROLLED];
    routes.add(enrol::__path_cancel_enrolment, enrol::cancel_enrolment, cancelled);
    routes.add(own::__path_own_training, own::own_training, &[]);
    routes.add(hours::__path_own_training_hours, hours::own_training_hours, &[]);
    routes.add(hours::__path_team_training, hours::team_training, &[]);
    routes.add(work::__path_list_training_work, work::list_training_work, &[]);
    routes.add(work::__path_read_attendance_sheet, work::read_attendance_sheet, &[]);
    let kept = &[&m::MEETING_NOT_BEGUN, &m::ATTENDANCE_CLOSED];
    routes.add(attendance::__path_keep_attendance, attendance::keep_attendance, kept);
    let result = &[
        &m::NOT_ENROLLED,
        &m::SESSION_NOT_OVER,
        &m::ATTENDANCE_MISSING,
        &m::NEVER_PRESENT,
        &m::CERTIFICATE_STANDS,
    ];
    routes.add(result::__path_record_training_result, result::record_training_result, result);
    let issue = &[&m::NOTHING_TO_ISSUE];
    routes.add(certificate::__path_issue_certificates, certificate::issue_certificates, issue);
    let revoke = &[&m::ALREADY_REVOKED];
    routes.add(certificate::__path_revoke_certificate, certificate::revoke_certificate, revoke);
}
