-- A rule document is asked for by its hash; most rounds share theirs with others.
CREATE INDEX round_rules_hash ON round_rules (hash);
