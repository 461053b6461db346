DROP TABLE reading_order;
DROP TABLE draw_file;
DROP TABLE draw_seat;
DROP TABLE draw;
