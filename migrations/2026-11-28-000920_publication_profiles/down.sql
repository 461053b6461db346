DROP TABLE announcement_withheld;
ALTER TABLE announcement_row DROP COLUMN withheld;
ALTER TABLE announcement DROP COLUMN names_basis, DROP COLUMN uniqueness, DROP COLUMN kept_back;
ALTER TABLE selection_round DROP COLUMN withhold_below;
