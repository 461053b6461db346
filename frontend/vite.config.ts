/** How the app is built, served while developing, and tested. */
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { worker } from './worker/plugin.ts';

export default defineConfig({
  plugins: [react(), tailwindcss(), worker()],
  // React has this hook itself since 18; the shim for older ones would only weigh.
  resolve: { alias: [{ find: /^use-sync-external-store\/shim$/, replacement: 'react' }] },
  build: {
    manifest: true,
    // Inlined assets would be data: addresses, which the content security policy refuses.
    assetsInlineLimit: 0,
    // Without it an old browser loads chunks one after the other; with it everybody loads the polyfill.
    modulePreload: { polyfill: false },
  },
  server: {
    proxy: { '/api': process.env.TERANG_API ?? 'http://127.0.0.1:8080' },
  },
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.{ts,tsx}'],
    setupFiles: ['tests/setup.ts'],
  },
});
