-- Takes verification away again.
DROP TABLE reading_item;
DROP TABLE reading;
