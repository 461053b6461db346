-- Whose place was given: the refill places people in a vacancy that they did not apply for.
ALTER TABLE result_outcome ADD COLUMN placed_at uuid;
UPDATE result_outcome SET placed_at = vacancy_id WHERE state = 'placed';
ALTER TABLE result_outcome ADD CHECK ((placed_at IS NOT NULL) = (state = 'placed'));
ALTER TABLE result_outcome ADD FOREIGN KEY (agency_id, run_id, placed_at) REFERENCES result_vacancy;
CREATE INDEX result_outcome_placed_at ON result_outcome (agency_id, run_id, placed_at);

-- The other vacancy with its words as they were then; nothing where the place is in the vacancy applied for.
ALTER TABLE announcement_row
  ADD COLUMN placed_vacancy_id uuid,
  ADD COLUMN placed_post_title text,
  ADD COLUMN placed_unit_path text;
ALTER TABLE announcement_row ADD CHECK (num_nulls(placed_vacancy_id, placed_post_title, placed_unit_path) IN (0, 3));
ALTER TABLE announcement_row ADD FOREIGN KEY (agency_id, placed_vacancy_id) REFERENCES vacancy;
CREATE INDEX announcement_row_placed_vacancy ON announcement_row (agency_id, placed_vacancy_id);
