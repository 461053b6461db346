-- Every sort is a number, then the title by its characters (as the server's index compares it), then the id.
DROP INDEX vacancy_title;
DROP INDEX vacancy_pay;
CREATE INDEX vacancy_title ON vacancy (post_title COLLATE "C", id);
CREATE INDEX vacancy_pay ON vacancy ((-coalesce(pay_min, 0)), post_title COLLATE "C", id);
-- Applicants who passed the administrative stage for ten thousand places.
CREATE INDEX vacancy_competition ON vacancy
  ((coalesce(eligible_count::bigint * 10000 / nullif(places, 0), 9223372036854775807)), post_title COLLATE "C", id);
CREATE INDEX education_called ON education (lower(name));
