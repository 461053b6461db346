-- Training: courses, sessions, meetings, enrolments, attendance, results, certificates.

-- How many hours (JP, of 45 minutes) a year asks for or allows, as data with its source.
CREATE TABLE training_hours_rule (
  employee_kind text NOT NULL CHECK (employee_kind IN ('pns', 'pppk')),
  valid_from date NOT NULL,
  bound text NOT NULL CHECK (bound IN ('floor', 'ceiling')),
  hours integer NOT NULL CHECK (hours > 0),
  source text NOT NULL CHECK (source <> ''),
  PRIMARY KEY (employee_kind, valid_from)
);
INSERT INTO training_hours_rule (employee_kind, valid_from, bound, hours, source) VALUES
  ('pns', '2017-04-07', 'floor', 20, 'PP 11/2017 Pasal 203 ayat (4)'),
  ('pppk', '2018-11-28', 'ceiling', 24, 'PP 49/2018 Pasal 40 ayat (1)');

CREATE TABLE course (
  agency_id text NOT NULL REFERENCES agency,
  id uuid NOT NULL,
  reference_id text REFERENCES course_reference,
  title text NOT NULL CHECK (title <> ''),
  goal text NOT NULL CHECK (goal <> ''),
  hours integer NOT NULL CHECK (hours > 0),
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  version integer NOT NULL DEFAULT 1,
  PRIMARY KEY (agency_id, id)
);
CREATE INDEX course_reference_of ON course (reference_id);
CREATE UNIQUE INDEX course_title ON course (agency_id, lower(title));

-- The seats are counted where the constraint sees them: no race can give away one seat twice.
CREATE TABLE course_session (
  agency_id text NOT NULL,
  id uuid NOT NULL,
  course_id uuid NOT NULL,
  label text NOT NULL CHECK (label <> ''),
  place text NOT NULL CHECK (place <> ''),
  capacity integer NOT NULL CHECK (capacity > 0),
  seats_taken integer NOT NULL DEFAULT 0,
  enrolment_opens timestamptz NOT NULL,
  enrolment_closes timestamptz NOT NULL,
  state text NOT NULL CHECK (state IN ('draft', 'published')),
  copied_from uuid,
  published_at timestamptz,
  updated_at timestamptz NOT NULL,
  version integer NOT NULL DEFAULT 1,
  PRIMARY KEY (agency_id, id),
  FOREIGN KEY (agency_id, course_id) REFERENCES course,
  FOREIGN KEY (agency_id, copied_from) REFERENCES course_session,
  CHECK (enrolment_opens < enrolment_closes),
  CHECK ((state = 'published') = (published_at IS NOT NULL)),
  CONSTRAINT course_session_seats CHECK (seats_taken BETWEEN 0 AND capacity)
);
CREATE INDEX course_session_course ON course_session (agency_id, course_id);
CREATE INDEX course_session_copied_from ON course_session (agency_id, copied_from);

CREATE TABLE course_meeting (
  agency_id text NOT NULL,
  id uuid NOT NULL,
  session_id uuid NOT NULL,
  number integer NOT NULL CHECK (number > 0),
  begins_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL,
  hours integer NOT NULL CHECK (hours > 0),
  version integer NOT NULL DEFAULT 1,
  PRIMARY KEY (agency_id, id),
  UNIQUE (agency_id, session_id, number),
  FOREIGN KEY (agency_id, session_id) REFERENCES course_session,
  -- An hour of training (JP) is 45 minutes; a meeting may have breaks, but cannot be shorter than its hours.
  CHECK (ends_at - begins_at >= hours * interval '45 minutes')
);

CREATE TABLE course_trainer (
  agency_id text NOT NULL,
  session_id uuid NOT NULL,
  employee_id uuid NOT NULL,
  PRIMARY KEY (agency_id, session_id, employee_id),
  FOREIGN KEY (agency_id, session_id) REFERENCES course_session,
  FOREIGN KEY (agency_id, employee_id) REFERENCES employee
);
CREATE INDEX course_trainer_employee ON course_trainer (agency_id, employee_id);

