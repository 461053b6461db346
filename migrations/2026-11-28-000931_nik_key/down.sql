DROP INDEX application_nik_old;
DROP INDEX application_one_per_nik_old;
ALTER TABLE application DROP COLUMN nik_lookup_old;
DROP INDEX person_nik_key;
DROP INDEX person_nik_old;
DROP INDEX person_established_nik_old;
ALTER TABLE person DROP COLUMN nik_lookup_old;
