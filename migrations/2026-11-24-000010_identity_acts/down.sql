-- Takes back what `up.sql` added.
DROP INDEX session_open;
DROP INDEX role_grant_waiting;
DROP INDEX attempt_old;
ALTER TABLE person DROP COLUMN imported_by;
DROP TABLE sign_up;
