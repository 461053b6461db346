/** Browser tests against a running server: TERANG_URL says where, CHROMIUM_PATH which browser. */
import { defineConfig } from '@playwright/test';

const chromium = process.env.CHROMIUM_PATH;

export default defineConfig({
  testDir: 'e2e',
  fullyParallel: false,
  workers: 1,
  forbidOnly: true,
  retries: 0,
  // Long enough for a slow machine; what hangs is found by the limits of single acts.
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  use: {
    baseURL: process.env.TERANG_URL ?? 'http://127.0.0.1:5173',
    locale: 'id-ID',
    timezoneId: 'Asia/Jakarta',
    actionTimeout: 15_000,
    serviceWorkers: 'block',
    trace: 'retain-on-failure',
    launchOptions: {
      ...(chromium ? { executablePath: chromium } : {}),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: [
    // The walk is made on a phone, the English parts at a desk; all else at both.
    {
      name: 'phone',
      testIgnore: 'english.spec.ts',
      use: { viewport: { width: 360, height: 800 }, hasTouch: true },
    },
    {
      name: 'desktop',
      testIgnore: 'walk.spec.ts',
      use: { viewport: { width: 1280, height: 900 } },
    },
  ],
});
