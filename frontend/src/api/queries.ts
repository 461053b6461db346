/** The cache of the pages behind the sign-in, which load it with their shell; public pages use `answers.ts`. */
import { QueryClient } from '@tanstack/react-query';
import { onLineBack } from '../offline/line';
import { asProblem, passesByItself } from './problem';
import { currentSession, subscribeSession } from './session';

/** While there is nothing to show, a failure goes to the page's error boundary; later it must not take away the page. */
export const untilShown = {
  throwOnError: (_: Error, query: { state: { data: unknown } }) => query.state.data === undefined,
};

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      // Without a line the last answers of this device are shown; React Query would not even ask for them.
      networkMode: 'always',
      staleTime: 30_000,
      retry: (failures, error) => failures < 2 && passesByItself(asProblem(error)),
    },
  },
});

const person = () => {
  const session = currentSession();
  return 'me' in session ? session.me.id : null;
};

onLineBack(() => void queries.invalidateQueries());

let before = person();
subscribeSession(() => {
  // What one person was shown must not stay in memory for the next.
  if (before !== null && person() !== before) queries.clear();
  before = person();
});
