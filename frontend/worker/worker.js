/**
 * The service worker: the shell of the app opens without a line. It keeps files of the app only; answers of the
 * server are kept by the app itself (src/offline/answers.ts), which knows whose they are. VERSION and FILES are
 * filled in by the build (worker/plugin.ts).
 */
const SHELL = `terang.shell.${VERSION}`;
/** An address at which the server writes nothing into the shell, so that it fits every page. */
const EMPTY = '/tanpa-sambungan';
/** So long a page waits for a line that does not answer. */
const PATIENCE_MS = 5000;

self.addEventListener('install', (event) => {
  // Files with a hash in their name never change, so what the page has just loaded costs nothing again.
  const files = FILES.map((file) =>
    file.startsWith('/assets/') ? file : new Request(file, { cache: 'no-cache' }),
  );
  event.waitUntil(caches.open(SHELL).then((shell) => shell.addAll(files)));
});

// A new version takes over when the last tab with the old one is closed: no tab loses its files.
self.addEventListener('activate', (event) => {
  const old = (name) => name.startsWith('terang.shell.') && name !== SHELL;
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

/** The page from the server, so that it is the newest; from here when the line is gone or silent. */
async function page(request) {
  const kept = await caches.match(EMPTY);
  if (!kept) return fetch(request);
  const live = fetch(request).then(
    (answer) => (answer.status >= 500 ? kept : answer),
    () => kept,
  );
  const late = new Promise((go) => setTimeout(() => go(kept), PATIENCE_MS));
  return Promise.race([live, late]);
}

async function file(request) {
  const kept = await caches.match(request, { ignoreVary: true });
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok && new URL(request.url).pathname.startsWith('/assets/')) {
    const copy = answer.clone();
    caches.open(SHELL).then((shell) => shell.put(request, copy));
  }
  return answer;
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  if (pathname.startsWith('/api/') || pathname.startsWith('/docs')) return;
  // A download: the shell must never be saved in its place.
  if (pathname === '/periksa.html') return;
  if (request.mode === 'navigate') event.respondWith(page(request));
  else if (pathname.startsWith('/assets/') || FILES.includes(pathname))
    event.respondWith(file(request));
});

// What the first visit had loaded before this worker was there.
self.addEventListener('message', (event) => {
  if (!Array.isArray(event.data)) return;
  event.waitUntil(
    Promise.all(event.data.map((url) => file(new Request(url)).catch(() => undefined))),
  );
});
