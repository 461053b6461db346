ALTER TABLE record_tree DROP COLUMN witnessed;
DROP TABLE record_cosignature;
DROP TABLE record_policy;
DROP FUNCTION policy_stays();
