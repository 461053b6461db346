-- A log goes from key to key. What comes after `since_size` is signed by this one; the leaf that brought it in is proven
-- by the checkpoint of `proof_size`, which the key before it signed, or by one of its own where that key was lost.
ALTER TABLE record_log_key
  ADD COLUMN since_size bigint NOT NULL DEFAULT 0 CHECK (since_size >= 0),
  ADD COLUMN custodians smallint NOT NULL DEFAULT 1 CHECK (custodians IN (1, 2)),
  ADD COLUMN lost_before boolean NOT NULL DEFAULT false,
  ADD COLUMN leaf_id uuid,
  ADD COLUMN proof_size bigint CHECK (proof_size <= since_size),
  ADD FOREIGN KEY (agency_id, leaf_id) REFERENCES record_leaf,
  ADD FOREIGN KEY (agency_id, proof_size) REFERENCES record_checkpoint,
  ADD CHECK (number = 1 OR leaf_id IS NOT NULL),
  ADD CHECK ((number > 1 AND NOT lost_before) = (proof_size IS NOT NULL));
CREATE INDEX record_log_key_leaf ON record_log_key (agency_id, leaf_id);
CREATE INDEX record_log_key_proof ON record_log_key (agency_id, proof_size);

-- One administrator proposes the next key, another approves it, and the sequencer hands over. Of several that nobody
-- has approved the last one counts.
CREATE TABLE record_key_change (
  agency_id text NOT NULL REFERENCES record_log,
  version int NOT NULL CHECK (version > 0),
  number int NOT NULL CHECK (number > 1),
  old_vkey text NOT NULL,
  new_vkey text NOT NULL,
  reason text NOT NULL CHECK (reason IN ('routine', 'custodian', 'theft', 'lost')),
  proposed_by uuid NOT NULL,
  proposed_at timestamptz NOT NULL,
  approved_by uuid CHECK (approved_by <> proposed_by),
  approved_at timestamptz,
  leaf_id uuid,
  done_at timestamptz,
  PRIMARY KEY (agency_id, version),
  FOREIGN KEY (agency_id, leaf_id) REFERENCES record_leaf,
  CHECK (num_nulls(approved_by, approved_at, leaf_id) IN (0, 3)),
  CHECK (done_at IS NULL OR approved_at IS NOT NULL)
);
CREATE INDEX record_key_change_leaf ON record_key_change (agency_id, leaf_id);
CREATE UNIQUE INDEX record_key_change_once ON record_key_change (agency_id, number) WHERE approved_at IS NOT NULL;

CREATE FUNCTION key_change_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.agency_id, NEW.version, NEW.number, NEW.old_vkey, NEW.new_vkey, NEW.reason, NEW.proposed_by, NEW.proposed_at)
      IS DISTINCT FROM
      (OLD.agency_id, OLD.version, OLD.number, OLD.old_vkey, OLD.new_vkey, OLD.reason, OLD.proposed_by, OLD.proposed_at)
    OR OLD.approved_at IS NOT NULL AND (NEW.approved_by, NEW.approved_at, NEW.leaf_id)
      IS DISTINCT FROM (OLD.approved_by, OLD.approved_at, OLD.leaf_id)
    OR OLD.done_at IS NOT NULL AND NEW.done_at IS DISTINCT FROM OLD.done_at THEN
    RAISE EXCEPTION 'a change of keys stays as it was proposed';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER key_change_stays BEFORE UPDATE ON record_key_change FOR EACH ROW EXECUTE FUNCTION key_change_stays();
