-- Catalog: agencies, units, posts, education codes, regions, holidays, courses. Loaded by `terang load`.
CREATE TABLE dataset (
  name text PRIMARY KEY,
  sha256 bytea NOT NULL,
  row_count integer NOT NULL,
  loaded_at timestamptz NOT NULL
);

CREATE TABLE agency (
  id text PRIMARY KEY,
  siasn_id text NOT NULL UNIQUE,
  name text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('central', 'regional')),
  agency_type text,
  other_name text,
  zone text NOT NULL CHECK (zone IN ('Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura')),
  region_code text,
  active boolean NOT NULL
);

CREATE TABLE education_level (id text PRIMARY KEY, name text NOT NULL, position smallint NOT NULL);
CREATE TABLE education (
  code text PRIMARY KEY,
  name text NOT NULL,
  name_original text NOT NULL,
  level_id text NOT NULL REFERENCES education_level
);
CREATE INDEX education_level_of ON education (level_id);

CREATE TABLE region (
  code text PRIMARY KEY,
  name text NOT NULL,
  level text NOT NULL CHECK (level IN ('province', 'regency', 'city', 'district', 'urban_village', 'village', 'customary_village')),
  parent_code text REFERENCES region
);
CREATE INDEX region_parent ON region (parent_code);
CREATE INDEX region_search ON region USING gin (to_tsvector('simple', name));

-- One id stands in both lists, so the kind is part of the key.
CREATE TABLE post (
  kind text NOT NULL CHECK (kind IN ('functional', 'operational')),
  id text NOT NULL,
  code text,
  name text NOT NULL,
  level text,
  retirement_age smallint,
  active boolean NOT NULL,
  PRIMARY KEY (kind, id)
);

CREATE TABLE holiday_year (year integer PRIMARY KEY, source text NOT NULL);
CREATE TABLE holiday (
  date date NOT NULL,
  name text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('national', 'joint_leave')),
  year integer NOT NULL REFERENCES holiday_year,
  PRIMARY KEY (date, name)
);
CREATE INDEX holiday_of_year ON holiday (year);

CREATE TABLE course_reference (id text PRIMARY KEY, code text, name text NOT NULL);

CREATE TABLE unit (
  agency_id text NOT NULL REFERENCES agency,
  id uuid NOT NULL,
  name text NOT NULL,
  parent_id uuid,
  valid_from date NOT NULL,
  valid_until date,
  PRIMARY KEY (agency_id, id),
  FOREIGN KEY (agency_id, parent_id) REFERENCES unit
);
CREATE INDEX unit_parent ON unit (agency_id, parent_id);
GRANT DELETE ON education_level, education, region, post, holiday_year, holiday, course_reference TO terang_server;
GRANT MAINTAIN ON region, post, education TO terang_server;
