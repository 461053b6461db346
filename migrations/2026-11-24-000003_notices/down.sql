-- Undoes what stands beside it.
DROP TABLE mail, inbox_entry;
