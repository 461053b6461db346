-- Results: runs of the engine with their frozen inputs, rulings on ties, the national result and its comparison.

-- A ruling of the competent authority on people whom the law leaves tied; it holds once a second officer confirmed it.
CREATE TABLE result_ruling (
  agency_id text NOT NULL,
  id uuid NOT NULL,
  round_id uuid NOT NULL,
  vacancy_id uuid NOT NULL,
  -- Applications, best first.
  ranked uuid[] NOT NULL CHECK (cardinality(ranked) > 1),
  document text NOT NULL CHECK (document <> ''),
  recorded_by uuid NOT NULL REFERENCES account,
  recorded_at timestamptz NOT NULL,
  confirmed_by uuid REFERENCES account,
  confirmed_at timestamptz,
  version integer NOT NULL DEFAULT 1,
  PRIMARY KEY (agency_id, id),
  FOREIGN KEY (agency_id, round_id) REFERENCES selection_round,
  FOREIGN KEY (agency_id, vacancy_id) REFERENCES vacancy,
  CHECK (confirmed_by <> recorded_by),
  CHECK ((confirmed_by IS NULL) = (confirmed_at IS NULL))
);
CREATE INDEX result_ruling_round ON result_ruling (agency_id, round_id);
CREATE INDEX result_ruling_vacancy ON result_ruling (agency_id, vacancy_id);
CREATE INDEX result_ruling_recorded_by ON result_ruling (recorded_by);
CREATE INDEX result_ruling_confirmed_by ON result_ruling (confirmed_by);

-- One run. Nothing in it is ever changed; a new run takes its place.
CREATE TABLE result_run (
  agency_id text NOT NULL,
  id uuid NOT NULL,
  round_id uuid NOT NULL,
  -- Order of the runs of a stage; the newest counts.
  number integer NOT NULL CHECK (number > 0),
  stage text NOT NULL,
  last_stage boolean NOT NULL,
  rules_version integer NOT NULL,
  rules_hash bytea NOT NULL CHECK (octet_length(rules_hash) = 32),
  inputs_hash bytea NOT NULL CHECK (octet_length(inputs_hash) = 32),
  -- The canonical inputs, compressed and sealed: they hold birth dates.
  inputs_sealed bytea NOT NULL,
  -- The last approval of marks that went in.
  marks_number integer NOT NULL,
  engine_version text NOT NULL,
  participant_count integer NOT NULL,
  made_by uuid NOT NULL REFERENCES account,
  made_at timestamptz NOT NULL,
  PRIMARY KEY (agency_id, id),
  UNIQUE (agency_id, round_id, stage, number),
  UNIQUE (agency_id, id, made_by),
  FOREIGN KEY (agency_id, round_id, rules_version) REFERENCES round_rules
);
CREATE INDEX result_run_rules ON result_run (agency_id, round_id, rules_version);
CREATE INDEX result_run_made_by ON result_run (made_by);

CREATE TABLE result_vacancy (
  agency_id text NOT NULL,
  run_id uuid NOT NULL,
  vacancy_id uuid NOT NULL,
  places integer NOT NULL,
  participants integer NOT NULL,
  -- How many go on, in a run that ends before the last stage.
  going_on integer NOT NULL,
  placed integer NOT NULL,
  empty integer NOT NULL,
  undecided integer NOT NULL,
  refused_stage text,
  refused_pool text,
  borders jsonb NOT NULL,
  PRIMARY KEY (agency_id, run_id, vacancy_id),
  FOREIGN KEY (agency_id, run_id) REFERENCES result_run,
  FOREIGN KEY (agency_id, vacancy_id) REFERENCES vacancy
);
CREATE INDEX result_vacancy_vacancy ON result_vacancy (agency_id, vacancy_id);

CREATE TABLE result_outcome (
  agency_id text NOT NULL,
  run_id uuid NOT NULL,
  application_id uuid NOT NULL,
  participant_code text NOT NULL,
  vacancy_id uuid NOT NULL,
  state text NOT NULL,
  code text,
  rank integer,
  marks jsonb NOT NULL,
  -- The person's part of the trace; never loaded with a list.
  trace jsonb NOT NULL,
  PRIMARY KEY (agency_id, run_id, application_id),
  FOREIGN KEY (agency_id, run_id, vacancy_id) REFERENCES result_vacancy,
  FOREIGN KEY (agency_id, application_id) REFERENCES application
);
CREATE INDEX result_outcome_order ON result_outcome (agency_id, run_id, vacancy_id, rank, application_id);
CREATE INDEX result_outcome_application ON result_outcome (agency_id, application_id);

