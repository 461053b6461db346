-- Processes that keep public answers in memory are told what changed: one notice for each statement, never for each
-- row, and none at all when the transaction rolls back. Equal notices of one transaction are sent once.
CREATE FUNCTION tell_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  -- A notice holds less than 8,000 bytes; of more rows it says only in which table they are.
  most CONSTANT integer := 100;
  ids text[];
BEGIN
  IF TG_NARGS = 0 THEN
    EXECUTE 'SELECT array_agg(NULL::text) FROM (SELECT FROM changed LIMIT 1) few' INTO ids;
  ELSE
    EXECUTE format('SELECT array_agg(DISTINCT id) FROM (SELECT %I::text AS id FROM changed LIMIT %s) few',
                   TG_ARGV[0], most + 1) INTO ids;
  END IF;
  IF ids IS NOT NULL THEN
    PERFORM pg_notify('terang_change', jsonb_build_object('table', TG_TABLE_NAME, 'ids',
      CASE WHEN TG_NARGS > 0 AND cardinality(ids) <= most THEN to_jsonb(ids) END)::text);
  END IF;
  RETURN NULL;
END $$;

-- `tell_changes_of('vacancy', 'id')`: changes of this table are told from now on, by this column if one is named.
CREATE PROCEDURE tell_changes_of(told regclass, id_column text DEFAULT NULL) LANGUAGE plpgsql AS $$
DECLARE
  argument text := coalesce(quote_literal(id_column), '');
BEGIN
  EXECUTE format('CREATE TRIGGER tell_insert AFTER INSERT ON %s REFERENCING NEW TABLE AS changed
                  FOR EACH STATEMENT EXECUTE FUNCTION tell_change(%s)', told, argument);
  EXECUTE format('CREATE TRIGGER tell_update AFTER UPDATE ON %s REFERENCING NEW TABLE AS changed
                  FOR EACH STATEMENT EXECUTE FUNCTION tell_change(%s)', told, argument);
  EXECUTE format('CREATE TRIGGER tell_delete AFTER DELETE ON %s REFERENCING OLD TABLE AS changed
                  FOR EACH STATEMENT EXECUTE FUNCTION tell_change(%s)', told, argument);
END $$;

CALL tell_changes_of('vacancy', 'id');
CALL tell_changes_of('selection_round', 'id');
CALL tell_changes_of('round_timetable', 'round_id');
CALL tell_changes_of('round_rules', 'round_id');
CALL tell_changes_of('agency', 'id');
-- Loaded as a whole.
CALL tell_changes_of('education');
CALL tell_changes_of('region');
