-- A NIK is found by a keyed hash. While that key is exchanged, a row that has the hash by the new key keeps the one by
-- the old key beside it. One of two unique indexes then always covers every row in the hashes of one key: the second one
-- until the last row is hashed anew, the first one from then on.
ALTER TABLE person ADD COLUMN nik_lookup_old bytea;
CREATE UNIQUE INDEX person_established_nik_old ON person (coalesce(nik_lookup_old, nik_lookup))
  WHERE standing = 'established' AND superseded_by IS NULL;
CREATE INDEX person_nik_old ON person (nik_lookup_old) WHERE nik_lookup_old IS NOT NULL;
CREATE INDEX person_nik_key ON person (nik_lookup_key, id);

ALTER TABLE application ADD COLUMN nik_lookup_old bytea;
CREATE UNIQUE INDEX application_one_per_nik_old ON application (agency_id, round_id, coalesce(nik_lookup_old, nik_lookup))
  WHERE state = 'submitted';
CREATE INDEX application_nik_old ON application (agency_id, id) WHERE nik_lookup_old IS NOT NULL;
