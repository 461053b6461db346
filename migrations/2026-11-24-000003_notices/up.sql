-- Notices: the inbox is the legal record of what a person was told; mail only points to it.
CREATE TABLE inbox_entry (
  id uuid PRIMARY KEY,
  person_id uuid NOT NULL REFERENCES person,
  agency_id text,
  kind text NOT NULL,
  subject_id_text text NOT NULL,
  subject_en_text text NOT NULL,
  body_id_text text NOT NULL,
  body_en_text text NOT NULL,
  link text,
  at timestamptz NOT NULL,
  read_at timestamptz
);
CREATE INDEX inbox_entry_person ON inbox_entry (person_id, id);
-- What was told stays told; only the time of reading is added.
REVOKE UPDATE ON inbox_entry FROM terang_server;
GRANT UPDATE (read_at) ON inbox_entry TO terang_server;

-- One mail, one Message-ID, however often its delivery is tried.
CREATE TABLE mail (
  id uuid PRIMARY KEY,
  inbox_entry_id uuid REFERENCES inbox_entry,
  message_id text NOT NULL UNIQUE,
  address_sealed bytea NOT NULL,
  language text NOT NULL CHECK (language IN ('id', 'en')),
  content_sealed bytea NOT NULL,
  created_at timestamptz NOT NULL,
  delivered_at timestamptz,
  attempts integer NOT NULL DEFAULT 0,
  last_error text
);
CREATE INDEX mail_inbox_entry ON mail (inbox_entry_id);
