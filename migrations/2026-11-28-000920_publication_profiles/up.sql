-- Publication profiles: names of those placed (A), codes (B), codes without small vacancies (C). docs/decisions/0014.

-- Under profile C a vacancy with fewer participants is withheld. No Indonesian rule names a number: five is the usual
-- least cell of official statistics, and a round states its own before registration opens.
ALTER TABLE selection_round
  ADD COLUMN withhold_below smallint NOT NULL DEFAULT 5 CHECK (withhold_below BETWEEN 2 AND 50);

ALTER TABLE announcement
  -- What the information officer (PPID) recorded before names were published: document, date, unit, text.
  ADD COLUMN names_basis jsonb CHECK (names_basis IS NULL OR profile = 'A'),
  -- Whose row would stand alone in what an outsider may know; nothing where nothing was computed.
  ADD COLUMN uniqueness jsonb,
  -- What is withheld: vacancies, participants, and the commitment to their files.
  ADD COLUMN kept_back jsonb CHECK (kept_back IS NULL OR profile = 'C');
ALTER TABLE announcement_row ADD COLUMN withheld boolean NOT NULL DEFAULT false;

-- The whole files where some vacancies are withheld, with the salt of their commitment, to be opened to a court.
CREATE TABLE announcement_withheld (
  agency_id text NOT NULL,
  announcement_id uuid NOT NULL,
  sealed bytea NOT NULL,
  PRIMARY KEY (agency_id, announcement_id),
  FOREIGN KEY (agency_id, announcement_id) REFERENCES announcement
);
ALTER TABLE announcement_withheld ALTER COLUMN sealed SET STORAGE EXTERNAL;
REVOKE UPDATE, DELETE ON announcement_withheld FROM terang_server;
