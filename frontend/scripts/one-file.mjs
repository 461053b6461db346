/**
 * A step of the build: the page that checks an announcement as one HTML file, which opens from a disk without any
 * network, and its hash beside it. It is made of the page's own code (`src/features/check/alone.tsx`). Its policy
 * names the two scripts and the style by their hashes and allows no connection: the browser itself keeps the promise
 * that nothing is sent.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { build } from 'vite';

const NAME = 'periksa.html';
// A third of it are programs that a later reader has no server to ask for: the ranking, and the signatures (20 kB of
// them ML-DSA, for witnesses whose cosignatures must outlive Ed25519) and QR codes of receipts, which must still be
// checked when the site is gone. It is saved once and never waited for.
const MOST_BYTES = 540_000;

/** Of the app's style only what this page uses; its font is there at once, so nothing waits or jumps. */
const CHANGES = [
  ['source("./");', 'source(none); @source "./features/check"; @source "./ui";'],
  ['font-display: optional;', 'font-display: block;'],
];
const ownStyle = {
  name: 'own-style',
  enforce: 'pre',
  transform(code, id) {
    if (!id.endsWith('/src/styles.css')) return undefined;
    return CHANGES.reduce((style, [from, to]) => {
      if (!style.includes(from)) throw new Error(`src/styles.css does not say ${from} any more.`);
      return style.replace(from, to);
    }, code);
  },
};

const { output } = await build({
  configFile: false,
  logLevel: 'warn',
  publicDir: false,
  plugins: [ownStyle, react(), tailwindcss()],
  build: {
    write: false,
    // The font and whatever else a style names stands in the file itself.
    assetsInlineLimit: Number.POSITIVE_INFINITY,
    cssCodeSplit: false,
    modulePreload: false,
    rolldownOptions: {
      input: 'src/features/check/alone.tsx',
      output: { codeSplitting: false },
    },
  },
});
const scripts = output.filter(({ type }) => type === 'chunk');
const others = output.filter(({ type }) => type === 'asset');
if (scripts.length !== 1 || others.length !== 1 || !others[0].fileName.endsWith('.css')) {
  const names = output.map(({ fileName }) => fileName).join(', ');
  throw new Error(`One script and one style were expected: ${names}.`);
}

// Neither may end the element that it stands in.
const script = scripts[0].code.trim().replace(/<(?=\/script|!--|script)/gi, '\\x3C');
const style = `${others[0].source}`.trim();
const theme = readFileSync('public/theme.js', 'utf8').trim();
if (/<\/(script|style)/i.test(script + style + theme)) throw new Error('An element would end.');

const hash = (text, form) => createHash('sha256').update(text).digest(form);
const allowed = (text) => `'sha256-${hash(text, 'base64')}'`;
const policy = [
  "default-src 'none'",
  `script-src ${allowed(theme)} ${allowed(script)}`,
  `style-src ${allowed(style)}`,
  'font-src data:',
  'worker-src blob:',
  "connect-src 'none'",
  "form-action 'none'",
  "base-uri 'none'",
].join('; ');

// What stands in the root is read where scripts are refused, as on the site itself.
const html = `<!doctype html>
<html lang="id">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Terang: periksa sendiri</title>
<script>${theme}</script>
<style>${style}</style>
</head>
<body>
<div id="root"><p>Simpan berkas ini di perangkat Anda, lalu buka dari sana. Peramban harus mengizinkan JavaScript.</p>
<p lang="en">Save this file on your device and open it from there. The browser must allow JavaScript.</p></div>
<script type="module">${script}</script>
</body>
</html>
`;
const bytes = Buffer.byteLength(html);
if (bytes > MOST_BYTES) throw new Error(`${NAME} has ${bytes} bytes; the limit is ${MOST_BYTES}.`);
const sha256 = hash(html, 'hex');
writeFileSync(`dist/${NAME}`, html);
writeFileSync('dist/periksa.json', `${JSON.stringify({ name: NAME, bytes, sha256 })}\n`);
console.log(`ok   ${NAME}: ${(bytes / 1000).toFixed(1)} kB, SHA-256 ${sha256}`);
