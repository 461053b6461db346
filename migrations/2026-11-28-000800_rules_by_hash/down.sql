DROP INDEX round_rules_hash;
