-- Exams, first level: marks as they were delivered, and which of them hold.
-- One mark sheet of a stage; `import_file` keeps the original, who brought it and who approved it.
CREATE TABLE mark_import (
  agency_id text NOT NULL,
  id uuid NOT NULL,
  round_id uuid NOT NULL,
  stage text NOT NULL,
  components text[] NOT NULL CHECK (cardinality(components) > 0),
  rules_version integer NOT NULL,
  -- Why marks that were already approved are replaced.
  reason text CHECK (reason <> ''),
  -- The order of approval inside the round; a later approved row of a person supersedes an earlier one.
  number integer CHECK (number > 0),
  PRIMARY KEY (agency_id, id),
  UNIQUE (agency_id, round_id, number),
  FOREIGN KEY (agency_id, id) REFERENCES import_file,
  FOREIGN KEY (agency_id, round_id) REFERENCES selection_round
);

-- One person's row in a sheet: present, absent (TH) or disqualified (DIS).
CREATE TABLE mark_row (
  agency_id text NOT NULL,
  import_id uuid NOT NULL,
  application_id uuid NOT NULL,
  row_number integer NOT NULL,
  presence text NOT NULL CHECK (presence IN
    ('present', 'absent', 'disqualified', 'withdrawn', 'eliminated')),
  PRIMARY KEY (agency_id, import_id, application_id),
  FOREIGN KEY (agency_id, import_id) REFERENCES mark_import,
  FOREIGN KEY (agency_id, application_id) REFERENCES application
);
CREATE INDEX mark_row_application ON mark_row (agency_id, application_id);

-- The text as delivered beside the exact number.
CREATE TABLE mark (
  agency_id text NOT NULL,
  import_id uuid NOT NULL,
  application_id uuid NOT NULL,
  component text NOT NULL,
  delivered text NOT NULL,
  value numeric NOT NULL CHECK (value >= 0),
  PRIMARY KEY (agency_id, import_id, application_id, component),
  FOREIGN KEY (agency_id, import_id, application_id) REFERENCES mark_row
);
REVOKE UPDATE ON mark_row, mark FROM terang_server;
