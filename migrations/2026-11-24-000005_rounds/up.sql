-- Rounds: a selection with its versioned timetable and rules, and its vacancies. design.md section 1 "Two doors".
CREATE TABLE selection_round (
  agency_id text NOT NULL REFERENCES agency,
  id uuid NOT NULL,
  code text NOT NULL,
  kind text NOT NULL,
  door text NOT NULL CHECK (door IN ('national', 'own')),
  legal_basis text NOT NULL CHECK (legal_basis <> ''),
  name text NOT NULL,
  year integer NOT NULL,
  publication_profile text NOT NULL DEFAULT 'B' CHECK (publication_profile IN ('A', 'B', 'C')),
  state text NOT NULL CHECK (state IN ('preparation', 'published', 'closed')),
  archive boolean NOT NULL DEFAULT false,
  authored_by uuid REFERENCES account,
  published_by uuid REFERENCES account,
  published_at timestamptz,
  timetable_version integer NOT NULL DEFAULT 0,
  rules_version integer NOT NULL DEFAULT 0,
  version integer NOT NULL DEFAULT 1,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (agency_id, id),
  UNIQUE (agency_id, code),
  CHECK (published_by <> authored_by),
  CHECK (archive OR (state = 'preparation') = (published_at IS NULL))
);
CREATE INDEX selection_round_authored_by ON selection_round (authored_by);
CREATE INDEX selection_round_published_by ON selection_round (published_by);

-- A change keeps the old version with the reason for the new one.
CREATE TABLE round_timetable (
  agency_id text NOT NULL,
  round_id uuid NOT NULL,
  version integer NOT NULL,
  steps jsonb NOT NULL,
  reason text NOT NULL,
  legal_basis text,
  authored_by uuid REFERENCES account,
  approved_by uuid REFERENCES account,
  at timestamptz NOT NULL,
  PRIMARY KEY (agency_id, round_id, version),
  FOREIGN KEY (agency_id, round_id) REFERENCES selection_round,
  CHECK (approved_by <> authored_by)
);
CREATE INDEX round_timetable_authored_by ON round_timetable (authored_by);
CREATE INDEX round_timetable_approved_by ON round_timetable (approved_by);

CREATE TABLE round_rules (
  agency_id text NOT NULL,
  round_id uuid NOT NULL,
  version integer NOT NULL,
  document jsonb NOT NULL,
  hash bytea NOT NULL CHECK (octet_length(hash) = 32),
  reason text NOT NULL,
  legal_basis text,
  authored_by uuid REFERENCES account,
  approved_by uuid REFERENCES account,
  at timestamptz NOT NULL,
  PRIMARY KEY (agency_id, round_id, version),
  FOREIGN KEY (agency_id, round_id) REFERENCES selection_round,
  CHECK (approved_by <> authored_by)
);
CREATE INDEX round_rules_authored_by ON round_rules (authored_by);
CREATE INDEX round_rules_approved_by ON round_rules (approved_by);

-- A status code means what its round says it means: (code, legend, round), never an enum.
CREATE TABLE round_status_code (
  agency_id text NOT NULL,
  round_id uuid NOT NULL,
  code text NOT NULL,
  legend_id_text text NOT NULL,
  legend_en_text text NOT NULL,
  position smallint NOT NULL,
  PRIMARY KEY (agency_id, round_id, code),
  FOREIGN KEY (agency_id, round_id) REFERENCES selection_round
);

CREATE TABLE vacancy (
  agency_id text NOT NULL,
  id uuid NOT NULL,
  round_id uuid NOT NULL,
  source text NOT NULL,
  source_year integer NOT NULL,
  external_id text NOT NULL,
  post_title text NOT NULL,
  post_title_original text NOT NULL,
  post_code text,
  unit_path text NOT NULL,
  unit_id uuid,
  agency_name text NOT NULL,
  pool text NOT NULL,
  pool_original text NOT NULL,
  places integer NOT NULL CHECK (places >= 0),
  open_to_disabled boolean NOT NULL,
  pay_min bigint,
  pay_max bigint,
  eligible_count integer,
  education_codes text[] NOT NULL,
  level_ids text[] NOT NULL,
  region_code text,
  requirements jsonb NOT NULL,
  further_tests jsonb,
  description text NOT NULL DEFAULT '',
  published boolean NOT NULL,
  archive boolean NOT NULL DEFAULT false,
  version integer NOT NULL DEFAULT 1,
  updated_at timestamptz NOT NULL,
  -- Punctuation is taken out first: the parser would keep "PPN/Bappenas" as one word.
  search tsvector GENERATED ALWAYS AS (to_tsvector('simple',
    translate(post_title || ' ' || unit_path || ' ' || agency_name, '/.-_@:&+()''"', '            '))) STORED,
  PRIMARY KEY (agency_id, id),
  FOREIGN KEY (agency_id, round_id) REFERENCES selection_round,
  FOREIGN KEY (agency_id, unit_id) REFERENCES unit
);
CREATE UNIQUE INDEX vacancy_id ON vacancy (id);
CREATE UNIQUE INDEX vacancy_external ON vacancy (source, source_year, external_id);
CREATE INDEX vacancy_round ON vacancy (agency_id, round_id, id);
CREATE INDEX vacancy_unit ON vacancy (agency_id, unit_id);
CREATE INDEX vacancy_search ON vacancy USING gin (search);
CREATE INDEX vacancy_education ON vacancy USING gin (education_codes);
CREATE INDEX vacancy_level ON vacancy USING gin (level_ids);
CREATE INDEX vacancy_region ON vacancy (region_code text_pattern_ops, id);
CREATE INDEX vacancy_pool ON vacancy (pool, id);
CREATE INDEX vacancy_title ON vacancy (post_title, id);
CREATE INDEX vacancy_pay ON vacancy ((coalesce(pay_min, 0)) DESC, id);
CREATE INDEX vacancy_agency ON vacancy (agency_id, post_title, id);
CREATE INDEX vacancy_post_code ON vacancy (post_code);

-- What a vacancy said at each version; applications and verdicts point here.
CREATE TABLE vacancy_version (
  agency_id text NOT NULL,
  vacancy_id uuid NOT NULL,
  version integer NOT NULL,
  document jsonb NOT NULL,
  reason text NOT NULL,
  legal_basis text,
  authored_by uuid REFERENCES account,
  approved_by uuid REFERENCES account,
  at timestamptz NOT NULL,
  PRIMARY KEY (agency_id, vacancy_id, version),
  FOREIGN KEY (agency_id, vacancy_id) REFERENCES vacancy,
  CHECK (approved_by <> authored_by)
);
CREATE INDEX vacancy_version_authored_by ON vacancy_version (authored_by);
CREATE INDEX vacancy_version_approved_by ON vacancy_version (approved_by);
REVOKE UPDATE ON round_timetable, round_rules, vacancy_version FROM terang_server;
GRANT DELETE ON round_status_code TO terang_server;
-- ANALYZE after a load, so that the first searches are planned well.
GRANT MAINTAIN ON vacancy TO terang_server;
