-- Takes announcements away again.
DROP TABLE announcement_legend;
DROP TABLE announcement_row;
DROP TABLE announcement;
