DO $$ DECLARE told text; event text; BEGIN
  FOREACH told IN ARRAY ARRAY['vacancy', 'selection_round', 'round_timetable', 'round_rules', 'agency', 'education', 'region'] LOOP
    FOREACH event IN ARRAY ARRAY['insert', 'update', 'delete'] LOOP
      EXECUTE format('DROP TRIGGER tell_%s ON %I', event, told);
    END LOOP;
  END LOOP;
END $$;
DROP PROCEDURE tell_changes_of(regclass, text);
DROP FUNCTION tell_change();
