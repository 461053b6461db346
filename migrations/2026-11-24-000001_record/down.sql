-- Undoes what stands beside it.
DROP TABLE record_answer, record_personal_read, record_token, record_secret, record_audit, record_order, record_leaf, record_log;
ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE SELECT, INSERT, UPDATE ON TABLES FROM terang_server;
REVOKE USAGE ON SCHEMA public FROM terang_server, terang_eraser;
