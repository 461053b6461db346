-- Undoes what stands beside it.
DROP TABLE round_amendment;
