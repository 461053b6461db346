-- What lies between marks and total has its column in the file, and none on the page.
ALTER TABLE announcement_legend DROP CONSTRAINT announcement_legend_kind_check;
ALTER TABLE announcement_legend ADD CONSTRAINT announcement_legend_kind_check
    CHECK (kind IN ('status', 'mark', 'step'));
