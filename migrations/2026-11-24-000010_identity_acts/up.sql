-- Sign-ups that wait for their confirmation, and what the counter and imports add to identity.

-- Nothing of a sign-up touches accounts or people before its address is confirmed, so nobody's address is occupied.
CREATE TABLE sign_up (
  id uuid PRIMARY KEY,
  email_lookup bytea NOT NULL,
  form_sealed bytea NOT NULL,
  password_hash text NOT NULL,
  language text NOT NULL CHECK (language IN ('id', 'en')),
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at timestamptz
);
CREATE INDEX sign_up_expired ON sign_up (expires_at);
GRANT DELETE ON sign_up TO terang_server;

-- The agency whose import brought a person; its log keeps what happens to them.
ALTER TABLE person ADD COLUMN imported_by text;

CREATE INDEX attempt_old ON attempt (window_start);
CREATE INDEX role_grant_waiting ON role_grant (agency_id, id) WHERE confirmed_at IS NULL AND ended_at IS NULL;
CREATE INDEX session_open ON session (account_id, id) WHERE ended_at IS NULL;

-- Administrators and operators hold no deciding role, and the reverse, whoever writes the row. The list of deciding
-- roles is `Role::decides` of the server; a test compares the two.
CREATE FUNCTION role_decides(role text) RETURNS boolean IMMUTABLE LANGUAGE sql AS
$$ SELECT role IN ('verifier', 'supervisor', 'committee', 'examiner', 'counter_officer') $$;
CREATE FUNCTION role_grant_separation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM role_grant g
    WHERE g.account_id = NEW.account_id AND g.id <> NEW.id AND g.ended_at IS NULL AND g.valid_until > NEW.valid_from
      AND ((role_decides(g.role) AND NEW.role IN ('administrator', 'operator'))
        OR (g.role IN ('administrator', 'operator') AND role_decides(NEW.role)))
  ) THEN
    RAISE EXCEPTION 'role_grant_separation' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER role_grant_separation BEFORE INSERT ON role_grant
  FOR EACH ROW EXECUTE FUNCTION role_grant_separation();
