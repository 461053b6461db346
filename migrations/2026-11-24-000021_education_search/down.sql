-- Undoes what stands beside it.
ALTER TABLE education DROP COLUMN search;
ALTER TABLE vacancy DROP COLUMN education_search, DROP COLUMN education_names;
