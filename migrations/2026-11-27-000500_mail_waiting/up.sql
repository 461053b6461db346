-- The few mails on their way, found without reading the many that have arrived: the metrics ask for the oldest.
CREATE INDEX mail_waiting ON mail (created_at) WHERE delivered_at IS NULL;
