/** Starts the service worker once the first page stands, and gives it the files that came before it was there. */

export async function startWorker() {
  const worker = navigator.serviceWorker;
  if (!worker) return;
  await worker.register('/sw.js');
  const { active } = await worker.ready;
  const loaded = performance
    .getEntriesByType('resource')
    .map(({ name }) => name)
    .filter((name) => name.startsWith(`${location.origin}/assets/`));
  active?.postMessage(loaded);
}
