/** How the app is built, served while developing, and tested. */
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { worker } from './worker/plugin.ts';

/** Read in a task of its own, before the rest (src/main.tsx). */
const EARLY =
  /\/node_modules\/(react|react-dom|scheduler)\/|vite\/preload-helper|\/src\/styles\.css/;

const atOnce = new Map<string, boolean>();

/**
 * What every page needs goes into one file: one answer instead of ten on a slow line, and two kilobytes less, since
 * each file is packed by itself.
 */
type Modules = { getModuleInfo: (id: string) => { importers: string[] } | null };

function firstLoad(id: string, modules: Modules): string | null {
  const needed = (module: string): boolean => {
    const known = atOnce.get(module);
    if (known !== undefined) return known;
    // A ring of imports is needed when something outside of it needs it.
    atOnce.set(module, /\/src\/(main|begin)\.tsx$/.test(module));
    const found =
      atOnce.get(module) || (modules.getModuleInfo(module)?.importers ?? []).some(needed);
    atOnce.set(module, found);
    return found;
  };
  // The entry itself stays the manifest's entry.
  return needed(id) && !/(main\.tsx|index\.html)$/.test(id) ? 'first' : null;
}

/** What the entry asks for after a pause is fetched beside it, not after it. */
function preload(): Plugin {
  return {
    name: 'terang-preload',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (_, { bundle = {} }) =>
        Object.values(bundle)
          .flatMap((file) => (file.type === 'chunk' && file.isEntry ? file.dynamicImports : []))
          .map((name) => ({
            tag: 'link',
            attrs: { rel: 'modulepreload', crossorigin: true, href: `/${name}` },
            injectTo: 'head',
          })),
    },
  };
}

export default defineConfig({
  plugins: [react(), tailwindcss(), preload(), worker()],
  // React has this hook itself since 18; the shim for older ones would only weigh.
  resolve: { alias: [{ find: /^use-sync-external-store\/shim$/, replacement: 'react' }] },
  build: {
    manifest: true,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [{ name: 'early', test: EARLY, priority: 1 }, { name: firstLoad }],
        },
      },
    },
    // Inlined assets would be data: addresses, which the content security policy refuses.
    assetsInlineLimit: 0,
    // Without it an old browser loads chunks one after the other; with it everybody loads the polyfill.
    modulePreload: { polyfill: false },
  },
  server: {
    // The examples of the page that checks lie beside the engine's tests.
    fs: { allow: ['.', '../api/selection/bundles'] },
    proxy: { '/api': process.env.TERANG_API ?? 'http://127.0.0.1:8080' },
  },
  test: {
    environment: 'jsdom',
    testTimeout: 30_000,
    include: ['src/**/*.test.{ts,tsx}'],
    setupFiles: ['tests/setup.ts'],
  },
});
