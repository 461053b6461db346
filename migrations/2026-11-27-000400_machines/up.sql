-- Machine clients: programs of an agency that sign in with a secret, made by two administrators.

CREATE TABLE machine_client (
  agency_id text NOT NULL REFERENCES agency,
  id uuid NOT NULL UNIQUE,
  name text NOT NULL CHECK (name <> ''),
  purpose text NOT NULL CHECK (purpose <> ''),
  contact_sealed bytea NOT NULL,
  scopes text[] NOT NULL CHECK (cardinality(scopes) > 0),
  valid_until timestamptz NOT NULL,
  proposed_by uuid NOT NULL REFERENCES account,
  proposed_at timestamptz NOT NULL,
  confirmed_by uuid REFERENCES account,
  confirmed_at timestamptz,
  ended_at timestamptz,
  last_used_at timestamptz,
  version integer NOT NULL DEFAULT 1,
  PRIMARY KEY (agency_id, id),
  CHECK (proposed_at < valid_until),
  CHECK (confirmed_by <> proposed_by),
  CHECK ((confirmed_by IS NULL) = (confirmed_at IS NULL))
);
CREATE INDEX machine_client_proposed_by ON machine_client (proposed_by);
CREATE INDEX machine_client_confirmed_by ON machine_client (confirmed_by);

-- Only the hash of a secret is kept. A replaced one works until the other side has changed over.
CREATE TABLE machine_secret (
  agency_id text NOT NULL,
  id uuid NOT NULL,
  client_id uuid NOT NULL,
  hash bytea NOT NULL CHECK (octet_length(hash) = 32),
  made_by uuid NOT NULL REFERENCES account,
  made_at timestamptz NOT NULL,
  works_until timestamptz,
  PRIMARY KEY (agency_id, id),
  FOREIGN KEY (agency_id, client_id) REFERENCES machine_client
);
CREATE INDEX machine_secret_client ON machine_secret (agency_id, client_id);
CREATE INDEX machine_secret_made_by ON machine_secret (made_by);
CREATE UNIQUE INDEX machine_secret_current ON machine_secret (agency_id, client_id) WHERE works_until IS NULL;

-- Which machine acted, where no account did.
ALTER TABLE record_audit ADD COLUMN machine_id uuid;
ALTER TABLE record_audit ADD CHECK (account_id IS NULL OR machine_id IS NULL);
