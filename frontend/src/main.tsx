/** Loads the app in two tasks: reading libraries and app in one would keep a slow phone from answering to touches. */
import 'react-dom/client';
import './styles.css';

setTimeout(() => import('./begin'));

// After the first page has all it needs: on a bad line they would fight over it.
if (import.meta.env.PROD) {
  addEventListener('load', () =>
    setTimeout(() => {
      import('./offline/start')
        .then(({ startWorker }) => startWorker())
        .catch(() => {
          // Without a worker the app needs a line to open, and works otherwise.
        });
    }, 2000),
  );
}
