DROP TABLE record_checkpoint;
DROP TABLE record_tile;
DROP TABLE record_tree;
DROP FUNCTION tree_grows();
DROP FUNCTION tile_grows();
DROP TABLE record_log_key;
DROP SEQUENCE record_fence;
