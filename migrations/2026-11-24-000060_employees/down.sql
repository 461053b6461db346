-- Undoes what stands beside it.
DROP TABLE employment, employee;