CREATE TABLE enrolment (
  agency_id text NOT NULL,
  id uuid NOT NULL,
  session_id uuid NOT NULL,
  employee_id uuid NOT NULL,
  state text NOT NULL CHECK (state IN ('enrolled', 'cancelled', 'passed', 'not_passed')),
  enrolled_by text NOT NULL CHECK (enrolled_by IN ('self', 'head')),
  enrolled_at timestamptz NOT NULL,
  cancelled_at timestamptz,
  score numeric CHECK (score >= 0 AND score = round(score, 3)),
  result_at timestamptz,
  version integer NOT NULL DEFAULT 1,
  PRIMARY KEY (agency_id, id),
  FOREIGN KEY (agency_id, session_id) REFERENCES course_session,
  FOREIGN KEY (agency_id, employee_id) REFERENCES employee,
  CHECK ((state = 'cancelled') = (cancelled_at IS NOT NULL)),
  CHECK ((state IN ('passed', 'not_passed')) = (result_at IS NOT NULL))
);
CREATE INDEX enrolment_session ON enrolment (agency_id, session_id);
CREATE INDEX enrolment_employee ON enrolment (agency_id, employee_id);
CREATE UNIQUE INDEX enrolment_one_seat ON enrolment (agency_id, session_id, employee_id) WHERE state <> 'cancelled';

-- Whoever has a row was there. The meeting's version guards the sheet as a whole.
CREATE TABLE training_attendance (
  agency_id text NOT NULL,
  meeting_id uuid NOT NULL,
  enrolment_id uuid NOT NULL,
  recorded_at timestamptz NOT NULL,
  PRIMARY KEY (agency_id, meeting_id, enrolment_id),
  FOREIGN KEY (agency_id, meeting_id) REFERENCES course_meeting,
  FOREIGN KEY (agency_id, enrolment_id) REFERENCES enrolment
);
CREATE INDEX training_attendance_enrolment ON training_attendance (agency_id, enrolment_id);

-- What the paper says stays as it was on the day of issue, whatever is renamed later.
CREATE TABLE certificate (
  agency_id text NOT NULL,
  enrolment_id uuid NOT NULL,
  address text NOT NULL UNIQUE,
  holder_name text NOT NULL,
  course_title text NOT NULL,
  hours integer NOT NULL CHECK (hours > 0),
  first_day date NOT NULL,
  last_day date NOT NULL,
  issuer_name text NOT NULL,
  issued_at timestamptz NOT NULL,
  leaf_id uuid NOT NULL,
  PRIMARY KEY (agency_id, enrolment_id),
  FOREIGN KEY (agency_id, enrolment_id) REFERENCES enrolment,
  FOREIGN KEY (agency_id, leaf_id) REFERENCES record_leaf,
  CHECK (first_day <= last_day)
);
CREATE INDEX certificate_leaf ON certificate (agency_id, leaf_id);

CREATE TABLE certificate_revocation (
  agency_id text NOT NULL,
  enrolment_id uuid NOT NULL,
  reason text NOT NULL CHECK (reason IN ('issued_by_mistake', 'wrong_data', 'result_reversed')),
  revoked_at timestamptz NOT NULL,
  leaf_id uuid NOT NULL,
  PRIMARY KEY (agency_id, enrolment_id),
  FOREIGN KEY (agency_id, enrolment_id) REFERENCES certificate,
  FOREIGN KEY (agency_id, leaf_id) REFERENCES record_leaf
);
CREATE INDEX certificate_revocation_leaf ON certificate_revocation (agency_id, leaf_id);

GRANT DELETE ON training_attendance TO terang_server;
REVOKE UPDATE ON training_attendance, certificate, certificate_revocation, course_trainer FROM terang_server;
REVOKE INSERT, UPDATE ON training_hours_rule FROM terang_server;
