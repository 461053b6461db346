-- Draws: an order that nobody could choose. List, drawers and deadlines are fixed first; docs/STATES.md.
CREATE TABLE draw (
  agency_id text NOT NULL,
  id uuid NOT NULL,
  round_id uuid NOT NULL,
  -- What the order decides.
  purpose text NOT NULL CHECK (purpose IN ('reading_order')),
  -- 1, and one more for each draw after one that failed.
  number smallint NOT NULL CHECK (number > 0),
  state text NOT NULL CHECK (state IN ('open', 'finished', 'failed')),
  -- The leaf that sealed the applicants whose tokens are the list.
  seal_leaf uuid NOT NULL,
  list_hash bytea NOT NULL CHECK (octet_length(list_hash) = 32),
  item_count integer NOT NULL CHECK (item_count > 0),
  commit_until timestamptz NOT NULL,
  reveal_until timestamptz NOT NULL,
  listed_leaf uuid NOT NULL,
  prepared_by uuid NOT NULL REFERENCES account,
  prepared_at timestamptz NOT NULL,
  over_leaf uuid,
  over_by uuid REFERENCES account,
  over_at timestamptz,
  seed bytea CHECK (octet_length(seed) = 32),
  PRIMARY KEY (agency_id, id),
  FOREIGN KEY (agency_id, round_id) REFERENCES selection_round,
  FOREIGN KEY (agency_id, seal_leaf) REFERENCES record_leaf,
  FOREIGN KEY (agency_id, listed_leaf) REFERENCES record_leaf,
  FOREIGN KEY (agency_id, over_leaf) REFERENCES record_leaf,
  CHECK (prepared_at < commit_until AND commit_until < reveal_until),
  CHECK ((state = 'open') = (over_at IS NULL)),
  CHECK ((over_at IS NULL) = (over_by IS NULL) AND (over_at IS NULL) = (over_leaf IS NULL)),
  CHECK ((state = 'finished') = (seed IS NOT NULL))
);
-- Whoever could draw again until he likes the order would have chosen it.
CREATE UNIQUE INDEX draw_one ON draw (agency_id, round_id, purpose) WHERE state <> 'failed';
CREATE UNIQUE INDEX draw_number ON draw (agency_id, round_id, purpose, number);
CREATE INDEX draw_seal_leaf ON draw (agency_id, seal_leaf);
CREATE INDEX draw_listed_leaf ON draw (agency_id, listed_leaf);
CREATE INDEX draw_over_leaf ON draw (agency_id, over_leaf);
CREATE INDEX draw_prepared_by ON draw (prepared_by);
CREATE INDEX draw_over_by ON draw (over_by);

-- Who takes part: the drawers, then the stand-ins in the order in which they stand in.
CREATE TABLE draw_seat (
  agency_id text NOT NULL,
  draw_id uuid NOT NULL,
  position smallint NOT NULL CHECK (position > 0),
  -- The public name; the account behind it is never shown.
  name text NOT NULL CHECK (name ~ '^[a-z0-9-]{1,40}$'),
  office text NOT NULL CHECK (office IN ('committee', 'inspectorate', 'observer')),
  stand_in boolean NOT NULL,
  account_id uuid NOT NULL REFERENCES account,
  commitment bytea CHECK (octet_length(commitment) = 32),
  commit_leaf uuid,
  committed_at timestamptz,
  secret bytea CHECK (octet_length(secret) = 32),
  reveal_leaf uuid,
  revealed_at timestamptz,
  PRIMARY KEY (agency_id, draw_id, position),
  UNIQUE (agency_id, draw_id, name),
  UNIQUE (agency_id, draw_id, account_id),
  UNIQUE (agency_id, draw_id, commitment),
  FOREIGN KEY (agency_id, draw_id) REFERENCES draw,
  FOREIGN KEY (agency_id, commit_leaf) REFERENCES record_leaf,
  FOREIGN KEY (agency_id, reveal_leaf) REFERENCES record_leaf,
  CHECK ((commitment IS NULL) = (commit_leaf IS NULL) AND (commitment IS NULL) = (committed_at IS NULL)),
  CHECK ((secret IS NULL) = (reveal_leaf IS NULL) AND (secret IS NULL) = (revealed_at IS NULL)),
  CHECK (secret IS NULL OR commitment IS NOT NULL)
);
CREATE INDEX draw_seat_account ON draw_seat (account_id);
CREATE INDEX draw_seat_commit_leaf ON draw_seat (agency_id, commit_leaf);
CREATE INDEX draw_seat_reveal_leaf ON draw_seat (agency_id, reveal_leaf);

-- The files from which anybody repeats a draw: the list when it is fixed, the others when it is over; never changed.
CREATE TABLE draw_file (
  agency_id text NOT NULL,
  draw_id uuid NOT NULL,
  name text NOT NULL CHECK (name ~ '^[a-z][a-z._-]{0,59}$'),
  -- Bytes of the file, and its SHA-256, before it was compressed.
  size integer NOT NULL CHECK (size >= 0),
  sha256 bytea NOT NULL CHECK (octet_length(sha256) = 32),
  gzip bytea NOT NULL,
  PRIMARY KEY (agency_id, draw_id, name),
  FOREIGN KEY (agency_id, draw_id) REFERENCES draw
);
ALTER TABLE draw_file ALTER COLUMN gzip SET STORAGE EXTERNAL;
REVOKE UPDATE, DELETE ON draw_file FROM terang_server;

-- The order in which the queue gives out the applications of a round, once it was drawn.
CREATE TABLE reading_order (
  agency_id text NOT NULL,
  round_id uuid NOT NULL,
  position integer NOT NULL CHECK (position > 0),
  application_id uuid NOT NULL,
  PRIMARY KEY (agency_id, round_id, position),
  UNIQUE (agency_id, application_id),
  FOREIGN KEY (agency_id, round_id) REFERENCES selection_round,
  FOREIGN KEY (agency_id, application_id) REFERENCES application
);
REVOKE UPDATE, DELETE ON reading_order FROM terang_server;