-- An approval repeats who made the run, so that the database itself refuses the same person.
CREATE TABLE result_approval (
  agency_id text NOT NULL,
  run_id uuid NOT NULL,
  made_by uuid NOT NULL,
  approved_by uuid NOT NULL REFERENCES account,
  approved_at timestamptz NOT NULL,
  PRIMARY KEY (agency_id, run_id, approved_by),
  FOREIGN KEY (agency_id, run_id, made_by) REFERENCES result_run (agency_id, id, made_by),
  CHECK (approved_by <> made_by)
);
CREATE INDEX result_approval_made_by ON result_approval (agency_id, run_id, made_by);
CREATE INDEX result_approval_approved_by ON result_approval (approved_by);

-- The national result of a stage: the legal one. `import_file` keeps the original.
CREATE TABLE national_result (
  agency_id text NOT NULL,
  id uuid NOT NULL,
  round_id uuid NOT NULL,
  stage text NOT NULL,
  fields text[] NOT NULL,
  PRIMARY KEY (agency_id, id),
  FOREIGN KEY (agency_id, id) REFERENCES import_file,
  FOREIGN KEY (agency_id, round_id) REFERENCES selection_round
);
CREATE INDEX national_result_round ON national_result (agency_id, round_id, stage);

CREATE TABLE national_result_row (
  agency_id text NOT NULL,
  national_result_id uuid NOT NULL,
  participant text NOT NULL,
  application_id uuid,
  -- Decimal strings by field.
  numbers jsonb NOT NULL,
  code text,
  PRIMARY KEY (agency_id, national_result_id, participant),
  FOREIGN KEY (agency_id, national_result_id) REFERENCES national_result,
  FOREIGN KEY (agency_id, application_id) REFERENCES application
);
CREATE INDEX national_result_row_application ON national_result_row (agency_id, application_id);

-- Our run beside the national result.
CREATE TABLE result_comparison (
  agency_id text NOT NULL,
  id uuid NOT NULL,
  run_id uuid NOT NULL,
  national_result_id uuid NOT NULL,
  compared integer NOT NULL,
  difference_count integer NOT NULL,
  made_by uuid NOT NULL REFERENCES account,
  made_at timestamptz NOT NULL,
  PRIMARY KEY (agency_id, id),
  UNIQUE (agency_id, run_id, national_result_id),
  FOREIGN KEY (agency_id, run_id) REFERENCES result_run,
  FOREIGN KEY (agency_id, national_result_id) REFERENCES national_result
);
CREATE INDEX result_comparison_national ON result_comparison (agency_id, national_result_id);
CREATE INDEX result_comparison_made_by ON result_comparison (made_by);

CREATE TABLE result_difference (
  agency_id text NOT NULL,
  id uuid NOT NULL,
  comparison_id uuid NOT NULL,
  application_id uuid,
  participant text NOT NULL,
  field text NOT NULL,
  ours text,
  theirs text,
  PRIMARY KEY (agency_id, id),
  UNIQUE (agency_id, comparison_id, participant, field),
  FOREIGN KEY (agency_id, comparison_id) REFERENCES result_comparison,
  FOREIGN KEY (agency_id, application_id) REFERENCES application
);
CREATE INDEX result_difference_application ON result_difference (agency_id, application_id);

CREATE TABLE result_explanation (
  agency_id text NOT NULL,
  difference_id uuid NOT NULL,
  cause text NOT NULL,
  explanation text NOT NULL CHECK (explanation <> ''),
  explained_by uuid NOT NULL REFERENCES account,
  explained_at timestamptz NOT NULL,
  PRIMARY KEY (agency_id, difference_id),
  FOREIGN KEY (agency_id, difference_id) REFERENCES result_difference
);
CREATE INDEX result_explanation_explained_by ON result_explanation (explained_by);
REVOKE UPDATE ON result_run, result_vacancy, result_outcome, result_approval, national_result, national_result_row,
  result_comparison, result_difference, result_explanation FROM terang_server;
