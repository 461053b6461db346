/** A citizen whose files went through a spreadsheet: what may differ, and what is told in which row. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { check, type Ending, type Files } from './index';

function bundle(name: string) {
  const read = (file: string) => readFileSync(`../api/selection/bundles/${name}/${file}`, 'utf8');
  const files = {
    rules: read('rules.json'),
    vacancies: read('vacancies.csv'),
    participants: read('participants.csv'),
  } satisfies Files;
  return { files, expected: read('outcomes.csv') };
}

const { files: plain, expected } = bundle('cpns-2024');
const rulings = readFileSync('../api/selection/bundles/cpns-2024/rulings.csv', 'utf8');
const files = { ...plain, rulings };

function refusal(ending: Ending) {
  if (ending.ending !== 'unknown') throw new Error(`It ended as ${ending.ending}.`);
  return { ...ending.refusal.place, why: ending.refusal.why.en };
}

const wrong = plain.participants.replace(',72.5,', ',7x,');
it.each([
  ['lines of Windows', wrong.replaceAll('\n', '\r\n'), 2],
  ['lines of an old Macintosh', wrong.replaceAll('\n', '\r'), 2],
  ['empty lines', wrong.replace('\n', '\n\n,,,\n \n'), 5],
])('counts the rows of a file with %s', (_, participants, row) => {
  expect(refusal(check({ ...files, participants }))).toMatchObject({ row, column: 'skb_cat' });
});

it('finds rows and columns without values to be none', () => {
  const wide = (text: string) =>
    text.replaceAll('\n', ',\r\n') + ','.repeat((text.split('\n')[0] ?? '').split(',').length);
  const saved = {
    ...files,
    participants: wide(plain.participants),
    vacancies: wide(plain.vacancies),
  };
  expect(check(saved, wide(expected))).toMatchObject({ ending: 'same' });
});

it('takes headings in capitals, and marks without their last zeros', () => {
  const participants = plain.participants.replace(/^.*\n/, (heading) => heading.toUpperCase());
  const saved = expected.replaceAll('.500,', '.5,').replaceAll('.000,', ',');
  expect(saved).not.toBe(expected);
  expect(check({ ...files, participants }, saved)).toMatchObject({ ending: 'same' });
});

it('hides nobody behind a quotation mark that is not closed', () => {
  const participants = plain.participants.replace(',3.51,', ',"3.51,');
  const closed = participants.replace(',3.20,', ',3.20",');
  for (const text of [participants, closed]) {
    expect(refusal(check({ ...files, participants: text }))).toMatchObject({ row: 2 });
  }
});

it('says once that semicolons separate, and what to do', () => {
  const participants = plain.participants.replaceAll(',', ';');
  const { why, row } = refusal(check({ ...files, participants }));
  expect([row, why]).toEqual([1, expect.stringContaining('semicolons. Save as CSV with commas')]);
});

it('says nothing about a result whose columns are others', () => {
  const lacking = expected.replace(',final,', ',total,');
  expect(refusal(check(files, lacking))).toMatchObject({ file: 'expected', column: 'final' });
});

it('knows a post however the file writes it, and how education codes are separated', () => {
  const { files: further, expected: announced } = bundle('cpns-2024-further-test');
  const vacancies = further.vacancies.replace('pranata-komputer', 'Pranata Komputer');
  expect(check({ ...further, vacancies }, announced)).toMatchObject({ ending: 'same' });
  const commas = plain.vacancies.replace('|', ';');
  expect(refusal(check({ ...files, vacancies: commas }))).toMatchObject({
    column: 'qualification',
  });
});
