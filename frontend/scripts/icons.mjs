/** `npm run icons`: draws the app's icons after the songket of Silungkang and writes them as PNG into public/icons. */
import { writeFileSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { createServer } from 'vite';

const BRAND = '#0b4f52';
const PAPER = '#fdfcfa';
const EMBER = '#e0a63c';

const vite = await createServer({ server: { middlewareMode: true }, logLevel: 'error' });
const { lozenge, shoot } = await vite.ssrLoadModule('/src/ui/weave.ts');
await vite.close();

/** 96 units; whoever masks an icon leaves the inner 80 % of it, so a maskable one draws smaller. */
function drawing({ corner, inset }) {
  const shoots = [0, 24, 48, 72, 96].flatMap((at) => [
    shoot(at, 2, 10, 1),
    shoot(at, 2, 6, 1),
    shoot(at, 94, 10, -1),
    shoot(at, 94, 6, -1),
  ]);
  const scale = (96 - 2 * inset) / 96;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="100%" height="100%" viewBox="0 0 96 96">
    <rect width="96" height="96" rx="${corner}" fill="${BRAND}"/>
    <g transform="translate(${inset} ${inset}) scale(${scale})" fill="none" stroke="${PAPER}">
      <path d="${shoots.join('')}" stroke-width="1.25" opacity="0.55"/>
      <path d="${lozenge(48, 48, 34, 4)}" stroke-width="3"/>
      <path d="${lozenge(48, 48, 24, 4)}" stroke-width="2.5"/>
      <path d="${lozenge(48, 48, 12, 4)}" stroke="none" fill="${EMBER}"/>
    </g>
  </svg>`;
}

const ICONS = [
  { name: 'terang-192', size: 192, corner: 18, inset: 0 },
  { name: 'terang-512', size: 512, corner: 18, inset: 0 },
  { name: 'terang-maskable-512', size: 512, corner: 0, inset: 12 },
  // The system rounds this one itself.
  { name: 'terang-180', size: 180, corner: 0, inset: 4 },
];

const browser = await chromium.launch({
  ...(process.env.CHROMIUM_PATH ? { executablePath: process.env.CHROMIUM_PATH } : {}),
  args: ['--no-sandbox', '--disable-gpu'],
});
for (const { name, size, ...form } of ICONS) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<style>body{margin:0}svg{display:block}</style>${drawing(form)}`);
  const png = await page.screenshot({ omitBackground: true });
  writeFileSync(`public/icons/${name}.png`, png);
  await page.close();
}
await browser.close();
