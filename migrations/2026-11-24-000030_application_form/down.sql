-- Undoes what stands beside it.
DELETE FROM application_form WHERE version = 1;
