-- Undoes what stands beside it.
DROP TABLE certificate_revocation, certificate, training_attendance, enrolment, course_trainer, course_meeting,
  course_session, course, training_hours_rule;
