/** Fails when a public page asks a phone for more than 120 kB JS and 8 kB CSS, gzipped (kB = 1000 bytes). */
import { existsSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const JS_LIMIT = 120_000;
const CSS_LIMIT = 8_000;
const ALWAYS = 'src/app/HomePage.tsx';
const PUBLIC_PAGE = /^src\/features\/(rounds|announcements)\/.*Page\.tsx$/;

if (!existsSync('dist/.vite/manifest.json')) {
  console.error('Nothing to measure: run `npm run build` first.');
  process.exit(1);
}
const manifest = JSON.parse(readFileSync('dist/.vite/manifest.json', 'utf8'));
const entry = Object.keys(manifest).find((key) => manifest[key].isEntry);
// An officer's page in the same folder names its area in its file name and is not held to the public budget.
const pages = Object.keys(manifest).filter(
  (key) => key === ALWAYS || (PUBLIC_PAGE.test(key) && !/Officer/.test(key)),
);
if (!entry || !pages.includes(ALWAYS)) {
  console.error(`The build has no entry or no ${ALWAYS}.`);
  process.exit(1);
}

function collect(key, scripts, styles) {
  const chunk = manifest[key];
  if (scripts.has(chunk.file)) return;
  scripts.add(chunk.file);
  for (const file of chunk.css ?? []) styles.add(file);
  for (const next of chunk.imports ?? []) collect(next, scripts, styles);
}
const weigh = (files) =>
  [...files].reduce(
    (sum, file) => sum + gzipSync(readFileSync(`dist/${file}`), { level: 9 }).length,
    0,
  );

let failed = false;
for (const page of pages) {
  const scripts = new Set();
  const styles = new Set();
  collect(entry, scripts, styles);
  collect(page, scripts, styles);
  const js = weigh(scripts);
  const css = weigh(styles);
  const over = js > JS_LIMIT || css > CSS_LIMIT;
  failed ||= over;
  console.log(
    `${over ? 'OVER' : 'ok  '} ${page}: ${(js / 1000).toFixed(1)} kB JS, ${(css / 1000).toFixed(1)} kB CSS`,
  );
}
process.exit(failed ? 1 : 0);
