/** Refuses a package, used or brought along, whose licence does not allow what this project does with it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ALLOWED = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC-BY-4.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'MPL-2.0',
  'OFL-1.1',
  'Python-2.0',
  'Unlicense',
]);

/** Every part of "A AND B", one part of "A OR B". */
const isAllowed = (licence) =>
  licence
    .replaceAll(/[()]/g, '')
    .split(' AND ')
    .every((part) => part.split(' OR ').some((one) => ALLOWED.has(one)));

/** Each installed package: its name, version and licence. */
function* installed(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name.startsWith('.')) continue;
    const path = join(folder, entry.name);
    if (entry.name.startsWith('@')) {
      yield* installed(path);
      continue;
    }
    let about;
    try {
      about = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
    } catch {
      continue;
    }
    yield `${about.name} ${about.version}: ${about.license ?? 'no licence'}`;
    try {
      yield* installed(join(path, 'node_modules'));
    } catch {
      // It brings nothing along.
    }
  }
}

const all = [...installed('node_modules')];
const refused = all.filter((line) => !isAllowed(line.slice(line.lastIndexOf(': ') + 2)));
for (const line of refused) console.error(`not allowed: ${line}`);
if (refused.length > 0) process.exit(1);
console.log(`${all.length} packages have licences that are allowed.`);
