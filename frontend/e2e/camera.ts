/** A camera that shows what a test wants: a short film with a QR, written in the browser's own format for it. */
import { writeFileSync } from 'node:fs';
import { type Browser, chromium, type Page, type TestInfo } from '@playwright/test';
import encodeQR from 'qr';

const WIDTH = 640;
const HEIGHT = 480;
/** As a card on a table: paper that is not quite white, ink that is not quite black. */
const [TABLE, PAPER, INK] = [120, 225, 45];

function frame(text: string | null): Buffer {
  const light = Buffer.alloc(WIDTH * HEIGHT, TABLE);
  if (text !== null) {
    const modules = encodeQR(text, 'raw', { border: 4 });
    const size = Math.floor((HEIGHT - 20) / modules.length);
    const left = Math.floor((WIDTH - size * modules.length) / 2);
    for (let y = 0; y < size * modules.length; y += 1) {
      const row = modules[Math.floor(y / size)] ?? [];
      for (let x = 0; x < size * modules.length; x += 1) {
        light[(y + 10) * WIDTH + left + x] = row[Math.floor(x / size)] ? INK : PAPER;
      }
    }
  }
  const colourless = Buffer.alloc((WIDTH * HEIGHT) / 2, 128);
  return Buffer.concat([Buffer.from('FRAME\n'), light, colourless]);
}

/** An empty table first, then the card; over and over. */
export function film(info: TestInfo, name: string, text: string): string {
  const path = info.outputPath(`${name}.y4m`);
  const [table, card] = [frame(null), frame(text)];
  const head = Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420jpeg\n`);
  writeFileSync(path, Buffer.concat([head, ...Array(3).fill(table), ...Array(12).fill(card)]));
  return path;
}

/** A browser of its own: which camera there is, is said at its start. */
async function browserWith(info: TestInfo, flags: string[]): Promise<[Browser, Page]> {
  const { launchOptions, baseURL, locale, timezoneId, viewport } = info.project.use;
  const browser = await chromium.launch({
    ...launchOptions,
    args: [...(launchOptions?.args ?? []), ...flags],
  });
  const context = await browser.newContext({ baseURL, locale, timezoneId, viewport });
  return [browser, await context.newPage()];
}

const FAKE = '--use-fake-device-for-media-stream';

/** Somebody points the camera at what the film shows, and allowed it. */
export const pointing = (info: TestInfo, path: string) =>
  browserWith(info, [
    FAKE,
    '--use-fake-ui-for-media-stream',
    `--use-file-for-fake-video-capture=${path}`,
  ]);

export const denying = (info: TestInfo) => browserWith(info, [FAKE, '--deny-permission-prompts']);

export const withoutCamera = (info: TestInfo) =>
  browserWith(info, [
    '--use-fake-device-for-media-stream=device-count=0',
    '--use-fake-ui-for-media-stream',
  ]);
