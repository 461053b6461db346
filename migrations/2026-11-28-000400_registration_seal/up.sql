-- The sealed set of a round's applicants is looked up by the round.
CREATE INDEX record_leaf_registration_closed ON record_leaf (agency_id, round_id, at)
  WHERE kind = 'registration_closed';
