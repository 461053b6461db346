/** Asks who is here and draws the page. */
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode, startTransition } from 'react';
import { createRoot } from 'react-dom/client';
import { forgetAnswers } from './api/answers';
import { api, ask } from './api/client';
import { reportDemo } from './api/demo';
import { currentSession, startSession, subscribeSession } from './api/session';
import { openRooms, router } from './app/router';
import { loadAllEnglish } from './i18n/catalog';
import { currentLanguage } from './i18n/language';

let person: string | null = null;
subscribeSession(() => {
  const session = currentSession();
  const now = 'me' in session ? session.me.id : null;
  if (person !== null && now !== person) forgetAnswers();
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
  // As a transition React draws in short steps: a slow phone answers to touches in between.
  const show = () =>
    startTransition(() =>
      createRoot(root).render(
        <StrictMode>
          <RouterProvider router={router} />
        </StrictMode>,
      ),
    );
  if (root.firstElementChild) {
    // What the server wrote stays on screen until the page itself can take its place: no blank, no jump.
    const words = currentLanguage() === 'en' ? loadAllEnglish() : null;
    Promise.all([router.load(), words]).then(show, show);
  } else show();
}
