-- Documents and applications: one claim of one person to one vacancy in one round.
CREATE TABLE document (
  agency_id text NOT NULL,
  id uuid NOT NULL,
  person_id uuid NOT NULL REFERENCES person,
  kind text NOT NULL,
  media_type text NOT NULL,
  byte_count bigint NOT NULL CHECK (byte_count > 0),
  page_count integer,
  sha256 bytea NOT NULL CHECK (octet_length(sha256) = 32),
  storage_path text NOT NULL,
  key_id text NOT NULL,
  upload_began_at timestamptz NOT NULL,
  stored_at timestamptz NOT NULL,
  PRIMARY KEY (agency_id, id)
);
CREATE INDEX document_person ON document (person_id);

-- Which version of the form an application was made with: what it asks, why, on which basis, for how long.
CREATE TABLE application_form (
  version integer PRIMARY KEY,
  document jsonb NOT NULL,
  at timestamptz NOT NULL
);

CREATE TABLE application (
  agency_id text NOT NULL,
  id uuid NOT NULL,
  round_id uuid NOT NULL,
  vacancy_id uuid NOT NULL,
  vacancy_version integer NOT NULL,
  rules_version integer NOT NULL,
  timetable_version integer NOT NULL,
  form_version integer NOT NULL REFERENCES application_form,
  person_id uuid NOT NULL REFERENCES person,
  nik_lookup bytea NOT NULL,
  source text NOT NULL CHECK (source IN ('own', 'sscasn')),
  register_number text,
  state text NOT NULL CHECK (state IN ('draft', 'submitted', 'withdrawn')),
  participant_code text NOT NULL,
  participant_number text,
  draft_sealed bytea,
  snapshot_number integer NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL,
  submitted_at timestamptz,
  withdrawn_at timestamptz,
  version integer NOT NULL DEFAULT 1,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (agency_id, id),
  FOREIGN KEY (agency_id, round_id) REFERENCES selection_round,
  FOREIGN KEY (agency_id, vacancy_id) REFERENCES vacancy,
  UNIQUE (agency_id, round_id, participant_code),
  CHECK ((state = 'draft') = (submitted_at IS NULL))
);
CREATE UNIQUE INDEX application_one_per_person ON application (agency_id, round_id, person_id) WHERE state <> 'withdrawn';
CREATE UNIQUE INDEX application_one_per_nik ON application (agency_id, round_id, nik_lookup) WHERE state = 'submitted';
CREATE UNIQUE INDEX application_register ON application (agency_id, round_id, register_number) WHERE register_number IS NOT NULL;
CREATE UNIQUE INDEX application_participant_number ON application (agency_id, round_id, participant_number) WHERE participant_number IS NOT NULL;
CREATE INDEX application_person ON application (person_id);
CREATE INDEX application_vacancy ON application (agency_id, vacancy_id);
CREATE INDEX application_form_version ON application (form_version);

-- Frozen at each submission; a verdict belongs to one snapshot. `receipt` is the random part of an address,
-- `receipt_number` what people say aloud; nothing is found by the number.
CREATE TABLE application_snapshot (
  agency_id text NOT NULL,
  application_id uuid NOT NULL,
  number integer NOT NULL CHECK (number > 0),
  receipt text NOT NULL UNIQUE,
  receipt_number text NOT NULL,
  answers_sealed bytea NOT NULL,
  findings jsonb NOT NULL,
  leaf_id uuid NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (agency_id, application_id, number),
  FOREIGN KEY (agency_id, application_id) REFERENCES application,
  FOREIGN KEY (agency_id, leaf_id) REFERENCES record_leaf
);
CREATE INDEX application_snapshot_leaf ON application_snapshot (agency_id, leaf_id);

CREATE TABLE application_document (
  agency_id text NOT NULL,
  application_id uuid NOT NULL,
  document_id uuid NOT NULL,
  requirement text NOT NULL,
  snapshot_number integer NOT NULL DEFAULT 0,
  PRIMARY KEY (agency_id, application_id, snapshot_number, requirement),
  FOREIGN KEY (agency_id, application_id) REFERENCES application,
  FOREIGN KEY (agency_id, document_id) REFERENCES document
);
CREATE INDEX application_document_document ON application_document (agency_id, document_id);
GRANT DELETE ON application_document TO terang_server;
-- A draft that nobody has received may be thrown away by its writer.
GRANT DELETE ON application TO terang_server;

-- A stranger's file: checked first, then applied by one transaction; the same file twice changes nothing.
CREATE TABLE import_file (
  agency_id text NOT NULL,
  id uuid NOT NULL,
  round_id uuid NOT NULL,
  kind text NOT NULL,
  sha256 bytea NOT NULL CHECK (octet_length(sha256) = 32),
  storage_path text NOT NULL,
  key_id text NOT NULL,
  state text NOT NULL CHECK (state IN ('refused', 'checked', 'applied')),
  row_count integer NOT NULL,
  findings jsonb NOT NULL,
  uploaded_by uuid NOT NULL REFERENCES account,
  uploaded_at timestamptz NOT NULL,
  approved_by uuid REFERENCES account,
  approved_at timestamptz,
  version integer NOT NULL DEFAULT 1,
  PRIMARY KEY (agency_id, id),
  FOREIGN KEY (agency_id, round_id) REFERENCES selection_round,
  -- Applicants are confirmed by whoever checked the findings; marks and results need a second officer.
  CHECK (kind = 'applicants' OR approved_by <> uploaded_by),
  CHECK ((state = 'applied') = (approved_at IS NOT NULL))
);
CREATE UNIQUE INDEX import_file_once ON import_file (agency_id, round_id, kind, sha256) WHERE state <> 'refused';
CREATE INDEX import_file_uploaded_by ON import_file (uploaded_by);
CREATE INDEX import_file_approved_by ON import_file (approved_by);
REVOKE UPDATE ON application_snapshot, application_form FROM terang_server;
