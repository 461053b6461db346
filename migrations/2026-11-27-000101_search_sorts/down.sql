-- Undoes what stands beside it.
DROP INDEX education_called;
DROP INDEX vacancy_competition;
DROP INDEX vacancy_pay;
DROP INDEX vacancy_title;
CREATE INDEX vacancy_title ON vacancy (post_title, id);
CREATE INDEX vacancy_pay ON vacancy ((coalesce(pay_min, 0)) DESC, id);
