/** Makes /sw.js of worker.js: fills in the files that must open without a line, and a version that changes with them. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

/** Opened without a line: every public page, and the applicant's own. Others are kept once they were used. */
const OFFLINE = [
  /\/src\/app\/(HomePage|HomeBelow|SignedInShell|SessionLost)\.tsx$/,
  /\/src\/app\/rooms\.ts$/,
  /\/src\/features\/rounds\/(SearchPage|LastSearches|VacancyPage|RoundPage)\.tsx$/,
  /\/src\/features\/announcements\/(ListPages|AnnouncementPage|AnnouncementRows|Decision)\.tsx$/,
  /\/src\/features\/applications\/(MyApplicationsPage|ApplyPage|SubmitPage|ReceiptPage)\.tsx$/,
];

export function worker(): Plugin {
  return {
    name: 'terang-worker',
    apply: 'build',
    enforce: 'post',
    generateBundle(_, bundle) {
      const files = new Set<string>();
      const collect = (name: string) => {
        const chunk = bundle[name];
        if (!chunk || files.has(name)) return;
        files.add(name);
        if (chunk.type !== 'chunk') return;
        for (const style of chunk.viteMetadata?.importedCss ?? []) files.add(style);
        for (const asset of chunk.viteMetadata?.importedAssets ?? []) files.add(asset);
        for (const next of chunk.imports) collect(next);
      };
      const unused = new Set(OFFLINE);
      for (const [name, chunk] of Object.entries(bundle)) {
        if (name.endsWith('.woff2')) files.add(name);
        if (chunk.type !== 'chunk') continue;
        const page = OFFLINE.find((path) => path.test(chunk.facadeModuleId ?? ''));
        if (page && chunk.facadeModuleId) unused.delete(page);
        if (chunk.isEntry || page) collect(name);
        if (chunk.isEntry) chunk.dynamicImports.forEach(collect);
      }
      if (unused.size > 0) this.error(`worker/plugin.ts: no chunk fits ${[...unused].join(', ')}`);
      const open = readdirSync('public').filter((name) => /\.(js|svg|webmanifest)$/.test(name));
      const listed = [
        '/tanpa-sambungan',
        ...open.map((name) => `/${name}`),
        ...[...files].sort().map((f) => `/${f}`),
      ];
      const hash = createHash('sha256').update(JSON.stringify(listed));
      // These carry no hash in their name.
      for (const name of [
        ...open.map((file) => `public/${file}`),
        'index.html',
        'worker/worker.js',
      ])
        hash.update(readFileSync(name));
      const version = hash.digest('hex').slice(0, 12);
      const source = readFileSync('worker/worker.js', 'utf8');
      this.emitFile({
        type: 'asset',
        fileName: 'sw.js',
        source: `const VERSION = '${version}';\nconst FILES = ${JSON.stringify(listed)};\n${source}`,
      });
    },
  };
}
