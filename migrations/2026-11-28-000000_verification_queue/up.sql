-- The queue of a round, the longest waiting first: a verifier takes the next one without a look at all the others.
CREATE INDEX application_queue ON application (agency_id, round_id, submitted_at, id) WHERE state = 'submitted';
