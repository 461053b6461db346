-- Undoes what stands beside it.
DROP TABLE vacancy_version, vacancy, round_status_code, round_rules, round_timetable, selection_round;
