-- Leaves that have no place yet, so that the sequencer need not look at all the others each second. Whoever writes a
-- leaf puts it here in the same transaction, by the trigger; whoever gives it its place takes it away.
CREATE TABLE record_waiting (
  agency_id text NOT NULL,
  leaf_id uuid NOT NULL,
  PRIMARY KEY (agency_id, leaf_id),
  FOREIGN KEY (agency_id, leaf_id) REFERENCES record_leaf
);
REVOKE UPDATE ON record_waiting FROM terang_server;
GRANT DELETE ON record_waiting TO terang_server;

CREATE FUNCTION leaf_waits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO record_waiting (agency_id, leaf_id) VALUES (NEW.agency_id, NEW.id);
  RETURN NULL;
END $$;
CREATE TRIGGER leaf_waits AFTER INSERT ON record_leaf FOR EACH ROW EXECUTE FUNCTION leaf_waits();

INSERT INTO record_waiting (agency_id, leaf_id)
SELECT leaf.agency_id, leaf.id FROM record_leaf leaf
WHERE NOT EXISTS (SELECT FROM record_order o WHERE o.agency_id = leaf.agency_id AND o.leaf_id = leaf.id);
