/** People of the walk: signing in with an authenticator, reading the caught mail, and what every page must hold. */
import AxeBuilder from '@axe-core/playwright';
import { type Browser, expect, type Page, type TestInfo } from '@playwright/test';

const MAIL = process.env.TERANG_MAIL_URL ?? 'http://127.0.0.1:8081';

type Account = { email: string; code: string | null };

/** Codes work once; who signs in again within the same half minute waits for the next one. */
const used = new Set<string>();

async function freshCode(page: Page, email: string): Promise<string | null> {
  for (;;) {
    const told = await page.request.get('/api/v1/demo/accounts');
    const { accounts } = (await told.json()) as { accounts: Account[] };
    const code = accounts.find((account) => account.email === email)?.code ?? null;
    if (code === null || !used.has(`${email} ${code}`)) {
      used.add(`${email} ${code}`);
      return code;
    }
    await page.waitForTimeout(1000);
  }
}

/** A page of its own for somebody of the demo city, signed in. */
export async function demoPerson(browser: Browser, name: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  const told = await page.request.get('/api/v1/demo/accounts');
  const { password } = (await told.json()) as { password: string };
  const email = `${name}@rekaan.test`;
  await page.goto('/masuk');
  await page.getByLabel('Surel').fill(email);
  await page.getByLabel('Kata sandi').fill(password);
  await page.getByRole('main').getByRole('button', { name: 'Masuk' }).click();
  const code = await freshCode(page, email);
  if (code) {
    await page.getByLabel('Kode enam angka').fill(code);
    await page.getByRole('button', { name: 'Lanjutkan' }).click();
  }
  await expect(page.getByRole('main').getByRole('button', { name: 'Masuk' })).toHaveCount(0);
  await expect(page.getByLabel('Kode enam angka')).toHaveCount(0);
  return page;
}

/** The link of the newest mail to somebody. */
export async function linkFromMail(page: Page, to: string): Promise<string> {
  let link = '';
  await expect(async () => {
    const list = await (await page.request.get(MAIL)).text();
    const rows = list.split('<li>').filter((row) => row.includes(to));
    const address = rows[0]?.match(/href="(\/messages\/[^"]+)"/)?.[1];
    const mail = await (await page.request.get(`${MAIL}${address}`)).text();
    link = mail.match(/href="(http:\/\/127\.0\.0\.1[^"]+)"/)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect(link).not.toBe('');
  }).toPass({ timeout: 30_000 });
  return link;
}

/** What holds on every page: a heading, nothing for axe, nothing that sticks out, the words DATA REKAAN. */
export async function whole(page: Page) {
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByText('DATA REKAAN', { exact: true })).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map(
    (one) => `${one.id}: ${one.nodes.map((node) => node.html).join(' | ')}`,
  );
  expect.soft(found, page.url()).toEqual([]);
  const beyond = await page.evaluate(
    () => document.documentElement.scrollWidth - window.innerWidth,
  );
  expect.soft(beyond, `${page.url()} sticks out`).toBe(0);
}

/** Ticks that one has understood, and does the final act. */
export async function finalAct(page: Page, name: string) {
  await page.getByRole('checkbox', { name: /memahami|understand/ }).check();
  await page.getByRole('button', { name }).click();
}

/** The page of checks as one file, saved to a disk; answers where. */
export async function savedCheck(page: Page, info: TestInfo): Promise<string> {
  await page.goto('/periksa');
  const saving = page.waitForEvent('download');
  await page.getByRole('link', { name: /Unduh periksa\.html/ }).click();
  const path = info.outputPath('periksa.html');
  await (await saving).saveAs(path);
  return path;
}
