DROP TRIGGER leaf_waits ON record_leaf;
DROP FUNCTION leaf_waits();
DROP TABLE record_waiting;
