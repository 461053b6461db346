ALTER TABLE announcement_row
  DROP COLUMN placed_vacancy_id,
  DROP COLUMN placed_post_title,
  DROP COLUMN placed_unit_path;
ALTER TABLE result_outcome DROP COLUMN placed_at;
