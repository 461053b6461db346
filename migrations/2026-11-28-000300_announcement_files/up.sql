-- The files from which anybody recomputes an announcement, as they were published; they are never changed. Those that
-- name the instant of publication are added when it is published.
CREATE TABLE announcement_file (
  agency_id text NOT NULL,
  announcement_id uuid NOT NULL,
  name text NOT NULL CHECK (name ~ '^[a-z][a-z._-]{0,59}$'),
  -- Bytes of the file, and its SHA-256, before it was compressed.
  size integer NOT NULL CHECK (size >= 0),
  sha256 bytea NOT NULL CHECK (octet_length(sha256) = 32),
  gzip bytea NOT NULL,
  PRIMARY KEY (agency_id, announcement_id, name),
  FOREIGN KEY (agency_id, announcement_id) REFERENCES announcement
);
ALTER TABLE announcement_file ALTER COLUMN gzip SET STORAGE EXTERNAL;
REVOKE UPDATE, DELETE ON announcement_file FROM terang_server;

-- SHA-256 of the list of hashes; announcements that were published before there were such files have none.
ALTER TABLE announcement ADD COLUMN bundle_hash bytea CHECK (octet_length(bundle_hash) = 32);
ALTER TABLE announcement ADD CHECK (bundle_hash IS NULL OR state = 'published');
