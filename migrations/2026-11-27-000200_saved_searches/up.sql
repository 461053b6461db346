-- Saved searches: who wants to hear of new vacancies. Global: a search reaches over all agencies. The address is
-- contact data: sealed, found by keyed hash, and gone with its mails as soon as somebody does not want them any more.
CREATE TABLE saved_search (
  id uuid PRIMARY KEY,
  -- Set when it was saved from an account, whose address is confirmed already.
  account_id uuid REFERENCES account,
  address_lookup bytea NOT NULL,
  address_sealed bytea NOT NULL,
  language text NOT NULL CHECK (language IN ('id', 'en')),
  -- The parameters of the search, as they stand in an address.
  query text NOT NULL CHECK (length(query) <= 2000),
  created_at timestamptz NOT NULL,
  -- One that nobody confirmed is thrown away then.
  expires_at timestamptz,
  confirmed_at timestamptz,
  -- Rounds that were published until here have been looked through.
  looked_until timestamptz,
  mailed_at timestamptz,
  CHECK ((confirmed_at IS NULL) = (looked_until IS NULL)),
  CHECK ((confirmed_at IS NULL) = (expires_at IS NOT NULL))
);
CREATE UNIQUE INDEX saved_search_once ON saved_search (address_lookup, query) WHERE confirmed_at IS NOT NULL;
CREATE INDEX saved_search_account ON saved_search (account_id);
CREATE INDEX saved_search_due ON saved_search (looked_until, id) WHERE confirmed_at IS NOT NULL;
CREATE INDEX saved_search_expired ON saved_search (expires_at) WHERE confirmed_at IS NULL;

-- The mails of a saved search, so that they go when it goes.
CREATE TABLE saved_search_mail (
  saved_search_id uuid NOT NULL REFERENCES saved_search,
  mail_id uuid NOT NULL REFERENCES mail,
  PRIMARY KEY (saved_search_id, mail_id)
);
CREATE INDEX saved_search_mail_mail ON saved_search_mail (mail_id);
GRANT DELETE ON saved_search, saved_search_mail, mail TO terang_server;

-- New vacancies of a search are looked for by the instant at which their round was published.
CREATE INDEX selection_round_published_at ON selection_round (published_at);
-- Site map: current vacancies first, then the archive, both in the order of ids; bulk files walk the same way.
CREATE INDEX vacancy_archive ON vacancy (archive, id) INCLUDE (updated_at) WHERE published;
-- Applicants by year look for the same post at the same agency, in whatever case it was written.
CREATE INDEX vacancy_agency_title ON vacancy (agency_id, lower(post_title));
