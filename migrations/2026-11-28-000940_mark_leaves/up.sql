-- The leaf of each participant's marks in an approved sheet: one for each row.
CREATE TABLE mark_leaf (
  agency_id text NOT NULL,
  import_id uuid NOT NULL,
  application_id uuid NOT NULL,
  leaf_id uuid NOT NULL,
  PRIMARY KEY (agency_id, import_id, application_id),
  FOREIGN KEY (agency_id, import_id, application_id) REFERENCES mark_row,
  FOREIGN KEY (agency_id, leaf_id) REFERENCES record_leaf
);
CREATE INDEX mark_leaf_application ON mark_leaf (agency_id, application_id);
CREATE INDEX mark_leaf_leaf ON mark_leaf (agency_id, leaf_id);
REVOKE UPDATE ON mark_leaf FROM terang_server;
