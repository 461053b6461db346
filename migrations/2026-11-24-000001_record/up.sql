-- The record: audit rows, leaves, their order and their secrets. design.md section 4, "The record".
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'terang_server') THEN CREATE ROLE terang_server NOLOGIN; END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'terang_eraser') THEN CREATE ROLE terang_eraser NOLOGIN; END IF;
END $$;
GRANT USAGE ON SCHEMA public TO terang_server, terang_eraser;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE ON TABLES TO terang_server;

-- The name under which an agency's log signs; given once.
CREATE TABLE record_log (
  agency_id text PRIMARY KEY,
  name text NOT NULL UNIQUE
);

-- One opaque row per leaf of the public log. `commit` hides subject and payload.
CREATE TABLE record_leaf (
  agency_id text NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL,
  round_id uuid,
  at timestamptz NOT NULL,
  commit bytea NOT NULL CHECK (octet_length(commit) = 32),
  milestone_count bigint CHECK (milestone_count >= 0),
  milestone_root bytea CHECK (octet_length(milestone_root) = 32),
  PRIMARY KEY (agency_id, id),
  CHECK ((milestone_count IS NULL) = (milestone_root IS NULL))
);

-- Tree order, given by one sequencer to leaves that have no index yet.
CREATE TABLE record_order (
  agency_id text NOT NULL,
  leaf_index bigint NOT NULL CHECK (leaf_index >= 0),
  leaf_id uuid NOT NULL,
  PRIMARY KEY (agency_id, leaf_index),
  UNIQUE (agency_id, leaf_id),
  FOREIGN KEY (agency_id, leaf_id) REFERENCES record_leaf
);

-- Who did what to what, in ids and codes only.
CREATE TABLE record_audit (
  agency_id text NOT NULL,
  id uuid NOT NULL,
  at timestamptz NOT NULL,
  class text NOT NULL CHECK (class IN ('fact', 'audited')),
  kind text NOT NULL,
  account_id uuid,
  actor_role text NOT NULL,
  subject_id uuid NOT NULL,
  leaf_id uuid,
  trace_id text NOT NULL,
  PRIMARY KEY (agency_id, id),
  FOREIGN KEY (agency_id, leaf_id) REFERENCES record_leaf,
  CHECK ((class = 'fact') = (leaf_id IS NOT NULL))
);
CREATE INDEX record_audit_subject ON record_audit (agency_id, subject_id, id);
CREATE UNIQUE INDEX record_audit_leaf ON record_audit (agency_id, leaf_id);

-- Salt and opened record of a leaf; the only part that erasure may remove.
CREATE TABLE record_secret (
  agency_id text NOT NULL,
  leaf_id uuid NOT NULL,
  salt bytea NOT NULL CHECK (octet_length(salt) = 32),
  record text NOT NULL,
  PRIMARY KEY (agency_id, leaf_id),
  FOREIGN KEY (agency_id, leaf_id) REFERENCES record_leaf
);

-- The random tokens of a milestone: one for each subject in its set, told to nobody else.
CREATE TABLE record_token (
  agency_id text NOT NULL,
  leaf_id uuid NOT NULL,
  subject_id uuid NOT NULL,
  token bytea NOT NULL CHECK (octet_length(token) = 32),
  PRIMARY KEY (agency_id, leaf_id, subject_id),
  FOREIGN KEY (agency_id, leaf_id) REFERENCES record_leaf
);

-- Every look at somebody's personal data; the person sees role, unit, purpose and time.
CREATE TABLE record_personal_read (
  agency_id text NOT NULL,
  id uuid NOT NULL,
  at timestamptz NOT NULL,
  account_id uuid NOT NULL,
  actor_role text NOT NULL,
  unit_id uuid,
  purpose text NOT NULL,
  person_id uuid NOT NULL,
  PRIMARY KEY (agency_id, id)
);
CREATE INDEX record_personal_read_person ON record_personal_read (person_id, at);

-- One answer per idempotency key, kept in the transaction that did the work.
CREATE TABLE record_answer (
  caller text NOT NULL,
  key text NOT NULL,
  operation text NOT NULL,
  body_hash bytea NOT NULL,
  status smallint NOT NULL,
  etag text,
  body text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (caller, key)
);

REVOKE UPDATE ON record_log, record_leaf, record_order, record_audit, record_secret, record_token, record_personal_read, record_answer
  FROM terang_server;
GRANT SELECT, DELETE ON record_secret, record_token TO terang_eraser;
GRANT SELECT ON record_leaf TO terang_eraser;
