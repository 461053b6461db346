-- Employees: who is in the service of an agency, in which unit and post, from when until when.
CREATE TABLE employee (
  agency_id text NOT NULL REFERENCES agency,
  id uuid NOT NULL,
  person_id uuid NOT NULL REFERENCES person,
  -- Civil servant (PNS) or government employee under contract (PPPK): their hours of training differ.
  kind text NOT NULL CHECK (kind IN ('pns', 'pppk')),
  nip_lookup bytea NOT NULL,
  nip_lookup_key text NOT NULL,
  nip_sealed bytea NOT NULL,
  created_at timestamptz NOT NULL,
  version integer NOT NULL DEFAULT 1,
  PRIMARY KEY (agency_id, id),
  UNIQUE (agency_id, person_id),
  UNIQUE (agency_id, nip_lookup)
);
CREATE INDEX employee_person ON employee (person_id);

-- A period of service, half-open [valid_from, valid_until): a page of last year shows last year's unit and post.
CREATE TABLE employment (
  agency_id text NOT NULL,
  id uuid NOT NULL,
  employee_id uuid NOT NULL,
  unit_id uuid NOT NULL,
  post_title text NOT NULL CHECK (post_title <> ''),
  head boolean NOT NULL,
  valid_from date NOT NULL,
  valid_until date,
  PRIMARY KEY (agency_id, id),
  FOREIGN KEY (agency_id, employee_id) REFERENCES employee,
  FOREIGN KEY (agency_id, unit_id) REFERENCES unit,
  CHECK (valid_from < valid_until)
);
CREATE INDEX employment_employee ON employment (agency_id, employee_id, valid_from);
CREATE INDEX employment_unit ON employment (agency_id, unit_id);
-- One present post for each employee, and one present head for each unit.
CREATE UNIQUE INDEX employment_present ON employment (agency_id, employee_id) WHERE valid_until IS NULL;
CREATE UNIQUE INDEX employment_present_head ON employment (agency_id, unit_id) WHERE head AND valid_until IS NULL;
