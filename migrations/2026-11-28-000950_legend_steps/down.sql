UPDATE announcement_legend SET kind = 'mark' WHERE kind = 'step';
ALTER TABLE announcement_legend DROP CONSTRAINT announcement_legend_kind_check;
ALTER TABLE announcement_legend ADD CONSTRAINT announcement_legend_kind_check CHECK (kind IN ('status', 'mark'));
