-- Identity: people, accounts, sessions, second factor, grants, counter cases. Global, but for grants and cases.

-- A person is not an account: imports make people without accounts. An `unproven` person is what an account typed
-- about itself; an `established` one came from a national import or was proven. Only established NIKs are unique.
CREATE TABLE person (
  id uuid PRIMARY KEY,
  standing text NOT NULL CHECK (standing IN ('unproven', 'established')),
  nik_lookup bytea NOT NULL,
  nik_lookup_key text NOT NULL,
  nik_sealed bytea NOT NULL,
  name text NOT NULL,
  birth_date date NOT NULL,
  contact_sealed bytea,
  superseded_by uuid REFERENCES person,
  created_at timestamptz NOT NULL,
  version integer NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX person_established_nik ON person (nik_lookup) WHERE standing = 'established' AND superseded_by IS NULL;
CREATE INDEX person_nik ON person (nik_lookup);
CREATE INDEX person_superseded ON person (superseded_by);

CREATE TABLE account (
  id uuid PRIMARY KEY,
  person_id uuid NOT NULL REFERENCES person,
  email_lookup bytea NOT NULL UNIQUE,
  email_sealed bytea NOT NULL,
  phone_sealed bytea NOT NULL,
  password_hash text NOT NULL,
  language text NOT NULL DEFAULT 'id' CHECK (language IN ('id', 'en')),
  standing text NOT NULL CHECK (standing IN ('unproven', 'proven', 'suspended')),
  proven_by text CHECK (proven_by IN ('counter', 'imported_email', 'identity_provider')),
  email_confirmed_at timestamptz,
  totp_sealed bytea,
  totp_confirmed_at timestamptz,
  totp_last_step bigint NOT NULL DEFAULT 0,
  demo boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL,
  version integer NOT NULL DEFAULT 1,
  CHECK ((standing = 'unproven') = (proven_by IS NULL) OR standing = 'suspended')
);
CREATE UNIQUE INDEX account_one_per_proven_person ON account (person_id) WHERE standing = 'proven';
CREATE INDEX account_person ON account (person_id);

-- Links sent by mail and codes handed over at the counter. A link is the keyed hash of its id; of a code only the
-- keyed hash is kept.
CREATE TABLE account_token (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES account,
  purpose text NOT NULL CHECK (purpose IN ('reset_password', 'claim_imported', 'counter_reset')),
  code_lookup bytea UNIQUE,
  expires_at timestamptz NOT NULL,
  used_at timestamptz
);
CREATE INDEX account_token_account ON account_token (account_id);

CREATE TABLE session (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES account,
  client text NOT NULL CHECK (client IN ('app', 'mobile')),
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  second_factor_at timestamptz,
  ended_at timestamptz,
  ended_because text CHECK (ended_because IN ('signed_out', 'refresh_reused', 'password_changed', 'suspended', 'by_owner'))
);
CREATE INDEX session_account ON session (account_id);

CREATE TABLE refresh_token (
  id uuid PRIMARY KEY,
  session_id uuid NOT NULL REFERENCES session,
  token_hash bytea NOT NULL UNIQUE,
  issued_at timestamptz NOT NULL,
  used_at timestamptz
);
CREATE INDEX refresh_token_session ON refresh_token (session_id);

-- Who may do what, where, from when until when. Separation of duties is a constraint.
CREATE TABLE role_grant (
  agency_id text NOT NULL,
  id uuid NOT NULL,
  account_id uuid NOT NULL REFERENCES account,
  role text NOT NULL,
  scope_kind text NOT NULL CHECK (scope_kind IN ('agency', 'unit', 'round', 'panel', 'session', 'case')),
  scope_id uuid,
  valid_from timestamptz NOT NULL,
  valid_until timestamptz NOT NULL,
  granted_by uuid REFERENCES account,
  confirmed_by uuid REFERENCES account,
  confirmed_at timestamptz,
  ended_at timestamptz,
  version integer NOT NULL DEFAULT 1,
  PRIMARY KEY (agency_id, id),
  CHECK ((scope_kind = 'agency') = (scope_id IS NULL)),
  CHECK (valid_from < valid_until),
  CHECK (granted_by <> account_id),
  CHECK (confirmed_by <> account_id),
  CHECK (confirmed_by <> granted_by)
);
CREATE INDEX role_grant_account ON role_grant (account_id);
CREATE INDEX role_grant_granted_by ON role_grant (granted_by);
CREATE INDEX role_grant_confirmed_by ON role_grant (confirmed_by);

-- What two counter officers settle with the card in hand.
CREATE TABLE counter_case (
  agency_id text NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('prove', 'dispute', 'reset')),
  account_id uuid NOT NULL REFERENCES account,
  state text NOT NULL CHECK (state IN ('open', 'confirmed', 'refused')),
  evidence text NOT NULL,
  opened_by uuid NOT NULL REFERENCES account,
  opened_at timestamptz NOT NULL,
  decided_by uuid REFERENCES account,
  decided_at timestamptz,
  version integer NOT NULL DEFAULT 1,
  PRIMARY KEY (agency_id, id),
  CHECK (decided_by <> opened_by),
  CHECK ((state = 'open') = (decided_by IS NULL))
);
CREATE INDEX counter_case_account ON counter_case (account_id);
CREATE INDEX counter_case_opened_by ON counter_case (opened_by);
CREATE INDEX counter_case_decided_by ON counter_case (decided_by);
CREATE INDEX counter_case_queue ON counter_case (agency_id, state, id);

-- Attempts per keyed bucket and window; no address or name in clear.
CREATE TABLE attempt (
  bucket bytea NOT NULL,
  window_start timestamptz NOT NULL,
  count integer NOT NULL,
  PRIMARY KEY (bucket, window_start)
);
GRANT DELETE ON attempt TO terang_server;
