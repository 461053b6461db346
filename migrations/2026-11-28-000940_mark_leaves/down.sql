DROP TABLE mark_leaf;
