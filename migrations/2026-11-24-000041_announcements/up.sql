-- Announcements: immutable versions of what a stage told everybody at one instant. docs/STATES.md.
CREATE TABLE announcement (
  agency_id text NOT NULL,
  id uuid NOT NULL,
  round_id uuid NOT NULL,
  stage text NOT NULL CHECK (stage IN ('administrative', 'shortlist', 'result')),
  -- The run that shortlist and result come from.
  run_id uuid,
  -- 1, and one more for each correction.
  number smallint NOT NULL CHECK (number > 0),
  state text NOT NULL CHECK (state IN ('prepared', 'published', 'discarded')),
  -- Number of the letter that announces, as the agency's registry gives it.
  letter text NOT NULL CHECK (letter <> ''),
  -- Why a correction was needed.
  reason text CHECK (reason <> ''),
  profile text NOT NULL CHECK (profile IN ('A', 'B', 'C')),
  row_count integer NOT NULL CHECK (row_count >= 0),
  content_hash bytea NOT NULL CHECK (octet_length(content_hash) = 32),
  prepared_by uuid NOT NULL REFERENCES account,
  prepared_at timestamptz NOT NULL,
  published_by uuid REFERENCES account,
  published_at timestamptz,
  objections_close_at timestamptz,
  leaf_id uuid,
  -- Position up to which people were told.
  told integer NOT NULL DEFAULT 0 CHECK (told >= 0),
  version integer NOT NULL DEFAULT 1,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (agency_id, id),
  FOREIGN KEY (agency_id, round_id) REFERENCES selection_round,
  FOREIGN KEY (agency_id, leaf_id) REFERENCES record_leaf,
  CHECK (published_by <> prepared_by),
  CHECK ((state = 'published') = (published_at IS NOT NULL)),
  CHECK ((published_at IS NULL) = (published_by IS NULL)),
  CHECK ((published_at IS NULL) = (leaf_id IS NULL)),
  CHECK ((number = 1) = (reason IS NULL)),
  CHECK ((stage = 'administrative') = (run_id IS NULL))
);
CREATE UNIQUE INDEX announcement_one_prepared ON announcement (agency_id, round_id, stage) WHERE state = 'prepared';
CREATE UNIQUE INDEX announcement_number ON announcement (agency_id, round_id, stage, number) WHERE state = 'published';
CREATE INDEX announcement_published ON announcement (published_at, id) WHERE state = 'published';
CREATE INDEX announcement_round ON announcement (agency_id, round_id, id);
CREATE INDEX announcement_leaf ON announcement (agency_id, leaf_id);
CREATE INDEX announcement_prepared_by ON announcement (prepared_by);
CREATE INDEX announcement_published_by ON announcement (published_by);

-- One participant's line. The public sees code, vacancy, status, marks; the application leads the participant home.
CREATE TABLE announcement_row (
  agency_id text NOT NULL,
  announcement_id uuid NOT NULL,
  position integer NOT NULL CHECK (position > 0),
  application_id uuid NOT NULL,
  -- The reading that the line of the administrative stage comes from.
  reading_id uuid,
  participant_code text NOT NULL,
  vacancy_id uuid NOT NULL,
  -- The vacancy's words as they were then.
  post_title text NOT NULL,
  unit_path text NOT NULL,
  status text NOT NULL,
  -- `[{"code": "skd_total", "value": "412"}]`, decimal strings.
  marks jsonb NOT NULL,
  place_in_vacancy integer CHECK (place_in_vacancy > 0),
  PRIMARY KEY (agency_id, announcement_id, position),
  UNIQUE (agency_id, announcement_id, participant_code),
  UNIQUE (agency_id, announcement_id, application_id),
  FOREIGN KEY (agency_id, announcement_id) REFERENCES announcement,
  FOREIGN KEY (agency_id, application_id) REFERENCES application,
  FOREIGN KEY (agency_id, reading_id) REFERENCES reading,
  FOREIGN KEY (agency_id, vacancy_id) REFERENCES vacancy
);
CREATE INDEX announcement_row_application ON announcement_row (agency_id, application_id);
CREATE INDEX announcement_row_reading ON announcement_row (agency_id, reading_id);
CREATE INDEX announcement_row_vacancy ON announcement_row (agency_id, vacancy_id);

-- What the codes of one announcement mean, as they were told then.
CREATE TABLE announcement_legend (
  agency_id text NOT NULL,
  announcement_id uuid NOT NULL,
  code text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('status', 'mark')),
  legend_id_text text NOT NULL,
  legend_en_text text NOT NULL,
  position smallint NOT NULL,
  PRIMARY KEY (agency_id, announcement_id, kind, code),
  FOREIGN KEY (agency_id, announcement_id) REFERENCES announcement
);
REVOKE UPDATE ON announcement_row, announcement_legend FROM terang_server;
