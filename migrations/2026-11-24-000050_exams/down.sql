-- Removes the tables of exams.
DROP TABLE mark, mark_row, mark_import;
