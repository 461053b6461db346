ALTER TABLE announcement DROP COLUMN bundle_hash;
DROP TABLE announcement_file;
