-- Undoes what stands beside it.
ALTER TABLE record_audit DROP COLUMN machine_id;
DROP TABLE machine_secret;
DROP TABLE machine_client;
