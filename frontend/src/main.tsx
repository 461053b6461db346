/** Starts the app: session, queries, routes. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { api, ask } from './api/client';
import { reportDemo } from './api/demo';
import { asProblem } from './api/problem';
import { currentSession, startSession, subscribeSession } from './api/session';
import { openRooms, router } from './app/router';
import './styles.css';

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      // Only what may pass by itself is tried again: no connection, or a server in trouble.
      retry: (failures, error) => {
        const { status } = asProblem(error);
        return failures < 2 && (status === 0 || status >= 500);
      },
    },
  },
});

let person: string | null = null;
subscribeSession(() => {
  const session = currentSession();
  const now = 'me' in session ? session.me.id : null;
  // What one person was shown must not stay in memory for the next. A visitor was shown nothing personal, and
  // clearing then would strand the public page that loads while the session is picked up.
  if (person !== null && now !== person) queries.clear();
  person = now;
  // Their menus are part of the rooms; a failure shows when a page of a room is opened.
  if (now) openRooms().catch(() => {});
});

startSession();
ask(api.GET('/api/v1/health')).then(
  (health) => {
    if (health.demo) reportDemo();
  },
  () => {
    // The page's own request will say that the server is out of reach.
  },
);

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </StrictMode>,
  );
}
