-- Names of the accepted educations on the vacancy itself: hundreds of codes behind one word are too slow to compare.
ALTER TABLE vacancy ADD COLUMN education_names text NOT NULL DEFAULT '';
UPDATE vacancy SET education_names = (
  SELECT string_agg(e.name, ' | ' ORDER BY e.code) FROM education e WHERE e.code = ANY (vacancy.education_codes)
) WHERE EXISTS (SELECT FROM education e WHERE e.code = ANY (vacancy.education_codes));
ALTER TABLE vacancy ADD COLUMN education_search tsvector GENERATED ALWAYS AS (
  to_tsvector('simple', translate(education_names, '/.-_@:&+()''"', '            '))) STORED;
CREATE INDEX vacancy_education_search ON vacancy USING gin (education_search);
ALTER TABLE education ADD COLUMN search tsvector GENERATED ALWAYS AS (
  to_tsvector('simple', translate(name, '/.-_@:&+()''"', '            '))) STORED;
