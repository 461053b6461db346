-- The log of an agency as outsiders read it: C2SP tlog-tiles over the leaves in the order of record_order.

-- Each process that becomes the sequencer takes the next number; whoever comes with a smaller one is too late.
CREATE SEQUENCE record_fence;
GRANT USAGE ON SEQUENCE record_fence TO terang_server;

-- The public keys of a log, in the order in which they signed. The private ones are never in the database.
CREATE TABLE record_log_key (
  agency_id text NOT NULL REFERENCES record_log,
  number int NOT NULL CHECK (number > 0),
  vkey text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (agency_id, number),
  UNIQUE (agency_id, vkey)
);

-- How far the tree is grown and published. `refused` says why nothing is signed.
CREATE TABLE record_tree (
  agency_id text PRIMARY KEY REFERENCES record_log,
  fence bigint NOT NULL,
  size bigint NOT NULL CHECK (size >= 0),
  published bigint NOT NULL CHECK (published BETWEEN 0 AND size),
  refused text,
  refused_at timestamptz,
  CHECK ((refused IS NULL) = (refused_at IS NULL))
);

-- A tile of hashes as far as it is filled: every narrower tile at its place is its beginning.
CREATE TABLE record_tile (
  agency_id text NOT NULL REFERENCES record_log,
  level smallint NOT NULL CHECK (level BETWEEN 0 AND 63),
  tile_index bigint NOT NULL CHECK (tile_index >= 0),
  hashes bytea NOT NULL CHECK (octet_length(hashes) % 32 = 0 AND octet_length(hashes) BETWEEN 32 AND 8192),
  PRIMARY KEY (agency_id, level, tile_index)
);

CREATE FUNCTION tile_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.agency_id, NEW.level, NEW.tile_index) IS DISTINCT FROM (OLD.agency_id, OLD.level, OLD.tile_index)
    OR substring(NEW.hashes FROM 1 FOR octet_length(OLD.hashes)) IS DISTINCT FROM OLD.hashes THEN
    RAISE EXCEPTION 'a tile only grows';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER tile_grows BEFORE UPDATE ON record_tile FOR EACH ROW EXECUTE FUNCTION tile_grows();

CREATE FUNCTION tree_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.agency_id <> OLD.agency_id OR NEW.size < OLD.size OR NEW.published < OLD.published OR NEW.fence < OLD.fence THEN
    RAISE EXCEPTION 'a tree only grows';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER tree_grows BEFORE UPDATE ON record_tree FOR EACH ROW EXECUTE FUNCTION tree_grows();

-- Every head that was signed and published, as it was signed.
CREATE TABLE record_checkpoint (
  agency_id text NOT NULL REFERENCES record_log,
  size bigint NOT NULL CHECK (size > 0),
  root bytea NOT NULL CHECK (octet_length(root) = 32),
  note text NOT NULL,
  signed_at timestamptz NOT NULL,
  PRIMARY KEY (agency_id, size)
);

REVOKE UPDATE ON record_log_key, record_checkpoint FROM terang_server;
