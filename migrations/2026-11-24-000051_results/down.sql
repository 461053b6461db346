-- Removes the tables of results.
DROP TABLE result_explanation, result_difference, result_comparison, national_result_row, national_result,
  result_approval, result_outcome, result_vacancy, result_run, result_ruling;
