-- Takes back what `up.sql` added.
DROP TRIGGER role_grant_separation ON role_grant;
DROP FUNCTION role_grant_separation();
DROP FUNCTION role_decides(text);
DROP INDEX session_open;
DROP INDEX role_grant_waiting;
DROP INDEX attempt_old;
ALTER TABLE person DROP COLUMN imported_by;
DROP TABLE sign_up;
