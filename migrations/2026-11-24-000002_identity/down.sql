-- Undoes what stands beside it.
DROP TABLE attempt, counter_case, role_grant, refresh_token, session, account_token, account, person;
