-- Which witnesses a log asks for, version by version. The lines name witnesses, groups and quorum; the log's own line is
-- added when the policy is served. A version is in force once the quorum before it has cosigned the leaf of the change.
CREATE TABLE record_policy (
  agency_id text NOT NULL REFERENCES record_log,
  version int NOT NULL CHECK (version > 0),
  lines text NOT NULL,
  reason text NOT NULL,
  proposed_by uuid NOT NULL,
  proposed_at timestamptz NOT NULL,
  approved_by uuid CHECK (approved_by <> proposed_by),
  approved_at timestamptz,
  leaf_id uuid,
  in_force_at timestamptz,
  PRIMARY KEY (agency_id, version),
  FOREIGN KEY (agency_id, leaf_id) REFERENCES record_leaf,
  CHECK (num_nulls(approved_by, approved_at, leaf_id) IN (0, 3)),
  CHECK (in_force_at IS NULL OR approved_at IS NOT NULL)
);
CREATE INDEX record_policy_leaf ON record_policy (agency_id, leaf_id);

CREATE FUNCTION policy_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.agency_id, NEW.version, NEW.lines, NEW.reason, NEW.proposed_by, NEW.proposed_at)
      IS DISTINCT FROM (OLD.agency_id, OLD.version, OLD.lines, OLD.reason, OLD.proposed_by, OLD.proposed_at)
    OR OLD.approved_at IS NOT NULL AND (NEW.approved_by, NEW.approved_at, NEW.leaf_id)
      IS DISTINCT FROM (OLD.approved_by, OLD.approved_at, OLD.leaf_id)
    OR OLD.in_force_at IS NOT NULL AND NEW.in_force_at IS DISTINCT FROM OLD.in_force_at THEN
    RAISE EXCEPTION 'a policy stays as it was proposed';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER policy_stays BEFORE UPDATE ON record_policy FOR EACH ROW EXECUTE FUNCTION policy_stays();

-- What witnesses signed beside the log, each verified before it was stored.
CREATE TABLE record_cosignature (
  agency_id text NOT NULL,
  size bigint NOT NULL,
  vkey text NOT NULL,
  line text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (agency_id, size, vkey),
  FOREIGN KEY (agency_id, size) REFERENCES record_checkpoint
);

-- Size of the last checkpoint that the quorum has cosigned.
ALTER TABLE record_tree ADD COLUMN witnessed bigint NOT NULL DEFAULT 0 CHECK (witnessed BETWEEN 0 AND published);
