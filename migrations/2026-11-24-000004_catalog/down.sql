-- Undoes what stands beside it.
DROP TABLE unit, course_reference, holiday, holiday_year, post, region, education, education_level, agency, dataset;
