/**
 * The last step of the build: fails when the first load of a public page is more than a phone on a bad line bears.
 * At most 120 kB JS and 8 kB CSS, gzipped (kB = 1000 bytes), and exactly one font file. Counted are the scripts of
 * index.html and, from the manifest, the entry, what it asks for, the page, and whatever these import statically.
 */
import { existsSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const JS_LIMIT = 120_000;
const CSS_LIMIT = 8_000;
const FONTS = 1;
/** Without these the count means nothing: a renamed page must not slip out of it. */
const ALWAYS = [
  'src/app/HomePage.tsx',
  'src/features/rounds/VacancyPage.tsx',
  'src/features/check/CheckPage.tsx',
  'src/features/rules/RulePage.tsx',
];
const FONT = /\.(woff2?|ttf|otf)$/;

if (!existsSync('dist/.vite/manifest.json')) {
  console.error('Nothing to measure: run `npm run build` first.');
  process.exit(1);
}
const read = (file) => readFileSync(`dist/${file}`);
const manifest = JSON.parse(read('.vite/manifest.json'));
const entry = Object.keys(manifest).find((key) => manifest[key].isEntry);
/** A chunk and all that it imports statically. */
function closure(key, keys = new Set()) {
  if (keys.has(key)) return keys;
  keys.add(key);
  for (const next of manifest[key].imports ?? []) closure(next, keys);
  return keys;
}
// What is loaded first loads the page of each public route by itself; pages behind the sign-in hang on app/rooms.ts.
// Some pages are fetched through a list of pages, which costs the first download one name of a chunk instead of many.
const later = (key) => manifest[key].dynamicImports ?? [];
const atOnce = entry ? [entry, ...later(entry)] : [];
const pages = atOnce
  .flatMap((key) => [...closure(key)])
  .flatMap(later)
  .flatMap((key) => (/\/laterPages\.ts$/.test(key) ? later(key) : [key]))
  .filter((key) => /Pages?\.tsx$/.test(key));
const missing = ALWAYS.filter((page) => !pages.includes(page));
if (!entry || missing.length > 0) {
  console.error(
    `The build has no entry, or these public pages are not in it: ${missing.join(', ')}.`,
  );
  process.exit(1);
}

function collect(key, load) {
  for (const chunk of [...closure(key)].map((each) => manifest[each])) {
    load.scripts.add(chunk.file);
    for (const file of chunk.css ?? []) load.styles.add(file);
    for (const file of chunk.assets ?? []) if (FONT.test(file)) load.fonts.add(file);
  }
}

/** What styles name themselves, such as a font of a package's own style sheet. */
function namedIn(styles) {
  const urls = [...styles].flatMap((file) => [...`${read(file)}`.matchAll(/url\(["']?([^"')]+)/g)]);
  return urls.map(([, url]) => url.replace(/^\.?\//, '').replace(/^(?!assets\/)/, 'assets/'));
}

const weigh = (files) =>
  [...files].reduce((sum, file) => sum + gzipSync(read(file), { level: 9 }).length, 0);
const scriptsOfPage = [...`${read('index.html')}`.matchAll(/<script[^>]+src="\/([^"]+)"/g)];

let failed = false;
for (const page of pages) {
  const load = { scripts: new Set(), styles: new Set(), fonts: new Set() };
  for (const key of atOnce) collect(key, load);
  collect(page, load);
  for (const [, file] of scriptsOfPage) load.scripts.add(file);
  for (const file of namedIn(load.styles)) if (FONT.test(file)) load.fonts.add(file);
  const js = weigh(load.scripts);
  const css = weigh(load.styles);
  const over = js > JS_LIMIT || css > CSS_LIMIT || load.fonts.size !== FONTS;
  failed ||= over;
  const kb = (bytes) => (bytes / 1000).toFixed(1);
  console.log(
    `${over ? 'OVER' : 'ok  '} ${page}: ${kb(js)} kB JS, ${kb(css)} kB CSS, ${load.fonts.size} font file`,
  );
}
if (failed) console.error('Limits: 120 kB JS, 8 kB CSS, one font file. See scripts/size.mjs.');
process.exit(failed ? 1 : 0);
