/** Browser tests against a running server: TERANG_URL says where, CHROMIUM_PATH which browser. */
import { defineConfig } from '@playwright/test';

const chromium = process.env.CHROMIUM_PATH;

const phone = { viewport: { width: 360, height: 800 }, hasTouch: true };
const desktop = { viewport: { width: 1280, height: 900 } };

/** What people of the demo city do, one after the other, while beside them visitors only read. */
const acts = ['english', 'line', 'machines', 'proofs', 'record', 'training', 'walk'];
const files = (names: string[]) => names.map((name) => `${name}.spec.ts`);

export default defineConfig({
  testDir: 'e2e',
  fullyParallel: false,
  workers: 2,
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
    // The walk is made on a phone, the English parts at a desk; all else at both, the desk after the phone.
    {
      name: 'phone-acts',
      testMatch: files(acts.filter((name) => name !== 'english')),
      workers: 1,
      use: phone,
    },
    { name: 'phone', testIgnore: files(acts), workers: 1, use: phone },
    {
      name: 'desktop-acts',
      testMatch: files(acts.filter((name) => name !== 'walk')),
      workers: 1,
      dependencies: ['phone-acts', 'phone'],
      use: desktop,
    },
    {
      name: 'desktop',
      testIgnore: files(acts),
      workers: 1,
      dependencies: ['phone-acts', 'phone'],
      use: desktop,
    },
  ],
});
