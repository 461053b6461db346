/** A problem that the app finds before anything is sent, in the shape of the server's. */
import type { FieldProblem, Problem } from './problem';

export const ownProblem = (title: string, errors: FieldProblem[]): Problem => ({
  status: 422,
  code: 'bad_input',
  title,
  detail: '',
  errors,
  trace_id: null,
});
