-- Amendments: a change after publication, proposed by one committee member and approved by another.
CREATE TABLE round_amendment (
  agency_id text NOT NULL,
  id uuid NOT NULL,
  round_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('timetable', 'rules', 'vacancy')),
  vacancy_id uuid,
  document jsonb NOT NULL,
  reason text NOT NULL CHECK (reason <> ''),
  legal_basis text NOT NULL CHECK (legal_basis <> ''),
  state text NOT NULL CHECK (state IN ('proposed', 'approved', 'withdrawn')),
  authored_by uuid NOT NULL REFERENCES account,
  authored_at timestamptz NOT NULL,
  approved_by uuid REFERENCES account,
  approved_at timestamptz,
  version integer NOT NULL DEFAULT 1,
  PRIMARY KEY (agency_id, id),
  FOREIGN KEY (agency_id, round_id) REFERENCES selection_round,
  FOREIGN KEY (agency_id, vacancy_id) REFERENCES vacancy,
  CHECK (approved_by <> authored_by),
  CHECK ((state = 'approved') = (approved_by IS NOT NULL)),
  CHECK ((kind = 'vacancy') = (vacancy_id IS NOT NULL))
);
CREATE INDEX round_amendment_round ON round_amendment (agency_id, round_id, id);
CREATE INDEX round_amendment_vacancy ON round_amendment (agency_id, vacancy_id);
CREATE INDEX round_amendment_authored_by ON round_amendment (authored_by);
CREATE INDEX round_amendment_approved_by ON round_amendment (approved_by);
