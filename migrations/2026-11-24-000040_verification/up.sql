-- Verification: readings of one snapshot by one verifier, and their verdict on each requirement. docs/STATES.md.
CREATE TABLE reading (
  agency_id text NOT NULL,
  id uuid NOT NULL,
  round_id uuid NOT NULL,
  application_id uuid NOT NULL,
  snapshot_number integer NOT NULL,
  -- 1 for the first reading; each further one is made by somebody else.
  ordinal smallint NOT NULL CHECK (ordinal > 0),
  state text NOT NULL CHECK (state IN ('waiting', 'assigned', 'given', 'returned', 'released', 'superseded')),
  reader uuid REFERENCES account,
  first_reader uuid REFERENCES account,
  lease_until timestamptz,
  -- How often a verdict was given in this reading; the items of each are kept.
  attempt smallint NOT NULL DEFAULT 0 CHECK (attempt >= 0),
  outcome text CHECK (outcome IN ('MS', 'TMS')),
  given_at timestamptz,
  returned_by uuid REFERENCES account,
  returned_at timestamptz,
  returned_note_sealed bytea,
  released_by uuid REFERENCES account,
  released_at timestamptz,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (agency_id, id),
  UNIQUE (agency_id, application_id, snapshot_number, ordinal),
  FOREIGN KEY (agency_id, round_id) REFERENCES selection_round,
  FOREIGN KEY (agency_id, application_id, snapshot_number) REFERENCES application_snapshot,
  -- Separation of duties: who read does not release or send back; a further reader is not the one before.
  CHECK (released_by <> reader),
  CHECK (returned_by <> reader),
  CHECK (reader <> first_reader),
  CHECK ((ordinal = 1) = (first_reader IS NULL)),
  CHECK ((state = 'waiting') = (reader IS NULL)),
  CHECK ((released_by IS NULL) = (released_at IS NULL)),
  CHECK (state <> 'released' OR (released_by IS NOT NULL AND outcome IS NOT NULL)),
  CHECK (state <> 'given' OR outcome IS NOT NULL),
  CHECK ((outcome IS NULL) = (given_at IS NULL))
);
CREATE UNIQUE INDEX reading_one_live ON reading (agency_id, application_id, snapshot_number) WHERE state <> 'superseded';
CREATE INDEX reading_queue ON reading (agency_id, round_id, state, id);
CREATE INDEX reading_reader ON reading (reader);
CREATE INDEX reading_first_reader ON reading (first_reader);
CREATE INDEX reading_returned_by ON reading (returned_by);
CREATE INDEX reading_released_by ON reading (released_by);

-- The verdict on one requirement, as given at one attempt. A reason comes from the closed list of its kind.
CREATE TABLE reading_item (
  agency_id text NOT NULL,
  reading_id uuid NOT NULL,
  attempt smallint NOT NULL CHECK (attempt > 0),
  position smallint NOT NULL CHECK (position >= 0),
  verdict text NOT NULL CHECK (verdict IN ('met', 'not_met')),
  -- What the pre-check said at that time.
  finding text NOT NULL CHECK (finding IN ('meets', 'does_not_meet', 'person_will_judge')),
  reason text,
  note_sealed bytea,
  PRIMARY KEY (agency_id, reading_id, attempt, position),
  FOREIGN KEY (agency_id, reading_id) REFERENCES reading,
  CHECK ((verdict = 'not_met') = (reason IS NOT NULL))
);
REVOKE UPDATE ON reading_item FROM terang_server;
