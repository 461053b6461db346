DROP INDEX mail_waiting;
